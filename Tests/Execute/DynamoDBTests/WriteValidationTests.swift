import AWSTypes
import SQLiteStore
import Testing

/// What PutItem, UpdateItem and DeleteItem say of their members since June 2026, and in which order.
@Suite struct WriteValidationTests {
    private static let suite = "a public conformance suite, recorded in all regions but two, October 2026"
    private static let values =
        "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"
    private static let report =
        "Value 'INVALID' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]"
    private static let empty = "Value at 'TableName' failed to satisfy constraint: Member must have length greater than or equal to 1"

    @Test(arguments: [
        Exchange(
            name: "an empty name, put", operation: "PutItem", request: #"{"TableName":"","Item":{}}"#,
            answer: "1 validation error detected: \(empty)",
            source: suite),
        Exchange(
            name: "an empty name hides the rest", operation: "PutItem", request: #"{"TableName":"","Item":{},"ReturnValues":"INVALID"}"#,
            answer: "1 validation error detected: \(empty)", source: suite),
        Exchange(
            name: "an empty name, deleted", operation: "DeleteItem", request: #"{"TableName":"","Key":{}}"#,
            answer: "1 validation error detected: \(empty)", source: suite),
        Exchange(
            name: "an empty name, updated", operation: "UpdateItem", request: #"{"TableName":"","Key":{}}"#,
            answer: "1 validation error detected: \(empty)", source: suite),
        Exchange(
            name: "a name too long", operation: "PutItem", request: #"{"TableName":"\#(String(repeating: "a", count: 256))","Item":{}}"#,
            answer:
                "1 validation error detected: Value '\(String(repeating: "a", count: 256))' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 255",
            source: suite),
        Exchange(
            name: "a name with strange letters", operation: "PutItem", request: #"{"TableName":"bad table!@#","Item":{}}"#,
            answer:
                "1 validation error detected: Value 'bad table!@#' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
            source: suite),
        Exchange(
            name: "no name", operation: "PutItem", request: #"{"Item":{}}"#,
            answer: "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null",
            source: suite),
        Exchange(
            name: "three members out of their sets, put", operation: "PutItem",
            request:
                #"{"TableName":"TTT","Item":{"p":{"S":"a"}},"ReturnConsumedCapacity":"INVALID","ReturnItemCollectionMetrics":"INVALID","ReturnValues":"INVALID"}"#,
            answer: "3 validation errors detected: \(report); \(values); ReturnItemCollectionMetrics can only be SIZE or NONE",
            source: suite),
        Exchange(
            name: "two members out of their sets, deleted", operation: "DeleteItem",
            request: #"{"TableName":"TTT","Key":{"p":{"S":"a"}},"ReturnConsumedCapacity":"INVALID","ReturnValues":"INVALID"}"#,
            answer: "2 validation errors detected: \(report); \(values)", source: suite),
        Exchange(
            name: "two members out of their sets, updated: the first is told", operation: "UpdateItem",
            request: #"{"TableName":"TTT","Key":{"p":{"S":"a"}},"ReturnConsumedCapacity":"INVALID","ReturnValues":"INVALID"}"#,
            answer: "1 validation error detected: \(values)", source: suite),
        Exchange(
            name: "an index's key below the top", operation: "UpdateItem",
            request:
                #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"UpdateExpression":"SET g.x = :v","ExpressionAttributeValues":{":v":{"N":"1"}}}"#,
            answer: "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: g",
            source: "ScyllaDB's Alternator tests"),
        Exchange(
            name: "a list appended to twice", operation: "UpdateItem",
            request:
                #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"UpdateExpression":"SET x = list_append(list_append(:v, :v), :v)","ExpressionAttributeValues":{":v":{"L":[]}}}"#,
            answer:
                "1 validation error detected: Invalid UpdateExpression: The function is not allowed to be used this way in an expression; function: list_append",
            source: "ScyllaDB's Alternator tests"),
    ])
    func `a request that is not well made is refused in AWS's words`(_ row: Exchange) throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        #expect(try world.answer(row.operation, row.request) == "ValidationException: \(row.answer)")
    }

    // MARK: Transactions

    /// Source: ScyllaDB's Alternator tests.
    @Test func `the first part that is refused by itself ends a transaction`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let parts = [
            #"{"Put":{"TableName":"TTT","Item":{"p":{"N":"7"}}}}"#, #"{"Put":{"TableName":"TTT","Item":{"p":{"N":"8"}}}}"#,
            #"{"Put":{"TableName":"TTT","Item":{"p":{"S":"a"}},"ConditionExpression":"attribute_exists(p)"}}"#,
        ]
        #expect(
            try world.answer("TransactWriteItems", #"{"TransactItems":[\#(parts.joined(separator: ","))]}"#)
                == "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons [ValidationError, None, None]"
        )
    }

    /// Source: API Reference, TransactWriteItems; Alternator's tests for what counts.
    @Test func `a transaction of more than four megabytes is refused`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let long = String(repeating: "x", count: 350_000)
        func request(_ count: Int) -> String {
            let parts = (0..<count).map { #"{"Put":{"TableName":"TTT","Item":{"p":{"S":"\#($0)"},"x":{"S":"\#(long)"}}}}"# }
            return #"{"TransactItems":[\#(parts.joined(separator: ","))]}"#
        }
        #expect(try world.answer("TransactWriteItems", request(11)) == "{}")
        #expect(try world.answer("TransactWriteItems", request(12)) == "ValidationException: Transaction request size cannot exceed 4 MB")
        let deletes = (0..<11).map { #"{"Delete":{"TableName":"TTT","Key":{"p":{"S":"\#($0)"}}}}"# }
        #expect(try world.answer("TransactWriteItems", #"{"TransactItems":[\#(deletes.joined(separator: ","))]}"#) == "{}")
    }

    // MARK: Batches

    /// Source: API Reference, BatchWriteItem: what could not be processed is told, and everything else is done.
    @Test func `where the store has no room for one item, a batch tells that it is left`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        let before = try world.database.read { connection in try connection.first("PRAGMA page_count") { $0.integer(0) } ?? 0 }
        #expect(before < 60)
        try world.database.write { connection in _ = try connection.first("PRAGMA max_page_count = 80") { $0.integer(0) } }
        func put(_ item: Int, _ size: Int) -> String {
            #"{"PutRequest":{"Item":{"p":{"S":"a"},"s":{"N":"\#(item)"},"g":{"S":"x"},"x":{"S":"\#(String(repeating: "x", count: size))"}}}}"#
        }
        let long = put(2, 390_000)
        let answer = try world.call(
            "BatchWriteItem",
            #"{"RequestItems":{"TTT":[\#(put(1, 10)),\#(long),\#(put(3, 10))]},"ReturnConsumedCapacity":"TOTAL"}"#)
        let expected = #"{"UnprocessedItems":{"TTT":[\#(long)]},"ConsumedCapacity":[{"TableName":"TTT","CapacityUnits":4}]}"#
        #expect(answer == expected, "\(answer.prefix(80)) … \(answer.suffix(120))")
        #expect(try world.call("Scan", #"{"TableName":"TTT","Select":"COUNT"}"#) == #"{"Count":2,"ScannedCount":2}"#)
        try world.requireSoundIndexes()

        // Nothing that could be written is a fault of the whole, and nothing is half done.
        #expect(throws: StoreError.self) { try world.call("BatchWriteItem", #"{"RequestItems":{"TTT":[\#(long)]}}"#) }
        #expect(throws: StoreError.self) {
            try world.call(
                "TransactWriteItems",
                #"{"TransactItems":[{"Put":{"TableName":"TTT","Item":{"p":{"S":"b"},"s":{"N":"1"},"x":{"S":"\#(String(repeating: "x", count: 390_000))"}}}}]}"#
            )
        }
        #expect(try world.call("Scan", #"{"TableName":"TTT","Select":"COUNT"}"#) == #"{"Count":2,"ScannedCount":2}"#)
        // With room again, everything goes on.
        try world.database.write { connection in _ = try connection.first("PRAGMA max_page_count = 1000000") { $0.integer(0) } }
        #expect(try world.call("BatchWriteItem", #"{"RequestItems":{"TTT":[\#(long)]}}"#) == #"{"UnprocessedItems":{}}"#)
        #expect(try world.call("Scan", #"{"TableName":"TTT","Select":"COUNT"}"#) == #"{"Count":3,"ScannedCount":3}"#)
    }
}
