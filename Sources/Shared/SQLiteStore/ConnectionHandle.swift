import CSQLite

/// One connection of SQLite's: runs statements, keeps them prepared, and knows whether a transaction is open.
///
/// Used by one thread at a time; who that is, `ThreadSession` and `Writer` see to.
final class ConnectionHandle {
    let path: String
    private let pointer: OpaquePointer
    private let faults: FaultInjector?
    private var cache = StatementCache()
    /// The database's generation when the cache was last emptied.
    private var generation = 0
    private(set) var isInTransaction = false
    /// Set when SQLite gave up the open transaction on its own: until it is ended, every statement fails with this, so
    /// that none is committed alone.
    private(set) var lost: StoreError?
    /// Whether the open transaction changed the schema.
    private(set) var changedSchema = false
    /// How often a statement has changed something, or may have, ever.
    private var changes = 0

    init(path: String, readOnly: Bool, busyTimeout: Int32, faults: FaultInjector? = nil) throws(StoreError) {
        Self.configuration
        let mode = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        var opened: OpaquePointer?
        let flags = mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(path, &opened, flags, GatheredLog.vfs)
        guard let opened else { throw .outOfMemory }
        guard code == SQLITE_OK else {
            let message = String(cString: sqlite3_errmsg(opened))
            sqlite3_close_v2(opened)
            throw StoreError(code: code, message: message, path: path, sql: "")
        }
        sqlite3_busy_timeout(opened, busyTimeout)
        self.path = path
        self.faults = faults
        pointer = opened
    }

    /// Set once, before the first connection. Should SQLite refuse, it counts its memory as it would have.
    private static let configuration: Void = { _ = portcullis_sqlite3_count_no_memory() }()

    deinit {
        cache.dropAll()
        sqlite3_close_v2(pointer)
    }

    var isReadOnly: Bool { sqlite3_db_readonly(pointer, "main") == 1 }

    /// Whether SQLite has a transaction open, of whatever kind.
    var hasOpenTransaction: Bool { sqlite3_get_autocommit(pointer) == 0 }

    var changedRows: Int { Int(sqlite3_changes64(pointer)) }

    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(pointer) }

    var cachedStatements: Int { cache.count }

    func forgetStatements() { cache.dropAll() }

    /// Empties the cache when the schema may have changed since it was filled, and tells whether it may.
    func follow(generation: Int) -> Bool {
        guard generation != self.generation else { return false }
        self.generation = generation
        cache.dropAll()
        return true
    }
}

// MARK: - Statements

extension ConnectionHandle {
    /// Lends the prepared statement of `sql` with `values` bound.
    func with(_ sql: SQL, _ values: [SQLValue], writing: Bool, _ body: (Statement) throws -> Void) throws {
        let statement = try lend(sql)
        defer { takeBack(statement) }
        guard writing || statement.isReadOnly else {
            throw StoreError.statement(sql: sql.text, message: "this connection was lent for reading")
        }
        try countStep()
        try statement.withBound(values) { try body(statement) }
    }

    /// Moves to the statement's next row; false when there is none.
    func step(_ statement: Statement) throws(StoreError) -> Bool {
        switch sqlite3_step(statement.pointer) {
        case SQLITE_ROW:
            if !statement.isReadOnly { changes &+= 1 }
            return true
        case SQLITE_DONE:
            if !statement.isReadOnly { changes &+= 1 }
            return false
        case let code:
            let error = failure(code, sql: statement.sql.text)
            if code & 0xff != SQLITE_CONSTRAINT {
                statement.isSuspect = true
                // What a damaged page ends in the middle, SQLite does not always undo.
                if !statement.isReadOnly { changes &+= 1 }
            }
            noteLoss(error)
            throw error
        }
    }

    /// Runs a statement without values to its end.
    func run(_ sql: SQL) throws(StoreError) { _ = try integer(sql) }

    /// The first column of the first row of a statement without values.
    func integer(_ sql: SQL) throws(StoreError) -> Int64? { try firstRow(sql) { $0.integer(0) } }

    func text(_ sql: SQL) throws(StoreError) -> String? { try firstRow(sql) { $0.text(0) } }

    private func firstRow<T>(_ sql: SQL, _ read: (borrowing Row) -> T) throws(StoreError) -> T? {
        let statement = try lend(sql)
        defer { takeBack(statement) }
        guard try step(statement) else { return nil }
        let result = read(Row(statement: statement.pointer))
        while try step(statement) {}
        return result
    }

    /// Runs several statements, separated by semicolons, that take no values.
    func runScript(_ sql: SQL) throws(StoreError) {
        if let lost { throw lost }
        try countStep()
        let code = sqlite3_exec(pointer, sql.text, nil, nil, nil)
        changedSchema = true
        cache.dropAll()
        guard code != SQLITE_OK else { return }
        let error = failure(code, sql: sql.text)
        noteLoss(error)
        throw error
    }

    private func lend(_ sql: SQL) throws(StoreError) -> Statement {
        if let lost { throw lost }
        let statement: Statement
        if let idle = cache.idle(sql) { statement = idle } else { statement = try prepare(sql) }
        statement.isLent = true
        return statement
    }

    private func takeBack(_ statement: Statement) {
        statement.reset()
        statement.isLent = false
        if statement.changesSchema {
            changedSchema = true
            cache.dropAll()
        } else if statement.isSuspect {
            cache.drop(statement)
        } else if !statement.isKept {
            cache.keep(statement)
        }
    }

    private func prepare(_ sql: SQL) throws(StoreError) -> Statement {
        var prepared: OpaquePointer?
        var hasMore = false
        var text = sql.text
        let code = text.withUTF8 { characters in
            characters.withMemoryRebound(to: CChar.self) { characters in
                var rest: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(
                    pointer, characters.baseAddress, Int32(characters.count), UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, &rest)
                if let start = characters.baseAddress, let rest { hasMore = rest - start < characters.count }
                return code
            }
        }
        guard code == SQLITE_OK else {
            let error = failure(code, sql: sql.text)
            noteLoss(error)
            throw error
        }
        guard let prepared else { throw .statement(sql: sql.text, message: "no statement") }
        let statement = Statement(sql, pointer: prepared)
        guard !hasMore else { throw .statement(sql: sql.text, message: "more than one statement") }
        return statement
    }

    private func failure(_ code: Int32, sql: String) -> StoreError {
        StoreError(code: sqlite3_extended_errcode(pointer), message: String(cString: sqlite3_errmsg(pointer)), path: path, sql: sql)
    }
}

// MARK: - Transactions

extension ConnectionHandle {
    func begin() throws(StoreError) {
        try countStep()
        try run("BEGIN IMMEDIATE")
        isInTransaction = true
        changedSchema = false
    }

    /// Commits; where that fails, nothing of the transaction remains.
    func commit() throws(StoreError) {
        do throws(StoreError) {
            if let lost { throw lost }
            try countStep()
            try run("COMMIT")
            isInTransaction = false
        } catch {
            rollback()
            throw error
        }
    }

    /// Ends the transaction, whatever state it is in.
    func rollback() {
        lost = nil
        isInTransaction = false
        guard hasOpenTransaction else { return }
        // Should rolling back fail, the transaction is closed by SQLite itself, or `begin` reports it.
        try? run("ROLLBACK")
    }

    /// Runs `body` as a part of the open transaction that is undone alone, for a body that changes something once, at its end.
    ///
    /// It costs no savepoint, because SQLite undoes a statement that fails. Where `body` fails after a change all the same, the whole
    /// transaction counts as lost.
    func withoutSavepoint(_ body: () throws -> Void) throws {
        if let lost { throw lost }
        let before = changes
        do {
            try body()
        } catch {
            if changes != before { lost = lost ?? .misuse("a part of a group failed after its change, and had no savepoint") }
            throw error
        }
    }

    func beginSavepoint() throws(StoreError) {
        if let lost { throw lost }
        try countStep()
        try run("SAVEPOINT part")
    }

    func releaseSavepoint() throws(StoreError) {
        if let lost { throw lost }
        try countStep()
        try run("RELEASE part")
    }

    /// Undoes what happened since the innermost savepoint. Where that is not possible the whole transaction counts as lost.
    func rollbackToSavepoint() {
        guard lost == nil else { return }
        do throws(StoreError) {
            try run("ROLLBACK TO part")
            try run("RELEASE part")
        } catch {
            lost = lost ?? error
        }
    }

    private func noteLoss(_ error: StoreError) {
        if isInTransaction, !hasOpenTransaction { lost = lost ?? error }
    }

    private func countStep() throws(StoreError) {
        guard let faults, let fault = faults.next() else { return }
        if fault.losesTransaction, isInTransaction {
            try? run("ROLLBACK")
            lost = fault.error
        }
        throw fault.error
    }
}
