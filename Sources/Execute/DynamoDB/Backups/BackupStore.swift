package import AWSTypes
import DynamoDBValues
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

    func number(of table: Table, backup id: String, in connection: borrowing Connection) throws -> Int64? {
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

    /// Removes a backup that could not be made.
    func removeBackup(_ number: Int64) throws {
        try database.write { connection in
            if try isThere(backup: number, in: connection) { try drop(backup: number, in: connection) }
        }
    }

    private func backup(_ number: Int64, in connection: borrowing Connection) throws -> Backup? {
        try connection.first("SELECT definition FROM dynamodb_backups WHERE number = ?1", .integer(number)) {
            try JSONDecoder().decode(Backup.self, from: Data($0.bytes(0)))
        }
    }

    func isThere(backup number: Int64, in connection: borrowing Connection) throws -> Bool {
        try connection.first("SELECT 1 FROM dynamodb_backups WHERE number = ?1", .integer(number)) { _ in true } ?? false
    }

    /// Removes the backups whose items were still being copied when the process ended.
    func removeUnfinishedBackups(in connection: borrowing Connection) throws {
        var unfinished: [Int64] = []
        try connection.forEach("SELECT number, definition FROM dynamodb_backups") { row in
            let backup = try JSONDecoder().decode(Backup.self, from: Data(row.bytes(1)))
            if backup.isBeingMade == true { unfinished.append(row.integer(0)) }
            return true
        }
        for number in unfinished { try drop(backup: number, in: connection) }
    }

    /// Whether a table is being made of a backup; for use within a write, where that cannot change.
    func isRestoring(_ arn: String) -> Bool { tablesThatFill.contains { $0.table.filling?.restore?.backup == arn } }

    private func drop(backup number: Int64, in connection: borrowing Connection) throws {
        database.expectLongWrite()
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

    /// Puts a backup's items into a table that is new.
    ///
    /// Nobody changes a backup, so it is read a part at a time too.
    func restore(_ number: Int64, to table: OpenTable) throws {
        try fill(table) { try copyItems(ofBackup: number, like: table, to: &$0) }
    }

    private func copyItems(ofBackup number: Int64, like table: OpenTable, to batches: inout ItemBatches) throws {
        let rows = ItemStore(backup: number)
        var part: [ItemBatches.Element] = []
        repeat {
            let after = part.last?.key
            part = try database.read { connection in
                var (part, bytes) = ([ItemBatches.Element](), 0)
                try rows.forEach(after: after.map { ($0, nil) }, in: connection) { row in
                    let item = CanonicalItem(bytes: row.bytes(0), size: row.itemSize)
                    if let key = table.table.key.key(ofCopy: item.stored) { part.append(.init(key: key, item: item)) }
                    bytes += item.bytes.count
                    return bytes < ItemBatches.bytesAtOnce
                }
                return part
            }
            for element in part { try batches.add(element.item, at: element.key) }
        } while !part.isEmpty
    }

    /// Puts a table's items as they were at a moment into a table that is new.
    ///
    /// - Parameter began: The beginning of the history that tells; where it was switched off since, there is nothing to tell.
    /// - Parameter moment: Nil for the present.
    /// - Parameter present: When that is.
    func copyPast(
        of source: OpenTable, since began: Timestamp, at moment: Timestamp?, present: WorkMoment, to table: OpenTable
    ) throws {
        try fill(table) { batches in
            try readLongSnapshot(source, at: present) { connection in
                guard let history = try current(source, in: connection).history(since: began) else {
                    throw AWSError.recoveryIsOff(source.table.name)
                }
                let write = try moment.flatMap { try history.firstWrite(after: $0, in: connection) }
                try source.copy(to: &batches) { take in
                    if let write { return try history.forEachItem(before: write, in: connection, take) }
                    try source.items.forEach(in: connection, take)
                }
            }
        }
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
        for number in over {
            try database.write { connection in
                // One that a table is being made of goes the next time.
                guard let backup = try backup(number, in: connection), !isRestoring(backup.arn) else { return }
                try drop(backup: number, in: connection)
            }
        }
        for table in tablesThatRecover {
            guard let recovery = table.table.recovery else { continue }
            let end = recovery.earliest(now: now)
            guard end > recovery.began else { continue }
            do {
                try forget(before: end, of: table, recovery)
            } catch let error as AWSError where error.code == .resourceNotFound {
                // It went in the meantime, and its history with it.
            }
        }
    }

    /// Forgets what a table's writes replaced before a moment; where there is nothing to forget, no writer has to wait.
    private func forget(before end: Timestamp, of table: OpenTable, _ recovery: Recovery) throws {
        guard let history = table.history, let cut = try read(table, { try history.cut(before: end, in: $0) }) else { return }
        var parts = WriteInParts(in: database)
        var goesOn = true
        while goesOn {
            goesOn = try parts.write { rows, connection in
                // Where recovery was switched off and on again it is another history, numbered anew.
                guard let history = try current(table, in: connection).history(since: recovery.began) else { return false }
                return try history.forget(before: cut, rows: rows, in: connection) > 0
            }
        }
    }
}

extension OpenTable {
    /// The history that began at a moment.
    func history(since began: Timestamp) -> ItemHistoryStore? { table.recovery?.began == began ? history : nil }
}
