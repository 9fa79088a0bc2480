/// Where a statement stands among the policies of one layer, as numbers, so that noting it costs nothing.
struct StatementPlace: Sendable, Hashable {
    private let levelNumber: Int32
    private let policyNumber: Int32
    private let statementNumber: Int32

    init(level: Int = 0, policy: Int, statement: Int = 0) {
        levelNumber = Int32(level)
        policyNumber = Int32(policy)
        statementNumber = Int32(statement)
    }

    /// The level of the organization; 0 in other layers.
    var level: Int { Int(levelNumber) }
    /// -1 where a level as a whole is meant.
    var policy: Int { Int(policyNumber) }
    var statement: Int { Int(statementNumber) }
}

extension PolicyLayers {
    func levels(of kind: PolicyKind) -> [PolicyLevel]? {
        switch kind {
        case .serviceControl: serviceControl
        case .resourceControl: resourceControl
        default: nil
        }
    }

    /// The policies of a layer; `.resource`, `.key` and `.trust` are one layer.
    func policies(of kind: PolicyKind, level: Int = 0) -> [AttachedPolicy] {
        switch kind {
        case .identity: identity ?? []
        case .boundary: boundary.map { [$0] } ?? []
        case .session: session ?? []
        case .endpoint: endpoint.map { [$0] } ?? []
        case .resource, .key, .trust: resource.map { [$0] } ?? []
        case .serviceControl, .resourceControl:
            if let levels = levels(of: kind), levels.indices.contains(level) { levels[level].policies } else { [] }
        }
    }

    func policy(at place: StatementPlace, in kind: PolicyKind) -> AttachedPolicy? {
        let policies = policies(of: kind, level: place.level)
        return policies.indices.contains(place.policy) ? policies[place.policy] : nil
    }

    /// How the resource's own policy is called.
    var resourceKind: PolicyKind {
        switch resource?.document.kind {
        case .key: .key
        case .trust: .trust
        default: .resource
        }
    }
}
