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

    /// DynamoDB Developer Guide, "Tagging restrictions": 50 a resource; the text is ours.
    static var tooManyTags: AWSError { invalid("Too many tags: a resource can have at most 50") }

    static var timeToLiveEnabled: AWSError { .validation("TimeToLive is already enabled") }
    static var timeToLiveDisabled: AWSError { .validation("TimeToLive is already disabled") }

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
