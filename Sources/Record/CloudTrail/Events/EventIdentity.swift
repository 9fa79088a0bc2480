package import AWSTypes
package import Directory
import IAMPolicy

/// Who made a recorded call: the facts behind an event's `userIdentity` (CloudTrail User Guide, "userIdentity element").
///
/// A call whose caller is not known has no identity, and so no event: AWS does not record failed authentication of
/// unknown keys.
package struct EventIdentity: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case root = "Root"
        case user = "IAMUser"
        case role = "AssumedRole"
        case federatedUser = "FederatedUser"
        /// Another account's principal, as the owner of the resource sees it.
        case account = "AWSAccount"
        case service = "AWSService"
        /// Somebody on an identity provider's word, before a role is assumed.
        case webIdentity = "WebIdentityUser"
    }

    /// What temporary credentials add.
    package struct SessionContext: Sendable, Hashable {
        /// `Role`, `IAMUser` or `Root`; nil where the session is its caller's own (GetSessionToken).
        package var issuerType: String?
        package var issuerID: String
        package var issuerARN: String
        package var issuerName: String
        package var issued: Timestamp
        package var isMFAAuthenticated: Bool
        package var sourceIdentity: String?
    }

    package var kind: Kind
    /// `AIDA…`, `AROA…:session`, `A:name`, or the account for root.
    package var principalID: String
    package var arn: String
    package var account: String
    package var accessKeyID: String
    package var userName: String?
    package var session: SessionContext?
    /// The service that used these credentials, or that acts as itself: `dynamodb.amazonaws.com`.
    package var invokedBy: String?

    /// A caller, for its own account's events.
    ///
    /// - Parameter invokedBy: The service that made the call with the caller's credentials.
    package init(_ caller: Caller, invokedBy: String? = nil) {
        kind =
            switch caller.principal.kind {
            case .root: .root
            case .user: .user
            case .assumedRole: .role
            case .federatedUser: .federatedUser
            case .service: .service
            case .federated: .webIdentity
            }
        principalID = caller.userID
        arn = caller.arn
        account = caller.account
        accessKeyID = caller.accessKeyID
        userName = caller.userName
        session = caller.session.map { SessionContext($0, of: caller) }
        self.invokedBy = caller.principal.kind == .service ? caller.arn : invokedBy
    }

    /// A service on its own behalf.
    package init(service: String) {
        kind = .service
        principalID = ""
        arn = ""
        account = ""
        accessKeyID = ""
        invokedBy = service
    }

    /// The same caller as an event of another account shows it: its id and account only.
    package var asOtherAccount: EventIdentity {
        guard kind != .service else { return self }
        var other = self
        other.kind = .account
        return other
    }

    /// What LookupEvents calls the user: a user's name, a role session's name, `root`, or the service.
    ///
    /// Of root and services AWS's documents do not say it; inferred.
    package var lookupName: String? {
        switch kind {
        case .root: "root"
        case .user: userName
        case .role, .federatedUser: principalID.split(separator: ":", maxSplits: 1).last.map(String.init)
        case .account: nil
        case .webIdentity: userName ?? principalID
        case .service: invokedBy
        }
    }
}

extension EventIdentity.SessionContext {
    init(_ session: Session, of caller: Caller) {
        issuerType =
            switch session.kind {
            case .role: "Role"
            case .federation: session.name.isEmpty ? "Root" : "IAMUser"
            case .user, .root: nil
            }
        issuerID = caller.issuerID
        issuerARN = caller.principal.issuerARN
        issuerName = caller.issuerName
        issued = session.issued
        isMFAAuthenticated = session.authenticatedWithMFA != nil
        sourceIdentity = session.sourceIdentity
    }
}
