package import AWSTypes
package import IAMPolicy

/// The principal behind a call, with its session and its tags.
package struct Caller: Sendable {
    package var principal: Principal
    package var accessKeyID: String
    /// `aws:userid`: `AIDA…`, `AROA…:session`, `A:name`, or the account for root.
    package var userID: String
    /// `aws:username`: users only, their GetSessionToken sessions included.
    package var userName: String?
    /// The user's or the role's name; a session's issuer. Empty for root.
    package var issuerName: String
    /// The unique id of the user or role.
    package var issuerID: String
    /// Nil for a long-term key.
    package var session: Session?
    /// The user's tags, or the role's with the session's over them.
    package var tags: [Tag]
    /// What its policies come to; the same for every call that the same credentials make in one world.
    package var policies: CallerPolicies

    package var account: String { principal.account }
    package var arn: String { principal.arn }

    package init(
        principal: Principal, accessKeyID: String, userID: String, userName: String? = nil, issuerName: String, issuerID: String,
        session: Session? = nil, tags: [Tag] = [], policies: CallerPolicies
    ) {
        self.principal = principal
        self.accessKeyID = accessKeyID
        self.userID = userID
        self.userName = userName
        self.issuerName = issuerName
        self.issuerID = issuerID
        self.session = session
        self.tags = tags
        self.policies = policies
    }
}

/// The layers that come with a caller, whatever it asks for.
package struct CallerPolicies: Sendable {
    package var identity: [AttachedPolicy]?
    package var boundary: AttachedPolicy?
    package var session: [AttachedPolicy]?
    package var serviceControl: [PolicyLevel]?

    package init(
        identity: [AttachedPolicy]?, boundary: AttachedPolicy? = nil, session: [AttachedPolicy]? = nil,
        serviceControl: [PolicyLevel]? = nil
    ) {
        self.identity = identity
        self.boundary = boundary
        self.session = session
        self.serviceControl = serviceControl
    }
}
