/// One question of an operation: may the caller do this, to that, in these circumstances?
package struct AuthorizationRequest: Sendable {
    /// In AWS's own spelling, as it is printed: `dynamodb:GetItem`.
    package var action: String
    /// The ARN that policies are matched against, or `*` for an action without a resource.
    package var resource: String
    /// What a denial prints in place of `resource`, where AWS prints something else.
    package var printedResource: String?
    /// The account that owns the resource.
    package var resourceAccount: String
    /// Whether the action has a resource type; only then do RCPs apply (Organizations User Guide, RCP evaluation).
    package var hasResourceType: Bool
    /// The condition keys that only the operation knows; asked only when a policy names one.
    package var context: any ConditionKeyValues

    /// Whether the resource's own policy cannot stop the root user of its account, as with `dynamodb:DeleteResourcePolicy`
    /// (DynamoDB API Reference, DeleteResourcePolicy).
    package var rootOverridesResourcePolicy: Bool
    /// Whether RCPs spare it though it has a resource: AWS managed keys, `kms:RetireGrant` (Organizations User Guide,
    /// "Resource control policies").
    package var isSparedResourceControl: Bool

    package init(
        action: String, resource: String, printedResource: String? = nil, resourceAccount: String, hasResourceType: Bool = true,
        context: any ConditionKeyValues = NoConditionKeys(), rootOverridesResourcePolicy: Bool = false,
        isSparedResourceControl: Bool = false
    ) {
        self.action = action
        self.resource = resource
        self.printedResource = printedResource
        self.resourceAccount = resourceAccount
        self.hasResourceType = hasResourceType
        self.context = context
        self.rootOverridesResourcePolicy = rootOverridesResourcePolicy
        self.isSparedResourceControl = isSparedResourceControl
    }
}
