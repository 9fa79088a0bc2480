import DynamoDBValues
import SQLiteStore

/// Takes items one by one and writes them several at a time, each time in a short transaction of its own.
///
/// It holds at most a megabyte of them, or one item. `finish` writes the rest.
struct ItemBatches {
    /// An item and its place.
    struct Element {
        var key: ItemKey
        var item: CanonicalItem
    }

    private var parts: WriteInParts
    private let write: ([Element], borrowing Connection) throws -> Void
    private var waiting: [Element] = []
    private var bytes = 0
    private(set) var total = (items: 0, bytes: 0)

    static let bytesAtOnce = 1 << 20

    /// - Parameter write: Writes a batch, or throws where it is not wanted any more.
    init(in database: Database, write: @escaping ([Element], borrowing Connection) throws -> Void) {
        parts = WriteInParts(in: database)
        self.write = write
    }

    mutating func add(_ item: CanonicalItem, at key: ItemKey) throws {
        waiting.append(Element(key: key, item: item))
        bytes += item.bytes.count
        total.items += 1
        total.bytes += item.size
        if waiting.count >= parts.rows || bytes >= Self.bytesAtOnce { try flush() }
    }

    mutating func finish() throws {
        if !waiting.isEmpty { try flush() }
    }

    private mutating func flush() throws {
        let (batch, write) = (waiting, write)
        waiting.removeAll(keepingCapacity: true)
        bytes = 0
        try parts.write { _, connection in try write(batch, connection) }
    }
}

extension OpenTable {
    /// Takes in the items that a source walks over, each known by the table's own keys; the rows are `item, size`.
    func copy(
        to batches: inout ItemBatches, from walk: (_ take: (borrowing Row) throws -> Bool) throws -> Void
    ) throws {
        try walk { row in
            let item = CanonicalItem(bytes: row.bytes(0), size: row.itemSize)
            if let key = table.key.key(ofCopy: item.stored) { try batches.add(item, at: key) }
            return true
        }
    }
}
