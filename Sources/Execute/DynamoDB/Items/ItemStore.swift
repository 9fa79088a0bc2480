import DynamoDBValues
import SQLiteStore

/// The rows of one table's items, and the statements over them.
///
///     items_7    partition_hash, partition, sort | size, item
///     index_7_1  partition_hash, partition, sort, base_hash, base_partition, base_sort | size, item
///     backup_3   as items_7
///
/// What stands before the bar is the key, so that a Query is a walk along it and a Scan a walk along all of it; `item` is the JSON
/// that GetItem answers. An index holds copies, cut down to its projection, with the item's own key behind its own to
/// tell apart items that share it, and that key's hash before it, which gives them DynamoDB's order. The statements are built once, for they are
/// known to SQLite by their text.
struct ItemStore: Sendable {
    private let get: SQL
    private let put: SQL
    private let delete: SQL
    private let total: SQL
    private let collection: SQL
    private let segment: SQL
    private let segmentAfter: SQL
    let create: SQL
    let drop: SQL
    /// By `RowRange.shape`.
    private let ranges: [SQL]

    init(table: Int) { self.init(rows: "items_\(table)") }

    init(table: Int, index: Int) {
        self.init(
            rows: "index_\(table)_\(index)", key: "partition_hash, partition, sort, base_hash, base_partition, base_sort",
            place: "(?1, ?2, ?3, ?4, ?5, ?6)",
            isPlace: "partition_hash = ?1 AND partition = ?2 AND sort = ?3 AND base_hash = ?4 AND base_partition = ?5 AND base_sort = ?6",
            baseColumns: ", base_hash INTEGER NOT NULL, base_partition BLOB NOT NULL, base_sort BLOB NOT NULL", isIndex: true)
    }

    /// The items of a backup: as a table's.
    init(backup: Int64) { self.init(rows: "backup_\(backup)") }

    private init(rows: SQL) {
        self.init(
            rows: rows, key: "partition_hash, partition, sort", place: "(?1, ?2, ?3)",
            isPlace: "partition_hash = ?1 AND partition = ?2 AND sort = ?3", baseColumns: "", isIndex: false)
    }

    private init(rows: SQL, key: SQL, place: SQL, isPlace: SQL, baseColumns: SQL, isIndex: Bool) {
        let base: SQL = isIndex ? ", base_partition, base_sort" : ""
        create = """
            CREATE TABLE \(rows) (partition_hash INTEGER NOT NULL, partition BLOB NOT NULL, sort BLOB NOT NULL\(baseColumns), \
            size INTEGER NOT NULL, item TEXT NOT NULL, PRIMARY KEY (\(key))) WITHOUT ROWID
            """
        drop = "DROP TABLE \(rows)"
        get = "SELECT item, size FROM \(rows) WHERE \(isPlace)"
        put =
            isIndex
            ? "INSERT OR REPLACE INTO \(rows) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
            : "INSERT OR REPLACE INTO \(rows) VALUES (?1, ?2, ?3, ?4, ?5)"
        delete = "DELETE FROM \(rows) WHERE \(isPlace)"
        total = "SELECT COUNT(*), SUM(size) FROM \(rows)"
        collection = "SELECT SUM(size) FROM \(rows) WHERE partition_hash = ?1 AND partition = ?2"
        let columns: SQL = "SELECT item, size\(base) FROM \(rows) WHERE"
        segment = "\(columns) partition_hash >= ?1 AND partition_hash <= ?2 ORDER BY \(key)"
        segmentAfter =
            isIndex
            ? "\(columns) (\(key)) > \(place) AND partition_hash <= ?7 ORDER BY \(key)"
            : "\(columns) (\(key)) > \(place) AND partition_hash <= ?4 ORDER BY \(key)"
        ranges = RowRange.Shape.all.map { shape in
            let upper: SQL = shape.hasUpper ? " AND sort < ?4" : ""
            let tie: SQL = isIndex ? ", base_hash, base_partition, base_sort" : ""
            let direction: SQL = shape.isDescending ? " DESC" : ""
            let after: SQL
            switch (shape.hasPlace, shape.isDescending, shape.hasUpper) {
            case (false, _, _): after = ""
            case (true, false, true): after = " AND (sort, base_hash, base_partition, base_sort) > (?5, ?6, ?7, ?8)"
            case (true, true, true): after = " AND (sort, base_hash, base_partition, base_sort) < (?5, ?6, ?7, ?8)"
            case (true, false, false): after = " AND (sort, base_hash, base_partition, base_sort) > (?4, ?5, ?6, ?7)"
            case (true, true, false): after = " AND (sort, base_hash, base_partition, base_sort) < (?4, ?5, ?6, ?7)"
            }
            let order: SQL =
                shape.isDescending && isIndex
                ? "sort DESC, base_hash DESC, base_partition DESC, base_sort DESC" : shape.isDescending ? "sort\(direction)" : "sort\(tie)"
            return "\(columns) partition_hash = ?1 AND partition = ?2 AND sort >= ?3\(upper)\(after) ORDER BY \(order)"
        }
    }
}

/// An item as a row has it.
struct ItemRow: Sendable {
    var item: [UInt8]
    var size: Int

    var stored: StoredItem { StoredItem(item) }
}

/// Which rows of one partition a Query walks over, and from where.
///
/// Every condition on a sort key comes to a lowest key, which is included, and one that is not: `sort > k` begins at `k` with a
/// zero byte behind it, the next key there can be; `begins_with` ends where the prefix's successor begins.
struct RowRange: Sendable {
    var partition: [UInt8]
    var lower: [UInt8] = []
    var upper: [UInt8]?
    /// In an index, the row that was read last: its sort key, and its item's key, by which equals are told apart.
    var place: (sort: [UInt8], base: ItemKey)?
    var isDescending = false

    struct Shape {
        var hasUpper: Bool
        var hasPlace: Bool
        var isDescending: Bool

        static let all = (0..<8).map { Shape(hasUpper: $0 & 1 != 0, hasPlace: $0 & 2 != 0, isDescending: $0 & 4 != 0) }
    }

    var shape: Int { (upper == nil ? 0 : 1) + (place == nil ? 0 : 2) + (isDescending ? 4 : 0) }
}

// MARK: - Reading

extension ItemStore {
    /// The JSON of an item, as it goes into an answer.
    func item(at key: ItemKey, in connection: borrowing Connection) throws -> [UInt8]? {
        var item: [UInt8]?
        try connection.visitFirst(get, [.integer(key.hash), .bytes(key.partition), .bytes(key.sort)]) { item = $0.bytes(0) }
        return item
    }

    func row(at key: ItemKey, in connection: borrowing Connection) throws -> ItemRow? {
        var row: ItemRow?
        try connection.visitFirst(get, [.integer(key.hash), .bytes(key.partition), .bytes(key.sort)]) {
            row = ItemRow(item: $0.bytes(0), size: Int($0.integer(1)))
        }
        return row
    }

    /// How many items there are, and what they weigh.
    func total(in connection: borrowing Connection) throws -> (items: Int, bytes: Int) {
        try connection.first(total) { (Int($0.integer(0)), Int($0.integer(1))) } ?? (0, 0)
    }

    /// What the items of one partition weigh.
    func size(ofPartition partition: [UInt8], in connection: borrowing Connection) throws -> Int {
        try connection.first(collection, .integer(PartitionHash.column(of: partition)), .bytes(partition)) { Int($0.integer(0)) } ?? 0
    }

    /// Walks along one partition until `body` returns false.
    func forEach(_ range: RowRange, in connection: borrowing Connection, _ body: (borrowing Row) throws -> Bool) throws {
        var values: [SQLValue] = [
            .integer(PartitionHash.column(of: range.partition)), .bytes(range.partition), .bytes(range.lower),
        ]
        if let upper = range.upper { values.append(.bytes(upper)) }
        if let place = range.place { values += [.bytes(place.sort)] + Self.values(of: place.base) }
        try connection.forEach(ranges[range.shape], values: values, body: body)
    }

    /// Walks along the hashes, or a part of them, until `body` returns false.
    ///
    /// - Parameter after: The row that was read last; in an index with its item's key.
    func forEach(
        hashes: ClosedRange<Int64> = Int64.min...Int64.max, after: (key: ItemKey, base: ItemKey?)? = nil,
        in connection: borrowing Connection, _ body: (borrowing Row) throws -> Bool
    ) throws {
        guard let after else {
            return try connection.forEach(segment, .integer(hashes.lowerBound), .integer(hashes.upperBound), body: body)
        }
        var values: [SQLValue] = [.integer(after.key.hash), .bytes(after.key.partition), .bytes(after.key.sort)]
        if let base = after.base { values += Self.values(of: base) }
        values.append(.integer(hashes.upperBound))
        try connection.forEach(segmentAfter, values: values, body: body)
    }
}

extension ItemStore {
    /// What stands behind an index row's own key.
    private static func values(of base: ItemKey) -> [SQLValue] {
        [.integer(PartitionHash.column(ofItemAt: base)), .bytes(base.partition), .bytes(base.sort)]
    }
}

extension Row {
    var itemSize: Int { Int(integer(1)) }

    /// In an index, where the item itself stands.
    var baseKey: ItemKey { ItemKey(partition: bytes(2), sort: bytes(3)) }
}

// MARK: - Writing

extension ItemStore {
    func put(_ item: CanonicalItem, at key: ItemKey, in connection: borrowing Connection) throws {
        try connection.run(
            put, .integer(key.hash), .bytes(key.partition), .bytes(key.sort), .integer(item.size), .utf8(item.bytes))
    }

    func delete(at key: ItemKey, in connection: borrowing Connection) throws {
        try connection.run(delete, .integer(key.hash), .bytes(key.partition), .bytes(key.sort))
    }

    func put(_ copy: CanonicalItem, at key: ItemKey, of base: ItemKey, in connection: borrowing Connection) throws {
        try connection.run(
            put, .integer(key.hash), .bytes(key.partition), .bytes(key.sort), .integer(PartitionHash.column(ofItemAt: base)),
            .bytes(base.partition), .bytes(base.sort), .integer(copy.size), .utf8(copy.bytes))
    }

    func delete(at key: ItemKey, of base: ItemKey, in connection: borrowing Connection) throws {
        try connection.run(
            delete, .integer(key.hash), .bytes(key.partition), .bytes(key.sort), .integer(PartitionHash.column(ofItemAt: base)),
            .bytes(base.partition), .bytes(base.sort))
    }
}
