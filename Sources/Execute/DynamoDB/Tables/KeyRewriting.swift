import AWSTypes
import DynamoDBValues
import Foundation
import SQLiteStore

/// Writes the keys of an older data file anew, once: its numbers stood in other bytes, and its rows in the order of another hash.
///
/// The old bytes of a number:
///
///     zero        80
///     positive    C0 exponent | digit pairs, each plus one
///     negative    the complement of the positive's bytes, and FF
///
/// The exponent is the power of ten of the first digit, plus 130; the pairs begin with the first digit. Texts and binaries stood as they do.
struct KeyRewriting {
    /// Begins with the old form; `run` finds no tables in a new file.
    static let migrations = [
        Migration(
            id: "dynamodb-keys-1",
            sql: """
                CREATE TABLE dynamodb_keys (form INTEGER NOT NULL);
                INSERT INTO dynamodb_keys (form) VALUES (1);
                """)
    ]
    private static let form: Int64 = 2

    /// Rewrites what has the old form, all of it or nothing.
    static func run(in database: Database) throws {
        let isCurrent = try database.read { connection in
            try connection.first("SELECT form FROM dynamodb_keys") { $0.integer(0) } == form
        }
        guard !isCurrent else { return }
        try database.write { connection in
            for table in try definitions(Table.self, from: "SELECT definition FROM dynamodb_tables", in: connection) {
                let items = ItemStore(table: table.value.number)
                try rewrite(items, "items_\(table.value.number)", of: table.value, in: connection)
                for index in table.value.indexes {
                    let open = OpenIndex(index, of: table.value)
                    try connection.run(open.rows.drop)
                    try connection.run(open.rows.create)
                    try items.forEach(in: connection) { row in
                        let item = CanonicalItem(bytes: row.bytes(0), size: row.itemSize)
                        if let key = table.value.key.key(ofCopy: item.stored) { try open.add(item, at: key, in: connection) }
                        return true
                    }
                }
                guard table.value.recovery != nil else { continue }
                try rewriteHistory(of: table.value, in: connection)
            }
            for backup in try definitions(Backup.self, from: "SELECT definition, number FROM dynamodb_backups", in: connection) {
                try rewrite(ItemStore(backup: backup.number), "backup_\(backup.number)", of: backup.value.table, in: connection)
            }
            try connection.run("UPDATE dynamodb_keys SET form = ?1", .integer(form))
        }
    }

    private static func definitions<T: Decodable>(
        _ type: T.Type, from query: SQL, in connection: borrowing Connection
    ) throws -> [(value: T, number: Int64)] {
        var found: [(value: T, number: Int64)] = []
        try connection.forEach(query) { row in
            found.append((try JSONDecoder().decode(type, from: Data(row.bytes(0))), row.columnCount > 1 ? row.integer(1) : 0))
            return true
        }
        return found
    }

    /// Copies rows of items into a new table, as their keys change.
    private static func rewrite(_ items: ItemStore, _ rows: SQL, of table: Table, in connection: borrowing Connection) throws {
        try connection.run("ALTER TABLE \(rows) RENAME TO dynamodb_old_rows")
        try connection.run(items.create)
        try connection.forEach("SELECT item, size, partition, sort FROM dynamodb_old_rows") { row in
            let key = try key(table.key, partition: row.bytes(2), sort: row.bytes(3))
            try items.put(CanonicalItem(bytes: row.bytes(0), size: row.itemSize), at: key, in: connection)
            return true
        }
        try connection.run("DROP TABLE dynamodb_old_rows")
    }

    private static func rewriteHistory(of table: Table, in connection: borrowing Connection) throws {
        let rows: SQL = "history_\(table.number)"
        var last: Int64 = 0
        while let row = try connection.first(
            "SELECT sequence, partition, sort FROM \(rows) WHERE sequence > ?1 ORDER BY sequence LIMIT 1", .integer(last),
            read: { (sequence: $0.integer(0), partition: $0.bytes(1), sort: $0.bytes(2)) })
        {
            last = row.sequence
            let key = try key(table.key, partition: row.partition, sort: row.sort)
            try connection.run(
                "UPDATE \(rows) SET partition_hash = ?2, partition = ?3, sort = ?4 WHERE sequence = ?1", .integer(row.sequence),
                .integer(key.hash), .bytes(key.partition), .bytes(key.sort))
        }
    }

    private static func key(_ schema: KeySchema, partition: [UInt8], sort: [UInt8]) throws -> ItemKey {
        ItemKey(partition: try rewritten(partition, schema.partition), sort: try schema.sort.map { try rewritten(sort, $0) } ?? sort)
    }

    private static func rewritten(_ bytes: [UInt8], _ attribute: AttributeDefinition) throws -> [UInt8] {
        guard attribute.type == .number else { return bytes }
        return KeyEncoding.encode(try number(bytes))
    }

    /// Reads the old bytes of a number.
    static func number(_ bytes: [UInt8]) throws -> DynamoDBNumber {
        guard bytes.count > 2 else { return .zero }
        let isNegative = bytes[0] < 0x80
        let plain = isNegative ? bytes.dropLast().map { ~$0 } : bytes
        let digits = plain.dropFirst(2).map { $0 > 10 ? "\($0 - 1)" : "0\($0 - 1)" }.joined()
        return try DynamoDBNumber("\(isNegative ? "-" : "")\(digits)e\(Int(plain[1]) - 130 - digits.utf8.count + 1)")
    }
}
