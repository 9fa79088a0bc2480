import AWSTypes
import IAMPolicy

/// Why credentials are nobody's.
package enum UnknownCaller: Error, Sendable {
    /// The access key, or the principal behind it, does not exist.
    case notFound
    case inactive
}

extension Session {
    /// The session's tags over those of the role or user that it was made from (IAM User Guide, "Passing session tags"; STS API Reference,
    /// GetFederationToken).
    fileprivate func tags(over inherited: [Tag]) -> [Tag] {
        inherited.filter { tag in !tags.contains { $0.key.lowercased() == tag.key.lowercased() } } + tags
    }
}

extension Directory {
    /// Who calls with a long-term key.
    package func caller(with key: AccessKey) throws(UnknownCaller) -> Caller {
        guard key.isActive else { throw .inactive }
        guard let userName = key.userName else { return rootCaller(of: key.account, accessKeyID: key.id, session: nil) }
        guard let user = user(userName, in: key.account) else { throw .notFound }
        return caller(user, accessKeyID: key.id, session: nil)
    }

    /// Who calls with temporary credentials; they die with the user or role that they were made for.
    package func caller(in session: Session) throws(UnknownCaller) -> Caller {
        switch session.kind {
        case .root:
            return rootCaller(of: session.account, accessKeyID: session.accessKeyID, session: session)
        case .user:
            return caller(try user(of: session), accessKeyID: session.accessKeyID, session: session)
        case .role:
            return try roleCaller(session)
        case .federation:
            return try federatedCaller(session)
        }
    }

    private func user(of session: Session) throws(UnknownCaller) -> User {
        if let user = user(session.name, in: session.account), user.id == session.principalID { return user }
        // It may have another name by now.
        guard let user = users.unordered.first(where: { $0.id == session.principalID && $0.account == session.account }) else {
            throw .notFound
        }
        return user
    }

    private func rootCaller(of account: String, accessKeyID: String, session: Session?) -> Caller {
        Caller(
            principal: Principal(kind: .root, account: account, arn: ARN.root(of: account).description), accessKeyID: accessKeyID,
            userID: account, issuerName: "", issuerID: account, session: session,
            policies: CallerPolicies(identity: nil, serviceControl: serviceControlLevels(of: account)))
    }

    private func caller(_ user: User, accessKeyID: String, session: Session?) -> Caller {
        Caller(
            principal: Principal(kind: .user, account: user.account, arn: user.arn), accessKeyID: accessKeyID, userID: user.id,
            userName: user.name, issuerName: user.name, issuerID: user.id, session: session, tags: user.tags,
            policies: CallerPolicies(
                identity: identityPolicies(of: user), boundary: boundary(user.boundary),
                serviceControl: serviceControlLevels(of: user.account)))
    }

    private func roleCaller(_ session: Session) throws(UnknownCaller) -> Caller {
        guard let role = role(session.name, in: session.account), role.id == session.principalID else { throw .notFound }
        let sessionName = session.sessionName ?? ""
        let principal = Principal(
            kind: .assumedRole, account: role.account, arn: "arn:aws:sts::\(role.account):assumed-role/\(role.name)/\(sessionName)",
            issuerARN: role.arn, isServiceLinked: role.isServiceLinked)
        return Caller(
            principal: principal, accessKeyID: session.accessKeyID, userID: "\(role.id):\(sessionName)", issuerName: role.name,
            issuerID: role.id, session: session, tags: session.tags(over: role.tags),
            policies: CallerPolicies(
                identity: identityPolicies(of: role), boundary: boundary(role.boundary), session: sessionPolicies(of: session),
                serviceControl: role.isServiceLinked ? nil : serviceControlLevels(of: role.account)))
    }

    private func federatedCaller(_ session: Session) throws(UnknownCaller) -> Caller {
        let name = session.sessionName ?? ""
        let isRoot = session.name.isEmpty
        let user = isRoot ? nil : try user(of: session)
        let principal = Principal(
            kind: .federatedUser, account: session.account, arn: "arn:aws:sts::\(session.account):federated-user/\(name)",
            issuerARN: user?.arn ?? ARN.root(of: session.account).description)
        return Caller(
            principal: principal, accessKeyID: session.accessKeyID, userID: "\(session.account):\(name)", issuerName: session.name,
            issuerID: session.principalID, session: session, tags: session.tags(over: user?.tags ?? []),
            policies: CallerPolicies(
                identity: user.map { identityPolicies(of: $0) } ?? policiesOfRoot, boundary: boundary(user?.boundary),
                session: sessionPolicies(of: session),
                serviceControl: serviceControlLevels(of: session.account)))
    }

    /// What stands in for the policies of the root user, who has none and may do everything, where a session is limited to
    /// what its maker may do (STS API Reference, GetFederationToken).
    private var policiesOfRoot: [AttachedPolicy] {
        managedPolicy("arn:aws:iam::aws:policy/AdministratorAccess").map { [AttachedPolicy(name: "root user", document: $0.document)] }
            ?? []
    }

    /// The policies passed when the session was made, or nil where none were.
    ///
    /// One that cannot be read or found any more denies everything, rather than limiting nothing.
    private func sessionPolicies(of session: Session) -> [AttachedPolicy]? {
        guard session.policy != nil || !session.policyARNs.isEmpty else { return nil }
        let name = "session policy"
        let inline = session.policy.map { text in
            (try? PolicyDocument(parsing: text, as: .session)).map { AttachedPolicy(name: name, document: $0) } ?? .lost(name, as: .session)
        }
        return (inline.map { [$0] } ?? []) + session.policyARNs.map { managedPolicy($0) ?? .lost($0, arn: $0, as: .session) }
    }
}
