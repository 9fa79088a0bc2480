package import AWSTypes
import AWSWire

/// Something that DynamoDB has and this does not yet.
///
/// A request that uses it is refused with a ValidationException that says so, so that nobody takes an answer for AWS's.
package struct Gap: Sendable, Hashable {
    package let name: String
    package let reason: String

    private init(_ name: String, reason: String) {
        self.name = name
        self.reason = reason
    }

    package var refusal: AWSError {
        .validation("\(name) is not supported by this emulator yet: \(reason)")
    }

    package static let all = [
        globalTableSource, states, counts, expiry, streams, streamTags, kinesis, repeatedTokens,
        policyCooldown, replicas, replicaScaling, recoveryDelay, backupStates, buckets, noBuckets, ion, zstd, importLogs, insights,
        statements,
        regions, shownRequests, listForStructure, longLists, pages, numberSets, scanPartitions, shownByConditions,
    ]

    static let globalTableSource = Gap(
        "GlobalTableSourceArn", reason: "a table of several accounts cannot be made")
    static let states = Gap(
        "table and index states",
        reason: """
            tables, indexes and encryption are ready at once, but for imports, restores and new indexes of so many items that they take over a \
            second; CREATING, DELETING and UPDATING stand otherwise in the answers only
            """
    )
    static let counts = Gap(
        "ItemCount and TableSizeBytes", reason: "they are exact, where AWS brings them up to date about every six hours")

    static let expiry = Gap(
        "TimeToLive",
        reason:
            "what has expired goes when the server looks for it, every ten seconds, where AWS takes up to two days")

    static let streams = Gap(
        "streams",
        reason: "a stream has one open shard, where AWS has one for each partition of the table; it is enabled and disabled at once")
    static let streamTags = Gap("tags of streams", reason: "a stream's ARN is refused where a table's is taken")
    static let kinesis = Gap(
        "Kinesis streaming destinations",
        reason: "they keep their state and nothing is delivered; whether the Kinesis stream is there is not looked at")
    static let repeatedTokens = Gap(
        "ClientRequestToken",
        reason: "a repeated transaction answers without ConsumedCapacity, where AWS tells what reading its result cost")
    static let statements = Gap(
        "PartiQL",
        reason: """
            a SELECT of several partitions reads them in an order of this emulator's own, one from an index with several key attributes \
            reads as a Query would, and some of the parser's words are not known
            """
    )
    static let policyCooldown = Gap(
        "resource policies", reason: "a policy can be changed again at once, where AWS waits fifteen seconds")
    static let regions = Gap(
        "validation",
        reason: "the words are those of us-east-1 in October 2026; eu-south-2 and me-central-1 still had older ones, here nowhere used")
    static let shownRequests = Gap(
        "constraint errors of long lists",
        reason: "AWS prints the elements in full or by their addresses in memory, as it comes; here they stand in full")
    static let listForStructure = Gap(
        "SerializationException",
        reason: "of a list in the place of a structure that depends on the operation, or of a tag, the words are inferred")
    static let longLists = Gap(
        "ComparisonOperator IN", reason: "an AttributeValueList is refused from 101 values on, as an expression's is; AWS took 27,500")
    static let pages = Gap(
        "pages of a megabyte", reason: "a page ends by the documented sizes of its items; what AWS's storage adds to them is not documented"
    )
    static let numberSets = Gap(
        "number sets", reason: "their numbers stand in ascending order in answers; AWS was seen to answer in more than one order")
    static let scanPartitions = Gap(
        "ConsumedCapacity of Scan",
        reason: "a table paid by the request counts as the four partitions that it begins with on AWS, however large it has grown")

    static let shownByConditions = Gap(
        "dynamodb:ReturnValues",
        reason:
            "ReturnValuesOnConditionCheckFailure shows an item though the key says NONE: the guide and the Service Authorization Reference "
            + "know ReturnValues alone, and what AWS does was not recorded")

    // MARK: Backups, exports, global tables

    static let replicas = Gap(
        "replicas of global tables", reason: "they are described, but the other regions hold no table and no items")
    static let replicaScaling = Gap(
        "auto scaling", reason: "settings are kept, but Application Auto Scaling is not on the port and nothing scales")
    static let recoveryDelay = Gap(
        "LatestRestorableDateTime", reason: "it is now, where on AWS it is about five minutes ago")
    static let backupStates = Gap(
        "backups, restores, exports and imports",
        reason: """
            they are done when the answer leaves, unless they take over a second; CREATING and IN_PROGRESS stand otherwise in the answers \
            only. One that the server's end interrupts is gone or FAILED at the next start, where on AWS nothing interrupts it
            """
    )
    static let buckets = Gap(
        "S3 buckets",
        reason: "folders stand for them: nobody's leave of S3 or of the logs is asked, and neither owner nor encryption is looked at")
    static let noBuckets = Gap(
        "an export or import without a folder of buckets", reason: "--s3-folder or --data gives the server one")
    static let ion = Gap("the format ION", reason: "there is no library that reads and writes it")
    static let zstd = Gap("the compression ZSTD", reason: "there is no library that unpacks it")
    static let importLogs = Gap("the log of an import", reason: "there is no CloudWatch to write the lines to that could not be read")
    static let insights = Gap("contributor insights", reason: "they are switched, but there is no CloudWatch to count for")
}
