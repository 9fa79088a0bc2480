import Synchronization

/// The data file: one connection that writes, and one that reads for each thread.
///
/// Everything blocks until it is done. Reading never waits for a writer, and writing never for readers (SQLite's WAL);
/// writers wait for each other.
package final class Database: Sendable {
    /// Where the data is kept.
    package enum Location: Sendable {
        case file(String)
        /// A private file, removed when the database is closed. It is not kept safe from a loss of power.
        case temporary
    }

    /// What an acknowledged write outlives.
    package enum Durability: String, Sendable, CaseIterable {
        /// The end of the process, in whatever way.
        case normal
        /// A loss of power as well: every commit waits for the disk.
        case full
    }

    package let path: String
    let writer: Writer
    let sessions = SessionRegistry()
    /// Grows with every commit that changed the schema, or that something in memory follows; readers drop their statements when it has,
    /// and see no older state from then on.
    let generation = Atomic<Int>(0)

    /// Set when `close` begins; long work looks at it between its parts, and the last of it has nobody to wait for.
    private let isEnding = Atomic(false)

    /// How many readers are at work for whom the log is left alone, see `readLongSnapshot`.
    let longReaders = Atomic(0)

    private let file: DataFile
    let busyTimeout: Int32
    let synchronous: SQL

    /// Opens the data, alone: a second opener gets `StoreError.inUse`.
    ///
    /// A file that is another application's, was written by a later version, or is damaged is refused and left as it is.
    /// `busyTimeout`, in milliseconds, is how long to wait for another program that has the file open, such as the `sqlite3` shell, which
    /// in its turn finds it locked while it is open here.
    package init(
        at location: Location, migrations: [Migration], durability: Durability = .normal, busyTimeout: Int32 = 5000,
        faults: FaultInjector? = nil
    ) throws(StoreError) {
        let synchronous: SQL
        switch location {
        case .file(let path):
            file = try DataFile(at: path)
            synchronous = durability == .full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL"
        case .temporary:
            file = try DataFile.temporary()
            synchronous = "PRAGMA synchronous = OFF"
        }
        path = file.path
        self.busyTimeout = busyTimeout
        self.synchronous = synchronous
        do throws(StoreError) {
            let handle = try ConnectionHandle(path: file.path, readOnly: false, busyTimeout: busyTimeout, faults: faults)
            let isNewFile = try FileIdentity.check(handle)
            guard try handle.text("PRAGMA journal_mode = WAL") == "wal" else {
                throw .cannotOpen(path: file.path, reason: "its file system takes no write-ahead log")
            }
            try handle.run(synchronous)
            // Debian's SQLite overwrites what is deleted; here that only makes dropping a table slow.
            try handle.run("PRAGMA secure_delete = OFF")
            try handle.run(Self.limitOfLog)
            try Self.limitMemory(of: handle, kibibytes: 2048)
            try handle.migrate(migrations, isNewFile: isNewFile)
            writer = Writer(handle)
        } catch {
            file.release()
            throw error
        }
    }

    deinit { try? close() }

    /// Brings everything into the data file and closes it; a second call does nothing.
    ///
    /// Waits for the reads and writes under way on other threads; work in parts ends at its next part. A group still open on this thread is
    /// committed; should that fail, the error is thrown and the database is closed all the same.
    package func close() throws(StoreError) {
        let session = sessions.current
        guard session.writeDepth == 0, !session.isReading else { throw .misuse("closed inside a read or a write") }
        isEnding.store(true, ordering: .releasing)
        var failure: StoreError?
        do { try commitGroup() } catch { failure = error }
        guard closeConnections() else { return }
        file.release()
        if let failure { throw failure }
    }

    /// Closes the readers, then the writer, unless it was done before.
    private func closeConnections() -> Bool {
        // Readers are waited for without the writer's lock: one of them may be about to write, and finds it closed.
        guard let handle = try? writer.retire() else { return false }
        sessions.closeAll()
        // Readers are gone, so nothing hinders it; should it fail, the log stays beside the file and is read at the next start.
        try? handle.run("PRAGMA wal_checkpoint(TRUNCATE)")
        return true
    }

    /// Ends work that takes long, by throwing `StoreError.closed`, once the database is about to be closed.
    package func requireOpen() throws(StoreError) {
        if isEnding.load(ordering: .acquiring) { throw .closed }
    }

    /// Two megabytes of pages for the writer, whose pages stay good, and half of one for a reader, whose pages are stale
    /// after each commit. The file is not mapped: a damaged disk would then end the process instead of failing a call.
    ///
    /// What a reader sorts or groups goes to a file of the system's when it does not fit, as the keys of a table's history may not.
    private static func limitMemory(of handle: ConnectionHandle, kibibytes: Int) throws(StoreError) {
        try handle.run("PRAGMA cache_size = -\(kibibytes)")
        try handle.run("PRAGMA mmap_size = 0")
        try handle.run(handle.isReadOnly ? "PRAGMA temp_store = FILE" : "PRAGMA temp_store = MEMORY")
    }

    /// Opens the calling thread's reading connection.
    func openReader() throws(StoreError) -> ConnectionHandle {
        let handle = try ConnectionHandle(path: path, readOnly: true, busyTimeout: busyTimeout)
        try Self.limitMemory(of: handle, kibibytes: 512)
        return handle
    }
}
