import AWSTypes

/// KMS's own words. Recorded texts were recorded on AWS; of the others `KMSService.knownGaps` tells.
extension AWSError {
    // MARK: What is not there

    /// Recorded; a bare id is expanded to the ARN.
    static func keyNotFound(_ arn: String) -> AWSError { AWSError(.notFound, "Key '\(arn)' does not exist") }

    /// Recorded: an ARN of another region than the request's; the region is the ARN's.
    static func foreignRegion(_ region: String) -> AWSError { AWSError(.notFound, "Invalid arn \(region)") }

    /// Recorded: neither a UUID nor the id of a multi-Region key.
    static func invalidKeyID(_ text: String) -> AWSError { AWSError(.notFound, "Invalid keyId '\(text)'") }

    /// Recorded, through DynamoDB.
    static func aliasNotFound(_ arn: String) -> AWSError { AWSError(.notFound, "Alias \(arn) is not found.") }

    static let policyNotFound = AWSError(.notFound, "No such policy exists")

    static func grantNotFound(_ id: String) -> AWSError { AWSError(.notFound, "Grant ID \(id) not found") }

    static let invalidGrantToken = AWSError(.init("InvalidGrantTokenException"))

    static let invalidMarker = AWSError(.init("InvalidMarkerException"))

    // MARK: State and kind of a key

    /// Recorded.
    static func keyDisabled(_ arn: String) -> AWSError { AWSError(.keyDisabled, "\(arn) is disabled.") }

    /// Recorded.
    static func pendingDeletion(_ arn: String) -> AWSError { AWSError(.invalidKeyState, "\(arn) is pending deletion.") }

    /// KMS Developer Guide, "Key states of AWS KMS keys".
    static func notPendingDeletion(_ arn: String) -> AWSError { AWSError(.invalidKeyState, "\(arn) is not pending deletion.") }

    /// Recorded.
    static func wrongUsage(_ arn: String, usage: String, operation: String) -> AWSError {
        AWSError(.init("InvalidKeyUsageException"), "\(arn) key usage is \(usage) which is not valid for \(operation).")
    }

    static func wrongAlgorithm(_ algorithm: String, spec: String) -> AWSError {
        AWSError(.init("InvalidKeyUsageException"), "Algorithm \(algorithm) is not valid for key spec \(spec).")
    }

    /// Recorded, as a Decrypt or ReEncrypt that names another key than the one that encrypted.
    static let incorrectKey = AWSError(
        .init("IncorrectKeyException"), "The key ID in the request does not identify a CMK that can perform this operation.")

    /// Recorded: without a message.
    static let invalidCiphertext = AWSError(.init("InvalidCiphertextException"))

    /// Recorded, through DynamoDB.
    static let constraintNeedsSymmetricKey = AWSError.validation(
        "EncryptionContext is supported only when creating a grant for a symmetric encryption KMS key.")

    /// What this KMS does not do: said, not pretended.
    static func unsupported(_ what: String) -> AWSError { AWSError(.init("UnsupportedOperationException"), what) }

    // MARK: Requests

    /// Recorded.
    static let dryRun = AWSError(
        .init("DryRunOperationException"), "The request would have succeeded, but the DryRun option is set.")

    /// Recorded. The value is not printed, unlike other constraints' values: it is the plaintext.
    static func blob(_ member: String, longerThan maximum: Int) -> AWSError {
        .validation(
            "1 validation error detected: Value at '\(member)' failed to satisfy constraint: "
                + "Member must have length less than or equal to \(maximum)")
    }

    static func blob(_ member: String, shorterThan minimum: Int) -> AWSError {
        .validation(
            "1 validation error detected: Value at '\(member)' failed to satisfy constraint: "
                + "Member must have length greater than or equal to \(minimum)")
    }

    static func elements(_ elements: [String], of member: String, notIn allowed: [String]) -> AWSError {
        .validation(
            "1 validation error detected: Value '[\(elements.joined(separator: ", "))]' at '\(member)' failed to satisfy constraint: "
                + "Member must satisfy constraint: [Member must satisfy enum value set: [\(allowed.joined(separator: ", "))]]")
    }

    /// Recorded.
    static let missingKeyUsage = AWSError.validation(
        "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.")

    static let twoKeySpecs = AWSError.validation(
        "You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.")

    static func usage(_ usage: String, doesNotFit spec: String) -> AWSError {
        .validation("KeyUsage \(usage) is not compatible with KeySpec \(spec)")
    }

    static let neitherBytesNorSpec = AWSError.validation("Please specify either number of bytes or key spec.")

    static let noGrantNamed = AWSError.validation("You must specify either a GrantToken or both a KeyId and a GrantId.")

    static func invalidPrincipal(_ text: String) -> AWSError {
        AWSError(.init("InvalidArnException"), "ARN does not refer to a valid principal: \(text)")
    }

    // MARK: Aliases

    /// Recorded.
    static let aliasPrefix = AWSError.validation(
        "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html")

    static let aliasOfAlias = AWSError.validation("Aliases must refer to keys. Not aliases")

    static let aliasReserved = AWSError(.init("NotAuthorizedException"))

    static func aliasExists(_ arn: String) -> AWSError {
        AWSError(.init("AlreadyExistsException"), "An alias with the name \(arn) already exists")
    }

    static func aliasCannotMove(_ arn: String) -> AWSError {
        .validation("Alias \(arn) can only be associated with a KMS key of the same type and key usage as its current one.")
    }

    // MARK: Policies and tags

    /// Recorded.
    static let policyLocksOut = AWSError(
        .malformedPolicy, "The new key policy will not allow you to update the key policy in the future.")

    /// Recorded.
    static let invalidPolicyPrincipals = AWSError(
        .malformedPolicy, "Policy contains a statement with one or more invalid principals.")

    /// The code is documented (API Reference, PutKeyPolicy), the text is a choice.
    static let policyTooLong = AWSError(.limitExceeded, "The key policy is longer than 32768 bytes.")

    static func malformedPolicy(_ reason: String) -> AWSError { AWSError(.malformedPolicy, reason) }

    /// Recorded.
    static let duplicateTags = AWSError(.tag, "Duplicate tag keys")
    /// Recorded.
    static let tooManyTags = AWSError(.tag, "Too many tags")
    /// Recorded.
    static let reservedTag = AWSError(.tag, "Tags beginning with aws: are reserved")

    // MARK: Refusals

    /// Recorded: what somebody of another account is told, who shall not learn whether there is such a key.
    static func deniedWithoutDetail(principal: String, action: String) -> AWSError {
        AWSError(
            .accessDenied,
            "User: \(principal) is not authorized to perform: \(action) on this resource because the resource does not exist in this "
                + "Region, no resource-based policies allow access, or a resource-based policy explicitly denies access")
    }

    /// The words of a key policy's refusal, for the one permission that no policy gives: retiring a grant.
    static func mayNotRetire(principal: String, keyARN: String) -> AWSError {
        AWSError(
            .accessDenied,
            "User: \(principal) is not authorized to perform: kms:RetireGrant on resource: \(keyARN) "
                + "because no resource-based policy allows the kms:RetireGrant action")
    }
}

extension AWSError.Code {
    static let notFound = Self("NotFoundException")
    static let keyDisabled = Self("DisabledException")
    static let invalidKeyState = Self("KMSInvalidStateException")
    static let malformedPolicy = Self("MalformedPolicyDocumentException")
    static let limitExceeded = Self("LimitExceededException")
    static let tag = Self("TagException")
}
