/// A connection lent to a closure: it runs statements and cannot leave the closure.
///
/// A statement is prepared at its first use and kept by its text. Values are bound to `?1`, `?2` and so on, in order; their
/// number must be the statement's. A function it is passed on to takes it as `borrowing Connection`; closures may use it,
/// but a local function must not capture it, for the compiler (6.3.1) fails on that.
package struct Connection: ~Copyable {
    let handle: ConnectionHandle
    let allowsWriting: Bool

    /// Runs a statement to its end and returns how many rows it inserted, updated or deleted.
    @discardableResult
    package func run(_ sql: SQL, _ values: SQLValue...) throws -> Int { try run(sql, values: values) }

    @discardableResult
    package func run(_ sql: SQL, values: [SQLValue]) throws -> Int {
        var changed = 0
        try handle.with(sql, values, writing: allowsWriting) { statement in
            while try handle.step(statement) {}
            if !statement.isReadOnly { changed = handle.changedRows }
        }
        return changed
    }

    /// What `read` makes of the first row; nil where there is none.
    package func first<T>(_ sql: SQL, _ values: SQLValue..., read: (borrowing Row) throws -> T) throws -> T? {
        try first(sql, values: values, read: read)
    }

    package func first<T>(_ sql: SQL, values: [SQLValue], read: (borrowing Row) throws -> T) throws -> T? {
        var result: T?
        try visitFirst(sql, values) { result = try read($0) }
        return result
    }

    /// Lends the first row, where there is one.
    package func visitFirst(_ sql: SQL, _ values: [SQLValue], _ body: (borrowing Row) throws -> Void) throws {
        try handle.with(sql, values, writing: allowsWriting) { statement in
            guard try handle.step(statement) else { return }
            try body(Row(statement: statement.pointer))
            // A query may be left at its first row; a statement with RETURNING has to end to count as done.
            if !statement.isReadOnly { while try handle.step(statement) {} }
        }
    }

    /// Calls `body` for one row after the other until it returns false.
    package func forEach(_ sql: SQL, _ values: SQLValue..., body: (borrowing Row) throws -> Bool) throws {
        try forEach(sql, values: values, body: body)
    }

    package func forEach(_ sql: SQL, values: [SQLValue], body: (borrowing Row) throws -> Bool) throws {
        try handle.with(sql, values, writing: allowsWriting) { statement in
            while try handle.step(statement) {
                guard try body(Row(statement: statement.pointer)) else { return }
            }
        }
    }

    /// The rowid of the row this connection inserted last.
    package var lastInsertedRow: Int64 { handle.lastInsertedRow }

    /// Drops every prepared statement; they are prepared again when they are asked for. Schema changes made through this
    /// module do it by themselves.
    package func forgetStatements() { handle.forgetStatements() }
}
