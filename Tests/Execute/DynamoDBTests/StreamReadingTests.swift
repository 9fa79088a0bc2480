import AWSTypes
import OpenSSL
import SQLiteStore
import Testing

@testable import DynamoDB

/// Shards, iterators and what time does to them.
@Suite struct StreamReadingTests {
    private static let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/TTT/stream/2026-01-31T12:00:00.000"
    private static let hour: Int64 = 3600
    private static let trimmed = "TrimmedDataAccessException: The data you are trying to access has been trimmed"
    private static let expired = "ExpiredIteratorException: The provided iterator exceeds the maximum age allowed."
    private static let noShard = "ResourceNotFoundException: Requested resource not found: Shard does not exist"
    private static let otherNumber = "ValidationException: Invalid SequenceNumber for the shard"

    private static func world(_ items: Int = 0) throws -> TestWorld {
        let world = try TestWorld()
        try world.makeStreamed(view: "KEYS_ONLY")
        for number in 0..<items { try world.put(#"{"p":{"S":"\#(number)"}}"#) }
        return world
    }

    private static func keys(_ numbers: some Sequence<Int>) -> [String] { numbers.map { #"{"p":{"S":"\#($0)"}}"# } }

    @Test func `each kind of iterator begins where it says`() throws {
        let world = try Self.world(5)
        let shard = try #require(try world.shards(of: Self.arn).first)
        let all = try world.records()
        #expect(all.map(\.keys) == Self.keys(0..<5))
        #expect(all.map(\.number) == all.map(\.number).sorted() && Set(all.map(\.number)).count == 5)
        #expect(all[0].number > shard.first)
        func from(_ type: String, _ number: String? = nil) throws -> [String] {
            try world.rest(of: world.iterator(Self.arn, shard.id, type, number)).map(\.keys)
        }
        #expect(try from("TRIM_HORIZON") == Self.keys(0..<5))
        #expect(try from("AT_SEQUENCE_NUMBER", all[2].number) == Self.keys(2..<5))
        #expect(try from("AFTER_SEQUENCE_NUMBER", all[2].number) == Self.keys(3..<5))
        #expect(try from("AFTER_SEQUENCE_NUMBER", all[4].number) == [])
        // Whoever begins with the shard's own number, at it or after it, misses nothing.
        #expect(try from("AT_SEQUENCE_NUMBER", shard.first) == Self.keys(0..<5))
        #expect(try from("AFTER_SEQUENCE_NUMBER", shard.first) == Self.keys(0..<5))
        let latest = try world.iterator(Self.arn, shard.id, "LATEST")
        #expect(try world.page(latest).records == [])
        try world.put(#"{"p":{"S":"5"}}"#)
        #expect(try world.rest(of: latest).map(\.keys) == Self.keys(5..<6))
    }

    @Test func `records are read in pages, and the open shard never ends`() throws {
        let world = try Self.world(7)
        var next: String? = try world.iterator(Self.arn, try world.shards(of: Self.arn)[0].id, "TRIM_HORIZON")
        var found: [[String]] = []
        for _ in 0..<5 {
            let page = try world.page(try #require(next), limit: 3)
            found.append(page.records.map(\.keys))
            next = page.next
        }
        #expect(found == [Self.keys(0..<3), Self.keys(3..<6), Self.keys(6..<7), [], []])
    }

    /// Source: API Reference, GetRecords: 1 MB or 1000 records, whichever comes first.
    @Test func `a page ends with a megabyte, and with a thousand records`() throws {
        let world = try TestWorld()
        try world.makeStreamed(view: "NEW_IMAGE")
        let text = String(repeating: "x", count: 390_000)
        for number in 0..<5 { try world.put(#"{"p":{"S":"\#(number)"},"x":{"S":"\#(text)"}}"#) }
        let first = try world.page(try world.iterator(Self.arn, try world.shards(of: Self.arn)[0].id, "TRIM_HORIZON"))
        #expect(first.records.count == 2)
        #expect(try world.records().count == 5)
        for batch in 0..<44 {
            let items = (0..<25).map { #"{"PutRequest":{"Item":{"p":{"S":"\#(batch)-\#($0)"}}}}"# }.joined(separator: ",")
            try world.call("BatchWriteItem", #"{"RequestItems":{"TTT":[\#(items)]}}"#)
        }
        let start = try world.records()[4].number
        let page = try world.page(try world.iterator(Self.arn, try world.shards(of: Self.arn)[0].id, "AFTER_SEQUENCE_NUMBER", start))
        #expect(page.records.count == 1000)
        #expect(try world.rest(of: try #require(page.next)).count == 100)
    }

    /// Source: Developer Guide, "Reading and processing a stream": shards are closed by time, and have children.
    @Test func `a shard has a child after four hours`() throws {
        let world = try Self.world(2)
        for round in 1...3 {
            world.now = TestWorld.now.adding(seconds: Int64(round) * 4 * Self.hour)
            try world.put(#"{"p":{"S":"\#(round + 1)"}}"#)
        }
        let shards = try world.shards(of: Self.arn)
        #expect(shards.count == 4)
        #expect(shards.map(\.parent) == [nil] + shards.dropLast().map(\.id))
        #expect(shards.map(\.id) == shards.map(\.id).sorted())
        #expect(shards.map { $0.last == nil } == [false, false, false, true])
        for (one, next) in zip(shards, shards.dropFirst()) { #expect(try #require(one.last) < next.first) }
        #expect(try world.shards(of: Self.arn, limit: 1) == shards)
        #expect(try world.shards(of: Self.arn, limit: 2) == shards)
        #expect(try world.records(of: Self.arn, limit: 1).map(\.keys) == Self.keys(0..<5))

        // A closed shard ends.
        let page = try world.page(try world.iterator(Self.arn, shards[0].id, "TRIM_HORIZON"))
        #expect(page.records.map(\.keys) == Self.keys(0..<2) && page.next == nil)
        let end = try world.page(try world.iterator(Self.arn, shards[0].id, "LATEST"))
        #expect(end.records == [] && end.next == nil)

        // Source: API Reference, DescribeStream, ShardFilter.
        let children = try world.call(
            "DescribeStream", #"{"StreamArn":"\#(Self.arn)","ShardFilter":{"Type":"CHILD_SHARDS","ShardId":"\#(shards[1].id)"}}"#)
        #expect(
            children.contains(shards[2].id) && !children.contains(shards[3].id) && children.contains(#""ParentShardId":"\#(shards[1].id)""#)
        )
        // Alternator's tests, run on AWS: nothing comes after a shard that is not there.
        #expect(
            try world.call(
                "DescribeStream",
                #"{"StreamArn":"\#(Self.arn)","ExclusiveStartShardId":"zzzzzzzzzzzzzzzzzzzzzzzzsfasdgagadfadfgagkjsdfsfsdjfjks"}"#
            ).contains(#""Shards":[]"#))
    }

    @Test func `a shard that has nothing stays open, and one that has gets a child by itself`() throws {
        let world = try Self.world()
        world.now = TestWorld.now.adding(seconds: 9 * Self.hour)
        try world.store.tendStreams(now: world.now)
        #expect(try world.shards(of: Self.arn).count == 1)
        try world.put(#"{"p":{"S":"0"}}"#)
        try world.store.tendStreams(now: world.now)
        #expect(try world.shards(of: Self.arn).map { $0.last == nil } == [false, true])
        world.now = TestWorld.now.adding(seconds: 14 * Self.hour)
        try world.store.tendStreams(now: world.now)
        #expect(try world.shards(of: Self.arn).map { $0.last == nil } == [false, true])
        #expect(try world.records().map(\.keys) == Self.keys(0..<1))
    }

    /// Source: Developer Guide, "Change data capture for DynamoDB Streams": 24 hours.
    @Test(arguments: [false, true])
    func `records are there for a day, whether or not the sweeper came`(_ sweeps: Bool) throws {
        let world = try Self.world(2)
        let shard = try world.shards(of: Self.arn)[0].id
        let numbers = try world.records().map(\.number)
        let early = try world.iterator(Self.arn, shard, "TRIM_HORIZON")
        for (round, hours) in [1, 2, 23].enumerated() {
            world.now = TestWorld.now.adding(seconds: Int64(hours) * Self.hour)
            try world.put(#"{"p":{"S":"\#(round + 2)"}}"#)
        }
        world.now = TestWorld.now.adding(seconds: 24 * Self.hour)
        if sweeps { try world.store.tendStreams(now: world.now) }
        #expect(try world.records().map(\.keys) == Self.keys(2..<5))
        for type in ["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"] {
            #expect(try refusal { try world.iterator(Self.arn, shard, type, numbers[1]) } == Self.trimmed)
        }
        #expect(try refusal { try world.page(early) } == Self.expired)

        // An iterator that was young enough when its records went.
        world.now = Timestamp(milliseconds: world.now.milliseconds + Self.hour * 1000 - 60_000)
        let horizon = try world.iterator(Self.arn, shard, "TRIM_HORIZON")
        world.now = world.now.adding(seconds: 120)
        if sweeps { try world.store.tendStreams(now: world.now) }
        #expect(try refusal { try world.page(horizon) } == Self.trimmed)

        world.now = TestWorld.now.adding(seconds: 30 * Self.hour)
        if sweeps { try world.store.tendStreams(now: world.now) }
        #expect(try world.records().map(\.keys) == Self.keys(4..<5))
        world.now = TestWorld.now.adding(seconds: 60 * Self.hour)
        if sweeps { try world.store.tendStreams(now: world.now) }
        #expect(try world.records() == [])
        let last = try world.shards(of: Self.arn)
        try world.put(#"{"p":{"S":"5"}}"#)
        #expect(try world.records().map(\.keys) == Self.keys(5..<6))
        #expect(try world.records()[0].number > numbers[1] && last.count == 1)
    }

    @Test func `thousands of old records go, a part at a time`() throws {
        let world = try Self.world()
        for batch in 0..<44 {
            let items = (0..<25).map { #"{"PutRequest":{"Item":{"p":{"S":"\#(batch)-\#($0)"}}}}"# }.joined(separator: ",")
            try world.call("BatchWriteItem", #"{"RequestItems":{"TTT":[\#(items)]}}"#)
        }
        world.now = TestWorld.now.adding(seconds: 25 * Self.hour)
        try world.store.tendStreams(now: world.now)
        func left() throws -> Int64? {
            try world.database.read { connection in
                try connection.first("SELECT COUNT(*) FROM dynamodb_stream_records") { $0.integer(0) }
            }
        }
        #expect(try left() == 0)
        try world.call("DeleteTable", #"{"TableName":"TTT"}"#)
        world.now = TestWorld.now.adding(seconds: 50 * Self.hour)
        try world.store.tendStreams(now: world.now)
        #expect(try left() == 0 && world.store.streams.all.isEmpty)
    }

    @Test func `a closed shard goes when its last record does`() throws {
        let world = try Self.world(1)
        world.now = TestWorld.now.adding(seconds: 5 * Self.hour)
        try world.put(#"{"p":{"S":"1"}}"#)
        let shards = try world.shards(of: Self.arn)
        let iterator = try world.iterator(Self.arn, shards[0].id, "LATEST")
        world.now = TestWorld.now.adding(seconds: 29 * Self.hour)
        #expect(try world.shards(of: Self.arn) == [shards[1]])
        #expect(try refusal { try world.iterator(Self.arn, shards[0].id, "TRIM_HORIZON") } == Self.noShard)
        #expect(try refusal { try world.page(iterator) } == Self.expired)
        try world.store.tendStreams(now: world.now)
        #expect(try world.shards(of: Self.arn).map(\.parent) == [shards[0].id, try world.shards(of: Self.arn)[0].id])
    }

    /// Source: API Reference, GetShardIterator: fifteen minutes.
    @Test func `an iterator lives for a quarter of an hour, and each page brings a new one`() throws {
        let world = try Self.world(1)
        var iterator = try world.iterator(Self.arn, try world.shards(of: Self.arn)[0].id, "LATEST")
        for _ in 0..<4 {
            world.now = world.now.adding(seconds: 900)
            iterator = try #require(try world.page(iterator).next)
        }
        world.now = Timestamp(milliseconds: world.now.milliseconds + 900_001)
        #expect(
            try world.answer("GetRecords", #"{"ShardIterator":"\#(iterator)"}"#)
                == "ExpiredIteratorException: The provided iterator exceeds the maximum age allowed.")
    }

    @Test func `numbers go on where they were when a clock is set back`() throws {
        let world = try Self.world(1)
        world.now = TestWorld.now.adding(seconds: 5 * Self.hour)
        try world.put(#"{"p":{"S":"1"}}"#)
        world.now = TestWorld.now.adding(seconds: -5 * Self.hour)
        try world.put(#"{"p":{"S":"2"}}"#)
        let records = try world.records()
        #expect(records.map(\.keys) == Self.keys(0..<3) && records.map(\.number) == records.map(\.number).sorted())
    }

    private static let rejected = "ValidationException: 1 validation error detected: Value "
    private static let shard = "shardId-00000001769860800000-00000000"

    @Test(arguments: [
        Exchange(
            name: "a stream that is not there", operation: "DescribeStream", request: #"{"StreamArn":"\#(arn)9"}"#,
            answer: "ResourceNotFoundException: Requested resource not found: Stream: \(arn)9 not found", source: "LocalStack's snapshots"),
        Exchange(
            name: "no stream", operation: "DescribeStream", request: "{}",
            answer: rejected + "null at 'streamArn' failed to satisfy constraint: Member must not be null", source: "service model"),
        Exchange(
            name: "a table's ARN", operation: "DescribeStream",
            request: #"{"StreamArn":"arn:aws:dynamodb:us-east-1:111122223333:table/TTT"}"#,
            answer: "ValidationException: Invalid StreamArn",
            source: "the AWS SDK for JavaScript's tests; Alternator's"),
        Exchange(
            name: "any text", operation: "GetShardIterator",
            request: #"{"StreamArn":"fake-stream","ShardId":"\#(shard)","ShardIteratorType":"LATEST"}"#,
            answer: "ValidationException: Invalid StreamArn", source: "the AWS SDK for JavaScript's tests"),
        Exchange(
            name: "any text to begin with", operation: "ListStreams",
            request: #"{"ExclusiveStartStreamArn":"kossaapaaasdafsdaasdasdasdasasdasfadfadfasdasdas"}"#,
            answer: "ValidationException: Invalid StreamArn", source: "Alternator's tests, run on AWS"),
        Exchange(
            name: "too many shards", operation: "DescribeStream", request: #"{"StreamArn":"\#(arn)","Limit":101}"#,
            answer: rejected + "'101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
            source: "API Reference; Alternator's tests for ListStreams"),
        Exchange(
            name: "too many streams", operation: "ListStreams", request: #"{"Limit":101}"#,
            answer: rejected + "'101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
            source: "Alternator's tests, run on AWS"),
        Exchange(
            name: "a strange table", operation: "ListStreams", request: #"{"TableName":"a/"}"#,
            answer:
                "ValidationException: 2 validation errors detected: Value 'a/' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'a/' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
            source: "service model"),
        Exchange(
            name: "a shard that is not there", operation: "GetShardIterator",
            request: #"{"StreamArn":"\#(arn)","ShardId":"\#(shard)","ShardIteratorType":"LATEST"}"#,
            answer: "ResourceNotFoundException: Requested resource not found: Shard does not exist", source: "traces of 2015 to 2024"),
        Exchange(
            name: "a shard's id that is too short", operation: "GetShardIterator",
            request: #"{"StreamArn":"\#(arn)","ShardId":"x","ShardIteratorType":"LATEST"}"#,
            answer: rejected + "'x' at 'shardId' failed to satisfy constraint: Member must have length greater than or equal to 28",
            source: "service model"),
        Exchange(
            name: "an unknown kind of iterator", operation: "GetShardIterator",
            request: #"{"StreamArn":"\#(arn)","ShardId":"\#(shard)","ShardIteratorType":"bulle"}"#,
            answer: rejected
                + "'bulle' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [TRIM_HORIZON, LATEST, AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER]",
            source: "service model"),
        Exchange(
            name: "a number that is missing", operation: "GetShardIterator",
            request: #"{"StreamArn":"\#(arn)","ShardId":"\#(shard)","ShardIteratorType":"AT_SEQUENCE_NUMBER"}"#,
            answer:
                "ValidationException: One or more parameter values were invalid: SequenceNumber is required for the ShardIteratorType",
            source: "the code: Alternator's tests, run on AWS; the text is ours"),
        Exchange(
            name: "a number too many", operation: "GetShardIterator",
            request:
                #"{"StreamArn":"\#(arn)","ShardId":"\#(shard)","ShardIteratorType":"LATEST","SequenceNumber":"100001769860800000000"}"#,
            answer:
                "ValidationException: One or more parameter values were invalid: SequenceNumber is not allowed for the ShardIteratorType",
            source: "the code: Alternator's tests, run on AWS; the text is ours"),
        Exchange(
            name: "a number that is too short", operation: "GetShardIterator",
            request: #"{"StreamArn":"\#(arn)","ShardId":"\#(shard)","ShardIteratorType":"AT_SEQUENCE_NUMBER","SequenceNumber":"1"}"#,
            answer: rejected + "'1' at 'sequenceNumber' failed to satisfy constraint: Member must have length greater than or equal to 21",
            source: "service model"),
        Exchange(
            name: "half a filter", operation: "DescribeStream", request: #"{"StreamArn":"\#(arn)","ShardFilter":{"Type":"CHILD_SHARDS"}}"#,
            answer: "ValidationException: One or more parameter values were invalid: ShardFilter must have a Type and a ShardId",
            source: "the text is ours"),
        Exchange(
            name: "an unknown filter", operation: "DescribeStream",
            request: #"{"StreamArn":"\#(arn)","ShardFilter":{"Type":"ALL","ShardId":"\#(shard)"}}"#,
            answer: rejected
                + "'ALL' at 'shardFilter.type' failed to satisfy constraint: Member must satisfy enum value set: [CHILD_SHARDS]",
            source: "service model"),
        Exchange(
            name: "no iterator", operation: "GetRecords", request: "{}",
            answer: rejected + "null at 'shardIterator' failed to satisfy constraint: Member must not be null", source: "service model"),
        Exchange(
            name: "any iterator", operation: "GetRecords",
            request: #"{"ShardIterator":"sdfsdfsgagaddafgagasgasgasdfasdfasdfasdfasdgasdasdgasdg"}"#,
            answer: "ValidationException: Invalid ShardIterator", source: "Alternator's tests, run on AWS; DynamoDB Local"),
        Exchange(
            name: "too many records", operation: "GetRecords", request: #"{"ShardIterator":"x","Limit":1001}"#,
            answer: "ValidationException: Invalid ShardIterator", source: "DynamoDB Local's order"),
    ])
    func `a request that cannot be done is refused in AWS's words`(_ row: Exchange) throws {
        #expect(try Self.world().answer(row.operation, row.request) == row.answer)
    }

    @Test func `numbers of other shards and of none are refused`() throws {
        let world = try Self.world(1)
        world.now = TestWorld.now.adding(seconds: 5 * Self.hour)
        try world.put(#"{"p":{"S":"1"}}"#)
        let shards = try world.shards(of: Self.arn)
        let numbers = try world.records().map(\.number)
        for (shard, number) in [
            (shards[0].id, numbers[1]), (shards[1].id, numbers[0]), (shards[1].id, "100009999999999999999"),
            (shards[1].id, "x00001769860800000001"), (shards[1].id, String(repeating: "9", count: 40)),
        ] {
            #expect(try refusal { try world.iterator(Self.arn, shard, "AT_SEQUENCE_NUMBER", number) } == Self.otherNumber)
        }
    }

    @Test func `an iterator that was changed is none`() throws {
        let world = try Self.world(1)
        let shard = try world.shards(of: Self.arn)[0].id
        let text = try world.iterator(Self.arn, shard, "TRIM_HORIZON")
        #expect(text.hasPrefix(Self.arn + "|1|"))
        var random = SeededRandom(seed: 5)
        for _ in 0..<200 {
            var bytes = Array(text.utf8)
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] = UInt8.random(in: 0x21...0x7E, using: &random)
            let changed = String(decoding: bytes, as: UTF8.self)
            guard changed != text, ShardIterator(changed) != ShardIterator(text) else { continue }
            #expect(ShardIterator(changed) == nil, "\(changed)")
        }
        // Numbers of every size survive the text.
        for value in [0, 1, 1_769_860_800_000_001, Int64.max] {
            #expect(SequenceNumber(SequenceNumber(value: value).text) == SequenceNumber(value: value))
            #expect(SequenceNumber(value: value).text.utf8.count == 21)
        }
    }

    /// The check in an iterator is no secret, so that one can be made with any numbers.
    @Test(arguments: [Int64.min, Int64.max])
    func `an iterator that nobody handed out is no crash`(_ number: Int64) throws {
        let world = try TestWorld()
        try world.makeStreamed()
        try world.put(#"{"p":{"S":"a"}}"#)
        let arn = try world.streamARN()
        for ordinal in [0, Int(number)] {
            let text = ShardIterator(
                streamARN: arn, ordinal: ordinal, position: SequenceNumber(value: number), made: Timestamp(milliseconds: number)
            ).text
            let answer = try world.answer("GetRecords", #"{"ShardIterator":"\#(text)"}"#)
            let expected = number < 0 ? "ExpiredIteratorException" : ordinal == 0 ? #""Records":[]"# : "ResourceNotFoundException"
            #expect(answer.contains(expected))
        }
    }
}
