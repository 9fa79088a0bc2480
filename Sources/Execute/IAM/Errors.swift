import AWSTypes
import IAMPolicy

/// The texts of IAM.
///
/// Recorded from AWS or widely quoted, unless a comment says that a text is a choice.
extension AWSError {
    // MARK: What is not there

    static func notFound(_ kind: String, _ name: String) -> AWSError {
        AWSError(.noSuchEntity, "The \(kind) with name \(name) cannot be found.")
    }

    static func inlinePolicyNotFound(_ kind: String, _ name: String) -> AWSError {
        AWSError(.noSuchEntity, "The \(kind) policy with name \(name) cannot be found.")
    }

    static func policyNotFound(_ arn: String) -> AWSError { AWSError(.noSuchEntity, "Policy \(arn) was not found.") }

    static func policyNotAttachable(_ arn: String) -> AWSError {
        AWSError(.noSuchEntity, "Policy \(arn) does not exist or is not attachable.")
    }

    static func boundaryNotAttachable(_ arn: String) -> AWSError {
        AWSError(.noSuchEntity, "Scope ARN: \(arn) does not exist or is not attachable.")
    }

    static func versionNotFound(_ arn: String, _ version: String) -> AWSError {
        AWSError(.noSuchEntity, "Policy \(arn) version \(version) does not exist or is not attachable.")
    }

    static func accessKeyNotFound(_ id: String) -> AWSError {
        AWSError(.noSuchEntity, "The Access Key with id \(id) cannot be found.")
    }

    static func deviceNotFound(_ serialNumber: String) -> AWSError {
        AWSError(.noSuchEntity, "VirtualMFADevice with serial number \(serialNumber) doesn't exist.")
    }

    /// The text is a choice.
    static func boundaryNotSet(_ kind: String, _ name: String) -> AWSError {
        AWSError(.noSuchEntity, "The \(kind) \(name) does not have a permissions boundary.")
    }

    // MARK: What is there already

    static func alreadyExists(_ kind: String, _ name: String) -> AWSError {
        AWSError(.entityAlreadyExists, "\(kind) with name \(name) already exists.")
    }

    static func policyAlreadyExists(_ name: String) -> AWSError {
        AWSError(.entityAlreadyExists, "A policy called \(name) already exists. Duplicate names are not allowed.")
    }

    /// Also for a device that somebody has already enabled, of which the code is documented and the text is not.
    static let deviceAlreadyExists = AWSError(
        .entityAlreadyExists, "MFADevice entity at the same path and name already exists.")

    /// The text of both is a choice.
    static func aliasExists(_ alias: String) -> AWSError {
        AWSError(.entityAlreadyExists, "The account alias \(alias) already exists.")
    }

    static func aliasNotFound(_ alias: String) -> AWSError { AWSError(.noSuchEntity, "The account alias \(alias) cannot be found.") }

    // MARK: What stands in the way

    static func mustFirst(_ step: String) -> AWSError { AWSError(.deleteConflict, "Cannot delete entity, must \(step) first.") }

    /// Recorded, for the role of a service.
    static func protectedRole(_ name: String) -> AWSError {
        AWSError(.unmodifiableEntity, "Cannot perform the operation on the protected role '\(name)' - this role is only modifiable by AWS")
    }

    /// Recorded from CreateRole.
    static let reservedPath = AWSError(
        .invalidInput, "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles")

    static let policyIsAttached = AWSError(.deleteConflict, "Cannot delete a policy attached to entities.")

    static let policyHasVersions = AWSError(
        .deleteConflict,
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. "
            + "The default version is deleted with the policy.")

    static let versionIsDefault = AWSError(.deleteConflict, "Cannot delete the default version of a policy.")

    /// Code documented, text a choice in the form of the others.
    static let deviceIsEnabled = AWSError.mustFirst("deactivate MFA device")

    static let foreignPolicy = AWSError(.accessDenied, "Policy is outside your own account.")

    // MARK: Quotas

    static func quota(_ name: String, _ limit: Int) -> AWSError {
        AWSError(.limitExceeded, "Cannot exceed quota for \(name): \(limit)")
    }

    static func inlinePoliciesTooLong(_ kind: String, _ name: String, limit: Int) -> AWSError {
        AWSError(.limitExceeded, "Maximum policy size of \(limit) bytes exceeded for \(kind) \(name)")
    }

    static let tooManyVersions = AWSError(
        .limitExceeded,
        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.")

    // MARK: Values

    static let unreadableARN = AWSError.validation("Invalid ARN:  Could not be parsed!")

    static func invalidName(_ member: String) -> AWSError {
        .validation(
            "The specified value for \(member) is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-")
    }

    static let invalidPath = AWSError.validation(
        "The specified value for path is invalid. "
            + "It must begin and end with / and contain only alphanumeric characters and/or / characters.")

    static let userNameNeeded = AWSError.validation("Must specify userName when calling with non-User credentials")

    /// The text is a choice.
    static let invalidMarker = AWSError.validation("Invalid Marker.")

    static let duplicateTagKeys = AWSError(
        .invalidInput, "Duplicate tag keys found. Please note that Tag keys are case insensitive.")

    /// Recorded on the simulator, for the ARN of an assumed role; GetContextKeysForPrincipalPolicy takes the same ARNs.
    static func invalidSourceARN(_ arn: String) -> AWSError { AWSError(.invalidInput, "Invalid ARN provided in the request: \(arn)") }

    static func invalidPolicyInput(_ error: PolicySyntaxError) -> AWSError { AWSError(.invalidInput, error.iamMessage) }

    /// The text is a choice, after the recorded one of another list.
    static func filterNotValid(_ kinds: [String]) -> AWSError {
        .validation(
            "1 validation error detected: Value at 'filter' failed to satisfy constraint: Member must satisfy constraint: "
                + "[Member must satisfy enum value set: [\(kinds.joined(separator: ", "))]]")
    }

    static let wrongCode = AWSError(.invalidAuthenticationCode, "Authentication code for device is not valid.")

    static func malformedPolicyDocument(_ fault: String) -> AWSError { AWSError(.malformedPolicyDocument, fault) }

    static func unknownPrincipal(_ arn: String) -> AWSError {
        AWSError(.malformedPolicyDocument, "Invalid principal in policy: \"AWS\":\"\(arn)\"")
    }
}

/// Statuses from IAM's model.
extension AWSError.Code {
    static let noSuchEntity = Self("NoSuchEntity", status: 404)
    static let entityAlreadyExists = Self("EntityAlreadyExists", status: 409)
    static let deleteConflict = Self("DeleteConflict", status: 409)
    static let limitExceeded = Self("LimitExceeded", status: 409)
    static let invalidInput = Self("InvalidInput")
    static let unmodifiableEntity = Self("UnmodifiableEntity")
    static let malformedPolicyDocument = Self("MalformedPolicyDocument")
    static let invalidAuthenticationCode = Self("InvalidAuthenticationCode", status: 403)
}
