import Synchronization

extension Database {
    /// Lends this thread's reading connection: it sees what was committed when each statement began.
    ///
    /// This is the one for GetItem, Query and Scan. A write is acknowledged after its commit, so every write a client has
    /// an answer for is seen, whichever thread committed it; a write of this thread's open group is not, for nobody has an
    /// answer to it and it may still fail. An operation that reads what it has itself written does both in one `write`.
    package func read<T>(_ body: (borrowing Connection) throws -> T) throws -> T {
        var result: T?
        try lendReader { result = try body($0) }
        guard let result else { throw StoreError.misuse("a read without a result") }
        return result
    }

    /// The same for a body without a result: over a module's wall a generic function is a slow one.
    package func lendReader(_ body: (borrowing Connection) throws -> Void) throws {
        try sessions.current.withReader(opening: openReader) { handle in
            handle.follow(generation: schemaGeneration.load(ordering: .acquiring))
            try body(Connection(handle: handle, allowsWriting: false))
        }
    }

    /// The same, with all statements of `body` seeing one state, for answers put together from several of them.
    package func readSnapshot<T>(_ body: (borrowing Connection) throws -> T) throws -> T {
        try read { connection in try connection.handle.inSnapshot { try body(connection) } }
    }
}

extension ConnectionHandle {
    /// Runs `body` in a reading transaction; inside another it joins that.
    fileprivate func inSnapshot<T>(_ body: () throws -> T) throws -> T {
        guard !hasOpenTransaction else { return try body() }
        try run("BEGIN")
        // Ending a transaction that wrote nothing loses nothing, whichever way it ends.
        defer { rollback() }
        return try body()
    }
}
