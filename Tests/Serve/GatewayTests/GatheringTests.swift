import AWSTypes
import AWSWire
import CloudTrail
import Directory
import IAMPolicy
import SecondOpinion
import ServiceModel
import Testing

@testable import Gateway

/// The gateway gathers the layers as the guides say, for every kind of caller and place in an organization: its decisions are
/// the second opinion's.
@Suite struct GatheringTests {
    private static let worlds = 40
    private static let questions = 60

    @Test(arguments: 0..<4)
    func `the gateway and the second opinion agree`(_ shard: Int) throws {
        for index in 0..<Self.worlds {
            let seed = UInt64(7_000_000 + shard * 1000 + index)
            var world = try GeneratedWorld(seed: seed, asksForCircumstances: false)
            let asked = try AskedGateway(world)
            for question in 0..<Self.questions {
                let situation = world.situation()
                guard situation.caller.kind != .provider else { continue }
                let expected = SecondOpinion().verdict(on: situation)
                let found = try asked.verdict(on: situation)
                if !expected.agrees(found) {
                    Issue.record("world \(seed), question \(question): expected \(expected), found \(found) for \(situation)")
                    return
                }
            }
        }
    }
}

extension GatheringTests {
    /// The rules of who has a say, which the engine is handed and does not know.
    static let rules: [Rule] = [
        .groupsGiveTheirPolicies, .policiesOfALayerAreJoined, .scpFollowsThePrincipal, .scpSparesTheManagementAccount,
        .scpSparesServiceLinkedRoles,
        .scpLimitsRoot, .rcpDenies, .rcpFollowsTheResource, .rcpSparesTheManagementAccount, .rcpSparesServiceLinkedRoles,
        .rcpSparesRetireGrant, .endpointMustAllow, .sessionPolicyLimits, .boundaryLimits, .federatedUserNeedsASessionPolicy,
        .strangersSeeNoPolicy, .explicitDenyShowsThePolicy,
    ]

    @Test(arguments: rules)
    func `a rule of gathering is noticed`(_ rule: Rule) throws {
        let opinion = SecondOpinion(forgetting: [rule])
        for seed in 7_100_000..<UInt64(7_100_000 + Self.worlds) {
            var world = try GeneratedWorld(seed: seed, asksForCircumstances: false)
            let asked = try AskedGateway(world)
            for _ in 0..<Self.questions {
                let situation = world.situation()
                guard situation.caller.kind != .provider else { continue }
                if !opinion.verdict(on: situation).agrees(try asked.verdict(on: situation)) { return }
            }
        }
        Issue.record("no generated case needs \(rule.rawValue)")
    }
}

/// A gateway over a generated world, whose services carry the world's resource policies.
private struct AskedGateway {
    private let gateway: Gateway
    private let callers: GeneratedDirectory
    private let world: World

    init(_ generated: GeneratedWorld) throws {
        callers = try GeneratedDirectory(generated)
        var facts: [String: ResourceFacts] = [:]
        for (arn, resource) in generated.resources {
            let kind = PolicyKind(rawValue: resource.kind.rawValue) ?? .resource
            let policy = try resource.policy.map {
                AttachedPolicy(name: $0.name, document: try PolicyDocument(parsing: $0.text, as: kind))
            }
            let grants = resource.grants.map {
                Grant(
                    id: $0.id, grantee: $0.grantee, actions: $0.actions, encryptionContextEquals: $0.contextEquals,
                    encryptionContextSubset: $0.contextSubset)
            }
            facts[arn] = ResourceFacts(policy: policy, grants: grants)
        }
        let known = facts
        let services = ["dynamodb", "kms", "sts"].map { name in
            Service(
                ServiceProtocol(
                    name: name, wire: .json10, targetPrefix: "\(name).", version: name, eventSource: "\(name).amazonaws.com"),
                operations: [AnyOperation(Ask())], resource: { arn, _ in known[arn] ?? ResourceFacts() })
        }
        let tested = try TestWorld()
        world = tested.world
        gateway = Gateway(
            services: services, directory: DirectoryStore(callers.directory), clock: world.clock, tokens: tested.gateway.tokens,
            events: try EventStore())
    }

    private struct Ask: Operation {
        static let name = "Ask"
        func decode(_ request: StructureReader) {}
        func authorization(for input: Void, in context: OperationContext) -> [AuthorizationRequest] { [] }
        func execute(_ input: Void, in context: OperationContext) throws {}
    }

    func verdict(on situation: Situation) throws -> Verdict {
        let decision = try decision(on: situation)
        let place = decision.policy.flatMap { policy in
            decision.statement.map { Verdict.Place(policy: policy.name, arn: policy.arn, index: $0.index) }
        }
        var verdict = Verdict(
            outcome: Verdict.Outcome(rawValue: decision.outcome.rawValue) ?? .implicitDeny, layer: decision.layer?.rawValue,
            statement: place,
            target: decision.isAllowed ? nil : decision.level?.target)
        if !decision.isAllowed { verdict.text = decision.denialMessage(namesReason: situation.resource.kind != .trust) }
        return verdict
    }

    private func decision(on situation: Situation) throws -> Decision {
        let keys = situation.request.keys.filter { $0.key.hasPrefix("kms:") }.map { key, value -> (ConditionKey, ConditionValue) in
            switch value {
            case .one(let text): (ConditionKey(key), .single(text))
            case .many(let texts): (ConditionKey(key), .list(texts))
            }
        }
        let question = AuthorizationRequest(
            action: situation.request.action, resource: situation.request.resource, resourceAccount: situation.resource.owner.id,
            hasResourceType: situation.request.hasResourceType,
            context: FixedConditionKeys(Dictionary(uniqueKeysWithValues: keys)),
            rootOverridesResourcePolicy: situation.request.rootOverrides,
            // As KMS asks.
            isSparedResourceControl: situation.request.action == "kms:RetireGrant")
        let request = IncomingRequest(
            method: "POST", target: "/", headers: [("X-Amz-Target", "dynamodb.Ask"), ("Content-Type", "application/x-amz-json-1.0")],
            body: Array("{}".utf8), arrival: Arrival(address: "203.0.113.7", endpointID: situation.endpoint?.name))
        guard case .call(let call) = gateway.accept(request) else { throw NotAccepted() }
        let caller = try callers.caller(situation.caller)
        let nobody = try callers.caller(
            SecondCaller(kind: .root, account: SecondAccount(id: "111122223333"), arn: "arn:aws:iam::111122223333:root"))
        guard let known = caller ?? nobody else { throw NotAccepted() }
        let facts = try CallFacts(
            call: call, caller: known, region: "us-east-1", world: gateway.directory.snapshot, settings: gateway.settings)
        let authority = CallAuthority(gateway: gateway, facts: facts, record: CallRecord(call))
        guard let caller else {
            return authority.decide(question, forService: Principal(kind: .service, account: "", arn: situation.caller.arn))
        }
        return authority.decide(question, for: caller, via: nil)
    }

    private struct NotAccepted: Error {}
}
