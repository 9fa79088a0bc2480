import AWSTypes

/// Organizations' errors: codes and reasons from the service's model, texts recorded where it says so; the others are words
/// that emulators use (marked so in the facts) or the model's documentation, shortened.
extension AWSError {
    /// Also for denials by policies (two recorded calls of users without permissions).
    static let organizationsAccessDenied = AWSError(.accessDenied, "You don't have permissions to access this resource.")

    /// Recorded.
    static let notInUse = AWSError(
        Code("AWSOrganizationsNotInUseException"), "Your account is not a member of an organization.")

    /// The text is the model's documentation of the exception, not a recording.
    static let alreadyInOrganization = AWSError(
        Code("AlreadyInOrganizationException"), "The AWS account is already a member of an organization.")

    /// Known gap: AWS makes such organizations, in which no policy limits anybody.
    static let consolidatedBilling = AWSError.validation(
        "FeatureSet CONSOLIDATED_BILLING is not supported by this emulator: without all features an organization has no policies")

    static func invalidInput(_ reason: InputReason) -> AWSError {
        AWSError(Code("InvalidInputException"), reason.message, members: [.text(name: "Reason", reason.rawValue)])
    }

    /// What is wrong with a request, as the model names it.
    enum InputReason: String {
        case required = "INPUT_REQUIRED"
        case pattern = "INVALID_PATTERN"
        case value = "INVALID_ENUM"
        case policyType = "INVALID_ENUM_POLICY_TYPE"
        case tooLong = "MAX_LENGTH_EXCEEDED"
        case tooShort = "MIN_LENGTH_EXCEEDED"
        case tooLarge = "MAX_VALUE_EXCEEDED"
        case tooSmall = "MIN_VALUE_EXCEEDED"
        case nextToken = "INVALID_NEXT_TOKEN"
        case immutablePolicy = "IMMUTABLE_POLICY"
        case nonDetachablePolicy = "NON_DETACHABLE_POLICY"
        case duplicateTagKey = "DUPLICATE_TAG_KEY"
        case systemTags = "INVALID_SYSTEM_TAGS_PARAMETER"

        var message: String {
            switch self {
            case .pattern: "You provided a value that does not match the required pattern."
            case .immutablePolicy: "You can't make changes to a policy that is managed by AWS."
            case .nonDetachablePolicy: "You can't detach this policy."
            case .duplicateTagKey: "Tag keys must be unique among the tags attached to the same entity."
            case .systemTags: "You specified a tag key that is a system tag. You can’t add, edit, or delete system tag keys."
            default: "You specified an invalid value."
            }
        }
    }

    static func constraintViolation(_ reason: ConstraintReason) -> AWSError {
        AWSError(Code("ConstraintViolationException"), reason.message, members: [.text(name: "Reason", reason.rawValue)])
    }

    /// Which limit a request would pass.
    enum ConstraintReason: String {
        /// Recorded with Terraform.
        case policySize = "POLICY_CONTENT_LIMIT_EXCEEDED"
        /// Recorded with Terraform.
        case mostAttachments = "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"
        case fewestAttachments = "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"
        case policyNumber = "POLICY_NUMBER_LIMIT_EXCEEDED"
        case unitDepth = "OU_DEPTH_LIMIT_EXCEEDED"
        case unitNumber = "OU_NUMBER_LIMIT_EXCEEDED"
        case tagNumber = "MAX_TAG_LIMIT_EXCEEDED"

        var message: String {
            switch self {
            case .policySize: "You have exceeded the maximum policy size."
            case .mostAttachments: "You have attached the maximum number of policies to the specified target."
            case .fewestAttachments: "You can't remove the last policy that is attached to the specified target."
            case .policyNumber: "You have exceeded the number of policies that you can have in an organization."
            case .unitDepth: "You have exceeded the number of levels that an OU tree can have."
            case .tagNumber: "You have exceeded the number of tags allowed on this resource."
            case .unitNumber: "You have exceeded the number of OUs that you can have in an organization."
            }
        }
    }

    static let rootNotFound = AWSError(Code("RootNotFoundException"), "You specified a root that doesn't exist.")
    static let targetNotFound = AWSError(Code("TargetNotFoundException"), "You specified a target that doesn't exist.")
    static let accountNotFound = AWSError(Code("AccountNotFoundException"), "You specified an account that doesn't exist.")
    static let policyNotFound = AWSError(Code("PolicyNotFoundException"), "You specified a policy that doesn't exist.")
    static let parentNotFound = AWSError(Code("ParentNotFoundException"), "You specified parent that doesn't exist.")
    static let childNotFound = AWSError(Code("ChildNotFoundException"), "You specified a child that doesn't exist.")
    static let unitNotFound = AWSError(
        Code("OrganizationalUnitNotFoundException"), "You specified an organizational unit that doesn't exist.")
    static let sourceParentNotFound = AWSError(
        Code("SourceParentNotFoundException"), "You specified a source root or OU that isn't the parent of the account.")
    static let destinationParentNotFound = AWSError(
        Code("DestinationParentNotFoundException"), "You specified a destination root or OU that doesn't exist.")

    /// Recorded with CloudFormation.
    static let duplicatePolicy = AWSError(
        Code("DuplicatePolicyException"), "A policy with the specified name and type already exists.")
    static let duplicateAttachment = AWSError(
        Code("DuplicatePolicyAttachmentException"), "The selected policy is already attached to the specified target.")
    static let duplicateUnit = AWSError(
        Code("DuplicateOrganizationalUnitException"), "An OU with the same name already exists.")
    static let duplicateAccount = AWSError(
        Code("DuplicateAccountException"), "The account is already present in the specified destination.")
    static let unitNotEmpty = AWSError(
        Code("OrganizationalUnitNotEmptyException"), "The specified OU is not empty. Move all accounts and OUs first.")

    static let policyTypeAlreadyEnabled = AWSError(
        Code("PolicyTypeAlreadyEnabledException"), "The specified policy type is already enabled.")
    static let policyTypeNotEnabled = AWSError(
        Code("PolicyTypeNotEnabledException"), "This operation can be performed only for enabled policy types.")
    /// For the policy types that do not control access; they are not kept here.
    static let policyTypeNotAvailable = AWSError(
        Code("PolicyTypeNotAvailableForOrganizationException"),
        "You can't use the specified policy type with the feature set currently enabled for this organization.")
    static let policyInUse = AWSError(
        Code("PolicyInUseException"), "The policy is attached to one or more entities. Detach it from all of them first.")
    static let policyNotAttached = AWSError(
        Code("PolicyNotAttachedException"), "The policy isn't attached to the specified target.")
    static func effectivePolicyNotFound(isManagement: Bool) -> AWSError {
        AWSError(
            Code("EffectivePolicyNotFoundException"),
            isManagement
                ? "If you ran this action on the management account, this policy type is not enabled."
                : "If you ran the action on a member account, the account doesn't have an effective policy of this type.")
    }

    static let resourcePolicyNotFound = AWSError(
        Code("ResourcePolicyNotFoundException"), "We can't find a resource policy request with the parameter that you specified.")
    static let malformedPolicy = AWSError(
        Code("MalformedPolicyDocumentException"),
        "The provided policy document does not meet the requirements of the specified policy type.")
}
