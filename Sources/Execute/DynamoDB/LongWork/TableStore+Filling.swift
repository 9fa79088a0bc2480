import AWSTypes
import DynamoDBValues
import SQLiteStore

/// What a table is being made of that is not ready yet.
///
/// Such a table is shown as CREATING and has no items for anybody. What is half made when the process ends is removed at the next start.
package struct Filling: Sendable, Codable {
    /// Nil for an import.
    var restore: RestoreSummary?
}

extension TableStore {
    /// Makes a table and fills it, a short write at a time.
    ///
    /// - Parameter moment: Whose state the items are; nil where they are in nobody's hands.
    /// - Parameter besides: Refuses, or does what must be done with the table's making, in the same transaction.
    /// - Parameter fill: Puts the items in. It may run on, on another thread, when this returns.
    /// - Parameter end: Does what must be done when the table is ready, in the transaction that shows it so.
    /// - Parameter failed: Does what must be done when it could not be filled, in the transaction that removes it.
    /// - Parameter abandoned: Gives back what the table was to have, where it does not come to be.
    /// - Returns: The table; it may still be CREATING.
    func create<T>(
        _ table: Table, filling: Filling, at moment: WorkMoment? = nil, besides: (borrowing Connection) throws -> Void,
        fill: @escaping @Sendable (OpenTable) throws -> T,
        end: @escaping @Sendable (T, borrowing Connection) throws -> Void = { _, _ in },
        failed: @escaping @Sendable (any Error, borrowing Connection) throws -> Void = { _, _ in },
        abandoned: @escaping @Sendable () -> Void = {}
    ) throws -> OpenTable {
        var table = table
        table.filling = filling
        let open: OpenTable
        do {
            open = try create(table) { _, connection in try besides(connection) }
        } catch {
            abandoned()
            throw error
        }
        let ready = try work.run(after: moment) {
            do {
                let filled = try fill(open)
                return try self.change(open, whileFilling: true) { definition, connection in
                    definition.filling = nil
                    try end(filled, connection)
                }.table
            } catch {
                // Where this fails too, or the server ends, the next start does it.
                _ = try? self.remove(
                    open, at: self.clock(), whileFilling: true, check: { _ in },
                    keep: { _, connection in
                        try failed(error, connection)
                        return false
                    })
                abandoned()
                throw error
            }
        }
        return ready ?? open
    }

    /// Batches of items for a table that is being filled.
    ///
    /// - Parameter write: Puts one item in.
    func batches(
        into table: OpenTable, _ write: @escaping (ItemBatches.Element, borrowing Connection) throws -> Void
    ) -> ItemBatches {
        ItemBatches(in: database) { [self] batch, connection in
            // A reset may have removed it.
            guard try revision(of: table, in: connection) != nil else { throw AWSError.tableNotFound }
            for element in batch { try write(element, connection) }
        }
    }

    /// Fills a table with items, each of which comes once, and then its indexes.
    ///
    /// The source may be a reader that sees one moment. The indexes are filled when it is done, for what is written while it reads has to stay
    /// in SQLite's log, and copies that come in another order than the index's write much.
    func fill(_ table: OpenTable, from source: (inout ItemBatches) throws -> Void) throws {
        var batches = batches(into: table) { try table.items.put($0.item, at: $0.key, in: $1) }
        try source(&batches)
        try batches.finish()
        try fillIndexes(of: table) { $0.indexes }
    }

    /// Removes the tables and backups that were half made when the process ended, and gives up the exports and imports.
    func removeUnfinished() throws {
        try database.write { connection in
            for table in tablesThatFill {
                _ = try remove(table, at: clock(), whileFilling: true, check: { _ in })
            }
            try removeUnfinishedBackups(in: connection)
            try JobStore(kind: .export, database: database).giveUp(at: clock(), as: TableExport.self, in: connection)
            try JobStore(kind: .tableImport, database: database).giveUp(at: clock(), as: TableImport.self, in: connection)
        }
    }
}
