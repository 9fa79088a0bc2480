import AWSTypes
import ByteJSON
import OpenSSL
import Zlib

/// Writes the files of an export into a bucket, laid out as AWS does (Developer Guide, "DynamoDB table export output format"; the names
/// of the checksum files as observed).
///
///     AWSDynamoDB/0169…-2d8752fd/_started
///                                data/….json.gz             one {"Item":{…}} a line
///                                manifest-files.json, .md5
///                                manifest-summary.json, .md5
///
/// The data of incremental exports lies in `AWSDynamoDB/data`, which they share.
struct ExportWriter {
    private let export: TableExport
    private let folder: BucketFolder
    private let random: any RandomSource
    private var lines: [UInt8] = []
    private var linesInFile = 0
    private var files: [UInt8] = []
    private(set) var items = 0
    private(set) var bytes = 0

    /// So much goes into one file, before it is packed; it is what an export holds in memory.
    private static let fileBytes = 8 << 20

    init(_ export: TableExport, in folder: BucketFolder, random: any RandomSource) throws(BucketFolder.Fault) {
        self.export = export
        self.folder = folder
        self.random = random
        try folder.put([], at: export.root + "/_started", in: export.bucket)
    }

    /// Takes an item of a full export in.
    mutating func add(item: [UInt8], size: Int) throws(BucketFolder.Fault) {
        lines += Self.itemHead
        lines += item
        lines += Self.tail
        try countLine(size)
    }

    private static let itemHead = Array(#"{"Item":"#.utf8)
    private static let tail = Array("}\n".utf8)

    /// Takes a change of an incremental export in: the keys, and the item before and after as far as the view has them.
    mutating func add(_ change: ItemHistoryStore.Change, keys: [UInt8], view: TableExport.View) throws(BucketFolder.Fault) {
        var json = JSONWriter(capacity: 256 + (change.former?.item.count ?? 0) + (change.latter?.item.count ?? 0))
        json.beginObject()
        json.name("Metadata")
        json.raw(#"{"WriteTimestampMicros":{"N":"\#(change.at.milliseconds * 1000)"}}"#.utf8)
        json.name("Keys")
        json.raw(keys)
        if view == .newAndOld, let former = change.former {
            json.name("OldImage")
            json.raw(former.item)
        }
        if let latter = change.latter {
            json.name("NewImage")
            json.raw(latter.item)
        }
        json.endObject()
        lines += json.bytes
        lines.append(UInt8(ascii: "\n"))
        try countLine((change.former?.size ?? 0) + (change.latter?.size ?? 0))
    }

    private mutating func countLine(_ size: Int) throws(BucketFolder.Fault) {
        items += 1
        linesInFile += 1
        bytes += size
        if lines.count >= Self.fileBytes { try endFile() }
    }

    private mutating func endFile() throws(BucketFolder.Fault) {
        guard let packed = Deflation.gzip(lines) else { throw .system("no memory to pack the export") }
        let name = random.string(26, alphabet: "abcdefghijklmnopqrstuvwxyz234567") + ".json.gz"
        let key = (export.kind == .full ? export.root : export.base) + "/data/" + name
        try folder.put(packed, at: key, in: export.bucket)
        let hash = MD5.hash(packed)
        var json = JSONWriter()
        json.beginObject()
        json.name("itemCount")
        json.integer(linesInFile)
        json.name("md5Checksum")
        json.string(Base64.encode(hash))
        json.name("etag")
        // S3's etag of an upload in one part: the hash of the parts' hashes, and their number.
        json.string(Hex.encode(MD5.hash(hash)) + "-1")
        json.name("dataFileS3Key")
        json.string(key)
        json.endObject()
        files += json.bytes
        files.append(UInt8(ascii: "\n"))
        lines.removeAll(keepingCapacity: true)
        linesInFile = 0
    }

    /// Writes what is left and the manifests; a table without items has one empty file.
    mutating func finish(at end: Timestamp) throws(BucketFolder.Fault) {
        if linesInFile > 0 || files.isEmpty { try endFile() }
        try put(files, as: "manifest-files")
        try put(summary(endedAt: end), as: "manifest-summary")
    }

    private func put(_ bytes: [UInt8], as name: String) throws(BucketFolder.Fault) {
        try folder.put(bytes, at: "\(export.root)/\(name).json", in: export.bucket)
        try folder.put(Base64.encoded(MD5.hash(bytes)), at: "\(export.root)/\(name).md5", in: export.bucket)
    }

    private func summary(endedAt end: Timestamp) -> [UInt8] {
        var json = JSONWriter(capacity: 1024)
        func text(_ name: String, _ value: String?) {
            json.name(name)
            if let value { json.string(value) } else { json.null() }
        }
        json.beginObject()
        text("version", export.kind == .full ? "2020-06-30" : "2023-08-01")
        text("exportArn", export.arn)
        text("startTime", export.began.iso8601Milliseconds)
        text("endTime", end.iso8601Milliseconds)
        text("tableArn", export.tableARN)
        text("tableId", export.tableID)
        if let moment = export.moment { text("exportTime", moment.iso8601Milliseconds) }
        if let period = export.period {
            text("exportFromTime", period.from.iso8601Milliseconds)
            text("exportToTime", period.to.iso8601Milliseconds)
        }
        text("s3Bucket", export.bucket)
        text("s3Prefix", export.prefix)
        text("s3SseAlgorithm", export.encryption)
        text("s3SseKmsKeyId", export.encryptionKey)
        text("manifestFilesS3Key", export.root + "/manifest-files.json")
        json.name("billedSizeBytes")
        json.integer(bytes)
        json.name("itemCount")
        json.integer(items)
        text("outputFormat", "DYNAMODB_JSON")
        if let period = export.period { text("outputView", period.view.rawValue) }
        text("exportType", export.kind.rawValue)
        json.endObject()
        return json.bytes
    }
}
