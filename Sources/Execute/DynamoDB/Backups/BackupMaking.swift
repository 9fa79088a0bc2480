import AWSTypes
import Foundation
import SQLiteStore

/// Copying a table's items into a backup.
///
/// The items are those of one moment, which a reader holds fast while they are copied a few at a time; writers go on meanwhile. Until the
/// last is there, the backup is shown as CREATING and nothing can be restored from it; one that is half made when the process ends is removed at
/// the next start.
extension TableStore {
    /// Keeps a table's items under a name.
    ///
    /// - Returns: The backup; it may still be CREATING.
    func makeBackup(of table: OpenTable, named name: String, id: String, now: Timestamp) throws -> Backup {
        let (begun, number) = try write(to: table) { table, connection in
            let backup = Backup(
                name: name, id: id, kind: .user, created: now, table: table.table.withoutWork, items: 0, bytes: 0, isBeingMade: true)
            return (backup, try add(backup, in: connection))
        }
        let moment = WorkMoment()
        let made = try work.run(after: moment) {
            do {
                return try self.fill(begun, number, from: table, at: moment)
            } catch {
                try? self.removeBackup(number)
                throw error
            }
        }
        return made ?? begun
    }

    private func fill(_ begun: Backup, _ number: Int64, from table: OpenTable, at moment: WorkMoment) throws -> Backup {
        let rows = ItemStore(backup: number)
        var batches = ItemBatches(in: database) { [self] batch, connection in
            // A reset may have removed it.
            guard try isThere(backup: number, in: connection) else { throw AWSError.backupNotFound(begun.arn) }
            for element in batch { try rows.put(element.item, at: element.key, in: connection) }
        }
        try readLongSnapshot(table, at: moment) { connection in
            try table.copy(to: &batches) { take in
                try table.items.forEach(in: connection, take)
            }
        }
        try batches.finish()
        var backup = begun
        (backup.items, backup.bytes, backup.isBeingMade) = (batches.total.items, batches.total.bytes, nil)
        try database.write { [backup] connection in
            try connection.run(
                "UPDATE dynamodb_backups SET definition = ?2 WHERE number = ?1", .integer(number),
                .utf8([UInt8](JSONEncoder().encode(backup))))
        }
        return backup
    }

    /// Adds a backup to the catalogue, and returns the number of its items' table, which is empty.
    private func add(_ backup: Backup, in connection: borrowing Connection) throws -> Int64 {
        let number = try addToCatalogue(backup, in: connection)
        try connection.run(ItemStore(backup: number).create)
        return number
    }

    /// Keeps a table with point-in-time recovery that is being deleted, for as long as AWS does.
    ///
    /// Its items are not copied: their table becomes the backup's.
    ///
    /// - Returns: Whether it was kept.
    func keepDeleted(_ table: OpenTable, now: Timestamp, in connection: borrowing Connection) throws -> Bool {
        guard table.table.recovery != nil else { return false }
        var moment = now
        while try number(of: table.table, backup: Backup.id(at: moment, tail: "00000000"), in: connection) != nil {
            moment.milliseconds += 1
        }
        let total = try table.items.total(in: connection)
        let number = try addToCatalogue(
            Backup(
                name: table.table.name + "$DeletedTableBackup", id: Backup.id(at: moment, tail: "00000000"), kind: .system, created: now,
                expires: now.adding(seconds: Backup.systemDays * 86_400), table: table.table, items: total.items, bytes: total.bytes),
            in: connection)
        try connection.run("ALTER TABLE items_\(table.table.number) RENAME TO backup_\(number)")
        return true
    }

    private func addToCatalogue(_ backup: Backup, in connection: borrowing Connection) throws -> Int64 {
        try connection.run(
            """
            INSERT INTO dynamodb_backups (account, region, id, name, kind, created, expires, definition)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            .text(backup.table.account), .text(backup.table.region), .text(backup.id), .text(backup.table.name),
            .text(backup.kind.rawValue), .integer(backup.created.milliseconds), backup.expires.map { .integer($0.milliseconds) } ?? .null,
            .utf8([UInt8](JSONEncoder().encode(backup))))
        return connection.lastInsertedRow
    }
}

extension Table {
    /// The definition without what is under way: what is made from it later is whole.
    var withoutWork: Table {
        var table = self
        for at in table.globalIndexes.indices { table.globalIndexes[at].isBackfilling = nil }
        table.filling = nil
        return table
    }
}
