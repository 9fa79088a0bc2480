import AWSTypes
import ByteJSON
import DynamoDBValues
import OpenSSL

/// A page of a SELECT while it is filled: the JSON of its items, as it goes into the answer.
///
/// It ends with the row at which the limit or one megabyte is reached, whichever of the statement's reads that row is of.
struct StatementPage: Sendable {
    private let limit: Int
    private let keyNames: [String]

    /// `[{…},{…}`, without its end.
    private(set) var items = [UInt8(ascii: "[")]
    private(set) var capacity = ConsumedCapacity()
    /// The units of items that a local index's rows led to.
    private var fetches = 0.0
    /// Where it ended; nil where everything was read.
    private(set) var position: StatementPosition?
    private var scanned = 0
    private var bytes = 0
    private var bytesOfRead = 0
    private var read = 0

    init(limit: Int?, keyNames: [String]) {
        self.limit = limit ?? Int.max
        self.keyNames = keyNames
    }

    /// One read of the statement begins.
    mutating func begin(_ number: Int) {
        read = number
        bytesOfRead = 0
    }

    /// Counts what one read has used.
    mutating func end(isConsistent: Bool, of target: ReadRequest.Target) {
        let units = ConsumedCapacity.read(bytes: bytesOfRead, isConsistent: isConsistent)
        if let index = target.index { capacity.add(units, to: index.index) } else { capacity.table += units }
        capacity.table += fetches
        fetches = 0
    }

    /// Counts an item that a local index's row led to: it fills the page as well as the row does.
    mutating func countFetch(_ size: Int, isConsistent: Bool) {
        fetches += ConsumedCapacity.read(bytes: size, isConsistent: isConsistent)
        bytes += size
    }

    mutating func append(_ item: [UInt8]) {
        if items.count > 1 { items.append(UInt8(ascii: ",")) }
        items += item
    }

    /// Counts a row, and tells whether there is room for another.
    mutating func countRow(_ size: Int, _ item: () -> [UInt8]) -> Bool {
        scanned += 1
        bytes += size
        bytesOfRead += size
        guard scanned >= limit || bytes >= Page.byteLimit else { return true }
        position = StatementPosition(read: read, key: StoredItem(item()).projecting(keyNames))
        return false
    }
}

/// The row that a page ended with.
struct StatementPosition: Sendable {
    /// Which of the statement's reads it is of.
    var read: Int
    /// JSON.
    var key: [UInt8]

    /// Where the row stands, in its index and in the table.
    func place(in target: ReadRequest.Target) throws -> (key: ItemKey, base: ItemKey) {
        let item = StoredItem(key)
        guard let key = target.key.key(ofCopy: item), let base = target.table.table.key.key(ofCopy: item) else {
            throw AWSError.tokenOfAnotherStatement
        }
        return (key, base)
    }
}

/// NextToken: where a statement's next page begins, of use for the same statement with the same parameters only (recorded).
///
///     hash of all that follows, the statement, its parameters and its table (32 bytes) | read (4 bytes) | key (JSON)
///
/// The key is only believed under its hash, since it is read as an item of the store is.
struct StatementToken {
    /// What a token holds good for.
    let request: StatementRequest
    let table: OpenTable

    func text(of position: StatementPosition) -> String {
        let content = withUnsafeBytes(of: UInt32(position.read).bigEndian, Array.init) + position.key
        return Base64.encode(hash(of: content) + content)
    }

    func position(in text: String) throws -> StatementPosition {
        guard let bytes = Base64.decode(text), bytes.count > SHA256.byteCount + 4 else { throw AWSError.tokenUnreadable }
        let content = Array(bytes[SHA256.byteCount...])
        guard hash(of: content).elementsEqual(bytes.prefix(SHA256.byteCount)) else { throw AWSError.tokenOfAnotherStatement }
        // The hash is no secret, so that the key may be anything all the same.
        guard let key = try? JSONDocument(parsing: Array(content[4...])).root, key.kind == .object,
            let item = try? CanonicalItem.make(from: key)
        else { throw AWSError.tokenUnreadable }
        return StatementPosition(read: content.prefix(4).reduce(0) { $0 << 8 | Int($1) }, key: item.bytes)
    }

    private func hash(of content: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        for part in [Array(request.text.utf8), request.sentParameters, Array(table.table.id.utf8), content] {
            hash.update(withUnsafeBytes(of: UInt64(part.count).bigEndian, Array.init))
            hash.update(part)
        }
        return hash.finalize()
    }
}
