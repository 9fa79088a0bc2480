package import ByteJSON

/// Why a text is not a policy, and where.
///
/// Each service words the same fault in its own way, so the reason is a value; `iamMessage` gives IAM's words, and a
/// service with others switches over `reason`.
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
        case version
        /// An `Effect` that is right but for its case.
        case effectCase(String)
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
        case resourceNotARN(String)
        /// An ARN that IAM cannot take apart: no vendor, or parts missing after an empty one.
        case resourceParts(String)
        case resourcePartition(partition: String, resource: String)
        case resourceVendor(String)
        case iamResourcePath(String)
        case resourceRegion(service: String, resource: String)
        case invalidPrincipal(type: String, value: String)
        /// An action that a trust policy cannot give.
        case trustAction(String)
    }
}

extension PolicySyntaxError {
    /// What IAM answers with `MalformedPolicyDocument` (texts recorded from CreatePolicy, PutRolePolicy and
    /// UpdateAssumeRolePolicy).
    package var iamMessage: String {
        switch reason {
        case .invalidJSON: "This policy contains invalid Json"
        case .notAPolicy, .syntax, .emptyStatement, .unknownOperator: "Syntax errors in policy."
        case .prohibitedField("Principal"), .prohibitedField("NotPrincipal"): "Policy document should not specify a principal."
        case .prohibitedField(let name): "Has prohibited field \(name)."
        case .missingField("Action"): "Policy statement must contain actions."
        case .missingField("Resource"): "Policy statement must contain resources."
        case .missingField: "Syntax errors in policy."
        case .version: "Policy document must be version 2012-10-17 or greater."
        case .effectCase, .conditionValue, .resourceParts: "The policy failed legacy parsing"
        case .sid:
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
        case .duplicateSid: "Statement IDs (SID) in a single policy must be unique."
        case .missingVendor: "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
        case .tooManyColons: "Actions/Condition can contain only one colon."
        case .invalidVendor(let vendor): "Vendor \(vendor) is not valid"
        case .resourceNotARN(let value): "Resource \(value) must be in ARN format or \"*\"."
        case .resourcePartition(let partition, let resource): "Partition \"\(partition)\" is not valid for resource \"\(resource)\"."
        case .resourceVendor: "Resource vendor must be fully qualified and cannot contain regexes."
        case .iamResourcePath:
            "IAM resource path must either be \"*\" or start with \(ResourceFormat.iamPaths.joined(separator: ", "))."
        case .resourceRegion("iam", let resource): "IAM resource \(resource) cannot contain region information."
        case .resourceRegion(_, let resource): "Resource \(resource) can not contain region information."
        case .invalidPrincipal(let type, let value): "Invalid principal in policy: \"\(type)\":\"\(value)\""
        case .trustAction:
            "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML, and sts:AssumeRoleWithWebIdentity"
        }
    }
}
