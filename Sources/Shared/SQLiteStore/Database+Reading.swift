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
        let session = sessions.current
        try session.withReader(opening: openReader) { handle in
            // A read inside another sees what that one sees.
            if session.readDepth == 1, handle.follow(generation: generation.load(ordering: .acquiring)), handle.hasOpenTransaction {
                try handle.beginReadingAnew()
            }
            try body(Connection(handle: handle, allowsWriting: false))
        }
    }

    /// Has the reads that `body` makes on this thread, one after the other, share a reading transaction.
    ///
    /// Beginning and ending one is much of what a point read costs. They see one state, none older than this call; one that comes
    /// after a change of the schema, or of what is kept in memory, sees that too.
    package func readTogether(_ body: () -> Void) {
        let session = sessions.current
        var hasBegun = false
        // Where it cannot begin, each read finds out for itself why.
        try? session.withReader(opening: openReader) { handle in
            guard !handle.hasOpenTransaction else { return }
            try handle.run("BEGIN")
            hasBegun = true
        }
        body()
        if hasBegun { try? session.withReader(opening: openReader) { $0.rollback() } }
    }

    /// The same, with all statements of `body` seeing one state, for answers put together from several of them.
    package func readSnapshot<T>(_ body: (borrowing Connection) throws -> T) throws -> T {
        try read { connection in try connection.handle.inSnapshot { try body(connection) } }
    }
}

extension ConnectionHandle {
    /// Ends a reading transaction and begins the next, which sees what was committed meanwhile.
    fileprivate func beginReadingAnew() throws {
        rollback()
        try run("BEGIN")
    }

    /// Runs `body` in a reading transaction; inside another it joins that.
    fileprivate func inSnapshot<T>(_ body: () throws -> T) throws -> T {
        guard !hasOpenTransaction else { return try body() }
        try run("BEGIN")
        // Ending a transaction that wrote nothing loses nothing, whichever way it ends.
        defer { rollback() }
        return try body()
    }
}
