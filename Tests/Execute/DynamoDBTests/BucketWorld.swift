import AWSTypes
import Foundation
import Testing
import Zlib

@testable import DynamoDB

/// A world with a folder of buckets, one of them called `exports`.
final class BucketWorld {
    let world: TestWorld
    let folder: URL

    init(patience: Duration = .seconds(120)) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("dynamodb-buckets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("exports"), withIntermediateDirectories: true)
        world = try TestWorld(buckets: folder.path, patience: patience)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func file(_ key: String, in bucket: String = "exports") -> URL { folder.appendingPathComponent(bucket).appendingPathComponent(key) }

    func write(_ text: String, to key: String) throws { try write(Array(text.utf8), to: key) }

    func write(_ bytes: [UInt8], to key: String) throws {
        try FileManager.default.createDirectory(at: file(key).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file(key))
    }

    func read(_ key: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: file(key))) }

    /// The keys below a prefix.
    func keys(_ prefix: String = "") throws -> [String] {
        try BucketFolder(path: folder.path).list(prefix: prefix, in: "exports").map(\.key)
    }

    /// Exports `TTT` and returns the export's id.
    func export(_ more: String = "") throws -> String {
        let answer = try world.call(
            "ExportTableToPointInTime",
            #"{"TableArn":"arn:aws:dynamodb:us-east-1:111122223333:table/TTT","S3Bucket":"exports"\#(more)}"#)
        #expect(answer.contains(#""ExportStatus":"IN_PROGRESS""#))
        return try #require(answer.split(separator: "/export/").last?.split(separator: "\"").first.map(String.init))
    }

    func describe(_ id: String) throws -> String {
        try world.call("DescribeExport", #"{"ExportArn":"arn:aws:dynamodb:us-east-1:111122223333:table/TTT/export/\#(id)"}"#)
    }

    /// The lines of all data files below a prefix.
    func lines(_ prefix: String) throws -> [String] {
        try keys(prefix).filter { $0.hasSuffix(".json.gz") }.flatMap { key in
            String(decoding: try Inflation.inflate(read(key), limit: 1 << 20), as: UTF8.self).split(separator: "\n").map(String.init)
        }.sorted()
    }
}
