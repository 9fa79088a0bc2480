import AWSTypes
import Directory
import IAMPolicy
import ServiceModel

/// A simulation: who asks in it, with which policies, decided by the engine that decides real calls.
///
/// As AWS's, it knows the caller's policies, its boundary and its account's SCPs, and the one resource policy that it is given; not the
/// resources' own policies, no endpoints and no RCPs (IAM User Guide, "Testing IAM policies with the IAM policy simulator").
struct Simulation {
    let request: SimulationRequest
    /// The principal's own policies and SCPs, and what condition keys tell of it.
    let caller: Caller
    /// What the caller itself brings to the condition keys; nothing where nobody in particular is simulated.
    let callerKeys: any ConditionKeyValues
    let isInOrganization: Bool

    /// What came of one action.
    struct Result {
        var action: String
        /// One for each resource that was named; one for `*` where none was.
        var outcomes: [Outcome]
        var isForEverything: Bool
    }

    /// What came of one action on one resource.
    struct Outcome {
        var resource: String
        var decision: Decision.Outcome
        var matched: [MatchedStatement]
        var missingKeys: [String]
        var allowedByOrganization: Bool?
        var allowedByBoundary: Bool?
        /// What each side said across accounts; empty within one, nil where an SCP ended the simulation.
        var details: [(source: String, decision: Decision.Outcome)]?
    }

    func run() -> Page<Result> {
        let numbered = request.actions.enumerated().map { (number: $0.offset, action: $0.element) }
        // Pages are cut by a key that sorts as the actions were given.
        return request.page.page(of: numbered) { String(1_000_000 + $0.number) }.map { result(of: $0.action) }
    }

    private func result(of action: String) -> Result {
        let isForEverything = request.resources.isEmpty
        let resources = isForEverything ? ["*"] : request.resources
        return Result(action: action, outcomes: resources.map { outcome(of: action, on: $0) }, isForEverything: isForEverything)
    }

    // MARK: One question

    private func outcome(of action: String, on resource: String) -> Outcome {
        // A trust policy given as the resource's is passed over (recorded, AWS CLI issue of 2026).
        let resourcePolicy = action.hasPrefix("sts:Assume") ? nil : request.resourcePolicy
        let question = AuthorizationRequest(
            action: action, resource: resource, resourceAccount: owner(of: resource, resourcePolicy), hasResourceType: false,
            context: FixedConditionKeys(request.context))
        let facts = ResourceFacts(policy: resourcePolicy.map { AttachedPolicy(name: MatchedStatement.resourcePolicy, document: $0) })
        let layers = PolicyLayers(of: caller, for: question, to: facts, through: nil) { _ in nil }
        let decision = decide(question, by: caller.principal, layers: layers, context: callerKeys)
        let evidence = decision.evidence(advising: false)
        let isCrossAccount = question.resourceAccount != caller.account
        let organization = evidence.layers.first { $0.kind == .serviceControl }?.result ?? .notInPlay
        let boundary = evidence.layers.first { $0.kind == .boundary }?.result ?? .notInPlay
        let isEndedByOrganization = organization == .explicitDeny || organization == .implicitDeny
        return Outcome(
            resource: resource, decision: decision.outcome, matched: MatchedStatement.all(in: evidence, of: layers, for: decision.outcome),
            missingKeys: missingKeys(layers), allowedByOrganization: isInOrganization ? !isEndedByOrganization : nil,
            allowedByBoundary: boundary == .notInPlay ? nil : boundary == .allow || boundary == .noImpact,
            details: isEndedByOrganization ? nil : isCrossAccount ? details(evidence) : [])
    }

    /// Only with a policy of its own does a resource belong to somebody else: without one, what is simulated is the caller's side.
    private func owner(of resource: String, _ policy: PolicyDocument?) -> String {
        guard policy != nil else { return caller.account }
        return ARN(resource).map(\.account).flatMap { $0.isEmpty ? nil : $0 } ?? request.owner ?? caller.account
    }

    /// The keys that the policies given and attached ask for and nobody supplied, relevant to the action or not (recorded, boto3 issue
    /// of 2022).
    private func missingKeys(_ layers: PolicyLayers) -> [String] {
        let policies = (layers.identity ?? []) + [layers.boundary, layers.resource].compactMap { $0 }
        var seen: Set<ConditionKey> = []
        return policies.flatMap(\.document.contextKeyNames).filter { name in
            let key = ConditionKey(name)
            return seen.insert(key).inserted && request.context[key] == nil && callerKeys.value(of: key) == nil
        }
    }

    /// Both accounts must allow (IAM User Guide, "Cross-account policy evaluation logic").
    private func details(_ evidence: Evidence) -> [(source: String, decision: Decision.Outcome)] {
        func outcome(_ kinds: [PolicyKind]) -> Decision.Outcome {
            let results = evidence.layers.filter { kinds.contains($0.kind) }.map(\.result)
            if results.contains(.explicitDeny) { return .explicitDeny }
            return results.contains(.implicitDeny) ? .implicitDeny : .allow
        }
        return [
            (MatchedStatement.Source.identity.rawValue, outcome([.identity, .boundary])),
            (MatchedStatement.Source.resource.rawValue, outcome([.resource, .key, .trust])),
        ]
    }
}
