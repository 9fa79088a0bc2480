import IAMPolicy
import SecondOpinion

/// Asks the engine what the second opinion is asked.
///
/// It keeps compiled policies by their text, as the directory does: a world's policies are asked many questions.
final class EngineBridge {
    private var compiled: [String: PolicyDocument] = [:]

    /// The one RCP that allows, by its name: no text of it passes the grammar of RCPs.
    static let resourceControlFullAccess = "RCPFullAWSAccess"

    func decision(on situation: Situation) throws -> Decision {
        let layers = try layers(of: situation)
        var keys = Dictionary(
            uniqueKeysWithValues: situation.request.keys.map { key, value -> (ConditionKey, ConditionValue) in
                switch value {
                case .one(let text): (ConditionKey(key), .single(text))
                case .many(let texts): (ConditionKey(key), .list(texts))
                }
            })
        keys["aws:PrincipalOrgID"] = situation.caller.account?.organization.map { .single($0) }
        keys["aws:ResourceOrgID"] = situation.resource.owner.organization.map { .single($0) }
        let request = AuthorizationRequest(
            action: situation.request.action, resource: situation.request.resource, resourceAccount: situation.resource.owner.id,
            hasResourceType: situation.request.hasResourceType,
            rootOverridesResourcePolicy: situation.request.rootOverrides,
            // As KMS asks.
            isSparedResourceControl: situation.request.action == "kms:RetireGrant")
        return decide(request, by: principal(situation.caller), layers: layers, context: FixedConditionKeys(keys))
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
        // STS answers for a role in the short form.
        if !decision.isAllowed { verdict.text = decision.denialMessage(namesReason: situation.resource.kind != .trust) }
        return verdict
    }

    private func principal(_ caller: SecondCaller) -> Principal {
        let kind: Principal.Kind =
            switch caller.kind {
            case .user: .user
            case .roleSession: .assumedRole
            case .federatedUser: .federatedUser
            case .root: .root
            case .service: .service
            case .provider: .federated
            }
        return Principal(
            kind: kind, account: caller.account?.id ?? "", arn: caller.arn, issuerARN: caller.issuer,
            isServiceLinked: caller.isServiceLinked)
    }

    /// The layers that the directory would hand over: what the management account and accounts outside an organization
    /// are spared, it never sees.
    private func layers(of situation: Situation) throws -> PolicyLayers {
        let caller = situation.caller
        let owner = situation.resource.owner
        let isSomebodys = caller.kind != .service && caller.kind != .provider
        let hasIdentity = isSomebodys && caller.kind != .root
        var governing: [SecondLevel]?
        if let account = caller.account, account.organization != nil, !account.isManagement { governing = account.levels }
        let guarding = owner.organization != nil && !owner.isManagement ? owner.levels : nil
        return PolicyLayers(
            identity: hasIdentity ? try attached(caller.own + caller.groups, .identity) : nil,
            boundary: try caller.boundary.map { try attached($0, .boundary) },
            session: try caller.session.map { try attached($0, .session) },
            serviceControl: try governing?.map {
                PolicyLevel(target: $0.target, name: $0.target, policies: try attached($0.scps, .serviceControl))
            },
            resourceControl: try guarding?.map {
                PolicyLevel(target: $0.target, name: $0.target, policies: try attached($0.rcps, .resourceControl))
            },
            endpoint: isSomebodys ? try situation.endpoint.map { try attached($0, .endpoint) } : nil,
            resource: try situation.resource.policy.map { policy in
                try attached(policy, PolicyKind(rawValue: situation.resource.kind.rawValue) ?? .resource)
            },
            grants: situation.resource.grants.map {
                Grant(
                    id: $0.id, grantee: $0.grantee, actions: $0.actions, encryptionContextEquals: $0.contextEquals,
                    encryptionContextSubset: $0.contextSubset)
            })
    }

    private func attached(_ policies: [WrittenPolicy], _ kind: PolicyKind) throws -> [AttachedPolicy] {
        try policies.map { try attached($0, kind) }
    }

    private func attached(_ policy: WrittenPolicy, _ kind: PolicyKind) throws -> AttachedPolicy {
        let key = "\(kind.rawValue) \(policy.text)"
        if let known = compiled[key] { return AttachedPolicy(name: policy.name, arn: policy.arn, document: known) }
        let isFullAccess = policy.name == Self.resourceControlFullAccess
        let document = isFullAccess ? try PolicyDocument.resourceControlFullAccess() : try PolicyDocument(parsing: policy.text, as: kind)
        compiled[key] = document
        return AttachedPolicy(name: policy.name, arn: policy.arn, document: document)
    }
}
