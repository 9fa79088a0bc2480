import AWSTypes
import ByteJSON
import Foundation
import IAMPolicy
import Testing
import Zlib

@testable import DynamoDB

@Suite struct ImportTests {
    private static let notes = "recorded, October 2026: AWS Controllers' notes on imports"
    private static let creation =
        #"{"TableName":"New","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s","AttributeType":"N"},{"AttributeName":"g","AttributeType":"B"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],"BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[{"IndexName":"GGG","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]}"#

    private static func answer(
        _ buckets: BucketWorld, _ format: String, prefix: String = "", _ more: String = "", creation: String = creation
    ) throws -> String {
        try buckets.world.answer(
            "ImportTable",
            #"{"S3BucketSource":{"S3Bucket":"exports","S3KeyPrefix":"\#(prefix)"},"InputFormat":"\#(format)","TableCreationParameters":\#(creation)\#(more)}"#
        )
    }

    /// What DescribeImport says of the import that an answer tells of: status, counts and failure.
    private static func outcome(_ buckets: BucketWorld, _ answer: String) throws -> String {
        let arn = try #require(answer.split(separator: #""ImportArn":""#).last?.split(separator: "\"").first, "\(answer)")
        let described = try buckets.world.call("DescribeImport", #"{"ImportArn":"\#(arn)"}"#)
        let document = try JSONDocument(parsing: Array(described.utf8))
        let view = document.root["ImportTableDescription"]
        let numbers = ["ProcessedItemCount", "ImportedItemCount", "ErrorCount"].map { view?[$0]?.number ?? "-" }
        return ([view?["ImportStatus"]?.string ?? ""] + numbers + [view?["FailureCode"]?.string].compactMap { $0 }).joined(separator: " ")
    }

    @Test func `lines of JSON become items, with their indexes`() throws {
        let buckets = try BucketWorld()
        try buckets.write(
            """
            {"Item":{"p":{"S":"a"},"s":{"N":"1.0"},"g":{"B":"AA=="}}}
            {"Item":{"p":{"S":"a"},"s":{"N":"2"},"x":{"L":[{"NULL":true}]}}}

            """, to: "in/one.json")
        try buckets.write(#"{"Item":{"p":{"S":"a"},"s":{"N":"2"}}}"#, to: "in/two.json")
        try buckets.write("no JSON", to: "other")
        let answer = try Self.answer(buckets, "DYNAMODB_JSON", prefix: "in/")
        let table = try #require(buckets.world.store.find(arn: "arn:aws:dynamodb:us-east-1:111122223333:table/New")?.table)
        let arn = try #require(answer.split(separator: #""ImportArn":""#).last?.split(separator: "\"").first)
        let common = """
            "TableArn":"arn:aws:dynamodb:us-east-1:111122223333:table/New","TableId":"\(table.id)","S3BucketSource":\
            {"S3BucketOwner":"111122223333","S3Bucket":"exports","S3KeyPrefix":"in/"},"ErrorCount":0,\
            "CloudWatchLogGroupArn":"arn:aws:logs:us-east-1:111122223333:log-group:/aws-dynamodb/imports:*","InputFormat":"DYNAMODB_JSON",\
            "InputCompressionType":"NONE","TableCreationParameters":\(Self.creation),"StartTime":1769860800
            """
        #expect(answer == #"{"ImportTableDescription":{"ImportArn":"\#(arn)","ImportStatus":"IN_PROGRESS",\#(common)}}"#)
        #expect(
            try buckets.world.call("DescribeImport", #"{"ImportArn":"\#(arn)"}"#) == """
                {"ImportTableDescription":{"ImportArn":"\(arn)","ImportStatus":"COMPLETED",\(common),"EndTime":1769860800,\
                "ProcessedSizeBytes":161,"ProcessedItemCount":3,"ImportedItemCount":3}}
                """)
        #expect(
            try buckets.world.items("New") == [
                #"{"p":{"S":"a"},"s":{"N":"1"},"g":{"B":"AA=="}}"#, #"{"p":{"S":"a"},"s":{"N":"2"}}"#,
            ])
        try buckets.world.requireSoundIndexes("New")
        #expect(
            try buckets.world.call("ListImports", "{}") == """
                {"ImportSummaryList":[{"ImportArn":"\(arn)","ImportStatus":"COMPLETED",\
                "TableArn":"arn:aws:dynamodb:us-east-1:111122223333:table/New","S3BucketSource":{"S3BucketOwner":"111122223333",\
                "S3Bucket":"exports","S3KeyPrefix":"in/"},\
                "CloudWatchLogGroupArn":"arn:aws:logs:us-east-1:111122223333:log-group:/aws-dynamodb/imports:*",\
                "InputFormat":"DYNAMODB_JSON","StartTime":1769860800,"EndTime":1769860800}]}
                """)
        #expect(try Self.answer(buckets, "DYNAMODB_JSON") == "ResourceInUseException: Table already exists: New")
    }

    /// Source: recorded; a name, the file, and what comes of it.
    private static let outcomes = [
        ("nothing", "", "COMPLETED 0 0 0"),
        (
            "a key is missing",
            #"{"Item":{"p":{"S":"a"},"s":{"N":"1"}}}"# + "\n" + #"{"Item":{"p":{"S":"a"}}}"# + "\n"
                + #"{"Item":{"p":{"S":"a"},"s":{"N":"2"}}}"#, "FAILED 3 2 1 ItemValidationError"
        ),
        (
            "a line is no JSON", #"{"Item":{"p":{"S":"a"},"s":{"N":"1"}}}"# + "\n{garbage\n" + #"{"Item":{"p":{"S":"a"},"s":{"N":"2"}}}"#,
            "FAILED 2 1 1 ItemValidationError"
        ),
        ("no item", "[]\n{}\n3", "FAILED 3 0 3 ItemValidationError"),
        (
            "two objects in a line (moto's tests, run on AWS)",
            #"{"Item":{"p":{"S":"a"},"s":{"N":"1"}}} {"Item":{"p":{"S":"\"}"},"s":{"N":"1"}}}"#, "COMPLETED 2 2 0"
        ),
        (
            "an object and more in a line", #"{"Item":{"p":{"S":"a"},"s":{"N":"1"}}}{"Item"#,
            "FAILED 2 1 1 ItemValidationError"
        ),
        (
            "a key of an index has another type", #"{"Item":{"p":{"S":"a"},"s":{"N":"1"},"g":{"S":"x"}}}"#,
            "FAILED 1 0 1 ItemValidationError"
        ),
        ("a value that is none", #"{"Item":{"p":{"S":"a"},"s":{"N":"x"}}}"#, "FAILED 1 0 1 ItemValidationError"),
    ]

    @Test(arguments: outcomes)
    func `what cannot be read is counted, and the rest stays`(_ row: (String, String, String)) throws {
        let buckets = try BucketWorld()
        try buckets.write(row.1, to: "in.json")
        #expect(try Self.outcome(buckets, Self.answer(buckets, "DYNAMODB_JSON", prefix: "in")) == row.2, "\(row.0); \(Self.notes)")
        let imported = try #require(row.2.split(separator: " ").dropFirst(2).first)
        #expect(try String(buckets.world.items("New").count) == imported)
    }

    @Test func `a bucket that is not there makes no table`() throws {
        let buckets = try BucketWorld()
        let answer = try buckets.world.call(
            "ImportTable",
            #"{"S3BucketSource":{"S3Bucket":"missing"},"InputFormat":"CSV","TableCreationParameters":\#(Self.creation)}"#)
        #expect(try Self.outcome(buckets, answer) == "FAILED 0 0 0 S3NoSuchBucket")
        #expect(try buckets.world.call("ListTables", "{}") == #"{"TableNames":[]}"#)
    }

    @Test func `an export can be imported`() throws {
        let buckets = try BucketWorld()
        try buckets.world.makeTable("TTT", sorted: true)
        try buckets.world.enableRecovery("TTT")
        for n in 0..<50 { try buckets.world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"é\#(n % 3)"},"s":{"N":"\#(n)"}}}"#) }
        let root = "AWSDynamoDB/\(try buckets.export())/"
        let answer = try Self.answer(buckets, "DYNAMODB_JSON", prefix: root + "data/", #","InputCompressionType":"GZIP""#)
        #expect(try Self.outcome(buckets, answer) == "COMPLETED 50 50 0")
        #expect(try buckets.world.items("New") == buckets.world.items("TTT"))
        // Source: recorded; what is packed and not said to be is no JSON, and what is not packed cannot be unpacked.
        let other = Self.creation.replacing(#""New""#, with: #""Plain""#)
        #expect(
            try Self.outcome(buckets, Self.answer(buckets, "DYNAMODB_JSON", prefix: root + "data/", creation: other))
                == "FAILED 1 0 1 ItemValidationError")
        let manifests = Self.creation.replacing(#""New""#, with: #""Manifests""#)
        #expect(
            try Self.outcome(
                buckets,
                Self.answer(
                    buckets, "DYNAMODB_JSON", prefix: root + "manifest-files.json", #","InputCompressionType":"GZIP""#,
                    creation: manifests)) == "FAILED 1 0 1 ItemValidationError")
    }

    @Test func `lines of CSV become items, keys by their types`() throws {
        let buckets = try BucketWorld()
        try buckets.write(
            "p,s,g,x\r\na,1,AA==,\"one, \"\"two\"\"\nthree\"\r\na,2,,\r\na,3\r\na,x,,y\r\n", to: "in.csv")
        #expect(try Self.outcome(buckets, Self.answer(buckets, "CSV", prefix: "in.csv")) == "FAILED 4 2 2 ItemValidationError")
        #expect(
            try buckets.world.items("New") == [
                #"{"p":{"S":"a"},"s":{"N":"1"},"g":{"B":"AA=="},"x":{"S":"one, \"two\"\nthree"}}"#,
                #"{"p":{"S":"a"},"s":{"N":"2"},"x":{"S":""}}"#,
            ])
    }

    @Test func `CSV has the delimiter and the header that are said`() throws {
        let buckets = try BucketWorld()
        try buckets.write("a;1;x,y\n", to: "in.csv")
        let options = #"{"Csv":{"Delimiter":";","HeaderList":["p","s","t"]}}"#
        let answer = try Self.answer(buckets, "CSV", prefix: "in.csv", #","InputFormatOptions":\#(options)"#)
        #expect(answer.contains(#""InputFormatOptions":\#(options)"#))
        #expect(try Self.outcome(buckets, answer) == "COMPLETED 1 1 0")
        #expect(try buckets.world.items("New") == [#"{"p":{"S":"a"},"s":{"N":"1"},"t":{"S":"x,y"}}"#])
    }

    @Test func `the place is judged before the options`() throws {
        let buckets = try BucketWorld()
        let answer = try buckets.world.answer(
            "ImportTable",
            #"""
            {"S3BucketSource":{"S3Bucket":"data","S3BucketOwner":"x"},"InputFormat":"CSV","TableCreationParameters":\#(Self.creation),
             "InputFormatOptions":{"Csv":{"Delimiter":";;"}}}
            """#)
        let members = answer.split(separator: "' at '").dropFirst().map { $0.prefix { $0 != "'" } }
        #expect(
            members == ["s3BucketSource.s3BucketOwner", "inputFormatOptions.csv.delimiter", "inputFormatOptions.csv.delimiter"])
    }

    @Test func `a token stands for its import`() throws {
        let buckets = try BucketWorld()
        func answer(_ name: String) throws -> String {
            try Self.answer(
                buckets, "CSV", prefix: "none", #","ClientToken":"one""#, creation: Self.creation.replacing(#""New""#, with: #""\#(name)""#)
            )
        }
        let first = try answer("New")
        // Source: recorded; the table in the way is told first, the token is looked at when the table is gone.
        #expect(try answer("New") == "ResourceInUseException: Table already exists: New")
        try buckets.world.call("DeleteTable", #"{"TableName":"New"}"#)
        #expect(try answer("New") == first)
        #expect(try answer("Other") == "ImportConflictException: Import conflict: Duplicate request detected with conflicting parameters")
    }

    @Test func `a line without an end does not fill the memory`() throws {
        let buckets = try BucketWorld()
        let item = #"{"Item":{"p":{"S":"a"},"s":{"N":"1"}}}"#
        let bomb = try #require(Deflation.gzip(Array((item + "\n").utf8) + Array(repeating: UInt8(ascii: " "), count: 40 << 20)))
        try buckets.write(bomb, to: "in.gz")
        let answer = try Self.answer(buckets, "DYNAMODB_JSON", prefix: "in", #","InputCompressionType":"GZIP""#)
        #expect(try Self.outcome(buckets, answer) == "FAILED 2 1 1 ItemValidationError")
    }

    /// Source: API Reference, TableCreationParameters.
    @Test func `an import makes no policy, no tags and no stream, for which leave was not asked`() throws {
        let buckets = try BucketWorld()
        let more =
            #"{"ResourcePolicy":"{}","Tags":[{"Key":"a","Value":"b"}],"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"},"DeletionProtectionEnabled":true,"TableClass":"STANDARD_INFREQUENT_ACCESS","#
        _ = try Self.answer(buckets, "CSV", prefix: "none", creation: more + Self.creation.dropFirst())
        #expect(buckets.world.questions.map(\.action) == ["dynamodb:ImportTable"])
        let table = try #require(buckets.world.store.find(arn: "arn:aws:dynamodb:us-east-1:111122223333:table/New")?.table)
        #expect(table.policy == nil)
        #expect(table.tags.isEmpty)
        #expect(table.stream == nil)
        #expect(!table.isProtected)
        #expect(table.tableClass == nil)
    }

    /// Source: API Reference, TableCreationParameters and CsvOptions.
    @Test func `an import repeats its request in the model's shapes, whatever else was sent`() throws {
        let buckets = try BucketWorld()
        let index =
            #"{"IndexName":"GGG","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]},"ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4},"OnDemandThroughput":{"MaxReadRequestUnits":5},"WarmThroughput":{"WriteUnitsPerSecond":6}}"#
        let creation =
            #"{"TableName":"New","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"g","AttributeType":"B"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2},"SSESpecification":{"Enabled":false},"GlobalSecondaryIndexes":[\#(index)]}"#
        let sent =
            #"{"Tags":[], "OnDemandThroughput":null,"GlobalSecondaryIndexes":[\#(index)],"Unknown":1,"#
            + creation.dropFirst().replacing(#","GlobalSecondaryIndexes":[\#(index)]"#, with: "").replacing(":", with: " : ")
        let options = #","InputFormatOptions":{"Csv":{"HeaderList" : ["p"],"Quote":"!"},"Ion":{}}"#
        let answer = try Self.answer(buckets, "CSV", prefix: "none", options, creation: sent)
        #expect(answer.contains(#""TableCreationParameters":\#(creation),"#), "\(answer)")
        #expect(answer.contains(#""InputFormatOptions":{"Csv":{"HeaderList":["p"]}},"#), "\(answer)")
    }

    private static let refusals = [
        (
            "ION", "ION", "",
            "ValidationException: the format ION is not supported by this emulator yet: there is no library that reads and writes it"
        ),
        (
            "ZSTD", "CSV", #","InputCompressionType":"ZSTD""#,
            "ValidationException: the compression ZSTD is not supported by this emulator yet: there is no library that unpacks it"
        ),
        (
            "BZIP2", "CSV", #","InputCompressionType":"BZIP2""#,
            "ValidationException: 1 validation error detected: Value 'BZIP2' at 'inputCompressionType' failed to satisfy constraint: Member must satisfy enum value set: [ZSTD, NONE, GZIP]"
        ),
        (
            "options of another format", "DYNAMODB_JSON", #","InputFormatOptions":{"Csv":{}}"#,
            "ValidationException: Invalid Request: Unsupported InputFormatOptions for the given input format: DYNAMODB_JSON."
        ),
        (
            "two delimiters", "CSV", #","InputFormatOptions":{"Csv":{"Delimiter":";;"}}"#,
            "ValidationException: 2 validation errors detected: Value ';;' at 'inputFormatOptions.csv.delimiter' failed to satisfy constraint: Member must satisfy regular expression pattern: [,;:|\\t ]; Value ';;' at 'inputFormatOptions.csv.delimiter' failed to satisfy constraint: Member must have length less than or equal to 1"
        ),
    ]

    @Test(arguments: refusals)
    func `an import is refused in AWS's words`(_ row: (String, String, String, String)) throws {
        let buckets = try BucketWorld()
        #expect(try Self.answer(buckets, row.1, row.2) == row.3, "\(row.0); \(Self.notes)")
        #expect(try buckets.world.call("ListTables", "{}") == #"{"TableNames":[]}"#)
    }

    @Test func `units must be said of a provisioned table`() throws {
        let buckets = try BucketWorld()
        #expect(
            try Self.answer(
                buckets, "CSV", creation: Self.creation.replacing(#""BillingMode":"PAY_PER_REQUEST","#, with: ""))
                == "ValidationException: One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"
        )
    }
}
