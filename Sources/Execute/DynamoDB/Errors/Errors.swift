import AWSTypes

/// What the texts of DynamoDB's errors share, and the codes of its own.
///
/// The texts stand in this folder and nowhere else. Most are dynalite's, whose authors recorded them on DynamoDB; those of encryption and
/// policies were recorded in 2026. `unconfirmed` lists those for which no recording was found.
extension AWSError {
    static func invalid(_ text: String) -> AWSError { .validation("One or more parameter values were invalid: " + text) }

    /// Texts that are written as the others are and stand in no recording that was looked at.
    static let unconfirmed = [
        "missingKeySchema", "missingAttributeDefinitions", "throughputMissing(forIndex:)", "missingProjection",
        "projectionWithoutAttributes",
        "oneIndexAtATime",
        "transactionTooLarge", "beginsWithNumber", "tokenOfAnother", "invalidShardIterator", "sequenceNumberMissing",
        "sequenceNumberSurplus",
        "sequenceNumberOfAnother", "childShardsOfNone", "expiredIterator", "invalidKinesisARN", "tokenUnreadable",
        "mixedStatements(BatchExecuteStatement)",
    ]

    static func list(_ names: [String]) -> String { "[\(names.joined(separator: ", "))]" }
}

extension AWSError.Code {
    static let resourceNotFound = Self("ResourceNotFoundException")
    static let resourceInUse = Self("ResourceInUseException")
    static let limitExceeded = Self("LimitExceededException")
    static let duplicateItem = Self("DuplicateItemException")
    static let conditionalCheckFailed = Self("ConditionalCheckFailedException")
    static let transactionCanceled = Self("TransactionCanceledException")
    static let idempotentMismatch = Self("IdempotentParameterMismatchException")
    static let policyNotFound = Self("PolicyNotFoundException")
}
