import AWSTypes
import ByteJSON
import DynamoDBValues
import OpenSSL
import Zlib

/// Reads the objects of an import and puts their items into the table that it makes.
///
/// A line that cannot be an item of the table is counted and left out; one that is no JSON ends its file (recorded). Any such makes the
/// import FAILED, and the items that could be read stay. What is in two lines is there as in the later one. Lines are read and made items of
/// outside the transactions that write them.
struct ImportReader {
    let job: TableImport
    let folder: BucketFolder
    let table: OpenTable
    private var batches: ItemBatches
    private(set) var count = TableImport.Count()

    init(_ job: TableImport, from folder: BucketFolder, into batches: ItemBatches, of table: OpenTable) {
        self.job = job
        self.folder = folder
        self.table = table
        self.batches = batches
    }

    mutating func read() throws {
        for object in try folder.list(prefix: job.prefix ?? "", in: job.bucket) {
            count.bytes += object.size
            var lines = ImportLines(job)
            var header = job.csv.header
            do {
                try Self.forEachPiece(of: object, job, in: folder) { piece in
                    try lines.append(piece) { try take($0, &header) }
                }
                try lines.finish { try take($0, &header) }
            } catch is ImportLines.TooLong {
                countError()
            } catch is Inflation.Fault {
                countError()
            }
        }
        try batches.finish()
    }

    /// Reads an object a piece at a time, unpacked, until `body` returns false.
    private static func forEachPiece(
        of object: BucketFolder.Object, _ job: TableImport, in folder: BucketFolder, _ body: (ArraySlice<UInt8>) throws -> Bool
    ) throws {
        guard job.compression == .gzip else {
            return try folder.forEachPiece(of: object.key, in: job.bucket) { try body($0[...]) }
        }
        var inflater = try Inflater()
        var isWanted = true
        try folder.forEachPiece(of: object.key, in: job.bucket) { piece in
            isWanted = try inflater.inflate(piece, body)
            return isWanted
        }
        if isWanted { try inflater.finish() }
    }

    /// Takes a line in, and tells whether the next is wanted.
    private mutating func take(_ line: ArraySlice<UInt8>, _ header: inout [String]?) throws -> Bool {
        switch job.format {
        case .json: return try takeJSON(line)
        case .csv:
            var lines = CSVLines(Array(line), delimiter: job.csv.byte)
            guard let fields = lines.next() else { return true }
            guard let names = header else {
                header = fields
                return true
            }
            if let item = item(fields, header: names) { try put(item) } else { countError() }
            return true
        }
    }

    private mutating func countError() {
        count.processed += 1
        count.errors += 1
    }

    /// Takes a line of JSON in, which is an object, or several one after another (moto's tests, run on AWS).
    private mutating func takeJSON(_ line: ArraySlice<UInt8>) throws -> Bool {
        guard !line.allSatisfy(Self.isBlank) else { return true }
        if let document = try? JSONDocument(parsing: Array(line)) { return try take(document) }
        var rest = line
        while let end = Self.endOfObject(rest), let document = try? JSONDocument(parsing: Array(rest[..<end])) {
            guard try take(document) else { return false }
            rest = rest[end...]
        }
        guard !rest.allSatisfy(Self.isBlank) else { return true }
        countError()
        return false
    }

    /// Where the first object ends that the bytes begin with; nil where it does not.
    private static func endOfObject(_ bytes: ArraySlice<UInt8>) -> Int? {
        var depth = 0
        var isText = false
        var isEscaped = false
        for at in bytes.indices {
            switch bytes[at] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isText: isEscaped = true
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "{") where !isText: depth += 1
            case UInt8(ascii: "}") where !isText:
                depth -= 1
                if depth <= 0 { return at + 1 }
            default: break
            }
        }
        return nil
    }

    private mutating func take(_ document: JSONDocument) throws -> Bool {
        guard document.root.kind == .object, let view = document.root["Item"], view.kind == .object,
            let item = try? CanonicalItem.make(from: view)
        else {
            countError()
            return true
        }
        try put(item)
        return true
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
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

    private mutating func put(_ item: CanonicalItem) throws {
        let key: ItemKey
        do {
            guard item.size <= ItemSize.limit else { return countError() }
            key = try table.key(ofNew: item)
        } catch is AWSError {
            return countError()
        }
        try batches.add(item, at: key)
        count.processed += 1
        count.imported += 1
    }
}
