import AWSTypes
import DynamoDBValues
import OpenSSL
import SQLiteStore

/// Does an export: writes its files from one snapshot of the table, and keeps what came of it.
///
/// It writes nothing to the database but its own end, so nobody's write waits for it.
struct TableExporter: Sendable {
    let store: TableStore
    let jobs: JobStore
    let folder: BucketFolder
    let random: any RandomSource

    /// Exports; what goes wrong is the export's failure. Where the server ends meanwhile, the next start says so.
    func run(_ export: TableExport, of table: OpenTable, isLatest: Bool, at moment: WorkMoment) throws {
        var export = export
        do {
            try write(&export, of: table, isLatest: isLatest, at: moment)
        } catch {
            export.failure = JobFailure(error)
        }
        export.ended = max(store.clock(), export.began)
        try store.database.write { [export] connection in try jobs.end(export, in: connection) }
    }

    private func write(_ export: inout TableExport, of table: OpenTable, isLatest: Bool, at moment: WorkMoment) throws {
        var writer = try ExportWriter(export, in: folder, random: random)
        try store.readLongSnapshot(table, at: moment) { connection in
            let current = try store.current(table, in: connection)
            guard let began = table.table.recovery?.began, let history = current.history(since: began) else {
                throw AWSError.recoveryIsOff(table.table.name)
            }
            guard let period = export.period else {
                let since = isLatest ? nil : try history.firstWrite(after: export.moment ?? export.began, in: connection)
                let take: (borrowing Row) throws -> Bool = { row in
                    try store.database.requireOpen()
                    try writer.add(item: row.bytes(0), size: row.itemSize)
                    return true
                }
                guard let since else {
                    return try table.items.forEach(in: connection, take)
                }
                return try history.forEachItem(before: since, in: connection, take)
            }
            // What was written in the millisecond of the beginning counts, in that of the end not.
            guard let start = try history.firstWrite(after: Timestamp(milliseconds: period.from.milliseconds - 1), in: connection) else {
                return
            }
            let end = try history.firstWrite(after: Timestamp(milliseconds: period.to.milliseconds - 1), in: connection)
            try history.forEachChange(from: start, before: end, of: table.items, in: connection) { change in
                try store.database.requireOpen()
                // What came and went within the stretch is no change.
                guard let shown = change.latter ?? change.former else { return }
                try writer.add(change, keys: shown.stored.projecting(table.table.key.names), view: period.view)
            }
        }
        try writer.finish(at: max(store.clock(), export.began))
        export.items = writer.items
        export.bytes = writer.bytes
    }
}
