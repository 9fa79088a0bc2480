package import ByteJSON

/// Why a text is not a policy, and where.
///
/// Each service words the same fault in its own way, so the reason is a value: `iamMessage`, `resourcePolicyMessage` and
/// `keyPolicyMessage` give the words that are known, and a service with others switches over `reason`.
package struct PolicySyntaxError: Error, Sendable, Hashable {
    /// What went wrong, in words for the author of the policy.
    package var message: String
    package var position: JSONPosition
    package var reason: Reason

    package init(message: String, position: JSONPosition, reason: Reason = .syntax) {
        self.message = message
        self.position = position
        self.reason = reason
    }

    /// The kinds of fault that some service words on its own.
    package enum Reason: Sendable, Hashable {
        /// Not JSON, or a list where the policy should be.
        case invalidJSON
        /// JSON that is no object: `null`, a number, a text.
        case notAPolicy
        /// An element that is unknown, stands twice, has the wrong shape, or may not stand in this kind of policy.
        case syntax
        case prohibitedField(String)
        case missingField(String)
        /// A `Statement` list with nothing in it.
        case emptyStatement
        /// A version that this kind of policy may not have, or none where it must have one.
        case version
        /// A version that there never was.
        case unknownVersion
        /// An `Effect` that is right but for its case.
        case effectCase(String)
        case unknownEffect(String)
        /// A `Sid` with characters that the kind of policy does not allow.
        case sid(String)
        case duplicateSid(String)
        /// A condition's value that its operator cannot read.
        case conditionValue(operator: String, value: String)
        case unknownOperator(String)
        /// An action without `vendor:`.
        case missingVendor(String)
        case tooManyColons(String)
        case invalidVendor(String)
        /// A `*` or `?` before an action's colon.
        case vendorWildcard(String)
        case resourceNotARN(String)
        /// An ARN that IAM cannot take apart: no vendor, or parts missing after an empty one.
        case resourceParts(String)
        case resourcePartition(partition: String, resource: String)
        case resourceVendor(String)
        case iamResourcePath(String)
        case resourceRegion(service: String, resource: String)
        /// An account in the ARN of an S3 bucket.
        case resourceAccount(String)
        case invalidPrincipal(type: String, value: String)
        /// A `Principal` that is a text other than `*`, or a list.
        case principalNotObject
        /// A `Principal` that is an object with nobody in it.
        case emptyPrincipal
        /// `NotPrincipal` in a statement that allows, in a kind of policy that has no `NotPrincipal` at all.
        case allowsNotPrincipal
        /// An action that a trust policy cannot give.
        case trustAction(String)
        /// Amazon Cognito trusted without a condition, which would trust everybody's pools.
        case cognitoCondition
    }
}
