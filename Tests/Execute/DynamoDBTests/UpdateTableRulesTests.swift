import AWSTypes
import Testing

/// What one UpdateTable may not do, and what CreateTable says of tags and definitions.
@Suite struct UpdateTableRulesTests {
    private static let controllers = "AWS Controllers' tests, October 2026"
    private static let invalid = "ValidationException: One or more parameter values were invalid: "
    private static let index =
        #"{"IndexName":"NNN","KeySchema":[{"AttributeName":"z","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}"#
    private static let z = #""AttributeDefinitions":[{"AttributeName":"z","AttributeType":"S"}]"#

    /// The members of an UpdateTable of an indexed table that is paid by the request, and the answer.
    @Test(arguments: [
        (#""GlobalSecondaryIndexUpdates":[]"#, "ValidationException: At least one of "),
        (#""GlobalSecondaryIndexUpdates":[],"DeletionProtectionEnabled":true"#, invalid + "List of GlobalSecondaryIndexUpdates is empty"),
        (
            #""GlobalSecondaryIndexUpdates":[{}]"#,
            invalid
                + "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null"
        ),
        (
            #""GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"GGG"},"Update":{"IndexName":"GGG"}}]"#,
            invalid + "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object"
        ),
        (
            #""GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"GGG"}},{"Delete":{"IndexName":"III"}}]"#,
            "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"
        ),
        (
            #""TableClass":"STANDARD","DeletionProtectionEnabled":true"#,
            invalid + "TableClass modification must be the only operation in the request"
        ),
        (
            #""DeletionProtectionEnabled":true,"GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"GGG"}}]"#,
            invalid + "DeletionProtection modification must be the only operation in the request"
        ),
        (
            #""WarmThroughput":{"ReadUnitsPerSecond":13000},"OnDemandThroughput":{"MaxReadRequestUnits":5}"#,
            invalid + "WarmThroughput must be the only operation in the request"
        ),
        (
            #""WarmThroughput":{"ReadUnitsPerSecond":13000},\#(z),"GlobalSecondaryIndexUpdates":[{"Create":\#(index)}}]"#,
            invalid + "Create global secondary index cannot be specified when updating WarmThroughput"
        ),
        (
            #""WarmThroughput":{"ReadUnitsPerSecond":10}"#,
            invalid
                + "Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, decreasing WarmThroughput is not supported"
        ),
        (#""GlobalSecondaryIndexUpdates":[{"Create":\#(index)}}]"#, invalid + "AttributeDefinitions is not specified for index: NNN"),
        (
            #"\#(z),"GlobalSecondaryIndexUpdates":[{"Create":\#(index),"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}}]"#,
            invalid + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: NNN when BillingMode is PAY_PER_REQUEST"
        ),
        (
            #""GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"GGG","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}}]"#,
            invalid
                + "The only Updates for index: GGG when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput"
        ),
        (
            #""BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}"#,
            invalid + "ProvisionedThroughput must be specified for index: GGG"
        ),
        (
            #""GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"LLL"}}]"#,
            "ValidationException: Cannot delete an index that is not a GlobalSecondaryIndex: LLL"
        ),
        (
            #""AttributeDefinitions":[{"AttributeName":"g","AttributeType":"N"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"NNN","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}]"#,
            invalid
                + "Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: Schema:["
        ),
    ])
    func `changes that cannot be made, or not together, are refused`(_ row: (String, String)) throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        let answer = try world.answer("UpdateTable", #"{"TableName":"TTT",\#(row.0)}"#)
        #expect(answer == row.1 || (row.1.hasSuffix("[") || row.1.hasSuffix("of ")) && answer.hasPrefix(row.1), "\(answer)")
    }

    /// Source: AWS Controllers' tests, October 2026: they change nothing.
    @Test func `definitions that no new index uses are passed over`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        let before = try world.call("DescribeTable", #"{"TableName":"TTT"}"#)
        try world.call(
            "UpdateTable",
            #"{"TableName":"TTT","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"N"},{"AttributeName":"y","AttributeType":"S"}],"DeletionProtectionEnabled":false}"#
        )
        #expect(try world.call("DescribeTable", #"{"TableName":"TTT"}"#) == before)
    }

    @Test(arguments: [
        (#""Tags":[{"Key":"a","Value":"1"},{"Key":"a","Value":"2"}]"#, "Duplicate Tag Keys provided as input: Duplicate Tag Key found a"),
        (#""Tags":[{"Key":"aws:a","Value":"1"}]"#, "Tag Key cannot be prefixed with aws:, Key: aws:a"),
        (#""Tags":[{"Key":"a!","Value":"1"}]"#, "The Tag Key provided is invalid, Key: a!"),
        (#""Tags":[{"Key":"a","Value":"\"1\""}]"#, #"The Tag Value provided is invalid, Value: "1""#),
        (#""Tags":[{"Key":"a"}]"#, "The Tag Value provided is invalid, Value: null"),
        (
            #""Tags":[\#((0...50).map { #"{"Key":"\#($0)","Value":""}"# }.joined(separator: ","))]"#,
            "Number of Tags exceed the current limit for the provided ResourceArn"
        ),
    ])
    func `tags that a table cannot have are refused`(_ row: (String, String)) throws {
        let world = try TestWorld()
        try world.makeTable()
        let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/TTT"
        #expect(try world.answer("TagResource", #"{"ResourceArn":"\#(arn)",\#(row.0)}"#) == "ValidationException: \(row.1)")
        #expect(try world.answer("ListTagsOfResource", #"{"ResourceArn":"\#(arn)"}"#) == #"{"Tags":[]}"#)
        let create = try world.answer(
            "CreateTable",
            #"{"TableName":"Other","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST",\#(row.0)}"#
        )
        #expect(create == "ValidationException: \(row.1)")
    }

    /// Source: ScyllaDB's Alternator tests, which read thirty tags at once.
    @Test func `all tags are told in one answer`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/TTT"
        let tags = (0..<50).map { #"{"Key":"\#($0)","Value":"v"}"# }.joined(separator: ",")
        try world.call("TagResource", #"{"ResourceArn":"\#(arn)","Tags":[\#(tags)]}"#)
        #expect(try world.call("ListTagsOfResource", #"{"ResourceArn":"\#(arn)"}"#) == #"{"Tags":[\#(tags)]}"#)
    }

    @Test(arguments: [
        (
            #"{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"p","AttributeType":"N"}"#,
            "ValidationException: Attribute Name is duplicated: p"
        )
    ])
    func `an attribute is defined once`(_ row: (String, String)) throws {
        #expect(
            try TestWorld().answer(
                "CreateTable",
                #"{"TableName":"TTT","AttributeDefinitions":[\#(row.0)],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}"#
            ) == row.1)
    }
}
