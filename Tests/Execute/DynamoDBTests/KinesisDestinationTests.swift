import Testing

@testable import DynamoDB

/// The destinations that keep their state, and to which nothing is delivered.
@Suite struct KinesisDestinationTests {
    private static let one = "arn:aws:kinesis:us-east-1:111122223333:stream/one"
    private static let two = "arn:aws:kinesis:us-east-1:111122223333:stream/two"
    private static let snapshots = "LocalStack's snapshots, recorded on AWS"
    private static let controllers = "AWS Controllers' tests, recorded in 2026"

    private static func request(_ stream: String, _ more: String = "", table: String = "TTT") -> String {
        #"{"TableName":"\#(table)","StreamArn":"\#(stream)"\#(more)}"#
    }

    private static func update(_ precision: String) -> String {
        #","UpdateKinesisStreamingConfiguration":{"ApproximateCreationDateTimePrecision":"\#(precision)"}"#
    }

    private static func world() throws -> TestWorld {
        let world = try TestWorld()
        world.authority = GenerousAuthority()
        try world.makeTable()
        return world
    }

    private static func described(_ destinations: String) -> String {
        #"{"TableName":"TTT","KinesisDataStreamDestinations":[\#(destinations)]}"#
    }

    private func describe(_ world: TestWorld) throws -> String {
        try world.call("DescribeKinesisStreamingDestination", #"{"TableName":"TTT"}"#)
    }

    /// Source: LocalStack's snapshots (test_kinesis_streaming_destination_crud); AWS Controllers' tests for what stays listed.
    @Test func `a destination is enabled, changed, disabled and enabled again`() throws {
        let world = try Self.world()
        #expect(try describe(world) == Self.described(""))
        #expect(
            try world.call("EnableKinesisStreamingDestination", Self.request(Self.one))
                == #"{"TableName":"TTT","StreamArn":"\#(Self.one)","DestinationStatus":"ENABLING","EnableKinesisStreamingConfiguration":{}}"#
        )
        #expect(try describe(world) == Self.described(#"{"StreamArn":"\#(Self.one)","DestinationStatus":"ACTIVE"}"#))
        #expect(
            try world.call("UpdateKinesisStreamingDestination", Self.request(Self.one, Self.update("MICROSECOND")))
                == #"{"TableName":"TTT","StreamArn":"\#(Self.one)","DestinationStatus":"UPDATING","UpdateKinesisStreamingConfiguration":{"ApproximateCreationDateTimePrecision":"MICROSECOND"}}"#
        )
        #expect(
            try describe(world)
                == Self.described(
                    #"{"StreamArn":"\#(Self.one)","DestinationStatus":"ACTIVE","ApproximateCreationDateTimePrecision":"MICROSECOND"}"#))
        #expect(
            try world.call("DisableKinesisStreamingDestination", Self.request(Self.one))
                == #"{"TableName":"TTT","StreamArn":"\#(Self.one)","DestinationStatus":"DISABLING"}"#)
        #expect(try describe(world).contains(#""DestinationStatus":"DISABLED""#))
        try world.call("EnableKinesisStreamingDestination", Self.request(Self.one))
        #expect(try describe(world) == Self.described(#"{"StreamArn":"\#(Self.one)","DestinationStatus":"ACTIVE"}"#))
    }

    /// Source: AWS Controllers' tests: ENABLE_FAILED with this text, any number of them, and one that is in use.
    @Test func `a caller without leave of Kinesis sees the destination fail`() throws {
        let world = try TestWorld()
        try world.makeTable()
        try world.call("EnableKinesisStreamingDestination", Self.request(Self.one))
        try world.call("EnableKinesisStreamingDestination", Self.request(Self.two))
        try world.call("EnableKinesisStreamingDestination", Self.request(Self.two))
        let failed =
            #""DestinationStatus":"ENABLE_FAILED","DestinationStatusDescription":"User does not have a permission to use kinesis stream""#
        #expect(try describe(world) == Self.described(#"{"StreamArn":"\#(Self.two)",\#(failed)},{"StreamArn":"\#(Self.one)",\#(failed)}"#))
        world.authority = GenerousAuthority()
        try world.call("EnableKinesisStreamingDestination", Self.request(Self.one))
        #expect(
            try describe(world)
                == Self.described(#"{"StreamArn":"\#(Self.two)",\#(failed)},{"StreamArn":"\#(Self.one)","DestinationStatus":"ACTIVE"}"#))
    }

    private static let state = "ValidationException: Table is not in a valid state to enable Kinesis Streaming Destination: "

    @Test(arguments: [
        Exchange(
            name: "no such table", operation: "EnableKinesisStreamingDestination", request: request(one, table: "bad-table"),
            answer: "ResourceNotFoundException: Requested resource not found: Table: bad-table not found", source: snapshots),
        Exchange(
            name: "disabling at no such table", operation: "DisableKinesisStreamingDestination", request: request(one, table: "bad-table"),
            answer: "ResourceNotFoundException: Requested resource not found: Table: bad-table not found", source: snapshots),
        Exchange(
            name: "another while one is in use", operation: "EnableKinesisStreamingDestination", request: request(two),
            answer: state + "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.",
            source: controllers),
        Exchange(
            name: "the same again", operation: "EnableKinesisStreamingDestination", request: request(one),
            answer: state + "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.",
            source: controllers),
        Exchange(
            name: "disabling what never was", operation: "DisableKinesisStreamingDestination", request: request(two),
            answer: state + "KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.", source: controllers),
        Exchange(
            name: "disabling with settings", operation: "DisableKinesisStreamingDestination",
            request: request(one, #","EnableKinesisStreamingConfiguration":{"ApproximateCreationDateTimePrecision":"MICROSECOND"}"#),
            answer: "ValidationException: Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters",
            source: controllers),
        Exchange(
            name: "a change of nothing", operation: "UpdateKinesisStreamingDestination", request: request(one),
            answer:
                "ValidationException: Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or contain only null values",
            source: snapshots),
        Exchange(
            name: "a change to nothing", operation: "UpdateKinesisStreamingDestination",
            request: request(one, #","UpdateKinesisStreamingConfiguration":{}"#),
            answer:
                "ValidationException: Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or contain only null values",
            source: controllers),
        Exchange(
            name: "an unknown precision", operation: "UpdateKinesisStreamingDestination", request: request(one, update("SECOND")),
            answer:
                "ValidationException: 1 validation error detected: Value 'SECOND' at 'updateKinesisStreamingConfiguration.approximateCreationDateTimePrecision' failed to satisfy constraint: Member must satisfy enum value set: [MILLISECOND, MICROSECOND]",
            source: snapshots),
        Exchange(
            name: "changing what never was", operation: "UpdateKinesisStreamingDestination", request: request(two, update("MICROSECOND")),
            answer: state + "No streaming destination with streamArn: \(two) found for table with tableName: TTT", source: snapshots),
        Exchange(
            name: "a stream's ARN that is too short", operation: "EnableKinesisStreamingDestination", request: request("x"),
            answer:
                "ValidationException: 1 validation error detected: Value 'x' at 'streamArn' failed to satisfy constraint: Member must have length greater than or equal to 37",
            source: "service model"),
    ])
    func `a change that cannot be made is refused in AWS's words`(_ row: Exchange) throws {
        let world = try Self.world()
        try world.call("EnableKinesisStreamingDestination", Self.request(Self.one))
        #expect(try world.answer(row.operation, row.request) == row.answer)
    }

    /// Source: AWS Controllers' tests: a precision that was never set counts as milliseconds.
    @Test func `the same precision is no change, and a destination that is off takes none`() throws {
        let world = try Self.world()
        try world.call("EnableKinesisStreamingDestination", Self.request(Self.one))
        let id = try #require(try world.call("DescribeTable", #"{"TableName":"TTT"}"#).firstMatch(of: #/"TableId":"([^"]+)"/#)?.1)
        #expect(
            try world.answer("UpdateKinesisStreamingDestination", Self.request(Self.one, Self.update("MILLISECOND")))
                == "ValidationException: Invalid Request: Precision is already set to the desired value of MILLISECOND for tableId: \(id), kdsArn: \(Self.one)"
        )
        try world.call("DisableKinesisStreamingDestination", Self.request(Self.one))
        #expect(
            try world.answer("UpdateKinesisStreamingDestination", Self.request(Self.one, Self.update("MICROSECOND")))
                == Self.state
                + "Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: TTT, kdsArn: \(Self.one)")
    }
}
