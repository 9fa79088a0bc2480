import AWSTypes
import Foundation
import IAMPolicy
import OpenSSL
import Testing
import Zlib

@testable import DynamoDB

@Suite struct ExportTests {
    private static let notes = "recorded, October 2026: AWS Controllers' notes on exports"
    private static let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/TTT"

    /// A table whose past is kept, with two items from the beginning.
    private static func start() throws -> BucketWorld {
        let buckets = try BucketWorld()
        try buckets.world.makeTable()
        try buckets.world.enableRecovery("TTT")
        for name in ["a", "b"] { try buckets.world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"\#(name)"},"n":{"N":"1"}}}"#) }
        return buckets
    }

    @Test func `a full export is laid out as AWS does`() throws {
        let buckets = try Self.start()
        let id = try buckets.export(#","S3Prefix":"some/where/""#)
        let root = "some/where/AWSDynamoDB/\(id)"
        let keys = try buckets.keys()
        let data = try #require(keys.first { $0.hasPrefix(root + "/data/") })
        #expect(data.hasSuffix(".json.gz") && data.utf8.count == (root + "/data/").utf8.count + 26 + 8)
        #expect(
            keys
                == [
                    "_started", data.dropFirst(root.count + 1).description, "manifest-files.json", "manifest-files.md5",
                    "manifest-summary.json",
                    "manifest-summary.md5",
                ].map { root + "/" + $0 })
        #expect(try buckets.read(root + "/_started").isEmpty)
        #expect(
            try buckets.lines(root) == [#"{"Item":{"p":{"S":"a"},"n":{"N":"1"}}}"#, #"{"Item":{"p":{"S":"b"},"n":{"N":"1"}}}"#])
        for name in ["manifest-files", "manifest-summary"] {
            let (manifest, hash) = (try buckets.read("\(root)/\(name).json"), try buckets.read("\(root)/\(name).md5"))
            #expect(String(decoding: hash, as: UTF8.self) == Base64.encode(MD5.hash(manifest)))
        }
        let packed = MD5.hash(try buckets.read(data))
        #expect(
            String(decoding: try buckets.read(root + "/manifest-files.json"), as: UTF8.self) == """
                {"itemCount":2,"md5Checksum":"\(Base64.encode(packed))","etag":"\(Hex.encode(MD5.hash(packed)))-1","dataFileS3Key":"\(data)"}

                """)
        let table = try #require(buckets.world.store.find(arn: Self.arn)?.table)
        #expect(
            String(decoding: try buckets.read(root + "/manifest-summary.json"), as: UTF8.self) == """
                {"version":"2020-06-30","exportArn":"\(Self.arn)/export/\(id)","startTime":"2026-01-31T12:00:00.000Z",\
                "endTime":"2026-01-31T12:00:00.000Z","tableArn":"\(Self.arn)","tableId":"\(table.id)",\
                "exportTime":"2026-01-31T12:00:00.000Z","s3Bucket":"exports","s3Prefix":"some/where/","s3SseAlgorithm":"AES256",\
                "s3SseKmsKeyId":null,"manifestFilesS3Key":"\(root)/manifest-files.json","billedSizeBytes":10,"itemCount":2,\
                "outputFormat":"DYNAMODB_JSON","exportType":"FULL_EXPORT"}
                """)
        #expect(
            try buckets.describe(id) == """
                {"ExportDescription":{"ExportArn":"\(Self.arn)/export/\(id)","ExportStatus":"COMPLETED","StartTime":1769860800,\
                "EndTime":1769860800,"ExportManifest":"\(root)/manifest-summary.json","TableArn":"\(Self.arn)","TableId":"\(table.id)",\
                "ExportTime":1769860800,"S3Bucket":"exports","S3Prefix":"some/where/","S3SseAlgorithm":"AES256",\
                "ExportFormat":"DYNAMODB_JSON","BilledSizeBytes":10,"ItemCount":2,"DestinationType":"S3"}}
                """)
    }

    @Test func `an export is of a moment, and of nothing where nothing is`() throws {
        let buckets = try Self.start()
        let world = buckets.world
        world.now = world.now.adding(seconds: 10)
        try world.call("DeleteItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"}}}"#)
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"b"},"n":{"N":"2"}}}"#)
        let before = try buckets.export(#","ExportTime":1769860805"#)
        #expect(
            try buckets.lines("AWSDynamoDB/\(before)") == [
                #"{"Item":{"p":{"S":"a"},"n":{"N":"1"}}}"#, #"{"Item":{"p":{"S":"b"},"n":{"N":"1"}}}"#,
            ])
        #expect(try buckets.lines("AWSDynamoDB/\(buckets.export())") == [#"{"Item":{"p":{"S":"b"},"n":{"N":"2"}}}"#])
        try world.call("DeleteItem", #"{"TableName":"TTT","Key":{"p":{"S":"b"}}}"#)
        let empty = try buckets.export()
        #expect(try buckets.keys("AWSDynamoDB/\(empty)/data/").count == 1 && buckets.lines("AWSDynamoDB/\(empty)").isEmpty)
    }

    @Test func `an incremental export has each changed item once, as it was and as it is`() throws {
        let buckets = try Self.start()
        let world = buckets.world
        world.now = world.now.adding(seconds: 100)
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"b"},"n":{"N":"2"}}}"#)
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"b"},"n":{"N":"3"}}}"#)
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"c"}}}"#)
        try world.call("DeleteItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"}}}"#)
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"gone"}}}"#)
        try world.call("DeleteItem", #"{"TableName":"TTT","Key":{"p":{"S":"gone"}}}"#)
        world.now = world.now.adding(seconds: 900)
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"b"},"n":{"N":"9"}}}"#)
        world.now = world.now.adding(seconds: 10)
        let span = #""ExportFromTime":1769860850,"ExportToTime":1769861800"#
        let both = try buckets.export(#","ExportType":"INCREMENTAL_EXPORT","IncrementalExportSpecification":{\#(span)}"#)
        let time = #"{"Metadata":{"WriteTimestampMicros":{"N":"1769860900000000"}},"Keys":{"p":{"S":""#
        #expect(
            try buckets.lines("AWSDynamoDB/data/") == [
                time + #"a"}},"OldImage":{"p":{"S":"a"},"n":{"N":"1"}}}"#,
                time + #"b"}},"OldImage":{"p":{"S":"b"},"n":{"N":"1"}},"NewImage":{"p":{"S":"b"},"n":{"N":"3"}}}"#,
                time + #"c"}},"NewImage":{"p":{"S":"c"}}}"#,
            ])
        let summary = String(decoding: try buckets.read("AWSDynamoDB/\(both)/manifest-summary.json"), as: UTF8.self)
        #expect(
            summary.contains(#""exportFromTime":"2026-01-31T12:00:50.000Z","exportToTime":"2026-01-31T12:16:40.000Z""#)
                && summary.hasSuffix(#""outputView":"NEW_AND_OLD_IMAGES","exportType":"INCREMENTAL_EXPORT"}"#))
        #expect(
            try buckets.describe(both).contains(
                #""IncrementalExportSpecification":{"ExportFromTime":1769860850,"ExportToTime":1769861800,"ExportViewType":"NEW_AND_OLD_IMAGES"}"#
            ))
        try FileManager.default.removeItem(at: buckets.file("AWSDynamoDB/data"))
        _ = try buckets.export(
            #","ExportType":"INCREMENTAL_EXPORT","IncrementalExportSpecification":{\#(span),"ExportViewType":"NEW_IMAGE"}"#)
        #expect(
            try buckets.lines("AWSDynamoDB/data/") == [
                time + #"a"}}}"#, time + #"b"}},"NewImage":{"p":{"S":"b"},"n":{"N":"3"}}}"#, time + #"c"}},"NewImage":{"p":{"S":"c"}}}"#,
            ])
    }

    @Test func `a bucket that is not there fails the export, not the call`() throws {
        let buckets = try Self.start()
        let answer = try buckets.world.call("ExportTableToPointInTime", #"{"TableArn":"\#(Self.arn)","S3Bucket":"missing"}"#)
        let id = try #require(answer.split(separator: "/export/").last?.split(separator: "\"").first)
        let described = try buckets.describe(String(id))
        #expect(
            described.contains(#""ExportStatus":"FAILED""#)
                && described.contains(
                    #""FailureCode":"S3NoSuchBucket","FailureMessage":"The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code: NoSuchBucket)""#
                ))
    }

    @Test func `a token stands for its export`() throws {
        let buckets = try Self.start()
        let first = try buckets.export(#","ClientToken":"one""#)
        #expect(try buckets.export(#","ClientToken":"one""#) == first)
        #expect(
            try buckets.world.answer(
                "ExportTableToPointInTime",
                #"{"TableArn":"\#(Self.arn)","S3Bucket":"exports","ClientToken":"one","S3Prefix":"other"}"#)
                == "ExportConflictException: Export conflict: Duplicate request detected with conflicting parameters")
        #expect(try buckets.export() != buckets.export())
        buckets.world.now = buckets.world.now.adding(seconds: 8 * 3600 + 1)
        #expect(try buckets.export(#","ClientToken":"one""#) != first)
    }

    @Test func `exports are listed, the newest first, and by the table that is there`() throws {
        let buckets = try Self.start()
        let world = buckets.world
        var made: [String] = []
        for _ in 0..<3 {
            made.append(try buckets.export())
            world.now.milliseconds += 1
        }
        func summary(_ id: String) -> String {
            #"{"ExportArn":"\#(Self.arn)/export/\#(id)","ExportStatus":"COMPLETED","ExportType":"FULL_EXPORT"}"#
        }
        let page = try world.call("ListExports", #"{"MaxResults":2}"#)
        let token = try #require(page.split(separator: #""NextToken":""#).last?.dropLast(2))
        #expect(page.hasPrefix(#"{"ExportSummaries":[\#(summary(made[2])),\#(summary(made[1]))],"#))
        #expect(
            try world.call("ListExports", #"{"MaxResults":2,"NextToken":"\#(token)"}"#) == #"{"ExportSummaries":[\#(summary(made[0]))]}"#)
        #expect(
            try world.answer("ListImports", #"{"NextToken":"\#(token)"}"#)
                == "ValidationException: Invalid Request: Provided nextToken is invalid: \(token)")
        #expect(try world.call("ListExports", #"{"TableArn":"\#(Self.arn)"}"#).contains(made[0]))
        #expect(world.questions.map(\.resource) == [Self.arn])
        try world.call("DeleteTable", #"{"TableName":"TTT"}"#)
        try world.makeTable()
        #expect(try world.call("ListExports", #"{"TableArn":"\#(Self.arn)"}"#) == #"{"ExportSummaries":[]}"#)
        #expect(try buckets.describe(made[0]).contains("COMPLETED"))
    }

    private static let incremental = #""ExportType":"INCREMENTAL_EXPORT","IncrementalExportSpecification""#
    /// A name, what is said besides the table and the bucket, the answer.
    private static let cases = [
        (
            "a strange format", #""ExportFormat":"QWERTY""#,
            "ValidationException: 1 validation error detected: Value 'QWERTY' at 'exportFormat' failed to satisfy constraint: Member must satisfy enum value set: [ION, DYNAMODB_JSON]"
        ),
        (
            "ION", #""ExportFormat":"ION""#,
            "ValidationException: the format ION is not supported by this emulator yet: there is no library that reads and writes it"
        ),
        ("too early", #""ExportTime":1769860799"#, "InvalidExportTimeException: Export Time is invalid"),
        ("in the future", #""ExportTime":1769861801"#, "InvalidExportTimeException: Export Time is invalid"),
        (
            "a period without the type", #""IncrementalExportSpecification":{"ExportFromTime":1769860800}"#,
            "ValidationException: Invalid Request: Export Type expected to be Incremental Export when incremental export specification is provided"
        ),
        (
            "a period of a full export", #""ExportType":"FULL_EXPORT","IncrementalExportSpecification":{"ExportFromTime":1769860800}"#,
            "ValidationException: Invalid Request: When Export Type is Full Export , Incremental Export Specification should not be provided"
        ),
        (
            "no period", #""ExportType":"INCREMENTAL_EXPORT""#,
            "ValidationException: Invalid Request: Incremental Export Specification expected when export type is set as Incremental Export"
        ),
        (
            "no beginning", incremental + #":{"ExportViewType":"NEW_IMAGE"}"#,
            "ValidationException: Invalid Request: ExportFromTime must be provided in IncrementalExportSpecification"
        ),
        (
            "before the table", incremental + #":{"ExportFromTime":1769857200,"ExportToTime":1769857300}"#,
            "InvalidExportTimeException: Incremental export period from time cannot be less than the table creation time : 2026-01-31T11:00:00Z"
        ),
        (
            "an end in the future", incremental + #":{"ExportFromTime":1769860800,"ExportToTime":1769864400}"#,
            "InvalidExportTimeException: Incremental export period to time cannot be greater than the current time : 2026-01-31T13:00:00Z"
        ),
        (
            "ten minutes", incremental + #":{"ExportFromTime":1769860800,"ExportToTime":1769861400}"#,
            "InvalidExportTimeException: Difference between export period from time and export period to time is less than 15 minutes"
        ),
        (
            "a key of nothing", #""S3SseKmsKeyId":"alias/aws/s3""#,
            "ValidationException: Invalid Request: KMS Key Id is not supported for this encryption type"
        ),
    ]

    @Test(arguments: cases)
    func `an export is refused in AWS's words`(_ row: (String, String, String)) throws {
        let buckets = try Self.start()
        buckets.world.now = buckets.world.now.adding(seconds: 1000)
        #expect(
            try buckets.world.answer("ExportTableToPointInTime", #"{"TableArn":"\#(Self.arn)","S3Bucket":"exports",\#(row.1)}"#) == row.2,
            "\(row.0); \(Self.notes)")
        #expect(try buckets.keys().isEmpty)
    }

    private static let tableCases = [
        ("a bare name", "TTT", "ValidationException: One or more parameter values were invalid: tableArn is not a valid ARN"),
        ("an index", arn + "/index/GGG", "ValidationException: Invalid Request: Table ARN is invalid."),
        (
            "no such table", "arn:aws:dynamodb:us-east-1:111122223333:table/none",
            "TableNotFoundException: Table not found: arn:aws:dynamodb:us-east-1:111122223333:table/none"
        ),
        (
            "another region", "arn:aws:dynamodb:eu-west-1:111122223333:table/TTT",
            "TableNotFoundException: Table not found: arn:aws:dynamodb:eu-west-1:111122223333:table/TTT"
        ),
        ("another account", "arn:aws:dynamodb:us-east-1:999988887777:table/TTT", "AccessDeniedException: Access is denied"),
        (
            "recovery is off", arn,
            "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'TTT'"
        ),
    ]

    @Test(arguments: tableCases)
    func `a table that cannot be exported is told in AWS's words`(_ row: (String, String, String)) throws {
        let buckets = try BucketWorld()
        try buckets.world.makeTable()
        #expect(
            try buckets.world.answer("ExportTableToPointInTime", #"{"TableArn":"\#(row.1)","S3Bucket":"missing"}"#) == row.2,
            "\(row.0); \(Self.notes)")
    }

    private static let partCases = [
        (
            "DescribeExport", "Export", arn + "/export/01769860800000-00000000",
            "ExportNotFoundException: Export not found: Export not found: \(arn)/export/01769860800000-00000000"
        ),
        (
            "DescribeExport", "Export", "arn:aws:dynamodb:eu-west-1:111122223333:table/TTT/export/01769860800000-00000000",
            "ExportNotFoundException: Export not found: Invalid export arn"
        ),
        ("DescribeExport", "Export", arn, "ValidationException: Invalid Export ARN"),
        ("DescribeExport", "Export", arn + "/import/01769860800000-00000000", "ValidationException: Invalid Export ARN"),
        ("DescribeImport", "Import", arn + "/export/01769860800000-00000000", "ValidationException: Invalid Import ARN"),
        (
            "DescribeImport", "Import", "arn:aws:dynamodb:us-east-1:999988887777:table/TTT/import/01769860800000-00000000",
            "AccessDeniedException: Access is denied"
        ),
        (
            "DescribeImport", "Import", arn + "/import/01769860800000-00000000",
            "ImportNotFoundException: Import not found: \(arn)/import/01769860800000-00000000"
        ),
    ]

    @Test(arguments: partCases)
    func `an export or import that is not there is told in AWS's words`(_ row: (String, String, String, String)) throws {
        #expect(try TestWorld().answer(row.0, #"{"\#(row.1)Arn":"\#(row.2)"}"#) == row.3, "\(Self.notes)")
    }

    @Test func `a server without buckets says so`() throws {
        let world = try TestWorld()
        try world.makeTable()
        try world.enableRecovery("TTT")
        #expect(
            try world.answer("ExportTableToPointInTime", #"{"TableArn":"\#(Self.arn)","S3Bucket":"exports"}"#)
                == "ValidationException: an export or import without a folder of buckets is not supported by this emulator yet: --s3-folder or --data gives the server one"
        )
    }
}
