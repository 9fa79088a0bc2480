import AWSTypes
import ByteJSON
import OpenSSL
import SQLiteStore
import ServiceModel
import Testing

@testable import DynamoDB

/// A table as a reader of its stream would rebuild it: items by their keys, each image checked against what was there.
private struct Replica: Equatable {
    private(set) var items: [String: String] = [:]

    init(_ records: [SeenRecord]) {
        for record in records {
            let stands = items[record.keys]
            #expect(stands == record.old, "\(record.number)")
            switch record.event {
            case "INSERT": #expect(stands == nil && record.new != nil)
            case "MODIFY": #expect(stands != nil && record.new != nil)
            default: #expect(stands != nil && record.new == nil)
            }
            items[record.keys] = record.new
        }
    }
}

/// Replaying a stream gives the table, whatever was written and however.
@Suite struct StreamReplayTests {
    @Test(arguments: [11, 12, 13, 14])
    func `a random history, replayed from its stream, is the table`(_ seed: UInt64) throws {
        let world = try TestWorld()
        try world.makeStreamed(sorted: true)
        try world.call(
            "UpdateTimeToLive", #"{"TableName":"TTT","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"until"}}"#)
        var random = SeededRandom(seed: seed)
        for step in 0..<300 {
            try Self.change(world, &random)
            if step % 20 == 0 {
                world.now = world.now.adding(seconds: 1800)
                try world.store.removeExpired(now: world.now)
                try world.store.tendStreams(now: world.now)
            }
            if step % 50 == 49 { try Self.compare(world) }
        }
        #expect(try world.shards(of: world.streamARN()).count > 1)
        try Self.compare(world)
    }

    private static func compare(_ world: TestWorld) throws {
        let replica = Replica(try world.records())
        let document = try JSONDocument(parsing: Array(try world.call("Scan", #"{"TableName":"TTT"}"#).utf8))
        let items = try #require(document.root["Items"]).elements.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(items.sorted() == replica.items.values.sorted())
    }

    private static func item(_ world: TestWorld, _ random: inout SeededRandom) -> (key: String, json: String) {
        let key = #""p":{"S":"\#(Int.random(in: 0..<4, using: &random))"},"s":{"N":"\#(Int.random(in: 0..<4, using: &random))"}"#
        let until = world.now.seconds + Int64.random(in: -1000...6000, using: &random)
        let expiry = Bool.random(using: &random) ? #","until":{"N":"\#(until)"}"# : ""
        return ("{\(key)}", #"{\#(key),"x":{"N":"\#(Int.random(in: 0..<3, using: &random))"}\#(expiry)}"#)
    }

    private static func change(_ world: TestWorld, _ random: inout SeededRandom) throws {
        let (key, json) = item(world, &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: try world.delete(key)
        case 1:
            try world.call(
                "UpdateItem",
                #"{"TableName":"TTT","Key":\#(key),"UpdateExpression":"ADD x :x","ExpressionAttributeValues":{":x":{"N":"\#(Int.random(in: 0..<2, using: &random))"}}}"#
            )
        case 2:
            var parts: [String: String] = [:]
            for _ in 0..<5 {
                let (key, json) = item(world, &random)
                parts[key] = Bool.random(using: &random) ? #"{"PutRequest":{"Item":\#(json)}}"# : #"{"DeleteRequest":{"Key":\#(key)}}"#
            }
            try world.call("BatchWriteItem", #"{"RequestItems":{"TTT":[\#(parts.values.sorted().joined(separator: ","))]}}"#)
        case 3:
            var parts: [String: String] = [:]
            for _ in 0..<4 {
                let (key, json) = item(world, &random)
                parts[key] =
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: #"{"Delete":{"TableName":"TTT","Key":\#(key)}}"#
                    case 1: #"{"Put":{"TableName":"TTT","Item":\#(json),"ConditionExpression":"attribute_not_exists(p)"}}"#
                    case 2: #"{"Update":{"TableName":"TTT","Key":\#(key),"UpdateExpression":"REMOVE until"}}"#
                    default: #"{"Put":{"TableName":"TTT","Item":\#(json)}}"#
                    }
            }
            _ = try world.answer("TransactWriteItems", #"{"TransactItems":[\#(parts.values.sorted().joined(separator: ","))]}"#)
        case 4:
            _ = try world.answer(
                "PutItem", #"{"TableName":"TTT","Item":\#(json),"ConditionExpression":"attribute_exists(until)"}"#)
        default: try world.put(json)
        }
    }

    @Test func `many writers at once leave one order, which is the table's`() async throws {
        let world = try TestWorld()
        try world.makeStreamed()
        let (service, context) = (world.service, world.context)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for number in 0..<100 {
                        let request =
                            #"{"TableName":"TTT","Key":{"p":{"S":"\#(number % 3)"}},"UpdateExpression":"ADD x :x SET w = :w","ExpressionAttributeValues":{":x":{"N":"1"},":w":{"S":"\#(writer)"}}}"#
                        try service.call("UpdateItem", request, in: context)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try world.records().count == 400)
        try Self.compare(world)
    }

    @Test func `a stream that is enabled while others write begins between two writes`() async throws {
        let world = try TestWorld()
        try world.makeTable()
        let (service, context) = (world.service, world.context)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<3 {
                group.addTask {
                    for number in 0..<100 {
                        let request = #"{"TableName":"TTT","Item":{"p":{"S":"\#(writer)-\#(number)"}}}"#
                        try service.call("PutItem", request, in: context)
                    }
                }
            }
            group.addTask {
                let request = #"{"TableName":"TTT","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}}"#
                try service.call("UpdateTable", request, in: context)
            }
            try await group.waitForAll()
        }
        // Each writer's records are the last that it wrote, without a gap.
        let keys = try world.records().map(\.keys)
        for writer in 0..<3 {
            let own = keys.filter { $0.contains("\"\(writer)-") }
            #expect(own == (100 - own.count..<100).map { #"{"p":{"S":"\#(writer)-\#($0)"}}"# })
        }
    }
}

/// A record is there just when its write is.
@Suite struct StreamDurabilityTests {
    @Test(
        arguments: [
            ("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"b"}}}"#),
            ("DeleteItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"}}}"#),
            (
                "TransactWriteItems",
                #"{"TransactItems":[{"Delete":{"TableName":"TTT","Key":{"p":{"S":"a"}}}},{"Put":{"TableName":"TTT","Item":{"p":{"S":"c"}}}}]}"#
            ),
            ("UpdateTable", #"{"TableName":"TTT","StreamSpecification":{"StreamEnabled":false}}"#),
            ("DeleteTable", #"{"TableName":"TTT"}"#),
        ], [false, true])
    func `a fault at any step of a write leaves the stream as it was`(_ call: (String, String), _ losing: Bool) throws {
        let faults = FaultInjector()
        let world = try TestWorld(faults: faults)
        try world.makeStreamed()
        try world.put(#"{"p":{"S":"a"}}"#)
        // So that the write has to close a shard as well.
        world.now = TestWorld.now.adding(seconds: 18_000)
        let arn = try world.streamARN()
        func state() throws -> [String] {
            [
                try world.call("DescribeStream", #"{"StreamArn":"\#(arn)"}"#), "\(try world.records(of: arn))",
                try world.answer("Scan", #"{"TableName":"TTT"}"#), try world.call("ListStreams", "{}"),
            ]
        }
        let before = try state()
        for step in 1...60 {
            faults.fail(atStep: step, with: .diskFull(path: "test"), losingTransaction: losing)
            do {
                try world.call(call.0, call.1)
                faults.stop()
                #expect(try state() != before)
                return
            } catch is StoreError {
                faults.stop()
                #expect(try state() == before, "\(call.0), step \(step)")
            }
        }
        Issue.record("\(call.0) never succeeded")
    }

    @Test func `what a group did not commit is not in the stream`() throws {
        let faults = FaultInjector()
        let world = try TestWorld(faults: faults)
        try world.makeStreamed()
        world.database.beginGroup()
        try world.put(#"{"p":{"S":"a"}}"#)
        #expect(try world.records() == [])
        faults.fail(atStep: 1, with: .diskFull(path: "test"), losingTransaction: true)
        #expect(throws: StoreError.diskFull(path: "test")) { try world.database.commitGroup() }
        faults.stop()
        #expect(try world.records() == [])
        try world.put(#"{"p":{"S":"b"}}"#)
        #expect(try world.records().map(\.keys) == [#"{"p":{"S":"b"}}"#])
    }

    @Test func `streams outlive the process, and their numbers go on`() throws {
        try withTemporaryFolder { folder in
            let before = try TestWorld(at: .file(folder + "/data"))
            try before.makeStreamed()
            for number in 0..<3 { try before.put(#"{"p":{"S":"\#(number)"}}"#) }
            let arn = try before.streamARN()
            let records = try before.records()
            let iterator = try before.iterator(arn, try before.shards(of: arn)[0].id, "AFTER_SEQUENCE_NUMBER", records[1].number)
            try before.database.close()

            let after = try TestWorld(at: .file(folder + "/data"))
            #expect(try after.records() == records)
            #expect(try after.page(iterator).records == [records[2]])
            // Everything is trimmed but the number that was used last.
            after.now = TestWorld.now.adding(seconds: 200_000)
            try after.store.tendStreams(now: after.now)
            #expect(try after.records() == [])
            try after.database.close()

            let last = try TestWorld(at: .file(folder + "/data"))
            last.now = TestWorld.now.adding(seconds: 200_000)
            try last.put(#"{"p":{"S":"3"}}"#)
            #expect(try last.records().map { $0.number > records[2].number } == [true])
            try last.database.close()
        }
    }
}
