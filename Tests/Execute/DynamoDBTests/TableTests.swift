import AWSTypes
import IAMPolicy
import Testing

@testable import DynamoDB

@Suite struct TableTests {
    private static let recorded = "LocalStack's recordings of DynamoDB, test_table_crud"
    private static let dynalite = "dynalite's recordings"

    @Test func `a table is made, described, listed and removed`() throws {
        let world = try TestWorld()
        let created = try world.call(
            "CreateTable",
            """
            {"TableName":"Music","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}}
            """)
        let id = try #require(created.split(separator: "\"TableId\":\"").dropFirst().first?.prefix(36))
        #expect(
            created == """
                {"TableDescription":{"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"TableName":"Music",\
                "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"TableStatus":"CREATING","CreationDateTime":1769860800,\
                "ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":5,"WriteCapacityUnits":5},"TableSizeBytes":0,\
                "ItemCount":0,"TableArn":"arn:aws:dynamodb:us-east-1:111122223333:table/Music","TableId":"\(id)",\
                "DeletionProtectionEnabled":false}}
                """)
        let described = try world.call("DescribeTable", #"{"TableName":"Music"}"#)
        #expect(
            described
                == created.replacing("TableDescription", with: "Table").replacing("CREATING", with: "ACTIVE").replacing(
                    "\"DeletionProtectionEnabled\":false",
                    with:
                        #""DeletionProtectionEnabled":false,"WarmThroughput":{"ReadUnitsPerSecond":5,"WriteUnitsPerSecond":5,"Status":"ACTIVE"}"#
                ))
        #expect(try world.call("ListTables", "{}") == #"{"TableNames":["Music"]}"#)
        #expect(
            try world.call("DeleteTable", #"{"TableName":"Music"}"#) == """
                {"TableDescription":{"TableName":"Music","TableStatus":"DELETING",\
                "ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":5,"WriteCapacityUnits":5},"TableSizeBytes":0,\
                "ItemCount":0,"TableArn":"arn:aws:dynamodb:us-east-1:111122223333:table/Music","TableId":"\(id)",\
                "DeletionProtectionEnabled":false}}
                """)
        #expect(try world.call("ListTables", "{}") == #"{"TableNames":[]}"#)
    }

    @Test(arguments: [
        Exchange(
            name: "no such table", operation: "DescribeTable", request: #"{"TableName":"non-existent"}"#,
            answer: "ResourceNotFoundException: Requested resource not found: Table: non-existent not found", source: recorded),
        Exchange(
            name: "no such table to remove", operation: "DeleteTable", request: #"{"TableName":"non-existent"}"#,
            answer: "ResourceNotFoundException: Requested resource not found: Table: non-existent not found", source: recorded),
        Exchange(
            name: "no name", operation: "DescribeTable", request: "{}",
            answer:
                "ValidationException: The parameter 'TableName' is required but was not present in the request",
            source: dynalite),
        Exchange(
            name: "a member of the wrong type comes before a name that is missing", operation: "CreateTable",
            request: #"{"KeySchema":[{"KeyType":true}]}"#,
            answer: "SerializationException: TRUE_VALUE cannot be converted to String", source: dynalite),
        Exchange(
            name: "an element of the wrong type", operation: "CreateTable", request: #"{"KeySchema":["a"]}"#,
            answer: "SerializationException: Unexpected value type in payload", source: dynalite),
        Exchange(
            name: "a list for an element", operation: "CreateTable", request: #"{"KeySchema":[[]]}"#,
            answer: "SerializationException: Unrecognized collection type class com.amazonaws.dynamodb.v20120810.KeySchemaElement",
            source: dynalite),
        Exchange(
            name: "a list for a structure", operation: "CreateTable", request: #"{"ProvisionedThroughput":[]}"#,
            answer: "SerializationException: Unrecognized collection type class com.amazonaws.dynamodb.v20120810.ProvisionedThroughput",
            source: dynalite),
        Exchange(
            name: "more throughput than any table has", operation: "CreateTable",
            request:
                #"{"TableName":"TTT","AttributeDefinitions":[],"KeySchema":[{"KeyType":"HASH","AttributeName":"a"}],"ProvisionedThroughput":{"ReadCapacityUnits":1000000000001,"WriteCapacityUnits":1000000000001}}"#,
            answer: "ValidationException: Given value 1000000000001 for ReadCapacityUnits is out of bounds", source: dynalite),
        Exchange(
            name: "more throughput than any table has, of none", operation: "UpdateTable",
            request:
                #"{"TableName":"TTT","ProvisionedThroughput":{"ReadCapacityUnits":1000000000000,"WriteCapacityUnits":1000000000001}}"#,
            answer: "ValidationException: Given value 1000000000001 for WriteCapacityUnits is out of bounds", source: dynalite),
        Exchange(
            name: "a short name", operation: "DescribeTable", request: #"{"TableName":"a"}"#,
            answer:
                "ValidationException: 1 validation error detected: Value 'a' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
            source: "a public conformance suite, recorded for CreateTable, September 2026"),
        Exchange(
            name: "a name with a strange letter", operation: "DescribeTable", request: #"{"TableName":"abc;"}"#,
            answer:
                "ValidationException: 1 validation error detected: Value 'abc;' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
            source: dynalite),
        Exchange(
            name: "another region's table", operation: "DescribeTable",
            request: #"{"TableName":"arn:aws:dynamodb:eu-west-1:111122223333:table/Music"}"#,
            answer:
                "ValidationException: One or more parameter values were invalid: Invalid resource Arn: arn:aws:dynamodb:eu-west-1:111122223333:table/Music",
            source: "recorded for ResourceArn"),
        Exchange(
            name: "units for a table paid by the request", operation: "CreateTable",
            request: """
                {"TableName":"Music","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST",
                 "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}}
                """,
            answer:
                "ValidationException: One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
            source: "LocalStack's recordings, test_dynamodb_pay_per_request"),
        Exchange(
            name: "a key that is not defined", operation: "CreateTable",
            request: """
                {"TableName":"Music","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"BillingMode":"PAY_PER_REQUEST",
                 "KeySchema":[{"AttributeName":"other","KeyType":"HASH"}]}
                """,
            answer:
                "ValidationException: One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [other], AttributeDefinitions: [id]",
            source: dynalite),
        Exchange(
            name: "a type that is no key's", operation: "CreateTable",
            request: """
                {"TableName":"Music","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"BOOL"}],"BillingMode":"PAY_PER_REQUEST",
                 "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}
                """,
            answer:
                "ValidationException: 1 validation error detected: Value 'BOOL' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
            source: dynalite),
        Exchange(
            name: "a second definition that nothing uses", operation: "CreateTable",
            request: """
                {"TableName":"Music","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"x","AttributeType":"S"}],
                 "BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}
                """,
            answer:
                "ValidationException: One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
            source: dynalite),
    ])
    func `a request that cannot be done is refused in AWS's words`(_ row: Exchange) throws {
        #expect(try TestWorld().answer(row.operation, row.request) == row.answer)
    }

    @Test func `a name is taken once an account and region`() throws {
        let world = try TestWorld()
        try world.makeTable()
        #expect(throws: AWSError.self) { try world.makeTable() }
        world.account = "444455556666"
        try world.makeTable()
        world.region = "eu-west-1"
        try world.makeTable()
        #expect(try world.call("ListTables", "{}") == #"{"TableNames":["TTT"]}"#)
    }

    /// Leave is asked for the ARN as it was sent, so no text but the table's own ARN may lead to the table.
    @Test(arguments: ["arn:aws:dynamodb:eu-west-1:111122223333:table/TTT", "arn:aws-cn:dynamodb:us-east-1:111122223333:table/TTT"])
    func `an ARN of another region or partition names no table`(_ arn: String) throws {
        let world = try TestWorld()
        let refusal = "ValidationException: One or more parameter values were invalid: Invalid resource Arn: \(arn)"
        let definition =
            #""BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}]"#
        #expect(try world.answer("CreateTable", #"{"TableName":"\#(arn)",\#(definition)}"#) == refusal)
        try world.makeTable()
        for operation in ["DescribeTable", "Scan", "UpdateTable", "DescribeTimeToLive", "DeleteTable"] {
            let request = #"{"TableName":"\#(arn)","DeletionProtectionEnabled":true}"#
            #expect(try world.answer(operation, request) == refusal, "\(operation)")
        }
        #expect(try world.answer("ListTagsOfResource", #"{"ResourceArn":"\#(arn)"}"#) == refusal)
        #expect(try world.call("ListTables", "{}") == #"{"TableNames":["TTT"]}"#)
    }

    @Test func `tables are listed in pages`() throws {
        let world = try TestWorld()
        for name in ["bbb", "aaa", "ccc"] { try world.makeTable(name) }
        #expect(try world.call("ListTables", #"{"Limit":2}"#) == #"{"TableNames":["aaa","bbb"],"LastEvaluatedTableName":"bbb"}"#)
        #expect(try world.call("ListTables", #"{"ExclusiveStartTableName":"bbb"}"#) == #"{"TableNames":["ccc"]}"#)
        #expect(world.questions.map(\.resource) == ["arn:aws:dynamodb:us-east-1:111122223333:table/*"])
    }

    @Test func `tags ask for a second permission`() throws {
        let world = try TestWorld()
        try world.makeTable("Tagged", #","Tags":[{"Key":"Team","Value":"a"}]"#)
        #expect(world.questions.map(\.action) == ["dynamodb:CreateTable", "dynamodb:TagResource"])
        #expect(world.questions.first?.context.value(of: "aws:RequestTag/team") == .single("a"))
        #expect(world.questions.first?.context.value(of: "aws:TagKeys") == .list(["Team"]))
    }

    @Test func `a table whose key cannot be had is not made`() throws {
        let world = try TestWorld()
        world.keys.refuse(with: .validation("no key"))
        #expect(throws: AWSError.self) { try world.makeTable("Sealed", #","SSESpecification":{"Enabled":true}"#) }
        #expect(try world.call("ListTables", "{}") == #"{"TableNames":[]}"#)
        world.keys.refuse(with: nil)
        try world.makeTable("Sealed", #","SSESpecification":{"Enabled":true}"#)
        #expect(world.keys.events == ["take alias/aws/dynamodb for Sealed", "take alias/aws/dynamodb for Sealed"])
        #expect(
            try world.call("DescribeTable", #"{"TableName":"Sealed"}"#).contains(
                #""SSEDescription":{"Status":"ENABLED","SSEType":"KMS","KMSMasterKeyArn":"arn:aws:kms:us-east-1:111122223333:key/aws"}"#))
        try world.call("PutItem", #"{"TableName":"Sealed","Item":{"p":{"S":"a"}}}"#)
        #expect(world.keys.events == ["open arn:aws:kms:us-east-1:111122223333:key/aws"])
        try world.call("DeleteTable", #"{"TableName":"Sealed"}"#)
        #expect(world.keys.events == ["release arn:aws:kms:us-east-1:111122223333:key/aws"])
    }

    /// Source: LocalStack's recordings of DynamoDB, test_gsi_with_billing_mode.
    @Test func `an index is shown with its state, its units and what it holds`() throws {
        let world = try TestWorld()
        let request = """
            {"TableName":"Orders","BillingMode":"PAY_PER_REQUEST",
             "AttributeDefinitions":[{"AttributeName":"TID","AttributeType":"S"},{"AttributeName":"TRID","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"TID","KeyType":"HASH"}],
             "GlobalSecondaryIndexes":[{"IndexName":"Record","KeySchema":[{"AttributeName":"TRID","KeyType":"HASH"}],
               "Projection":{"ProjectionType":"ALL"}}]}
            """
        let index = #"""
            "GlobalSecondaryIndexes":[{"IndexName":"Record","KeySchema":[{"AttributeName":"TRID","KeyType":"HASH"}],\#
            "Projection":{"ProjectionType":"ALL"},"IndexStatus":"STATUS",\#
            "ProvisionedThroughput":{"NumberOfDecreasesToday":0,"ReadCapacityUnits":0,"WriteCapacityUnits":0},"IndexSizeBytes":0,\#
            "ItemCount":0,"IndexArn":"arn:aws:dynamodb:us-east-1:111122223333:table/Orders/index/Record"
            """#
        let created = try world.call("CreateTable", request)
        #expect(created.contains(index.replacing("STATUS", with: "CREATING") + "}]"))
        #expect(created.contains(#""BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"}"#))
        #expect(!created.contains("WarmThroughput"))
        let described = try world.call("DescribeTable", #"{"TableName":"Orders"}"#)
        let warm = #""WarmThroughput":{"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,"Status":"ACTIVE"}"#
        #expect(described.contains(index.replacing("STATUS", with: "ACTIVE") + "," + warm + "}]"))
        #expect(described.hasSuffix(warm + "}}"))
        #expect(
            described.contains(
                #""BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST","LastUpdateToPayPerRequestDateTime":1769860800}"#))
    }
}
