package import AWSTypes
import Foundation
package import SQLiteStore
import Synchronization

/// The tables there are.
///
/// Each is a row of the catalogue, its definition as JSON, and one table of SQLite for its items and for each index. In memory
/// stands what has been committed: a change is shown once its transaction is, before another thread can write, and never where it
/// comes to nothing. No transaction copies more than a few items: tables and indexes that begin with many are filled piece by piece
/// (see `LongWork`), and shown as CREATING until then.
package final class TableStore: Sendable {
    package static let migrations =
        [
            Migration(
                id: "dynamodb-1",
                sql: """
                    CREATE TABLE dynamodb_tables (
                        number INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,
                        revision INTEGER NOT NULL, definition TEXT NOT NULL, UNIQUE (account, region, name));
                    CREATE TABLE dynamodb_tokens (
                        account TEXT NOT NULL, token TEXT NOT NULL, digest BLOB NOT NULL, expires INTEGER NOT NULL,
                        PRIMARY KEY (account, token)) WITHOUT ROWID;
                    """)
        ] + StreamStore.migrations + backupMigrations + KeyRewriting.migrations

    /// What finds a table.
    struct Place: Hashable, Sendable {
        var name: String
        var account: String
        var region: String
    }

    let database: Database
    let streams: StreamStore
    /// What is noted while items are written is dated by this.
    let clock: @Sendable () -> Timestamp
    /// For what may take longer than a call should.
    let work: BackgroundWork
    private let tables: Mutex<Catalogue>

    /// - Parameter clock: The world's.
    /// - Parameter patience: How long a call waits for a table, an index, a backup, an export or an import to be finished before it answers.
    package init(_ database: Database, clock: @escaping @Sendable () -> Timestamp, patience: Duration = .seconds(1)) throws {
        self.database = database
        work = BackgroundWork(database: database, patience: patience)
        self.clock = clock
        try KeyRewriting.run(in: database)
        let streams = try StreamStore(database)
        self.streams = streams
        let found = try database.read { connection in
            var found = Catalogue()
            try connection.forEach("SELECT definition FROM dynamodb_tables") { row in
                let table = try JSONDecoder().decode(Table.self, from: Data(row.bytes(0)))
                found.show(OpenTable(table, streams: streams, clock: clock))
                return true
            }
            return found
        }
        tables = Mutex(found)
        try beginMissingStreams()
        try removeUnfinished()
        resumeBackfills(work)
    }

    /// Begins the streams that tables are said to have in a file from before streams had records.
    private func beginMissingStreams() throws {
        for open in tables.withLock({ Array($0.byPlace.values) }) {
            guard open.table.streamNumber == nil, let view = open.table.stream?.viewType.flatMap(StreamView.init) else { continue }
            try change(open) { definition, connection in
                try streams.begin(view, of: &definition, at: definition.streamStarted ?? clock(), in: connection)
            }
        }
    }

    private func open(_ table: Table) -> OpenTable { OpenTable(table, streams: streams, clock: clock) }

    func find(_ place: Place) -> OpenTable? { tables.withLock { $0.byPlace[place] } }

    /// The table that an ARN names, or that an index's ARN begins with.
    func find(arn: String) -> OpenTable? {
        tables.withLock { tables in
            if let found = tables.byARN[arn] { return found }
            let parts = arn.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, !Self.ofTheirOwn.contains(where: parts[2].hasPrefix) else { return nil }
            return tables.byARN["\(parts[0])/\(parts[1])"]
        }
    }

    /// What follows a table in the ARN of a stream, which has a policy of its own, and of backups, exports and imports, which have
    /// neither policy nor tags (Developer Guide, resource-based policies and ABAC).
    private static let ofTheirOwn = ["stream/"] + TablePartReference.Part.allCases.map { $0.rawValue + "/" }

    var tablesWithPolicy: [OpenTable] { tables.withLock { tables in tables.byPlace.values.filter { $0.table.policy != nil } } }

    var tablesThatExpire: [OpenTable] { tables.withLock { tables in tables.byPlace.values.filter { $0.table.timeToLive != nil } } }

    var tablesThatFill: [OpenTable] { tables.withLock { tables in tables.byPlace.values.filter { $0.table.filling != nil } } }

    var tablesWithBackfill: [OpenTable] {
        tables.withLock { tables in tables.byPlace.values.filter { $0.table.globalIndexes.contains { $0.isBackfilling == true } } }
    }

    var tablesThatRecover: [OpenTable] { tables.withLock { tables in tables.byPlace.values.filter { $0.history != nil } } }

    /// The tables of an account in a region, by name.
    func tables(account: String, region: String) -> [OpenTable] {
        let found = tables.withLock { tables in tables.byPlace.filter { $0.key.account == account && $0.key.region == region }.map(\.value)
        }
        return found.sorted { $0.table.name.utf8.lexicographicallyPrecedes($1.table.name.utf8) }
    }

    /// The names of an account's tables in a region, in order (Developer Guide, ListTables: alphabetically by UTF-8).
    func names(account: String, region: String) -> [String] {
        let found = tables.withLock { tables in tables.byPlace.keys.filter { $0.account == account && $0.region == region }.map(\.name) }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

/// The tables in memory, by what calls find them by.
private struct Catalogue {
    private(set) var byPlace: [TableStore.Place: OpenTable] = [:]
    private(set) var byARN: [String: OpenTable] = [:]

    mutating func show(_ table: OpenTable) {
        byPlace[.init(of: table.table)] = table
        byARN[table.arn] = table
    }

    mutating func hide(_ table: OpenTable) {
        byPlace[.init(of: table.table)] = nil
        byARN[table.arn] = nil
    }
}

extension TableStore.Place {
    init(of table: Table) { self.init(name: table.name, account: table.account, region: table.region) }
}

// MARK: - Items

extension TableStore {
    /// Runs a transaction that writes items of a table, as the table is at that moment.
    func write<T>(to table: OpenTable, _ body: (OpenTable, borrowing Connection) throws -> T) throws -> T {
        try database.write { connection in try body(current(table, in: connection), connection) }
    }

    /// Writes one item of a table.
    ///
    /// Where nothing follows an item's change, no index, stream or history, that is one statement.
    ///
    /// - Parameter body: Changes nothing but the item, and does so once.
    func writeItem<T>(of table: OpenTable, _ body: (OpenTable, borrowing Connection) throws -> T) throws -> T {
        guard !table.needsFormer else { return try write(to: table, body) }
        var written: T?
        try database.lendWriter(changingOnce: true) { connection in
            // Asked inside the transaction, where no change of the table can come any more.
            if !table.mayHaveChanged { written = try body(table, connection) }
        }
        return try written ?? write(to: table, body)
    }

    /// Reads items of a table; a table that has gone since it was looked up is not found.
    func read<T>(_ table: OpenTable, _ body: (borrowing Connection) throws -> T) throws -> T {
        var found: T?
        try reading([table]) { try database.lendReader { found = try body($0) } }
        guard let found else { throw StoreError.misuse("a read without a result") }
        return found
    }

    /// Reads the rows of a table or of an index, either of which may have gone since it was looked up.
    func read<T>(
        _ target: ReadRequest.Target, missingIndex: (String) -> AWSError, _ body: (borrowing Connection) throws -> T
    ) throws -> T {
        do {
            return try read(target.table, body)
        } catch let error as StoreError {
            guard let index = target.index?.index else { throw error }
            let indexes = try database.read { try current(target.table, in: $0).table.indexes }
            throw indexes.contains { $0.number == index.number } ? error : missingIndex(index.name)
        }
    }

    /// Reads items of several tables as they stand at one moment.
    func readSnapshot<T>(_ tables: [OpenTable], _ body: (borrowing Connection) throws -> T) throws -> T {
        try reading(tables) { try database.readSnapshot(body) }
    }

    /// Reads items of a table as they stand at one moment, for as long as it takes.
    func readLongSnapshot<T>(
        _ table: OpenTable, at moment: WorkMoment, _ body: (borrowing Connection) throws -> T
    ) throws -> T {
        try reading([table]) {
            try database.readLongSnapshot { connection in
                // The moment is that of the first read, so no change of the table that is asked about later can come before it unseen.
                guard try revision(of: table, in: connection) != nil else { throw AWSError.tableNotFound }
                moment.come()
                return try body(connection)
            }
        }
    }

    private func reading<T>(_ tables: @autoclosure () -> [OpenTable], _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as StoreError {
            for table in tables() {
                guard try database.read({ try revision(of: table, in: $0) }) != nil else { throw AWSError.tableNotFound }
            }
            throw error
        }
    }

    /// The table as a writing transaction must see it.
    ///
    /// A writer looked the table up before its transaction began, and a change may have been committed between the two. It would not
    /// maintain an index that is new, so it asks the row of the catalogue, which is part of its transaction.
    func current(_ table: OpenTable, in connection: borrowing Connection) throws -> OpenTable {
        guard table.mayHaveChanged else { return table }
        let found = try connection.first(
            "SELECT definition FROM dynamodb_tables WHERE number = ?1 AND revision <> ?2", .integer(table.table.number),
            .integer(table.table.revision)
        ) { try JSONDecoder().decode(Table.self, from: Data($0.bytes(0))) }
        if let found { return open(found) }
        guard try revision(of: table, in: connection) != nil else { throw AWSError.tableNotFound }
        return table
    }

    func revision(of table: OpenTable, in connection: borrowing Connection) throws -> Int? {
        try connection.first("SELECT revision FROM dynamodb_tables WHERE number = ?1", .integer(table.table.number)) {
            Int($0.integer(0))
        }
    }
}

// MARK: - Tokens

extension TableStore {
    /// What a transaction under this token came to be told apart by; nil for a token that is not known, or no longer.
    func digest(of token: String, account: String, now: Timestamp, in connection: borrowing Connection) throws -> [UInt8]? {
        try connection.first(
            "SELECT digest FROM dynamodb_tokens WHERE account = ?1 AND token = ?2 AND expires > ?3", .text(account), .text(token),
            .integer(now.milliseconds)
        ) { $0.bytes(0) }
    }

    /// Keeps a token, and forgets those of this account whose time is over.
    func keep(_ token: String, digest: [UInt8], account: String, until end: Timestamp, in connection: borrowing Connection) throws {
        try connection.run(
            "DELETE FROM dynamodb_tokens WHERE account = ?1 AND expires <= ?2", .text(account),
            .integer(end.adding(seconds: -Self.tokenSeconds).milliseconds))
        try connection.run(
            "INSERT OR REPLACE INTO dynamodb_tokens VALUES (?1, ?2, ?3, ?4)", .text(account), .text(token), .bytes(digest),
            .integer(end.milliseconds))
    }

    /// API Reference, TransactWriteItems, ClientRequestToken: ten minutes.
    static let tokenSeconds: Int64 = 600
}

// MARK: - Changing the catalogue

extension TableStore {
    /// Adds a table; `table.number` is chosen here.
    ///
    /// - Parameter besides: Refuses, or does what must be done with it, in the same transaction.
    func create(_ table: Table, besides: (OpenTable, borrowing Connection) throws -> Void = { _, _ in }) throws -> OpenTable {
        let place = Place(of: table)
        return try database.write { connection in
            guard
                try connection.first(
                    "SELECT 1 FROM dynamodb_tables WHERE account = ?1 AND region = ?2 AND name = ?3", .text(place.account),
                    .text(place.region),
                    .text(place.name), read: { _ in true }) == nil
            else { throw AWSError.tableExists(table.name) }
            try connection.run(
                "INSERT INTO dynamodb_tables (account, region, name, revision, definition) VALUES (?1, ?2, ?3, 0, '')",
                .text(place.account), .text(place.region), .text(place.name))
            var table = table
            table.number = Int(connection.lastInsertedRow)
            if let view = table.stream?.viewType.flatMap(StreamView.init) {
                try streams.begin(view, of: &table, at: table.created, in: connection)
            }
            let open = open(table)
            try save(table, in: connection)
            try connection.run(open.items.create)
            for index in open.indexes { try connection.run(index.rows.create) }
            try besides(open, connection)
            database.follow(committed: { [self] in tables.withLock { $0.show(open) } }, undone: {})
            return open
        }
    }

    /// Changes a table's definition, and what must change with it.
    ///
    /// - Parameter whileFilling: Whether the table may be one that is still being filled, which no caller can change.
    /// - Parameter body: Changes the definition it is given, and does the rest in the same transaction.
    @discardableResult
    func change<T>(
        _ table: OpenTable, whileFilling: Bool = false, _ body: (inout Table, borrowing Connection) throws -> T
    ) throws -> (table: OpenTable, result: T) {
        try database.write { connection in
            beginChange(of: table)
            let former = try current(table, in: connection)
            if !whileFilling { try former.requireFilled() }
            var definition = former.table
            let result = try body(&definition, connection)
            definition.revision = former.table.revision + 1
            try save(definition, in: connection)
            let changed = open(definition)
            database.follow(committed: { [self] in publish(changed) }, undone: {})
            return (changed, result)
        }
    }

    /// Removes a table with its items.
    ///
    /// - Parameter check: Refuses, by throwing, once the table is as it will be removed.
    /// - Parameter keep: Puts away what outlives the table, in the same transaction; tells whether it took the items along.
    func remove(
        _ table: OpenTable, at now: Timestamp, whileFilling: Bool = false, check: (Table) throws -> Void,
        keep: (OpenTable, borrowing Connection) throws -> Bool = { _, _ in false }
    ) throws -> OpenTable {
        try database.write { connection in
            beginChange(of: table)
            let former = try current(table, in: connection)
            if !whileFilling { try former.requireFilled() }
            try check(former.table)
            database.expectLongWrite()
            let isKept = try keep(former, connection)
            var definition = former.table
            try streams.end(of: &definition, at: now, in: connection)
            try drop(former, itemsToo: !isKept, in: connection)
            database.follow(committed: { [self] in hide(former) }, undone: {})
            return former
        }
    }

    /// Removes every table, for a reset.
    package func removeAll() throws {
        try database.write { connection in
            database.expectLongWrite()
            for table in tables.withLock({ Array($0.byPlace.values) }) {
                beginChange(of: table)
                let former = try current(table, in: connection)
                try drop(former, in: connection)
                database.follow(committed: { [self] in hide(former) }, undone: {})
            }
            try connection.run("DELETE FROM dynamodb_tokens")
            try removeBackupsAndJobs(in: connection)
            try streams.removeAll(in: connection)
        }
    }

    /// Says, within the transaction of a change, that writers must ask the catalogue's row from here on, unless it comes to nothing.
    ///
    /// Both those writers that hold the value which the change was asked for, and those that hold the one shown now: another change may
    /// have been committed since the first was looked up.
    private func beginChange(of table: OpenTable) {
        var held = [table]
        if let shown = find(Place(of: table.table)), shown !== table, shown.table.number == table.table.number { held.append(shown) }
        for table in held { table.beginChange() }
        database.follow(committed: {}, undone: { [held] in for table in held { table.endFailedChange() } })
    }

    /// Shows no more what was removed.
    private func hide(_ removed: OpenTable) {
        let place = Place(of: removed.table)
        tables.withLock { tables in
            if tables.byPlace[place]?.table.number == removed.table.number { tables.hide(removed) }
        }
    }

    /// Shows a committed change, unless a later one is shown already or the table is gone.
    private func publish(_ changed: OpenTable) {
        let place = Place(of: changed.table)
        tables.withLock { tables in
            guard let shown = tables.byPlace[place], shown.table.number == changed.table.number,
                shown.table.revision < changed.table.revision
            else { return }
            tables.show(changed)
        }
    }

    private func save(_ table: Table, in connection: borrowing Connection) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try connection.run(
            "UPDATE dynamodb_tables SET revision = ?2, definition = ?3 WHERE number = ?1", .integer(table.number), .integer(table.revision),
            .utf8([UInt8](encoder.encode(table))))
    }

    private func drop(_ table: OpenTable, itemsToo: Bool = true, in connection: borrowing Connection) throws {
        try connection.run("DELETE FROM dynamodb_tables WHERE number = ?1", .integer(table.table.number))
        if itemsToo { try connection.run(table.items.drop) }
        for index in table.indexes { try connection.run(index.rows.drop) }
        if let history = table.history { try connection.run(history.drop) }
    }
}
