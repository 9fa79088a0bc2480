import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension Database {
    /// As `readSnapshot`, for a body that takes long.
    ///
    /// SQLite brings its log into the data file every so many commits, and cannot bring in what a reader must not see yet. When a
    /// long reader is done, the next commit, be it an event loop's, would have all of it to do, and the log to shorten. So commits leave it
    /// alone meanwhile, and afterwards it is done on this thread: brought in over a connection of its own, which keeps nobody from reading or
    /// writing, then shortened, for which writers wait and readers do not.
    package func readLongSnapshot<T>(_ body: (borrowing Connection) throws -> T) throws -> T {
        guard !isWriting else { return try readSnapshot(body) }
        longReaders.add(1, ordering: .relaxed)
        defer {
            // Should it fail, a later commit does it after all.
            try? bringLogIn()
            if longReaders.subtract(1, ordering: .relaxed).newValue == 0 { try? shortenLog() }
            try? withWriter(setPaceOfLog)
        }
        try withWriter(setPaceOfLog)
        return try readSnapshot(body)
    }

    /// Tells the writer whether its commits bring the log in and shorten it.
    private func setPaceOfLog(_ writer: ConnectionHandle) throws(StoreError) {
        if longReaders.load(ordering: .relaxed) == 0 {
            try writer.run("PRAGMA wal_autocheckpoint = 1000")
            try writer.run(Self.limitOfLog)
        } else {
            try writer.run("PRAGMA wal_autocheckpoint = 0")
            try writer.run("PRAGMA journal_size_limit = -1")
        }
    }

    /// How long a log may stay that has been brought in.
    static let limitOfLog: SQL = "PRAGMA journal_size_limit = \(longestLog)"
    private static let longestLog = 16 << 20

    /// Counts as a read, so that a database that is being closed waits for it.
    private func bringLogIn() throws {
        try requireOpen()
        try sessions.current.withReader(opening: openReader) { _ in
            let handle = try ConnectionHandle(path: path, readOnly: false, busyTimeout: busyTimeout)
            try handle.run(synchronous)
            try handle.run("PRAGMA wal_checkpoint(PASSIVE)")
        }
    }

    /// Begins the log anew at a moment when nobody reads from it, and cuts its file.
    ///
    /// It is the first commit in a log begun anew that cuts it, and that keeps no reader waiting; so one is made that changes nothing.
    private func shortenLog() throws(StoreError) {
        for _ in 0..<40 where logBytes > Self.longestLog {
            try requireOpen()
            try withWriter { handle throws(StoreError) in
                try handle.run("PRAGMA wal_checkpoint(PASSIVE)")
                try handle.run(Self.limitOfLog)
                try handle.run("PRAGMA user_version = \(FileIdentity.layoutVersion)")
                try setPaceOfLog(handle)
            }
            usleep(5000)
        }
    }

    private var logBytes: Int {
        var status = stat()
        return stat(path + "-wal", &status) == 0 ? Int(status.st_size) : 0
    }

    private func withWriter(_ body: (ConnectionHandle) throws(StoreError) -> Void) throws(StoreError) {
        let handle = try writer.take()
        defer { writer.letGo() }
        try body(handle)
    }
}
