import AWSTypes
import DynamoDBValues

/// What is said of keys, items, and the reading and writing of them.
extension AWSError {
    // MARK: Keys and items

    static var keyMismatch: AWSError { .validation("The provided key element does not match the schema") }

    static func missingKey(_ name: String) -> AWSError { invalid("Missing the key \(name) in the item") }

    static func keyType(_ name: String, expected: KeyType, actual: AttributeType) -> AWSError {
        invalid("Type mismatch for key \(name) expected: \(expected.rawValue) actual: \(actual.wireName)")
    }

    static func indexKeyType(_ name: String, expected: KeyType, actual: AttributeType, index: String) -> AWSError {
        invalid("Type mismatch for Index Key \(name) Expected: \(expected.rawValue) Actual: \(actual.wireName) IndexName: \(index)")
    }

    /// Recorded (ScyllaDB's Alternator suite).
    static func emptyKey(_ name: String, type: KeyType) -> AWSError {
        .validation(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty \(type == .binary ? "binary" : "string") value. Key: \(name)"
        )
    }

    static func emptyIndexKey(_ name: String, type: KeyType, index: String) -> AWSError {
        .validation(
            "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty \(type == .binary ? "binary" : "string") value. IndexName: \(index), IndexKey: \(name)"
        )
    }

    static var partitionKeyTooLong: AWSError { invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes") }
    static var sortKeyTooLong: AWSError { invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes") }
    static var itemTooLarge: AWSError { .validation("Item size has exceeded the maximum allowed size") }
    static var updatedItemTooLarge: AWSError { .validation("Item size to update has exceeded the maximum allowed size") }

    static func updatesKey(_ name: String) -> AWSError {
        invalid("Cannot update attribute \(name). This attribute is part of the key")
    }

    /// Recorded (ScyllaDB's Alternator suite).
    static func indexKeyNotScalar(_ name: String) -> AWSError {
        .validation("Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: \(name)")
    }

    static func keyNotScalar(_ name: String) -> AWSError {
        .validation("Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: \(name)")
    }

    static func updatesIndexKeyEmpty(_ type: KeyType) -> AWSError {
        .validation(
            "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty \(type == .binary ? "binary" : "string") value."
        )
    }

    static var returnValuesOldOnly: AWSError { .validation("ReturnValues can only be ALL_OLD or NONE") }

    /// - Parameter item: The item that failed the condition, where the caller asked for it.
    static func conditionFailed(item: [UInt8]?) -> AWSError {
        AWSError(
            .conditionalCheckFailed, "The conditional request failed",
            members: item.map { [.json(name: "Item", $0)] } ?? [])
    }

    // MARK: Reading

    static var queryWithoutKeys: AWSError {
        .validation("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")
    }

    static var consistentGlobalIndex: AWSError { .validation("Consistent reads are not supported on global secondary indexes") }

    static func allAttributesOfIndex(_ name: String) -> AWSError {
        invalid(
            "Select type ALL_ATTRIBUTES is not supported for global secondary index \(name) because its projection type is not ALL")
    }

    static func notProjected(_ names: [String], index: String) -> AWSError {
        invalid("Global secondary index \(index) does not project \(list(names))")
    }

    static func filterOnKey(_ name: String, isLegacy: Bool) -> AWSError {
        .validation(
            "\(isLegacy ? "QueryFilter" : "Filter Expression") can only contain non-primary key attributes: Primary key attribute: \(name)")
    }

    static var beginsWithNumber: AWSError {
        .validation(
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"
        )
    }

    static var startKeyInvalid: AWSError { .validation("The provided starting key is invalid") }

    static func startKeyInvalid(because fault: String) -> AWSError { .validation("The provided starting key is invalid: \(fault)") }

    /// Recorded (ScyllaDB's Alternator suite): a partition of one item has nothing after it.
    static func startKeyOfOneItem(_ key: Item, _ name: String) -> AWSError {
        let shown = key[name].map { value in "AttributeValue: \(value.printed)" } ?? ""
        return .validation("The provided exclusive start key is invalid: ExclusiveStartKey: {\(name)=\(shown)}")
    }

    static var queryOfOneRow: AWSError { .validation("The query can return at most one row and cannot be restarted") }

    static var startKeyMismatch: AWSError {
        .validation("The provided starting key is invalid: The provided key element does not match the schema")
    }

    static var startKeyOutside: AWSError {
        .validation("The provided starting key is outside query boundaries based on provided conditions")
    }

    static var startKeyOutsideRange: AWSError { .validation("The provided starting key does not match the range key predicate") }

    static func startKeyOfOtherSegment(_ segment: Int, of total: Int) -> AWSError {
        .validation(
            "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: \(total) Segment: \(segment)"
        )
    }

    static var totalSegmentsMissing: AWSError {
        .validation("The TotalSegments parameter is required but was not present in the request when Segment parameter is present")
    }

    static var segmentMissing: AWSError {
        .validation("The Segment parameter is required but was not present in the request when parameter TotalSegments is present")
    }

    static func segmentTooLarge(_ segment: Int, of total: Int) -> AWSError {
        .validation(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: \(segment) is not less than TotalSegments: \(total)"
        )
    }

    // MARK: Batches and transactions

    /// This and `longKeys`: recorded by the authors of a public test suite, October 2026.
    static func emptyRequest(_ operation: String) -> AWSError { .validation("The requestItems parameter is required for \(operation)") }

    static func longKeys(_ table: String) -> AWSError {
        .validation(
            "1 validation error detected: Value at 'RequestItems.\(table).member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100"
        )
    }

    static func emptyBatch(_ table: String) -> AWSError { longBatch(table, []) }

    /// - Parameter requests: The requests as AWS prints them.
    static func longBatch(_ table: String, _ requests: [String]) -> AWSError {
        .validation(
            "1 validation error detected: Value '{\(table)=\(list(requests))}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]"
        )
    }

    static func tooManyItems(_ operation: String) -> AWSError { .validation("Too many items requested for the \(operation) call") }

    static var duplicateKeys: AWSError { .validation("Provided list of item keys contains duplicates") }

    /// API Reference, TransactWriteItems: 4 MB in all; of the words `size cannot exceed` are recorded (Alternator's tests).
    static var transactionTooLarge: AWSError { .validation("Transaction request size cannot exceed 4 MB") }

    static var severalActionsInPart: AWSError { .validation("TransactItems can only contain one of Check, Put, Update or Delete") }

    static var itemTwiceInTransaction: AWSError { .validation("Transaction request cannot include multiple operations on one item") }

    /// Recorded (LocalStack's snapshots).
    static func transactionCancelled(_ codes: [String], reasons: [UInt8]) -> AWSError {
        AWSError(
            .transactionCanceled,
            "Transaction cancelled, please refer cancellation reasons for specific reasons \(list(codes))",
            members: [.json(name: "CancellationReasons", reasons)])
    }

    static var tokenOfAnother: AWSError {
        AWSError(
            .idempotentMismatch,
            "Request parameters do not match the parameters of a previous request that used the same client token")
    }
}
