package import AWSTypes

/// Temporary credentials: whom they are for, how long, and what they carry.
///
/// Nothing of it is kept on this side. It travels sealed inside the session token and comes back with every call.
package struct Session: Sendable, Codable {
    package enum Kind: String, Sendable, Codable { case user, root, role, federation }

    package var kind: Kind
    package var account: String
    /// The user or the role; for a federation the user who made it; empty for root.
    package var name: String
    /// The unique id of that user or role: a session dies with it, even if one of the same name is made again.
    package var principalID: String
    /// The role session's or the federated user's name.
    package var sessionName: String?
    package var accessKeyID: String
    package var secret: String
    package var issued: Timestamp
    package var expires: Timestamp
    /// When a code of an MFA device was given to obtain it.
    package var authenticatedWithMFA: Timestamp?
    package var policy: String?
    package var policyARNs: [String] = []
    package var tags: [Tag] = []
    package var transitiveTagKeys: [String] = []
    package var sourceIdentity: String?
    package var isChained = false

    package init(
        kind: Kind, account: String, name: String, principalID: String, sessionName: String? = nil, accessKeyID: String, secret: String,
        issued: Timestamp, expires: Timestamp
    ) {
        self.kind = kind
        self.account = account
        self.name = name
        self.principalID = principalID
        self.sessionName = sessionName
        self.accessKeyID = accessKeyID
        self.secret = secret
        self.issued = issued
        self.expires = expires
    }
}
