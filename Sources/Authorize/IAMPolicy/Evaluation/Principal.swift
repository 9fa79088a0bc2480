/// Whoever asks, as policies see it.
package struct Principal: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, Codable {
        case root, user, assumedRole, federatedUser, service
        /// An identity provider on whose word AssumeRoleWithWebIdentity or AssumeRoleWithSAML is asked; `arn` is the
        /// provider's ARN or host name, as a trust policy's `Federated` names it.
        case federated
    }

    package var kind: Kind
    package var account: String
    /// What a denial prints after `User:`, and what a policy names to mean this session alone: the user's ARN,
    /// `arn:aws:sts::A:assumed-role/Role/Session`, `arn:aws:sts::A:federated-user/Name`, `arn:aws:iam::A:root`, or a
    /// service's name such as `dynamodb.amazonaws.com`.
    package var arn: String
    /// The user or role behind a session (a federated user's issuer too): what a policy names to mean every session of
    /// it. The same as `arn` where there is no session.
    package var issuerARN: String
    /// A role that AWS owns; SCPs and RCPs do not touch it.
    package var isServiceLinked: Bool

    package init(kind: Kind, account: String, arn: String, issuerARN: String? = nil, isServiceLinked: Bool = false) {
        self.kind = kind
        self.account = account
        self.arn = arn
        self.issuerARN = issuerARN ?? arn
        self.isServiceLinked = isServiceLinked
    }
}
