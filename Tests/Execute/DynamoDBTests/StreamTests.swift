import AWSTypes
import IAMPolicy
import SQLiteStore
import ServiceModel
import Testing

@testable import DynamoDB

/// Enabling and disabling streams, and what tables and streams then say of themselves.
@Suite struct StreamTests {
    private static let recorded = "AWS Controllers' tests, recorded in 2026"
    private static let invalid = "ValidationException: One or more parameter values were invalid: "

    private static func create(_ stream: String) -> String {
        """
        {"TableName":"New","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST","StreamSpecification":\(stream)}
        """
    }

    private static func update(_ stream: String, _ more: String = "", table: String = "TTT") -> String {
        #"{"TableName":"\#(table)","StreamSpecification":\#(stream)\#(more)}"#
    }

    @Test(arguments: [
        Exchange(
            name: "created with a view missing", operation: "CreateTable", request: create(#"{"StreamEnabled":true}"#),
            answer: invalid + "Table is being created with a stream enabled, UpdateViewType is required", source: recorded),
        Exchange(
            name: "created with a view too many", operation: "CreateTable",
            request: create(#"{"StreamEnabled":false,"StreamViewType":"KEYS_ONLY"}"#),
            answer: invalid + "Table is being created with a stream disabled, UpdateViewType should not be specified", source: recorded),
        Exchange(
            name: "enabled with a view missing", operation: "UpdateTable", request: update(#"{"StreamEnabled":true}"#),
            answer: invalid + "If stream is being enabled then UpdateViewType is required", source: recorded),
        Exchange(
            name: "disabled with a view too many", operation: "UpdateTable",
            request: update(#"{"StreamEnabled":false,"StreamViewType":"KEYS_ONLY"}"#),
            answer: invalid + "If stream is being disabled, then UpdateViewType must not be specified", source: recorded),
        Exchange(
            name: "enabled again", operation: "UpdateTable",
            request: update(#"{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}"#),
            answer: "ValidationException: Table already has an enabled stream: TableName: TTT", source: recorded),
        Exchange(
            name: "another view", operation: "UpdateTable", request: update(#"{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}"#),
            answer: "ValidationException: Table already has an enabled stream: TableName: TTT", source: recorded),
        Exchange(
            name: "disabled where there is none", operation: "UpdateTable", request: update(#"{"StreamEnabled":false}"#, table: "Plain"),
            answer: "ValidationException: Table has no stream to disable: TableName: Plain", source: recorded),
        Exchange(
            name: "together with throughput", operation: "UpdateTable",
            request: update(
                #"{"StreamEnabled":false}"#,
                #","BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}"#),
            answer: invalid + "You cannot modify stream status while updating table IOPS", source: recorded),
        Exchange(
            name: "together with an index", operation: "UpdateTable",
            request: update(#"{"StreamEnabled":false}"#, #","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"GGG"}}]"#),
            answer: invalid + "You cannot create or delete index while changing stream status", source: recorded),
        Exchange(
            name: "no word on whether", operation: "UpdateTable", request: update("{}"),
            answer:
                "ValidationException: 1 validation error detected: Value null at 'streamSpecification.streamEnabled' failed to satisfy constraint: Member must not be null",
            source: "service model"),
        Exchange(
            name: "an unknown view", operation: "UpdateTable", request: update(#"{"StreamEnabled":true,"StreamViewType":"Fisk"}"#),
            answer:
                "ValidationException: 1 validation error detected: Value 'Fisk' at 'streamSpecification.streamViewType' failed to satisfy constraint: Member must satisfy enum value set: [NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY]",
            source: "service model"),
    ])
    func `a change that cannot be made is refused in AWS's words`(_ row: Exchange) throws {
        let world = try TestWorld()
        try world.makeStreamed()
        try world.makeTable("Plain")
        #expect(try world.answer(row.operation, row.request) == row.answer)
    }

    /// Source: LocalStack's snapshots, recorded on AWS (DescribeStream after CreateTable).
    @Test(arguments: StreamView.allCases.map(\.rawValue))
    func `a table with a stream shows it, and the stream itself`(_ view: String) throws {
        let world = try TestWorld()
        try world.makeStreamed(sorted: true, view: view)
        let arn = try world.streamARN()
        #expect(arn == "arn:aws:dynamodb:us-east-1:111122223333:table/TTT/stream/2026-01-31T12:00:00.000")
        let table = try world.call("DescribeTable", #"{"TableName":"TTT"}"#)
        #expect(
            table.contains(
                #""StreamSpecification":{"StreamEnabled":true,"StreamViewType":"\#(view)"},"LatestStreamLabel":"2026-01-31T12:00:00.000","LatestStreamArn":"\#(arn)""#
            ))
        let shard = try #require(try world.shards(of: arn).first)
        #expect(shard.id.wholeMatch(of: #/shardId-\d{20}-[0-9a-f]{8}/#) != nil)
        #expect(
            try world.call("DescribeStream", #"{"StreamArn":"\#(arn)"}"#)
                == #"{"StreamDescription":{"StreamArn":"\#(arn)","StreamLabel":"2026-01-31T12:00:00.000","StreamStatus":"ENABLED","StreamViewType":"\#(view)","CreationRequestDateTime":1769860800,"TableName":"TTT","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],"Shards":[{"ShardId":"\#(shard.id)","SequenceNumberRange":{"StartingSequenceNumber":"\#(shard.first)"}}]}}"#
        )
    }

    /// Source: AWS Controllers' tests, recorded in 2026: the ARN outlives the disabling, a new one comes with the next.
    @Test func `a stream that is disabled stays to be read, and another follows it`() throws {
        let world = try TestWorld()
        try world.makeStreamed()
        let first = try world.streamARN()
        try world.put(#"{"p":{"S":"a"}}"#)
        try world.call("UpdateTable", #"{"TableName":"TTT","StreamSpecification":{"StreamEnabled":false}}"#)
        let table = try world.call("DescribeTable", #"{"TableName":"TTT"}"#)
        #expect(!table.contains("StreamSpecification") && table.contains(#""LatestStreamArn":"\#(first)""#))
        try world.put(#"{"p":{"S":"b"}}"#)
        #expect(try world.call("DescribeStream", #"{"StreamArn":"\#(first)"}"#).contains(#""StreamStatus":"DISABLED""#))
        #expect(try world.shards(of: first).first?.last != nil)

        try world.call("UpdateTable", #"{"TableName":"TTT","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}}"#)
        let second = try world.streamARN()
        #expect(second != first)
        try world.put(#"{"p":{"S":"c"}}"#)
        #expect(try world.records(of: first).map(\.keys) == [#"{"p":{"S":"a"}}"#])
        #expect(try world.records(of: second).map(\.keys) == [#"{"p":{"S":"c"}}"#])
        #expect(
            try world.call("ListStreams", #"{"TableName":"TTT"}"#)
                == #"{"Streams":[\#([first, second].map(Self.listed).joined(separator: ","))]}"#)
    }

    @Test func `the stream of a table that is gone can be read for a day`() throws {
        let world = try TestWorld()
        try world.makeStreamed()
        let arn = try world.streamARN()
        try world.put(#"{"p":{"S":"a"}}"#)
        try world.call("DeleteTable", #"{"TableName":"TTT"}"#)
        try world.makeStreamed()
        let again = try world.streamARN()
        #expect(again != arn, "two streams of one name have two labels, even where the clock stands still")
        #expect(try world.records(of: arn).count == 1)
        #expect(try world.records(of: again) == [])

        world.now = TestWorld.now.adding(seconds: 86_399)
        #expect(try world.shards(of: arn).count == 1)
        world.now = TestWorld.now.adding(seconds: 86_400)
        #expect(
            try world.answer("DescribeStream", #"{"StreamArn":"\#(arn)"}"#)
                == "ResourceNotFoundException: Requested resource not found: Stream: \(arn) not found")
        #expect(try world.call("ListStreams", "{}") == #"{"Streams":[\#(Self.listed(again))]}"#)
        try world.store.tendStreams(now: world.now)
        #expect(world.store.streams.all.map(\.arn) == [again])
    }

    private static func listed(_ arn: String) -> String {
        let parts = arn.split(separator: "/")
        return #"{"StreamArn":"\#(arn)","TableName":"\#(parts[1])","StreamLabel":"\#(parts[3])"}"#
    }

    @Test func `streams are listed in pages, each once, and only the caller's`() throws {
        let world = try TestWorld()
        for name in ["Ccc", "Aaa", "Bbb"] { try world.makeStreamed(name) }
        let arns = try ["Aaa", "Bbb", "Ccc"].map(world.streamARN)
        #expect(
            try world.call("ListStreams", #"{"Limit":2}"#)
                == #"{"Streams":[\#(arns[..<2].map(Self.listed).joined(separator: ","))],"LastEvaluatedStreamArn":"\#(arns[1])"}"#)
        #expect(
            try world.call("ListStreams", #"{"Limit":2,"ExclusiveStartStreamArn":"\#(arns[1])"}"#)
                == #"{"Streams":[\#(Self.listed(arns[2]))]}"#)
        #expect(try world.call("ListStreams", #"{"TableName":"none"}"#) == #"{"Streams":[]}"#)
        world.account = "444455556666"
        #expect(try world.call("ListStreams", "{}") == #"{"Streams":[]}"#)
        world.account = TestWorld.account
        world.region = "eu-west-1"
        #expect(try world.call("ListStreams", "{}") == #"{"Streams":[]}"#)
    }

    @Test func `a reset removes every stream`() throws {
        let world = try TestWorld()
        try world.makeStreamed()
        try world.put(#"{"p":{"S":"a"}}"#)
        try world.store.removeAll()
        #expect(try world.call("ListStreams", "{}") == #"{"Streams":[]}"#)
        try world.makeStreamed()
        #expect(try world.records() == [])
    }
}

/// The service as a whole.
@Suite struct StreamServiceTests {
    @Test func `every operation does what its example says, after asking for leave`() throws {
        let world = try TestWorld()
        #expect(world.streams.operations.keys.sorted() == ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"])
        try world.makeStreamed("Music")
        for (name, operation) in world.streams.operations {
            let answer = try world.answer(name, operation.example)
            #expect(answer.hasPrefix("{"), "\(name): \(answer)")
            #expect(world.questions.map(\.action) == ["dynamodb:\(name)"])
        }
    }

    @Test(arguments: ["{}", "[]", "null", "3", #"{"StreamArn":3,"ShardIterator":3,"Limit":"x"}"#, #"{"ShardFilter":{}}"#])
    func `no request brings an operation down`(_ request: String) throws {
        let world = try TestWorld()
        for name in world.streams.operations.keys { _ = try world.answer(name, request) }
    }

    @Test func `a table without a stream neither writes records nor reads what it replaces`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let table = try world.table()
        #expect(table.stream == nil && !table.needsFormer)
        try world.put(#"{"p":{"S":"a"}}"#)
        #expect(world.store.streams.all.isEmpty)
    }

    @Test func `a table of a file from before streams had records gets its stream`() throws {
        try withTemporaryFolder { folder in
            let before = try TestWorld(at: .file(folder + "/data"))
            try before.makeStreamed()
            let arn = try before.streamARN()
            let table = try #require(before.store.find(arn: "arn:aws:dynamodb:us-east-1:111122223333:table/TTT"))
            try before.store.change(table) { definition, connection in
                definition.streamNumber = nil
                try before.store.streams.removeAll(in: connection)
            }
            try before.database.close()
            let after = try TestWorld(at: .file(folder + "/data"))
            try after.put(#"{"p":{"S":"a"}}"#)
            #expect(try after.records(of: arn).count == 1)
            try after.database.close()
        }
    }
}

/// Who is asked what.
@Suite struct StreamQuestionTests {
    private static let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/TTT/stream/2026-01-31T12:00:00.000"

    /// Source: authorization reference, streams; Developer Guide, "IAM policy to grant read access for a DynamoDB stream only".
    @Test func `each operation asks for its own action on the stream`() throws {
        let world = try TestWorld()
        try world.makeStreamed()
        let shard = try #require(try world.shards(of: Self.arn).first?.id)
        #expect(world.questions.map(\.action) == ["dynamodb:DescribeStream"] && world.questions.map(\.resource) == [Self.arn])
        let iterator = try world.iterator(Self.arn, shard, "LATEST")
        #expect(world.questions.map(\.action) == ["dynamodb:GetShardIterator"] && world.questions.map(\.resource) == [Self.arn])
        _ = try world.page(iterator)
        #expect(world.questions.map(\.action) == ["dynamodb:GetRecords"] && world.questions.map(\.resource) == [Self.arn])
        try world.call("ListStreams", "{}")
        #expect(world.questions.map(\.resource) == ["arn:aws:dynamodb:us-east-1:111122223333:table/*/stream/*"])
        try world.call("ListStreams", #"{"TableName":"TTT"}"#)
        #expect(world.questions.map(\.resource) == ["arn:aws:dynamodb:us-east-1:111122223333:table/TTT/stream/*"])
    }

    @Test func `another account's stream is asked for as its owner's`() throws {
        let world = try TestWorld()
        try world.makeStreamed()
        world.account = "444455556666"
        #expect(try world.shards(of: Self.arn).count == 1)
        #expect(world.questions.map(\.resourceAccount) == ["111122223333"])
    }

    @Test(arguments: [
        ("an ARN that is none", "DescribeStream", #"{"StreamArn":"x"}"#, "ValidationException: Invalid StreamArn"),
        (
            "a stream that is not there", "DescribeStream", #"{"StreamArn":"\#(arn)1"}"#, "AccessDeniedException: no"
        ),
        (
            "a shard that is not there", "GetShardIterator",
            #"{"StreamArn":"\#(arn)","ShardId":"semprinidfaasdasfsdvacsdcfsdsvsdvsdvsdvsdvsdv","ShardIteratorType":"LATEST"}"#,
            "AccessDeniedException: no"
        ),
        (
            "a number that is missing", "GetShardIterator",
            #"{"StreamArn":"\#(arn)","ShardId":"semprinidfaasdasfsdvacsdcfsdsvsdvsdvsdvsdvsdv","ShardIteratorType":"AT_SEQUENCE_NUMBER"}"#,
            "AccessDeniedException: no"
        ),
        ("an iterator that is none", "GetRecords", #"{"ShardIterator":"x"}"#, "ValidationException: Invalid ShardIterator"),
        (
            "a limit", "ListStreams", #"{"Limit":0}"#,
            "ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"
        ),
    ])
    func `leave is asked for after the shape and before the meaning`(_ row: (String, String, String, String)) throws {
        let world = try TestWorld()
        try world.makeStreamed()
        world.isAllowed = false
        #expect(try world.answer(row.1, row.2) == row.3, "\(row.0)")
    }

    @Test func `a stream brings its own policy to a decision, not its table's`() throws {
        let world = try TestWorld()
        try world.makeStreamed("TTT")
        func policy(_ action: String) -> String {
            #"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"\#(action)\",\"Resource\":\"*\"}}"#
        }
        try world.call(
            "PutResourcePolicy",
            #"{"ResourceArn":"arn:aws:dynamodb:us-east-1:111122223333:table/TTT","Policy":"\#(policy("dynamodb:*"))"}"#)
        #expect(world.service.resource(Self.arn, world.context.directory).policy == nil)
        try world.call("PutResourcePolicy", #"{"ResourceArn":"\#(Self.arn)","Policy":"\#(policy("dynamodb:GetRecords"))"}"#)
        #expect(world.service.resource(Self.arn, world.context.directory).policy?.name == Self.arn)
        #expect(
            try world.call("GetResourcePolicy", #"{"ResourceArn":"\#(Self.arn)"}"#).contains("dynamodb:GetRecords"))

        // Source: Developer Guide, "Attach a resource-based policy to a DynamoDB stream": also once the table is gone.
        try world.call("DeleteTable", #"{"TableName":"TTT"}"#)
        #expect(
            try world.call("DeleteResourcePolicy", #"{"ResourceArn":"\#(Self.arn)"}"#) == #"{"RevisionId":"1769860800000"}"#)
        #expect(
            try world.answer("GetResourcePolicy", #"{"ResourceArn":"\#(Self.arn)"}"#)
                == "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: \(Self.arn)")
    }

    @Test(arguments: [
        (
            "an action on tables",
            #"{"ResourceArn":"\#(arn)","Policy":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"444455556666\"},\"Action\":\"dynamodb:GetItem\",\"Resource\":\"*\"}}"}"#,
            #"ValidationException: One or more parameter values were invalid: Invalid policy document: The following action names are invalid: "dynamodb:GetItem""#
        ),
        (
            "a stream that is not there", #"{"ResourceArn":"\#(arn)9","Policy":"{}"}"#,
            "ResourceNotFoundException: Requested resource not found: Stream: 2026-01-31T12:00:00.0009 not found for Table: TTT"
        ),
        (
            "another region's stream",
            #"{"ResourceArn":"arn:aws:dynamodb:eu-west-1:111122223333:table/TTT/stream/2026-01-31T12:00:00.000","Policy":"{}"}"#,
            "ValidationException: One or more parameter values were invalid: Invalid resource Arn: arn:aws:dynamodb:eu-west-1:111122223333:table/TTT/stream/2026-01-31T12:00:00.000"
        ),
        (
            "another account's stream",
            #"{"ResourceArn":"arn:aws:dynamodb:us-east-1:444455556666:table/TTT/stream/2026-01-31T12:00:00.000","Policy":"{}"}"#,
            "ValidationException: This action is only supported by accounts that match the resource owner\u{2019}s account."
        ),
    ])
    func `a stream's policy is judged as the authorization reference has it`(_ row: (String, String, String)) throws {
        let world = try TestWorld()
        try world.makeStreamed()
        #expect(try world.answer("PutResourcePolicy", row.1) == row.2, "\(row.0)")
    }
}
