import AWSTypes
import SQLiteStore
import ServiceModel
import Testing

@testable import DynamoDB

@Suite struct ConcurrencyTests {
    @Test func `items written while an index is made and dropped are in it`() async throws {
        let world = try TestWorld()
        try world.makeTable()
        let (service, context) = (world.service, world.context)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<3 {
                group.addTask {
                    for number in 0..<120 {
                        try service.call(
                            "PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"\#(writer)-\#(number)"},"g":{"S":"\#(number % 3)"}}}"#,
                            in: context)
                    }
                }
            }
            group.addTask {
                for round in 0..<6 {
                    let create =
                        #"{"TableName":"TTT","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"GGG","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}]}"#
                    try service.call("UpdateTable", create, in: context)
                    guard round < 5 else { return }
                    try service.call(
                        "UpdateTable", #"{"TableName":"TTT","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"GGG"}}]}"#, in: context)
                }
            }
            try await group.waitForAll()
        }
        #expect(try world.call("Scan", #"{"TableName":"TTT","IndexName":"GGG","Select":"COUNT"}"#) == #"{"Count":360,"ScannedCount":360}"#)
        try world.requireSoundIndexes()
    }

    @Test func `writers of a table that goes away are told so`() async throws {
        let world = try TestWorld()
        try world.makeTable()
        let (service, context) = (world.service, world.context)
        let errors = try await withThrowingTaskGroup(of: AWSError?.self) { group in
            for writer in 0..<3 {
                group.addTask {
                    for number in 0..<2000 {
                        do {
                            try service.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"\#(writer)-\#(number)"}}}"#, in: context)
                            try service.call("GetItem", #"{"TableName":"TTT","Key":{"p":{"S":"x"}}}"#, in: context)
                        } catch let error as AWSError {
                            return error
                        }
                    }
                    return nil
                }
            }
            group.addTask {
                try await Task.sleep(for: .milliseconds(20))
                try service.call("DeleteTable", #"{"TableName":"TTT"}"#, in: context)
                return nil
            }
            var errors: [AWSError] = []
            for try await error in group { if let error { errors.append(error) } }
            return errors
        }
        for error in errors { #expect(error.message == "Requested resource not found") }
    }

    /// A writer looks its table up, and a change commits that was asked for by what an earlier look-up found.
    @Test func `a writer sees a change that began with an older value than its own`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let older = try world.table()
        try world.store.change(older) { definition, _ in definition.isProtected = true }
        let held = try world.table()
        try world.store.change(older) { definition, _ in definition.isProtected = false }
        #expect(try world.store.write(to: held) { current, _ in current.table.revision } == held.table.revision + 1)
        let last = try world.table()
        _ = try world.store.remove(older, at: TestWorld.now, check: { _ in })
        #expect(try refusal { try world.store.write(to: last) { _, _ in } } == "ResourceNotFoundException: Requested resource not found")
    }

    /// AWS refuses a batch whose tables are not there as a whole; of one that goes while its items are being written, that they are left is
    /// inferred.
    @Test func `a table that goes while a batch is written item by item leaves its items`() throws {
        let world = try TestWorld()
        try world.makeTable("one")
        try world.makeTable("two")
        let gone = try world.table("two")
        gone.beginChange()
        try world.database.write { connection in
            try connection.run(
                "CREATE TRIGGER goes AFTER INSERT ON items_1 BEGIN DELETE FROM dynamodb_tables WHERE name = 'two'; END")
        }
        func put(_ key: String, _ size: Int = 10) -> String {
            #"{"PutRequest":{"Item":{"p":{"S":"\#(key)"},"x":{"S":"\#(String(repeating: "x", count: size))"}}}}"#
        }
        #expect(
            try world.answer("BatchWriteItem", #"{"RequestItems":{"one":[\#(put("a"))],"two":[\#(put("b"))]}}"#)
                == "ResourceNotFoundException: Requested resource not found")
        #expect(try world.call("Scan", #"{"TableName":"one","Select":"COUNT"}"#) == #"{"Count":0,"ScannedCount":0}"#)

        try world.database.write { connection in _ = try connection.first("PRAGMA max_page_count = 80") { $0.integer(0) } }
        let long = put("c", 390_000)
        let answer = try world.answer("BatchWriteItem", #"{"RequestItems":{"one":[\#(long),\#(put("a"))],"two":[\#(put("b"))]}}"#)
        #expect(answer == #"{"UnprocessedItems":{"one":[\#(long)],"two":[\#(put("b"))]}}"#, "\(answer.prefix(80)) … \(answer.suffix(120))")
        #expect(
            try world.answer("BatchWriteItem", #"{"RequestItems":{"two":[\#(put("b"))]}}"#)
                == "ResourceNotFoundException: Requested resource not found")
    }

    @Test func `an index that goes between look-up and reading is told to be missing, and the table described without it`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        let held = try world.table()
        let index = try #require(held.index("GGG"))
        try world.call("UpdateTable", #"{"TableName":"TTT","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"GGG"}}]}"#)
        let target = ReadRequest.Target(table: held, index: index)
        #expect(
            try refusal { try world.store.read(target, missingIndex: AWSError.indexNotFound) { try index.rows.total(in: $0) } }
                == "ValidationException: The table does not have the specified index: GGG")
        let description = try Tables(store: world.store, keys: world.keys).description(of: held, status: "ACTIVE")
        #expect(description.indexTotals.keys.sorted() == ["III", "LLL"])
        #expect(description.table.indexes.map(\.name) == ["LLL", "III"])

        try world.call("DeleteTable", #"{"TableName":"TTT"}"#)
        #expect(
            try refusal { try world.store.read(target, missingIndex: AWSError.indexNotFound) { try index.rows.total(in: $0) } }
                == "ResourceNotFoundException: Requested resource not found")
    }
}
