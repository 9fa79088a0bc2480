import AWSTypes
import IAMPolicy

/// The texts of STS.
///
/// Recorded unless said otherwise: those on roles, source identities and durations by probes of AWS STS, those on MFA in
/// many public reports, those on tags and ARNs in LocalStack's snapshots of AWS.
extension AWSError {
    // MARK: Permission

    /// The short sentence: STS tells neither the reason nor whether the role is there.
    static func notAuthorized(_ caller: String, to action: String, on resource: String) -> AWSError {
        AWSError(.accessDenied, "User: \(caller) is not authorized to perform: \(action) on resource: \(resource)")
    }

    static let assumedByRoot = AWSError(.accessDenied, "Roles may not be assumed by root accounts.")

    static func notWithSession(_ operation: String) -> AWSError {
        AWSError(.accessDenied, "Cannot call \(operation) with session credentials")
    }

    /// Recorded on IAM called with GetSessionToken's credentials without MFA; there without the full stop that an unknown
    /// token's text has.
    static let sessionNotAccepted = AWSError(.unrecognizedClient, "The security token included in the request is invalid")

    // MARK: MFA

    /// With a blank at the end.
    static let wrongCode = AWSError(.accessDenied, "MultiFactorAuthentication failed with invalid MFA one time pass code. ")

    /// With two blanks after the first sentence.
    static let unknownDevice = AWSError(
        .accessDenied,
        "MultiFactorAuthentication failed, unable to validate MFA code.  "
            + "Please verify your MFA serial number is valid and associated with this user.")

    /// From memory of public reports; not among the recorded ones.
    static let incompleteProof = AWSError(
        .accessDenied, "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.")

    // MARK: Values

    static func invalid(_ value: String) -> AWSError { .validation("\(value) is invalid") }

    static let longerThanRoleAllows = AWSError.validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")

    static let longerThanChainAllows = AWSError.validation(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.")

    static let otherSourceIdentity = AWSError.validation("The source identity is already set for this assume role session")

    static let duplicateTagKeys = AWSError(
        .invalidParameterValue, "Duplicate tag keys found. Please note that Tag keys are case insensitive.")

    static let transitiveKeyWithoutTag = AWSError(
        .invalidParameterValue, "The specified transitive tag key must be included in the requested tags.")

    static let transitiveKeyInUse = AWSError(
        .invalidParameterValue,
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.")

    /// The form that a list's constraint takes without its value (recorded on IAM for another member).
    static func tooMany(_ member: String, limit: Int) -> AWSError {
        .validation(
            "1 validation error detected: Value at '\(member)' failed to satisfy constraint: "
                + "Member must have length less than or equal to \(limit)")
    }

    static func malformedPolicyDocument(_ error: PolicySyntaxError) -> AWSError { AWSError(.malformedPolicyDocument, error.iamMessage) }

    /// Widely quoted.
    static func policyTooLarge(_ percentage: Int) -> AWSError {
        AWSError(.packedPolicyTooLarge, "Packed policy consumes \(percentage)% of allotted space, please use smaller policy.")
    }

    /// Widely quoted.
    static func tagsTooLarge(_ percentage: Int) -> AWSError {
        AWSError(.packedPolicyTooLarge, "Packed size of session tags consumes \(percentage)% of allotted space.")
    }

    /// Code and status are the model's, the text is a choice.
    static let invalidAuthorizationMessage = AWSError(.invalidAuthorizationMessage, "The encoded authorization message is invalid.")

    /// The status is documented, the text is a choice: an access key of which nobody here knows the account.
    static func unknownAccessKey(_ id: String) -> AWSError { .validation("\(id) is invalid") }
}

extension AWSError.Code {
    static let invalidParameterValue = Self("InvalidParameterValue")
    static let malformedPolicyDocument = Self("MalformedPolicyDocument")
    static let packedPolicyTooLarge = Self("PackedPolicyTooLarge")
    static let invalidAuthorizationMessage = Self("InvalidAuthorizationMessageException")
}
