/// What a kind of policy may and must contain (IAM User Guide, "Grammar of the IAM JSON policy language"; Organizations
/// User Guide, SCP and RCP syntax).
struct PolicyGrammar {
    /// Whether an element may stand in a statement.
    enum Presence { case forbidden, required }

    let kind: PolicyKind
    /// A policy of AWS's own, which may do what a customer's may not.
    var isManagedByAWS = false

    init(of kind: PolicyKind) { self.kind = kind }

    var principal: Presence {
        switch kind {
        case .identity, .boundary, .session, .serviceControl: .forbidden
        case .resourceControl, .resource, .key, .trust, .endpoint: .required
        }
    }

    var resource: Presence { kind == .trust ? .forbidden : .required }

    var allowsNotPrincipal: Bool {
        switch kind {
        case .resource, .key, .endpoint: true
        default: false
        }
    }

    var allowsNotAction: Bool { kind != .resourceControl && kind != .trust }

    /// IAM's own validator insists on the language of 2012, and so do the guides of SCPs and RCPs (Organizations User Guide,
    /// "SCP syntax" and "RCP syntax"); elsewhere none means that of 2008.
    var requiresVersion2012: Bool {
        switch kind {
        case .identity, .boundary, .serviceControl, .resourceControl: true
        default: false
        }
    }

    /// DynamoDB takes `allow` for `Allow` in a table's policy (recorded); nobody else does.
    var ignoresEffectCase: Bool { kind == .resource }

    /// Letters and digits only; services are laxer (KMS's own default policy has blanks in its `Sid`).
    var restrictsSid: Bool {
        switch kind {
        case .identity, .boundary, .session: true
        default: false
        }
    }

    /// Whether IAM's validator looks at the parts of an ARN.
    var checksResourceFormat: Bool {
        switch kind {
        case .identity, .boundary, .session, .serviceControl: true
        default: false
        }
    }

    /// How an ARN with fewer than six parts is read.
    var shortARN: ShortARN {
        switch kind {
        case .identity, .boundary, .session, .trust: .padded
        case .resource, .key, .endpoint: .paddedIfWildcard
        case .serviceControl: .trailingWildcardOnly
        case .resourceControl: .refused
        }
    }

    enum ShortARN {
        /// The missing parts match anything.
        case padded
        /// The same, but without any `*` it matches nothing.
        case paddedIfWildcard
        case trailingWildcardOnly
        case refused
    }
}
