import ByteJSON

extension PolicySyntaxError {
    /// What IAM answers with `MalformedPolicyDocument` for a policy without principals: identity policies, boundaries and
    /// the policies of sessions (recorded from CreatePolicy and PutRolePolicy).
    package var iamMessage: String {
        switch reason {
        case .invalidJSON: "This policy contains invalid Json"
        case .prohibitedField("Principal"), .prohibitedField("NotPrincipal"): "Policy document should not specify a principal."
        case .missingField("Action"): "Policy statement must contain actions."
        case .missingField("Resource"): "Policy statement must contain resources."
        case .version: "Policy document must be version 2012-10-17 or greater."
        // A value that is no base64 is the parser's fault, not the older parser's (recorded from PutRolePolicy).
        case .conditionValue(operator: "BinaryEquals", _): "Syntax errors in policy."
        case .effectCase, .conditionValue, .resourceParts: "The policy failed legacy parsing"
        case .sid:
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
        case .duplicateSid: "Statement IDs (SID) in a single policy must be unique."
        case .missingVendor: "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
        case .tooManyColons: "Actions/Condition can contain only one colon."
        case .invalidVendor(let vendor): "Vendor \(vendor) is not valid"
        case .vendorWildcard: "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards."
        case .resourceNotARN(let value): "Resource \(value) must be in ARN format or \"*\"."
        case .resourcePartition(let partition, let resource): "Partition \"\(partition)\" is not valid for resource \"\(resource)\"."
        case .resourceVendor: "Resource vendor must be fully qualified and cannot contain regexes."
        case .iamResourcePath:
            "IAM resource path must either be \"*\" or start with \(ResourceFormat.iamPaths.joined(separator: ", "))."
        case .resourceRegion("iam", let resource): "IAM resource \(resource) cannot contain region information."
        case .resourceRegion(_, let resource): "Resource \(resource) can not contain region information."
        case .resourceAccount(let resource): "Resource \(resource) cannot contain an account id."
        case .notAPolicy, .syntax, .prohibitedField, .missingField, .emptyStatement, .unknownVersion, .unknownEffect, .unknownOperator,
            .invalidPrincipal, .principalNotObject, .emptyPrincipal, .allowsNotPrincipal, .trustAction, .cognitoCondition:
            "Syntax errors in policy."
        }
    }

    /// What the parser of policies with principals says: IAM of trust policies, DynamoDB of tables' policies, after its own
    /// prefix (recorded from UpdateAssumeRolePolicy and PutResourcePolicy).
    ///
    /// Where no text was recorded it points at the place, as DynamoDB does for `{}`.
    package var resourcePolicyMessage: String {
        switch reason {
        case .invalidJSON: "This policy contains invalid Json"
        case .notAPolicy: "This text appears not to be a policy"
        case .missingField(let name) where name != "Statement": "Missing required field \(name)"
        case .emptyPrincipal: "Missing required field Principal cannot be empty!"
        case .emptyStatement: "Could not parse the policy: Statement is empty!"
        case .duplicateSid: "The Statement Ids in the policy are not unique"
        case .unknownVersion: "The policy must contain a valid version string"
        case .effectCase(let effect), .unknownEffect(let effect): "Invalid effect: \(effect)"
        case .prohibitedField("NotResource"): "AssumeRole policy must not contain resources."
        case .prohibitedField("NotPrincipal"): "AssumeRole policy must not contain NotPrincipal field."
        case .prohibitedField(let name): "Has prohibited field \(name)"
        case .allowsNotPrincipal: "Allow with NotPrincipal is not allowed."
        case .principalNotObject: "Principal must be a JSON object."
        case .invalidPrincipal("STAR", let value): "AssumeRolepolicy contained an invalid principal: \"STAR\":\"\(value)\"."
        case .invalidPrincipal(let type, let value): "Invalid principal in policy: \"\(type.uppercased())\":\"\(value)\""
        case .trustAction: "AssumeRole policy may only specify STS AssumeRole actions."
        case .cognitoCondition: "A condition block must be present for the Cognito provider"
        default: "Syntax error at position (\(position.line),\(position.column))"
        }
    }

    /// What KMS says of a key's policy: the words of the other policies with principals, but for those about principals
    /// (recorded from CreateKey).
    package var keyPolicyMessage: String {
        switch reason {
        case .missingField("Principal"), .emptyPrincipal: "Policy contains a statement with no principal."
        case .invalidPrincipal, .principalNotObject: "Policy contains a statement with one or more invalid principals."
        default: resourcePolicyMessage
        }
    }
}
