package import AWSTypes
import Foundation
import SQLiteStore

/// The backups there are: a row of the catalogue each, and a table of SQLite for the items.
///
///     backup_3    partition_hash, partition, sort | size, item
extension TableStore {
    static let backupMigrations = [
        Migration(
            id: "dynamodb-backups-1",
            sql: """
                CREATE TABLE dynamodb_backups (
                    number INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, id TEXT NOT NULL,
                    name TEXT NOT NULL, kind TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER, definition TEXT NOT NULL,
                    UNIQUE (account, region, id, name));
                CREATE TABLE dynamodb_jobs (
                    kind TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, id TEXT NOT NULL, table_name TEXT NOT NULL,
                    token TEXT, ended INTEGER NOT NULL, digest BLOB NOT NULL, definition TEXT NOT NULL,
                    PRIMARY KEY (kind, account, region, id, table_name)) WITHOUT ROWID;
                """)
    ]

    /// Which backups ListBackups asks for.
    struct BackupFilter {
        var account: String
        var region: String
        var table: String?
        var kinds: [Backup.Kind]
        /// From here on.
        var lower: Timestamp?
        /// Before this.
        var upper: Timestamp?
        /// The backup that was listed last; it need not be there any more.
        var after: TablePartReference?
        var limit: Int
    }

    /// Copies a table's items as they stand in this transaction.
    @discardableResult
    func keep(
        _ table: OpenTable, as name: String, kind: Backup.Kind, id: String, now: Timestamp, expires: Timestamp? = nil,
        in connection: borrowing Connection
    ) throws -> Backup {
        let total = try table.items.total(in: connection)
        let backup = Backup(
            name: name, id: id, kind: kind, created: now, expires: expires, table: table.table, items: total.items, bytes: total.bytes)
        try connection.run(
            """
            INSERT INTO dynamodb_backups (account, region, id, name, kind, created, expires, definition)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            .text(table.table.account), .text(table.table.region), .text(id), .text(table.table.name), .text(kind.rawValue),
            .integer(now.milliseconds), expires.map { .integer($0.milliseconds) } ?? .null, .utf8([UInt8](JSONEncoder().encode(backup))))
        let number = connection.lastInsertedRow
        try connection.run(
            """
            CREATE TABLE backup_\(number) (partition_hash INTEGER NOT NULL, partition BLOB NOT NULL, sort BLOB NOT NULL, \
            size INTEGER NOT NULL, item TEXT NOT NULL, PRIMARY KEY (partition_hash, partition, sort)) WITHOUT ROWID
            """)
        try connection.run(
            "INSERT INTO backup_\(number) SELECT partition_hash, partition, sort, size, item FROM items_\(table.table.number)")
        return backup
    }

    /// Keeps a table with point-in-time recovery that is being deleted, for as long as AWS does.
    func keepDeleted(_ table: OpenTable, now: Timestamp, in connection: borrowing Connection) throws {
        guard table.table.recovery != nil else { return }
        var moment = now
        while try number(of: table.table, backup: Backup.id(at: moment, tail: "00000000"), in: connection) != nil {
            moment.milliseconds += 1
        }
        try keep(
            table, as: table.table.name + "$DeletedTableBackup", kind: .system, id: Backup.id(at: moment, tail: "00000000"), now: now,
            expires: now.adding(seconds: Backup.systemDays * 86_400), in: connection)
    }

    private func number(of table: Table, backup id: String, in connection: borrowing Connection) throws -> Int64? {
        try connection.first(
            "SELECT number FROM dynamodb_backups WHERE account = ?1 AND region = ?2 AND id = ?3 AND name = ?4", .text(table.account),
            .text(table.region), .text(id), .text(table.name)
        ) { $0.integer(0) }
    }

    /// The backup and the number of its items' table.
    func backup(_ reference: TablePartReference, region: String) throws -> (backup: Backup, number: Int64)? {
        try database.read { try find(reference, region: region, in: $0) }
    }

    func find(
        _ reference: TablePartReference, region: String, in connection: borrowing Connection
    ) throws -> (backup: Backup, number: Int64)? {
        try connection.first(
            "SELECT number, definition FROM dynamodb_backups WHERE account = ?1 AND region = ?2 AND id = ?3 AND name = ?4",
            .text(reference.account), .text(region), .text(reference.id), .text(reference.table)
        ) { (try JSONDecoder().decode(Backup.self, from: Data($0.bytes(1))), $0.integer(0)) }
    }

    /// Removes a backup with its items, or refuses to.
    func removeBackup(_ reference: TablePartReference, region: String, check: (Backup) throws -> Void) throws -> Backup? {
        try database.write { connection in
            guard let (backup, number) = try find(reference, region: region, in: connection) else { return nil }
            try check(backup)
            try drop(backup: number, in: connection)
            return backup
        }
    }

    private func drop(backup number: Int64, in connection: borrowing Connection) throws {
        try connection.run("DELETE FROM dynamodb_backups WHERE number = ?1", .integer(number))
        try connection.run("DROP TABLE backup_\(number)")
    }

    /// The backups of a page and whether more follow, in the order in which they were made.
    func backups(_ filter: BackupFilter) throws -> (page: [Backup], hasMore: Bool) {
        try database.read { connection in
            var page: [Backup] = []
            var hasMore = false
            try connection.forEach(
                """
                SELECT definition FROM dynamodb_backups
                WHERE account = ?1 AND region = ?2 AND (?3 IS NULL OR name = ?3) AND created >= ?4 AND created < ?5 AND (id, name) > (?6, ?7)
                ORDER BY id, name
                """,
                .text(filter.account), .text(filter.region), filter.table.map { .text($0) } ?? .null,
                .integer(filter.lower?.milliseconds ?? Int64.min), .integer(filter.upper?.milliseconds ?? Int64.max),
                .text(filter.after?.id ?? ""), .text(filter.after?.table ?? "")
            ) { row in
                let backup = try JSONDecoder().decode(Backup.self, from: Data(row.bytes(0)))
                guard filter.kinds.contains(backup.kind) else { return true }
                hasMore = page.count == filter.limit
                if !hasMore { page.append(backup) }
                return !hasMore
            }
            return (page, hasMore)
        }
    }

    /// Puts a backup's items into a table that is new, within the transaction that makes it.
    func restore(_ number: Int64, to table: OpenTable, in connection: borrowing Connection) throws {
        try connection.run(
            "INSERT INTO items_\(table.table.number) SELECT partition_hash, partition, sort, size, item FROM backup_\(number)")
        for index in table.indexes { try index.fill(from: table.items, in: connection, key: table.table.key) }
    }

    /// Removes every backup, export and import, for a reset.
    func removeBackupsAndJobs(in connection: borrowing Connection) throws {
        for number in try backupNumbers("SELECT number FROM dynamodb_backups", in: connection) {
            try drop(backup: number, in: connection)
        }
        try connection.run("DELETE FROM dynamodb_jobs")
    }

    private func backupNumbers(_ sql: SQL, _ values: SQLValue..., in connection: borrowing Connection) throws -> [Int64] {
        var numbers: [Int64] = []
        try connection.forEach(sql, values: values) { row in
            numbers.append(row.integer(0))
            return true
        }
        return numbers
    }
}

// MARK: - Housekeeping

extension TableStore {
    /// Removes system backups whose time is over, and the part of the tables' past that can no longer be restored.
    package func tidyBackups(now: Timestamp) throws {
        let over = try database.read {
            try backupNumbers("SELECT number FROM dynamodb_backups WHERE expires <= ?1", .integer(now.milliseconds), in: $0)
        }
        if !over.isEmpty {
            try database.write { connection in
                for number in over { try drop(backup: number, in: connection) }
            }
        }
        for table in tablesThatRecover {
            guard let recovery = table.table.recovery else { continue }
            let end = recovery.earliest(now: now)
            guard end > recovery.began else { continue }
            do {
                try write(to: table) { table, connection in try table.history?.forget(before: end, in: connection) }
            } catch let error as AWSError where error.code == .resourceNotFound {
                // It went in the meantime, and its history with it.
            }
        }
    }
}
