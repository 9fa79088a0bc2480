/// The sentences of advice about one layer.
struct AdviceWording {
    let decision: Decision
    let kind: PolicyKind
    /// The organization's level that is meant; nil in other layers.
    let level: PolicyLevel?
    /// The policy to change; nil where there is none that could be.
    let policy: AttachedPolicy?

    /// `statement 2 (WithMFA)`
    static func name(of statement: PolicyStatement) -> String {
        "statement \(statement.index + 1)\(statement.sid.map { " (\($0))" } ?? "")"
    }

    func replacing(_ statement: PolicyStatement, by fragment: String) -> String {
        let name = Self.name(of: statement)
        if isOwnedByAWS { return "Put in place of \(wholePolicy), which is AWS's own, a copy whose \(name) is: \(fragment)" }
        return "Put in place of \(name) of \(wholePolicy): \(fragment)"
    }

    func removing(_ statement: PolicyStatement) -> String {
        let name = Self.name(of: statement)
        if isOwnedByAWS { return "Put in place of \(wholePolicy), which is AWS's own, a copy without \(name)." }
        return "Remove \(name) of \(wholePolicy)."
    }

    func adding(_ fragment: String) -> String {
        switch kind {
        case .identity: "Add to an identity-based policy of \(holder): \(fragment)"
        case .session: "Pass a session policy that also has: \(fragment)"
        case .endpoint: "Add to the policy of the VPC endpoint: \(fragment)"
        case .key: "Add to the key policy: \(fragment)"
        case .trust: "Add to the role's trust policy: \(fragment)"
        case .resource: "Add to the policy of the resource: \(fragment)"
        case .boundary, .serviceControl, .resourceControl: "Add to \(wholePolicy): \(fragment)"
        }
    }

    func newPolicy(_ text: String) -> String {
        switch kind {
        case .identity: "Give \(holder) an identity-based policy: \(text)"
        case .boundary where isOwnedByAWS: "Put in place of \(wholePolicy), which is AWS's own: \(text)"
        case .session: "Pass a session policy: \(text)"
        case .serviceControl, .resourceControl:
            "Attach\(level.map { " to \($0.target) (\($0.name))" } ?? "") a \(kind.denialName): \(text)"
        case .resource: "Give the resource a policy: \(text)"
        case .boundary, .endpoint, .key, .trust: "Put in place a \(kind.denialName): \(text)"
        }
    }

    /// Whose policies those are: the role's or the user's, behind a session.
    private var holder: String { decision.principal.issuerARN }

    private var isOwnedByAWS: Bool { policy?.isOwnedByAWS ?? false }

    private var wholePolicy: String {
        "the \(kind.denialName) \(policy?.name ?? "")\(level.map { " attached to \($0.target) (\($0.name))" } ?? "")"
    }
}
