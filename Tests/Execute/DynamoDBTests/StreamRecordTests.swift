import AWSTypes
import Testing

@testable import DynamoDB

/// What is recorded, and what is not.
@Suite struct StreamRecordTests {
    private static func seen(_ event: String, _ keys: String, _ new: String?, _ old: String?, _ size: Int) -> String {
        "\(event) \(keys) \(new ?? "-") \(old ?? "-") \(size)"
    }

    private static func shown(_ records: [SeenRecord]) -> [String] {
        records.map { seen($0.event, $0.keys, $0.new, $0.old, $0.size) }
    }

    /// Source: LocalStack's snapshots, recorded on AWS (test_batch_write_items_streaming): events, images and sizes.
    @Test func `records have the events, images and sizes that AWS's have`() throws {
        let world = try TestWorld()
        try world.makeStreamed()
        try world.put(#"{"p":{"S":"Fred"}}"#)
        try world.call(
            "BatchWriteItem",
            #"{"RequestItems":{"TTT":[{"PutRequest":{"Item":{"p":{"S":"Fred"},"name":{"S":"Fred"}}}},{"PutRequest":{"Item":{"p":{"S":"NewKey"}}}}]}}"#
        )
        try world.call("BatchWriteItem", #"{"RequestItems":{"TTT":[{"DeleteRequest":{"Key":{"p":{"S":"NewKey"}}}}]}}"#)
        let (fred, named, key) = (#"{"p":{"S":"Fred"}}"#, #"{"p":{"S":"Fred"},"name":{"S":"Fred"}}"#, #"{"p":{"S":"NewKey"}}"#)
        // The table's key is a letter shorter than in the recording, and counts in keys and images.
        #expect(
            Self.shown(try world.records()) == [
                Self.seen("INSERT", fred, fred, nil, 10), Self.seen("MODIFY", fred, named, fred, 23),
                Self.seen("INSERT", key, key, nil, 14), Self.seen("REMOVE", key, nil, key, 14),
            ])
    }

    @Test(arguments: [
        ("KEYS_ONLY", false, false, [5, 5, 5]), ("NEW_IMAGE", true, false, [14, 14, 5]), ("OLD_IMAGE", false, true, [5, 14, 14]),
        ("NEW_AND_OLD_IMAGES", true, true, [14, 23, 14]),
    ])
    func `each view shows its own`(_ row: (String, Bool, Bool, [Int])) throws {
        let (view, new, old, sizes) = row
        let world = try TestWorld()
        try world.makeStreamed(view: view)
        try world.put(#"{"p":{"S":"Fred"},"a":{"S":"one"}}"#)
        try world.put(#"{"p":{"S":"Fred"},"a":{"S":"two"}}"#)
        try world.delete(#"{"p":{"S":"Fred"}}"#)
        let keys = #"{"p":{"S":"Fred"}}"#
        let (one, two) = (#"{"p":{"S":"Fred"},"a":{"S":"one"}}"#, #"{"p":{"S":"Fred"},"a":{"S":"two"}}"#)
        #expect(
            Self.shown(try world.records()) == [
                Self.seen("INSERT", keys, new ? one : nil, nil, sizes[0]),
                Self.seen("MODIFY", keys, new ? two : nil, old ? one : nil, sizes[1]),
                Self.seen("REMOVE", keys, nil, old ? two : nil, sizes[2]),
            ])
    }

    /// Source: Developer Guide, "Change data capture for DynamoDB Streams": what changes no data writes no record.
    @Test func `what changes nothing is not recorded`() throws {
        let world = try TestWorld()
        try world.makeStreamed()
        try world.put(#"{"p":{"S":"a"},"x":{"N":"1"},"y":{"SS":["u","v"]}}"#)
        try world.put(#"{"p":{"S":"a"},"x":{"N":"1"},"y":{"SS":["u","v"]}}"#)
        try world.put(#"{"y":{"SS":["v","u"]},"x":{"N":"1.0"},"p":{"S":"a"}}"#)
        try world.call(
            "UpdateItem",
            #"{"TableName":"TTT","Key":{"p":{"S":"a"}},"UpdateExpression":"SET x = :x REMOVE z","ExpressionAttributeValues":{":x":{"N":"1"}}}"#
        )
        try world.delete(#"{"p":{"S":"none"}}"#)
        try world.call("UpdateItem", #"{"TableName":"TTT","Key":{"p":{"S":"none"}},"UpdateExpression":"REMOVE z"}"#)
        try world.call(
            "TransactWriteItems",
            #"{"TransactItems":[{"Put":{"TableName":"TTT","Item":{"p":{"S":"a"},"x":{"N":"1"},"y":{"SS":["u","v"]}}}},{"Delete":{"TableName":"TTT","Key":{"p":{"S":"none"}}}},{"ConditionCheck":{"TableName":"TTT","Key":{"p":{"S":"b"}},"ConditionExpression":"attribute_not_exists(p)"}}]}"#
        )
        _ = try world.answer(
            "PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"}},"ConditionExpression":"attribute_not_exists(p)"}"#)
        _ = try world.answer(
            "TransactWriteItems",
            #"{"TransactItems":[{"Put":{"TableName":"TTT","Item":{"p":{"S":"q"}}}},{"ConditionCheck":{"TableName":"TTT","Key":{"p":{"S":"a"}},"ConditionExpression":"attribute_not_exists(p)"}}]}"#
        )
        #expect(try world.records().map(\.event) == ["INSERT"])
    }

    @Test func `a transaction is recorded in the streams of its tables`() throws {
        let world = try TestWorld()
        try world.makeStreamed("One")
        try world.makeStreamed("Two")
        try world.makeTable("Plain")
        let parts = ["One", "Plain", "Two", "One"].enumerated().map {
            #"{"Put":{"TableName":"\#($0.element)","Item":{"p":{"S":"\#($0.offset)"}}}}"#
        }
        try world.call("TransactWriteItems", #"{"TransactItems":[\#(parts.joined(separator: ","))]}"#)
        #expect(try world.records("One").map(\.keys) == [#"{"p":{"S":"0"}}"#, #"{"p":{"S":"3"}}"#])
        #expect(try world.records("Two").map(\.keys) == [#"{"p":{"S":"2"}}"#])
        #expect(world.store.streams.all.count == 2)
    }

    /// Source: Developer Guide, "DynamoDB Streams and Time to Live".
    @Test func `a removal by time to live is the service's`() throws {
        let world = try TestWorld()
        try world.makeStreamed()
        try world.call(
            "UpdateTimeToLive", #"{"TableName":"TTT","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"until"}}"#)
        try world.put(#"{"p":{"S":"a"},"until":{"N":"\#(TestWorld.now.seconds - 1)"}}"#)
        try world.put(#"{"p":{"S":"b"},"until":{"N":"\#(TestWorld.now.seconds - 1)"}}"#)
        try world.delete(#"{"p":{"S":"b"}}"#)
        try world.store.removeExpired(now: TestWorld.now)
        #expect(
            try world.records().map { "\($0.event) \($0.isExpiry)" } == ["INSERT false", "INSERT false", "REMOVE false", "REMOVE true"])
        let iterator = try world.iterator(world.streamARN(), try world.shards(of: world.streamARN())[0].id, "TRIM_HORIZON")
        #expect(
            try world.call("GetRecords", #"{"ShardIterator":"\#(iterator)"}"#)
                .contains(#""userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"}}]"#))
    }

    @Test func `an answer has the members of the model in its order`() throws {
        let world = try TestWorld()
        try world.makeStreamed()
        world.now = Timestamp(milliseconds: TestWorld.now.milliseconds + 1999)
        try world.put(#"{"p":{"S":"a"},"é":{"S":"x\"y"}}"#)
        let arn = try world.streamARN()
        let iterator = try world.iterator(arn, try world.shards(of: arn)[0].id, "TRIM_HORIZON")
        let answer = try world.call("GetRecords", #"{"ShardIterator":"\#(iterator)"}"#)
        let id = try #require(answer.firstMatch(of: #/"eventID":"([0-9a-f]{32})"/#)?.1)
        let next = try #require(answer.firstMatch(of: #/"NextShardIterator":"([^"]+)"/#)?.1)
        #expect(
            answer
                == #"{"Records":[{"eventID":"\#(id)","eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1","dynamodb":{"ApproximateCreationDateTime":1769860801,"Keys":{"p":{"S":"a"}},"NewImage":{"p":{"S":"a"},"é":{"S":"x\"y"}},"SequenceNumber":"100001769860800000001","SizeBytes":9,"StreamViewType":"NEW_AND_OLD_IMAGES"}}],"NextShardIterator":"\#(next)"}"#
        )
    }
}
