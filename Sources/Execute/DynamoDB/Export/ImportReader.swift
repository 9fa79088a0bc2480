import AWSTypes
import ByteJSON
import DynamoDBValues
import OpenSSL
import SQLiteStore
import Zlib

/// Reads the objects of an import and puts their items into the table that it makes.
///
/// A line that cannot be an item of the table is counted and left out; one that is no JSON ends its file (recorded). Any such makes the
/// import FAILED, and the items that could be read stay. What is in two lines is there as in the later one.
struct ImportReader {
    let job: TableImport
    let folder: BucketFolder
    let table: OpenTable
    private(set) var count = TableImport.Count()

    /// The most that one packed object may unpack to.
    private static let unpackedLimit = 1 << 30

    init(_ job: TableImport, from folder: BucketFolder, into table: OpenTable) {
        self.job = job
        self.folder = folder
        self.table = table
    }

    mutating func read(in connection: borrowing Connection) throws {
        for object in try folder.list(prefix: job.prefix ?? "", in: job.bucket) {
            var bytes = try folder.get(object.key, in: job.bucket)
            count.bytes += bytes.count
            if job.compression == .gzip {
                guard let unpacked = try? Inflation.inflate(bytes, limit: Self.unpackedLimit) else {
                    countError()
                    continue
                }
                bytes = unpacked
            }
            switch job.format {
            case .json: try readJSON(bytes, in: connection)
            case .csv: try readCSV(bytes, in: connection)
            }
        }
    }

    private mutating func countError() {
        count.processed += 1
        count.errors += 1
    }

    private mutating func readJSON(_ bytes: [UInt8], in connection: borrowing Connection) throws {
        for line in bytes.split(separator: UInt8(ascii: "\n")) where !line.allSatisfy(Self.isBlank) {
            guard let document = try? JSONDocument(parsing: Array(line)) else { return countError() }
            guard document.root.kind == .object, let view = document.root["Item"], view.kind == .object,
                let item = try? CanonicalItem.make(from: view)
            else {
                countError()
                continue
            }
            try put(item, in: connection)
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
    }

    private mutating func readCSV(_ bytes: [UInt8], in connection: borrowing Connection) throws {
        var lines = CSVLines(bytes, delimiter: job.csv.delimiter.utf8.first ?? UInt8(ascii: ","))
        guard let header = job.csv.header ?? lines.next() else { return }
        while let line = lines.next() {
            guard let item = item(line, header: header) else {
                countError()
                continue
            }
            try put(item, in: connection)
        }
    }

    /// A line of a CSV file as an item: the keys of the table and of its indexes have the types that they are defined with, all else
    /// is a string (Developer Guide, "Amazon S3 import formats for DynamoDB").
    ///
    /// An empty field of a key is taken for an attribute that is not there (inferred).
    private func item(_ line: [String], header: [String]) -> CanonicalItem? {
        guard line.count == header.count else { return nil }
        var attributes: [Item.Element] = []
        for (name, text) in zip(header, line) {
            guard let definition = table.table.attributes.first(where: { $0.name == name }) else {
                attributes.append((name, .string(text)))
                continue
            }
            if text.isEmpty { continue }
            switch definition.type {
            case .string: attributes.append((name, .string(text)))
            case .number:
                guard let number = try? DynamoDBNumber(text) else { return nil }
                attributes.append((name, .number(number)))
            case .binary:
                guard let bytes = Base64.decode(text) else { return nil }
                attributes.append((name, .binary(bytes)))
            }
        }
        if attributes.contains(where: { $0.name.isEmpty }) { return nil }
        return CanonicalItem(Item(attributes))
    }

    private mutating func put(_ item: CanonicalItem, in connection: borrowing Connection) throws {
        let key: ItemKey
        do {
            guard item.size <= ItemSize.limit else { return countError() }
            key = try table.key(ofNew: item)
        } catch is AWSError {
            return countError()
        }
        let former = table.needsFormer ? try table.items.row(at: key, in: connection) : nil
        try table.replace(former, by: item, at: key, in: connection)
        count.processed += 1
        count.imported += 1
    }
}

/// The lines of a CSV file, as RFC 4180 has them: fields in quotes may hold delimiters, quotes written twice, and ends of lines.
struct CSVLines: IteratorProtocol {
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var at = 0

    init(_ bytes: [UInt8], delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
        // A mark of the byte order, as spreadsheets write it, is no part of the first name.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    }

    mutating func next() -> [String]? {
        while at < bytes.count, isLineEnd(bytes[at]) { at += 1 }
        guard at < bytes.count else { return nil }
        var fields: [String] = []
        while true {
            fields.append(field())
            guard at < bytes.count, bytes[at] == delimiter else { break }
            at += 1
        }
        return fields
    }

    private mutating func field() -> String {
        var text: [UInt8] = []
        if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
            at += 1
            while at < bytes.count {
                if bytes[at] == UInt8(ascii: "\"") {
                    at += 1
                    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { break }
                }
                text.append(bytes[at])
                at += 1
            }
        }
        while at < bytes.count, bytes[at] != delimiter, !isLineEnd(bytes[at]) {
            text.append(bytes[at])
            at += 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
