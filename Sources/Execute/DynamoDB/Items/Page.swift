import ByteJSON
import DynamoDBExpressions
import DynamoDBValues
import SQLiteStore

/// Which attributes of the items a Query or Scan is to return.
enum Selection: Sendable {
    case all
    case count
    case projected(Projection)
}

/// A page of a Query or Scan while it is filled: the JSON of its items, as it goes into the answer.
///
/// It ends with the item at which the limit or one megabyte is reached; whether another follows is not looked up, so the last page may
/// turn out to have been the last but one, as on AWS (Developer Guide, "Query", pagination).
struct Page: Sendable {
    let limit: Int
    let filter: BoundCondition?
    let selection: Selection
    /// The attributes of a LastEvaluatedKey.
    let keyNames: [String]

    /// `[{…},{…}`, without its end.
    private(set) var items = [UInt8(ascii: "[")]
    private(set) var count = 0
    private(set) var scanned = 0
    /// What was read, by which capacity is counted.
    private(set) var bytes = 0
    /// What was fetched from the table for an index's rows: it fills the page too, and its capacity is counted item by item.
    private var fetchedBytes = 0
    private(set) var fetchedUnits = 0.0
    /// JSON; nil where everything was read.
    private(set) var lastKey: [UInt8]?

    static let byteLimit = 1_048_576

    init(limit: Int?, filter: BoundCondition?, selection: Selection, keyNames: [String]) {
        self.limit = limit ?? Int.max
        self.filter = filter
        self.selection = selection
        self.keyNames = keyNames
    }

    /// Takes the row in, and tells whether the page has room for another.
    mutating func take(_ row: borrowing Row) -> Bool {
        switch (filter, selection) {
        case (nil, .all): row.withBytes(0) { append($0) }
        case (nil, .count): count += 1
        default: takeParts(of: StoredItem(row.bytes(0)))
        }
        return countRow(row.itemSize) { row.bytes(0) }
    }

    /// Takes in an item that was fetched from the table for an index's row.
    mutating func take(_ item: ItemRow, isConsistent: Bool, for row: borrowing Row) -> Bool {
        takeParts(of: item.stored)
        fetchedBytes += item.size
        fetchedUnits += ConsumedCapacity.read(bytes: item.size, isConsistent: isConsistent)
        return countRow(row.itemSize) { row.bytes(0) }
    }

    private mutating func takeParts(of stored: StoredItem) {
        if let filter, !filter.evaluate(stored.item) { return }
        switch selection {
        case .all: stored.bytes.withUnsafeBytes { append($0) }
        case .count: count += 1
        case .projected(let projection): projection.cut(stored).withUnsafeBytes { append($0) }
        }
    }

    private mutating func append(_ item: UnsafeRawBufferPointer) {
        if count > 0 { items.append(UInt8(ascii: ",")) }
        items.append(contentsOf: item)
        count += 1
    }

    private mutating func countRow(_ size: Int, _ item: () -> [UInt8]) -> Bool {
        scanned += 1
        bytes += size
        guard scanned >= limit || bytes + fetchedBytes >= Self.byteLimit else { return true }
        lastKey = StoredItem(item()).projecting(keyNames)
        return false
    }
}
