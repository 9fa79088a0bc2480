import AWSTypes
import IAMPolicy
import ServiceModel
import Testing

@testable import DynamoDB

@Suite struct ServiceTests {
    /// Puts there what the examples speak of.
    private static func world(for operation: String) throws -> TestWorld {
        let world = try TestWorld()
        guard operation != "CreateTable" else { return world }
        try world.call(
            "CreateTable",
            """
            {"TableName":"Music","AttributeDefinitions":[{"AttributeName":"Artist","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"Artist","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}
            """)
        return world
    }

    @Test func `every operation does what its example says, after asking for leave`() throws {
        for (name, operation) in try TestWorld().service.operations {
            let world = try Self.world(for: name)
            // AWS makes and has no global tables of 2017 any more, and tells nothing of what is not there (see `BackupTests` and others).
            guard
                ![
                    "CreateGlobalTable", "UpdateGlobalTable", "DescribeGlobalTable", "DescribeGlobalTableSettings",
                    "UpdateGlobalTableSettings", "DescribeBackup", "DeleteBackup", "RestoreTableFromBackup", "DescribeExport",
                    "DescribeImport",
                    "ExportTableToPointInTime", "ImportTable",
                ].contains(name)
            else {
                #expect(!(try world.answer(name, operation.example)).hasPrefix("ValidationException: 1"))
                #expect(!world.questions.isEmpty, "\(name) asks for nothing")
                continue
            }
            if name == "RestoreTableToPointInTime", let update = world.service.operations["UpdateContinuousBackups"] {
                try world.call("UpdateContinuousBackups", update.example)
            }
            if name.hasSuffix("TableReplicaAutoScaling") {
                try world.call("UpdateTable", #"{"TableName":"Music","ReplicaUpdates":[{"Create":{"RegionName":"eu-west-1"}}]}"#)
            }
            if name == "GetResourcePolicy" || name == "DeleteResourcePolicy", let put = world.service.operations["PutResourcePolicy"] {
                try world.call("PutResourcePolicy", put.example)
            }
            if name.hasSuffix("KinesisStreamingDestination"), !name.hasPrefix("Enable"),
                let enable = world.service.operations["EnableKinesisStreamingDestination"]
            {
                world.authority = GenerousAuthority()
                try world.call("EnableKinesisStreamingDestination", enable.example)
            }
            let answer = try world.answer(name, operation.example)
            #expect(answer.hasPrefix("{"), "\(name): \(answer)")
            #expect(!world.questions.isEmpty, "\(name) asks for nothing")
            #expect(world.questions.allSatisfy { $0.action.hasPrefix("dynamodb:") })
        }
    }

    @Test func `what changes the catalogue or takes long leaves the event loop`() throws {
        let short = try TestWorld().service.operations.values.filter { !$0.traits.isLong }.map(\.name).sorted()
        #expect(
            short == [
                "CreateGlobalTable", "DeleteItem", "DescribeBackup", "DescribeContinuousBackups", "DescribeContributorInsights",
                "DescribeEndpoints", "DescribeExport", "DescribeGlobalTable", "DescribeGlobalTableSettings", "DescribeImport",
                "DescribeKinesisStreamingDestination", "DescribeLimits", "DescribeTableReplicaAutoScaling", "DescribeTimeToLive", "GetItem",
                "GetResourcePolicy", "ListContributorInsights", "ListGlobalTables", "ListTables", "ListTagsOfResource", "PutItem", "Query",
                "UpdateGlobalTable", "UpdateGlobalTableSettings", "UpdateItem",
            ])
    }

    @Test func `every gap has a reason and a name of its own`() {
        #expect(Set(Gap.all.map(\.name)).count == Gap.all.count)
        for gap in Gap.all { #expect(!gap.reason.isEmpty) }
    }

    @Test(arguments: [
        "{}", "[]", "null", "3", #"{"TableName":3}"#, #"{"TableName":"TTT","Key":3,"Item":3,"RequestItems":3,"TransactItems":3}"#,
    ])
    func `no request brings an operation down`(_ request: String) throws {
        let world = try TestWorld()
        try world.makeTable()
        for name in world.service.operations.keys { _ = try world.answer(name, request) }
    }
}

@Suite struct OrderOfChecksTests {
    /// Runs a call whose authorization is refused.
    private static func refused(_ operation: String, _ request: String) throws -> String {
        let world = try TestWorld()
        try world.makeIndexedTable()
        world.isAllowed = false
        return try world.answer(operation, request)
    }

    private static let denied = "AccessDeniedException: no"

    /// Source: authorization reference, "Order": types and constraints come before leave, existence and meaning after it.
    @Test(arguments: [
        ("a type", "PutItem", #"{"TableName":3}"#, false),
        ("a value's type", "PutItem", #"{"TableName":"TTT","Item":{"p":{"S":3}}}"#, false),
        ("a constraint", "PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"}},"ReturnValues":"ALL"}"#, false),
        ("a missing member", "GetItem", #"{"TableName":"TTT"}"#, false),
        ("a name's length", "GetItem", #"{"TableName":"","Key":{"p":{"S":"a"}}}"#, false),
        ("an ARN", "TagResource", #"{"ResourceArn":"TTT","Tags":[{"Key":"a","Value":"b"}]}"#, false),
        ("a table that is not there", "GetItem", #"{"TableName":"none","Key":{"p":{"S":"a"}}}"#, true),
        ("a value", "PutItem", #"{"TableName":"TTT","Item":{"p":{"N":"x"}}}"#, true),
        ("an expression", "DeleteItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"}},"ConditionExpression":"("}"#, true),
        ("a key", "GetItem", #"{"TableName":"TTT","Key":{"x":{"S":"a"}}}"#, true),
        ("an index that is not there", "Scan", #"{"TableName":"TTT","IndexName":"none"}"#, true),
        ("a table that is there", "CreateTable", #"{"TableName":"TTT"}"#, true),
        ("too many items", "TransactWriteItems", #"{"TransactItems":[{"Delete":{"TableName":"none","Key":{}}}]}"#, true),
    ])
    func `leave is asked for after the shape and before the meaning`(_ row: (String, String, String, Bool)) throws {
        let answer = try Self.refused(row.1, row.2)
        #expect((answer == Self.denied) == row.3, "\(row.0): \(answer)")
    }

    /// Source: dynalite's recordings: values and expressions are judged before the table is looked for, keys after.
    @Test(arguments: [
        (#"{"TableName":"none","Item":{"p":{"S":"a"}},"ReturnValues":"ALL_NEW"}"#, "ReturnValues can only be ALL_OLD or NONE"),
        (#"{"TableName":"none","Item":{"p":{"S":"a"}},"ConditionExpression":"a"}"#, #"Syntax error; token: "<EOF>", near: "a""#),
        (#"{"TableName":"none","Item":{"p":{"N":"1"}}}"#, "Requested resource not found"),
    ])
    func `values and expressions are judged before the table is looked for`(_ row: (String, String)) throws {
        let world = try TestWorld()
        #expect(try world.answer("PutItem", row.0).hasSuffix(row.1))
    }

    @Test func `a key that cannot be opened is told before the key of the item is judged`() throws {
        let world = try TestWorld()
        try world.makeTable("Sealed", #","SSESpecification":{"Enabled":true}"#)
        world.keys.refuse(with: AWSError(.accessDenied, "KMS key access denied error"))
        for (operation, more) in [("GetItem", #""Key":{"x":{"S":"a"}}"#), ("PutItem", #""Item":{"x":{"S":"a"}}"#), ("Scan", #""Limit":1"#)]
        {
            #expect(
                try world.answer(operation, #"{"TableName":"Sealed",\#(more)}"#) == "AccessDeniedException: KMS key access denied error",
                "\(operation)")
        }
    }

    /// `==` on `String` takes both for one; DynamoDB keeps them apart, so a policy has to see both.
    @Test func `two spellings of one character are two keys and two attributes`() throws {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        func bytes(_ value: ConditionValue?) -> [[UInt8]] {
            if case .list(let texts)? = value { texts.map { Array($0.utf8) } } else { [] }
        }
        let both = [Array(composed.utf8), Array(decomposed.utf8)]
        let world = try TestWorld()
        try world.makeTable()
        for key in [composed, decomposed] { try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"\#(key)"}}}"#) }
        #expect(try world.call("Scan", #"{"TableName":"TTT","Select":"COUNT"}"#) == #"{"Count":2,"ScannedCount":2}"#)
        try world.call(
            "BatchGetItem", #"{"RequestItems":{"TTT":{"Keys":[{"p":{"S":"\#(composed)"}},{"p":{"S":"\#(decomposed)"}}]}}}"#)
        #expect(bytes(world.questions.first?.context.value(of: "dynamodb:LeadingKeys")) == both)

        let map = #"{"M":{"x":{"S":"1"}}}"#
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"\#(composed)":\#(map),"\#(decomposed)":\#(map)}}"#)
        #expect(Array(bytes(world.questions.first?.context.value(of: "dynamodb:Attributes")).dropFirst()) == both)
        let answer = try world.call(
            "GetItem",
            ##"{"TableName":"TTT","Key":{"p":{"S":"a"}},"ProjectionExpression":"#n.x","ExpressionAttributeNames":{"#n":"\##(decomposed)"}}"##
        )
        #expect(Array(answer.utf8) == Array(#"{"Item":{"\#(decomposed)":\#(map)}}"#.utf8))
    }

    /// A key that a request does not have is absent, so that `Null` tells it from one that has values (IAM User Guide, "Null").
    @Test func `a scan that names no attribute has no attributes for policies`() throws {
        let world = try TestWorld()
        try world.makeTable()
        try world.call("Scan", #"{"TableName":"TTT"}"#)
        #expect(world.questions.first?.context.value(of: "dynamodb:Attributes") == nil)
    }
}
