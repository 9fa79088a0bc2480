import AWSTypes

/// How closely a policy names the caller.
///
/// The order is the strength of an Allow in the resource's own account (IAM User Guide, "Policy evaluation logic" and
/// "Principal"): an account only delegates; a name behind a session grants but is limited by boundary and session
/// policy; the caller itself, or everyone, is not limited by them.
enum Reach: UInt8, Sendable, Comparable {
    case none
    case account
    /// The role or user behind the caller's session.
    case issuer
    case everyone
    /// The user, the session, the service itself.
    case itself

    static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
}

/// One entry of a `Principal` element, compiled.
enum PrincipalPattern: Sendable, Hashable {
    case everyone
    case account(String)
    case arn(String)
    case service(String)
    case federated(String)
    /// The id of a deleted user or role, which nobody has any more (IAM User Guide, "Principal": ids replace ARNs).
    case deleted

    func reach(to principal: Principal) -> Reach {
        switch self {
        case .everyone: .everyone
        case .account(let account): principal.belongs(to: account) ? .account : .none
        case .arn(let arn): arn.isSameText(as: principal.arn) ? .itself : arn.isSameText(as: principal.issuerARN) ? .issuer : .none
        case .service(let name): principal.kind == .service && name.isSameText(as: principal.arn) ? .itself : .none
        case .federated(let name): principal.kind == .federated && name.isSameText(as: principal.arn) ? .itself : .none
        case .deleted: .none
        }
    }

    /// Reads an entry; nil for one that AWS refuses, such as an ARN with a wildcard.
    init?(type: String, value: String) {
        switch type {
        case "*": self = .everyone
        case "AWS":
            guard let principal = Self.aws(value) else { return nil }
            self = principal
        case "Service":
            guard value.utf8.contains(UInt8(ascii: ".")), !value.hasWildcards else { return nil }
            self = .service(value)
        case "Federated":
            guard !value.isEmpty, !value.hasWildcards else { return nil }
            self = .federated(value)
        default: return nil
        }
    }

    private static func aws(_ value: String) -> PrincipalPattern? {
        if value == "*" { return .everyone }
        if let account = value.accountID { return .account(account) }
        if value.hasWildcards { return nil }
        let isID = value.utf8.count >= 16 && value.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x41 < 26 }
        if isID, value.hasPrefix("AIDA") || value.hasPrefix("AROA") { return .deleted }
        guard let arn = ARN(value), arn.region.isEmpty, arn.account.isAccountID else { return nil }
        let words = arn.resource.split(separator: "/", omittingEmptySubsequences: false)
        guard let type = words.first, !words.dropFirst().contains("") else { return nil }
        switch (arn.service, type, words.count) {
        case ("iam", "root", 1): return .account(arn.account)
        case ("iam", "user", 2...), ("iam", "role", 2...), ("sts", "assumed-role", 3), ("sts", "federated-user", 2): return .arn(value)
        default: return nil
        }
    }
}

extension PolicyStatement {
    /// How closely the statement's `Principal` or `NotPrincipal` names the caller; `.none` where it does not apply.
    ///
    /// With Deny, `NotPrincipal` spares a caller only if everything that the caller is called stands there (account,
    /// role and session), and never one with a permissions boundary (IAM User Guide, "NotPrincipal").
    @inline(never)
    func reach(to question: Question) -> Reach {
        guard hasPrincipals, let principals else { return .itself }
        var strongest = Reach.none
        for pattern in principalPatterns { strongest = max(strongest, pattern.reach(to: question.principal)) }
        guard principals.isNegated else { return strongest }
        if effect == .allow { return strongest == .none ? .everyone : .none }
        return !question.hasBoundary && namesEverything(of: question.principal) ? .none : .everyone
    }

    private func namesEverything(of principal: Principal) -> Bool {
        func names(_ reach: Reach) -> Bool {
            principalPatterns.contains { $0 == .everyone || $0.reach(to: principal) == reach }
        }
        switch principal.kind {
        case .root: return names(.account)
        case .user: return names(.account) && names(.itself)
        case .assumedRole, .federatedUser:
            return names(.account) && names(.itself) && (names(.issuer) || principal.issuerARN == principal.arn)
        case .service, .federated: return names(.itself)
        }
    }
}

extension Principal {
    /// Services and identity providers belong to no account that a policy could name.
    func belongs(to account: String) -> Bool {
        kind != .service && kind != .federated && account.isSameText(as: self.account)
    }
}

extension String {
    /// Compares bytes; `==` would take two spellings of an accent for one.
    func isSameText(as other: String) -> Bool { utf8.span.isSame(as: other.utf8.span) }

    var hasWildcards: Bool { utf8.contains(UInt8(ascii: "*")) || utf8.contains(UInt8(ascii: "?")) }

    /// Whether it is an account's number, twelve digits.
    package var isAccountID: Bool { utf8.count == 12 && utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } }

    /// An account's number, also where it is written with dashes, `1111-2222-3333` (recorded from UpdateAssumeRolePolicy).
    var accountID: String? {
        let digits = utf8.count > 12 ? filter { $0 != "-" } : self
        return digits.isAccountID ? digits : nil
    }
}
