import AWSTypes
import DynamoDBValues

/// What is said of tags, time to live and policies.
extension AWSError {
    // MARK: Tags, time to live, policies

    static func resourceNotFound(_ arn: String) -> AWSError {
        AWSError(.resourceNotFound, "Requested resource not found: ResourcArn: \(arn) not found")
    }

    static var tagsMissing: AWSError { .validation("Atleast one Tag needs to be provided as Input.") }
    static var tagKeysMissing: AWSError { .validation("Atleast one Tag Key needs to be provided as Input.") }

    // These five: recorded (AWS Controllers' tests, October 2026).
    static var tooManyTags: AWSError { .validation("Number of Tags exceed the current limit for the provided ResourceArn") }
    static func invalidTagKey(_ key: String?) -> AWSError { .validation("The Tag Key provided is invalid, Key: \(key ?? "null")") }
    static func invalidTagValue(_ value: String?) -> AWSError {
        .validation("The Tag Value provided is invalid, Value: \(value ?? "null")")
    }
    static func reservedTagKey(_ key: String) -> AWSError { .validation("Tag Key cannot be prefixed with aws:, Key: \(key)") }

    static func duplicateTagKey(_ key: String) -> AWSError {
        .validation("Duplicate Tag Keys provided as input: Duplicate Tag Key found \(key)")
    }

    static var timeToLiveEnabled: AWSError { .validation("TimeToLive is already enabled") }
    static var timeToLiveDisabled: AWSError { .validation("TimeToLive is already disabled") }

    static var timeToLiveChangedLately: AWSError { .validation("Time to live has been modified multiple times within a fixed interval") }

    static func timeToLiveElsewhere(_ name: String) -> AWSError {
        .validation("TimeToLive is active on a different AttributeName: current AttributeName is \(name)")
    }

    // MARK: Resource policies (recorded, AWS Controllers' tests and moto, 2026)

    static func invalidPolicy(_ fault: String) -> AWSError { invalid("Invalid policy document: \(fault)") }
    static var unknownPrincipal: AWSError { invalid("Invalid principal in policy document.") }
    static var policyTooLong: AWSError { invalid("Maximum policy size of 20480 bytes exceeded") }

    static var publicPolicy: AWSError {
        .validation(
            "Resource-based policy grants unbounded access in one or more elements. Please revise the policy to ensure least-privilege form of access"
        )
    }

    static var policyLocksOut: AWSError {
        AWSError(.accessDenied, "The new resource policy will not allow you to update the resource policy in the future.")
    }

    static func policyOfIndex(_ arn: String) -> AWSError {
        invalid("Invalid resource arn provided, only table or stream is accepted. Provided resource arn: \(arn)")
    }

    static func policyNotFound(_ arn: String) -> AWSError { policyMismatch(arn) }

    static func otherRevision(table: String, sent: String, current: String) -> AWSError {
        policyMismatch(
            "Requested update for policy with revision id \(sent), but the policy associated to target table \(table) has revision id \(current)."
        )
    }

    static func noPolicyToRevise(table: String, sent: String) -> AWSError {
        policyMismatch("Requested update for policy with revision id \(sent), but table \(table) has no associated policy")
    }

    static func policyExists(table: String, revision: String) -> AWSError {
        policyMismatch(
            "Requested policy update expecting none to be present for table \(table), but a policy exists with revision id \(revision).")
    }

    private static func policyMismatch(_ what: String) -> AWSError {
        AWSError(.policyNotFound, "Resource-based policy not found for the provided ResourceArn: \(what)")
    }
}
