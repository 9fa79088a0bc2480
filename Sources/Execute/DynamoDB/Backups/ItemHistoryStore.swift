import AWSTypes
import SQLiteStore

/// What the writes of a table with point-in-time recovery replaced, in their order.
///
///     history_7    sequence | at, partition_hash, partition, sort, size, item
///
/// A row holds the item as it was before the write, or no item where there was none. So nothing has to be copied when recovery is
/// switched on, and forgetting the past is forgetting the oldest rows: the state before a write is the state of now, with every
/// item that was written since put back to what the first of those writes replaced.
struct ItemHistoryStore: Sendable {
    private let append: SQL
    private let cut: SQL
    private let kept: SQL
    private let trim: SQL
    private let state: SQL
    private let changes: SQL
    private let former: SQL
    let create: SQL
    let drop: SQL
    private let clock: @Sendable () -> Timestamp

    init(table: Int, clock: @escaping @Sendable () -> Timestamp) {
        self.clock = clock
        let rows: SQL = "history_\(table)"
        let key: SQL = "partition_hash, partition, sort"
        create = """
            CREATE TABLE \(rows) (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, partition_hash INTEGER NOT NULL, \
            partition BLOB NOT NULL, sort BLOB NOT NULL, size INTEGER NOT NULL, item TEXT)
            """
        drop = "DROP TABLE \(rows)"
        append = "INSERT INTO \(rows) (at, \(key), size, item) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        cut = "SELECT MIN(sequence) FROM \(rows) WHERE at > ?1"
        kept = """
            SELECT IFNULL((SELECT MIN(sequence) FROM \(rows) WHERE at >= ?1), (SELECT MAX(sequence) + 1 FROM \(rows))) AS kept \
            WHERE kept > (SELECT MIN(sequence) FROM \(rows))
            """
        trim = "DELETE FROM \(rows) WHERE sequence < ?1 AND sequence < (SELECT MIN(sequence) FROM \(rows)) + ?2"
        // The first write of each item since the cut; what it replaced is the item's state at the cut.
        let first: SQL = "SELECT MIN(sequence) FROM \(rows) WHERE sequence >= ?1 GROUP BY \(key)"
        let touched: SQL = "SELECT \(key) FROM \(rows) WHERE sequence >= ?1"
        state = """
            SELECT item, size FROM items_\(table) WHERE (\(key)) NOT IN (\(touched)) \
            UNION ALL SELECT item, size FROM \(rows) WHERE sequence IN (\(first)) AND item IS NOT NULL
            """
        changes = """
            SELECT MIN(sequence) AS begun, MAX(CASE WHEN sequence < ?2 THEN at END), MIN(CASE WHEN sequence >= ?2 THEN sequence END), \
            partition, sort FROM \(rows) WHERE sequence >= ?1 GROUP BY \(key) HAVING begun < ?2
            """
        former = "SELECT item, size FROM \(rows) WHERE sequence = ?1"
    }

    /// Leaves what a write is about to replace.
    func note(_ former: ItemRow?, at key: ItemKey, in connection: borrowing Connection) throws {
        try connection.run(
            append, .integer(clock().milliseconds), .integer(key.hash), .bytes(key.partition), .bytes(key.sort),
            .integer(former?.size ?? 0), former.map { .utf8($0.item) } ?? .null)
    }

    /// The first write after a moment; nil where there was none since.
    ///
    /// The order of the writes decides, not their times: the world's clock can be set back.
    func firstWrite(after moment: Timestamp, in connection: borrowing Connection) throws -> Int64? {
        try connection.first(cut, .integer(moment.milliseconds)) { $0.isNull(0) ? nil : $0.integer(0) } ?? nil
    }

    /// The first write that is to be kept when those before a moment are forgotten; nil where there is nothing to forget.
    func cut(before moment: Timestamp, in connection: borrowing Connection) throws -> Int64? {
        try connection.first(kept, .integer(moment.milliseconds)) { $0.integer(0) }
    }

    /// Forgets some of the writes before one, the oldest first, and returns how many.
    func forget(before write: Int64, rows: Int, in connection: borrowing Connection) throws -> Int {
        try connection.run(trim, .integer(write), .integer(Int64(rows)))
    }

    /// Walks over the items as they stood before a write; the rows are `item, size`.
    func forEachItem(before write: Int64, in connection: borrowing Connection, _ body: (borrowing Row) throws -> Bool) throws {
        try connection.forEach(state, .integer(write), body: body)
    }
}

// MARK: - Changes

extension ItemHistoryStore {
    /// An item that was written in a stretch of time: how it was before, and after.
    struct Change {
        var at: Timestamp
        var former: ItemRow?
        var latter: ItemRow?
    }

    /// Walks over the items written from one write on and before another, each once.
    ///
    /// Nothing of it stands in memory but the change that is shown: SQLite groups the writes by their items, in a file where they are many.
    ///
    /// - Parameter end: The first write that no longer counts; nil where all do.
    func forEachChange(
        from start: Int64, before end: Int64?, of items: ItemStore, in connection: borrowing Connection, _ body: (Change) throws -> Void
    ) throws {
        try connection.forEach(changes, .integer(start), .integer(end ?? Int64.max)) { row in
            let key = ItemKey(partition: row.bytes(3), sort: row.bytes(4))
            let former = try replaced(by: row.integer(0), in: connection)
            // What was written again since was, at the end, what the first write after it replaced.
            let latter = try row.isNull(2) ? items.row(at: key, in: connection) : replaced(by: row.integer(2), in: connection)
            try body(Change(at: Timestamp(milliseconds: row.integer(1)), former: former, latter: latter))
            return true
        }
    }

    /// The item that a write replaced; nil where there was none.
    private func replaced(by write: Int64, in connection: borrowing Connection) throws -> ItemRow? {
        try connection.first(former, .integer(write)) { row in
            row.isNull(0) ? nil : ItemRow(item: row.bytes(0), size: row.itemSize)
        } ?? nil
    }
}
