/// One question in all its circumstances, as the guides speak of them: nothing is left out here because it would not be
/// asked for; what has a say is for the second opinion to tell.
package struct Situation: Sendable {
    package var caller: SecondCaller
    package var request: SecondRequest
    /// The policy of the VPC endpoint that the request comes through.
    package var endpoint: WrittenPolicy?
    package var resource: SecondResource

    package init(caller: SecondCaller, request: SecondRequest, endpoint: WrittenPolicy? = nil, resource: SecondResource) {
        self.caller = caller
        self.request = request
        self.endpoint = endpoint
        self.resource = resource
    }
}

/// An account and its place in an organization.
package struct SecondAccount: Sendable {
    package var id: String
    /// Nil outside every organization.
    package var organization: String?
    package var isManagement: Bool
    /// From the root to the account itself.
    package var levels: [SecondLevel]

    package init(id: String, organization: String? = nil, isManagement: Bool = false, levels: [SecondLevel] = []) {
        self.id = id
        self.organization = organization
        self.isManagement = isManagement
        self.levels = levels
    }
}

/// What is attached to a root, a unit or an account.
package struct SecondLevel: Sendable {
    package var target: String
    package var scps: [WrittenPolicy]
    package var rcps: [WrittenPolicy]

    package init(target: String, scps: [WrittenPolicy], rcps: [WrittenPolicy]) {
        self.target = target
        self.scps = scps
        self.rcps = rcps
    }
}

/// Who asks.
package struct SecondCaller: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case user, roleSession, federatedUser, root, service, provider }

    package var kind: Kind
    package var account: SecondAccount?
    /// Of the session, where there is one.
    package var arn: String
    /// The role of a session; the user behind a federated user.
    package var issuer: String?
    package var isServiceLinked = false
    package var own: [WrittenPolicy] = []
    package var groups: [WrittenPolicy] = []
    package var boundary: WrittenPolicy?
    /// Nil where none were passed.
    package var session: [WrittenPolicy]?

    package init(kind: Kind, account: SecondAccount?, arn: String, issuer: String? = nil) {
        self.kind = kind
        self.account = account
        self.arn = arn
        self.issuer = issuer
    }
}

/// What is asked.
package struct SecondRequest: Sendable {
    package var action: String
    package var resource: String
    package var hasResourceType: Bool
    package var rootOverrides: Bool
    package var keys: RequestKeys

    package init(
        action: String, resource: String, hasResourceType: Bool = true, rootOverrides: Bool = false, keys: RequestKeys = [:]
    ) {
        self.action = action
        self.resource = resource
        self.hasResourceType = hasResourceType
        self.rootOverrides = rootOverrides
        self.keys = keys
    }
}

/// Whose it is, and what it says itself.
package struct SecondResource: Sendable {
    package enum Kind: String, Sendable { case resource, key, trust }

    package var owner: SecondAccount
    package var kind: Kind
    package var policy: WrittenPolicy?
    package var grants: [SecondGrant]

    package init(owner: SecondAccount, kind: Kind = .resource, policy: WrittenPolicy? = nil, grants: [SecondGrant] = []) {
        self.owner = owner
        self.kind = kind
        self.policy = policy
        self.grants = grants
    }
}

/// A KMS grant.
package struct SecondGrant: Sendable {
    package var id: String
    package var grantee: String
    package var actions: [String]
    package var contextEquals: [String: String]?
    package var contextSubset: [String: String]?

    package init(
        id: String, grantee: String, actions: [String], contextEquals: [String: String]? = nil, contextSubset: [String: String]? = nil
    ) {
        self.id = id
        self.grantee = grantee
        self.actions = actions
        self.contextEquals = contextEquals
        self.contextSubset = contextSubset
    }
}
