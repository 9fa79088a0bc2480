import Foundation
import Testing

@testable import DynamoDB

@Suite struct BucketFolderTests {
    @Test(arguments: ["..", ".", "", "a", "a/b", "/etc", "../exports", "a..", ".a", "a\0b", "-a", "é"])
    func `what is no bucket's name leads nowhere`(_ name: String) throws {
        let buckets = try BucketWorld()
        let folder = BucketFolder(path: buckets.folder.path)
        #expect(throws: BucketFolder.Fault.noSuchBucket) { try folder.put([1], at: "key", in: name) }
        #expect(throws: BucketFolder.Fault.noSuchBucket) { try folder.list(prefix: "", in: name) }
        #expect(!folder.exists(bucket: name))
    }

    @Test(arguments: ["..", "../x", "a/../../x", "a//b", "/a", "a/", ".", "a/./b", "a\0"])
    func `a key that leads elsewhere is refused`(_ key: String) throws {
        let buckets = try BucketWorld()
        let folder = BucketFolder(path: buckets.folder.path)
        #expect(throws: BucketFolder.Fault.unusableKey) { try folder.put([1], at: key, in: "exports") }
        #expect(throws: BucketFolder.Fault.unusableKey) { try folder.get(key, in: "exports") }
        #expect(try buckets.keys().isEmpty)
    }

    @Test func `links are not followed, neither as buckets, folders nor files`() throws {
        let buckets = try BucketWorld()
        let outside = buckets.folder.deletingLastPathComponent().appendingPathComponent("outside-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: outside) }
        try Data([1]).write(to: outside.appendingPathComponent("secret"))
        let files = FileManager.default
        try files.createSymbolicLink(at: buckets.folder.appendingPathComponent("linked"), withDestinationURL: outside)
        try files.createSymbolicLink(at: buckets.file("folder"), withDestinationURL: outside)
        try files.createSymbolicLink(at: buckets.file("file"), withDestinationURL: outside.appendingPathComponent("secret"))
        let folder = BucketFolder(path: buckets.folder.path)
        #expect(!folder.exists(bucket: "linked"))
        #expect(throws: BucketFolder.Fault.self) { try folder.put([2], at: "folder/new", in: "exports") }
        #expect(throws: BucketFolder.Fault.self) { try folder.put([2], at: "file", in: "exports") }
        #expect(throws: BucketFolder.Fault.self) { try folder.get("file", in: "exports") }
        #expect(throws: BucketFolder.Fault.self) { try folder.get("folder/secret", in: "exports") }
        #expect(try folder.list(prefix: "", in: "exports").isEmpty)
        #expect(try files.contentsOfDirectory(atPath: outside.path) == ["secret"])
        #expect(try Data(contentsOf: outside.appendingPathComponent("secret")) == Data([1]))
    }

    @Test func `an export with a prefix that leads elsewhere writes nothing`() throws {
        let buckets = try BucketWorld()
        try buckets.world.makeTable()
        try buckets.world.enableRecovery("TTT")
        let answer = try buckets.world.answer(
            "ExportTableToPointInTime",
            #"{"TableArn":"arn:aws:dynamodb:us-east-1:111122223333:table/TTT","S3Bucket":"exports","S3Prefix":"../../elsewhere"}"#)
        #expect(answer.hasPrefix("ValidationException: Invalid Request: S3Prefix has a part that no folder can have"))
        #expect(
            try buckets.world.answer(
                "ExportTableToPointInTime", #"{"TableArn":"arn:aws:dynamodb:us-east-1:111122223333:table/TTT","S3Bucket":".."}"#)
                == #"ValidationException: 1 validation error detected: Value '..' at 's3Bucket' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$"#
        )
        #expect(try buckets.keys().isEmpty)
    }
}
