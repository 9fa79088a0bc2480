package import AWSTypes
package import IAMPolicy

/// The principal behind a call, with its session and its tags.
///
/// One object for all the calls that the same credentials make in one world, for every step of each call passes it on.
package final class Caller: Sendable {
    package let principal: Principal
    package let accessKeyID: String
    /// `aws:userid`: `AIDA…`, `AROA…:session`, `A:name`, or the account for root.
    package let userID: String
    /// `aws:username`: users only, their GetSessionToken sessions included.
    package let userName: String?
    /// The user's or the role's name; a session's issuer. Empty for root.
    package let issuerName: String
    /// The unique id of the user or role.
    package let issuerID: String
    /// Nil for a long-term key.
    package let session: Session?
    /// The user's tags, or the role's with the session's over them.
    package let tags: [Tag]
    /// What its policies come to; the same for every call that the same credentials make in one world.
    package let policies: CallerPolicies

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
