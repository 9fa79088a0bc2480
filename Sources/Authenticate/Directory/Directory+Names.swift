package import AWSTypes
import IAMPolicy

/// Why a name is nobody's.
package struct UnknownName: Error, Sendable, Hashable {
    package var message: String

    package init(_ message: String) { self.message = message }
}

extension Directory {
    /// Who would call under a name, without any key: for questions that nobody asks by a call.
    ///
    /// - Parameter name: A user's name, `root`, or a role's name, with the account's id or name before a slash where several
    ///   accounts have one; or the ARN of a user, root user, role, or role session. Of a role it is a session called `session`.
    /// - Parameter mfa: When a code of an MFA device was given; nil where none was. With one, a user calls with the temporary
    ///   credentials that codes are given for.
    package func caller(named name: String, mfa: Timestamp? = nil, now: Timestamp) throws(UnknownName) -> Caller {
        let candidate = try candidate(name)
        do throws(UnknownCaller) {
            switch candidate.kind {
            case .user, .root:
                guard mfa != nil else {
                    let key = accessKeys.all.first { $0.account == candidate.account && $0.userName == candidate.userName }
                    return try caller(
                        with: AccessKey(
                            id: key?.id ?? "", secret: "", account: candidate.account, userName: candidate.userName, created: now))
                }
                return try caller(in: candidate.session(mfa: mfa, now: now))
            case .role, .federation: return try caller(in: candidate.session(mfa: mfa, now: now))
            }
        } catch {
            throw UnknownName("there is no principal '\(name)'")
        }
    }

    private func candidate(_ name: String) throws(UnknownName) -> Candidate {
        if let arn = ARN(name) { return try candidate(arn) }
        let parts = name.split(separator: "/").map(String.init)
        guard let last = parts.last, parts.count <= 2 else { throw UnknownName("'\(name)' is no principal's name") }
        let inAccount = parts.count == 2 ? parts[0] : nil
        func isMeant(_ account: String) -> Bool { inAccount.map { $0 == account || $0 == accounts[account]?.name } ?? true }
        var found = users.all.filter { $0.name == last && isMeant($0.account) }.map(Candidate.init)
        if last == "root" { found += accounts.all.filter { isMeant($0.id) }.map { Candidate(rootOf: $0.id) } }
        if found.isEmpty { found = roles.all.filter { $0.name == last && isMeant($0.account) }.map { Candidate($0, session: "session") } }
        // The root user of an account that nobody has keys for is not what `root` means, unless it is the only one.
        let withKeys = found.filter { candidate in
            candidate.kind != .root || accessKeys.all.contains { $0.account == candidate.account && $0.userName == nil }
        }
        if !withKeys.isEmpty { found = withKeys }
        guard let first = found.first else {
            let known = users.all.map(\.name) + roles.all.map(\.name) + ["root"]
            let nearest = Spelling.suggestion(for: last, among: known)
            throw UnknownName("there is no principal '\(name)'\(nearest)")
        }
        guard found.count == 1 else {
            throw UnknownName("'\(name)' may be any of \(found.map { "\($0.account)/\(last)" }.sorted().joined(separator: ", "))")
        }
        return first
    }

    private func candidate(_ arn: ARN) throws(UnknownName) -> Candidate {
        let words = arn.resource.split(separator: "/").map(String.init)
        switch (arn.service, words.first ?? "", words.count) {
        case ("iam", "root", 1) where accounts[arn.account] != nil: return Candidate(rootOf: arn.account)
        case ("iam", "user", 2...):
            if let user = user(words[words.count - 1], in: arn.account), user.arn == arn.description { return Candidate(user) }
        case ("iam", "role", 2...):
            if let role = role(arn: arn.description) { return Candidate(role, session: "session") }
        case ("sts", "assumed-role", 3):
            if let role = role(words[1], in: arn.account) { return Candidate(role, session: words[2]) }
        case ("sts", "federated-user", 2):
            throw UnknownName("a federated user has the policies of whoever made its session, which '\(arn)' does not tell")
        default: break
        }
        throw UnknownName("there is no principal '\(arn)'")
    }
}

/// Whom a name may mean.
private struct Candidate {
    var kind: Session.Kind
    var account: String
    var name = ""
    var id: String
    var sessionName: String?

    init(_ user: User) { (kind, account, name, id) = (.user, user.account, user.name, user.id) }

    init(_ role: Role, session: String) { (kind, account, name, id, sessionName) = (.role, role.account, role.name, role.id, session) }

    init(rootOf account: String) { (kind, self.account, id) = (.root, account, account) }

    var userName: String? { kind == .user ? name : nil }

    func session(mfa: Timestamp?, now: Timestamp) -> Session {
        var session = Session(
            kind: kind, account: account, name: name, principalID: id, sessionName: sessionName, accessKeyID: "", secret: "", issued: now,
            expires: now.adding(seconds: 3600))
        session.authenticatedWithMFA = mfa
        return session
    }
}
