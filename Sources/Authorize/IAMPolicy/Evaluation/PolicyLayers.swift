/// Every policy that has a say in one question.
///
/// A missing layer and an empty one differ: without a permissions boundary nothing is limited, with an empty one nothing
/// is allowed.
package struct PolicyLayers: Sendable {
    /// The caller's own and its groups'; nil for those who have none and need none (root, services).
    package var identity: [AttachedPolicy]?
    package var boundary: AttachedPolicy?
    /// Passed when the session was made; nil where none were.
    package var session: [AttachedPolicy]?
    /// The caller's account's, from the root down; nil where SCPs are not in play.
    package var serviceControl: [PolicyLevel]?
    /// The resource's account's, from the root down; nil where RCPs are not in play.
    package var resourceControl: [PolicyLevel]?
    /// Of the VPC endpoint that the request came through; nil for a request from the internet.
    package var endpoint: AttachedPolicy?
    /// The resource's own policy; its document's kind says whether it must allow (`key`, `trust`) or may (`resource`).
    package var resource: AttachedPolicy?
    /// A key's grants.
    package var grants: [Grant]

    package init(
        identity: [AttachedPolicy]? = nil, boundary: AttachedPolicy? = nil, session: [AttachedPolicy]? = nil,
        serviceControl: [PolicyLevel]? = nil, resourceControl: [PolicyLevel]? = nil, endpoint: AttachedPolicy? = nil,
        resource: AttachedPolicy? = nil, grants: [Grant] = []
    ) {
        self.identity = identity
        self.boundary = boundary
        self.session = session
        self.serviceControl = serviceControl
        self.resourceControl = resourceControl
        self.endpoint = endpoint
        self.resource = resource
        self.grants = grants
    }
}

/// A KMS key's grant, as far as a decision needs it (KMS Developer Guide, "Grants in AWS KMS").
///
/// It only allows. Constraints bind the cryptographic operations and `CreateGrant`, not `DescribeKey` and `RetireGrant`.
package struct Grant: Sendable, Hashable {
    package var id: String
    /// An ARN, or a service's name such as `dynamodb.us-east-1.amazonaws.com`.
    package var grantee: String
    /// `kms:Decrypt`, `kms:ReEncryptFrom` …
    package var actions: [String]
    package var encryptionContextEquals: [String: String]?
    package var encryptionContextSubset: [String: String]?

    package init(
        id: String, grantee: String, actions: [String], encryptionContextEquals: [String: String]? = nil,
        encryptionContextSubset: [String: String]? = nil
    ) {
        self.id = id
        self.grantee = grantee
        self.actions = actions
        self.encryptionContextEquals = encryptionContextEquals
        self.encryptionContextSubset = encryptionContextSubset
    }
}
