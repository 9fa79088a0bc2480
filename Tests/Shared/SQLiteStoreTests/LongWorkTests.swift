import Synchronization
import Testing

@testable import SQLiteStore

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

@Suite struct LongWorkTests {
    private let folder: TestFolder
    private let database: Database

    init() throws {
        folder = try TestFolder()
        database = try Database(at: .file(folder.data), migrations: counterMigrations)
    }

    @Test func `a long write in parts lets others write between them`() throws {
        let isDone = Atomic(false)
        let others = Atomic(0)
        onThreads(2) { [database] number in
            if number == 0 {
                var parts = WriteInParts(in: database)
                for _ in 0..<200 {
                    try? parts.write { rows, connection in
                        for _ in 0..<rows { try connection.run("INSERT INTO blobs (content) VALUES (randomblob(200))") }
                    }
                }
                isDone.store(true, ordering: .relaxed)
            } else {
                while !isDone.load(ordering: .relaxed) {
                    try? database.add()
                    others.add(1, ordering: .relaxed)
                    usleep(1000)
                }
            }
        }
        #expect(try database.committed == Int64(others.load(ordering: .relaxed)))
        #expect(others.load(ordering: .relaxed) > 20)
    }

    @Test func `parts take more rows while they are quick, and fewer when they are slow`() throws {
        var parts = WriteInParts(in: database)
        let first = parts.rows
        try parts.write { _, _ in }
        #expect(parts.rows == first * 2)
        try parts.write { _, _ in usleep(20_000) }
        #expect(parts.rows == first)
        for _ in 0..<20 { try parts.write { _, _ in usleep(6000) } }
        #expect(parts.rows == 8)
    }

    @Test func `a part that fails is undone, and the parts before it stay`() throws {
        var parts = WriteInParts(in: database)
        try parts.write { _, connection in try connection.run("UPDATE counters SET value = 1") }
        #expect(throws: Refusal.self) {
            try parts.write { _, connection in
                try connection.run("UPDATE counters SET value = 2")
                throw Refusal()
            }
        }
        #expect(try database.committed == 1)
    }

    @Test func `long work ends when the database is closed`() throws {
        var parts = WriteInParts(in: database)
        try parts.write { _, connection in try connection.run("UPDATE counters SET value = 1") }
        try database.close()
        #expect(throws: StoreError.closed) { try parts.write { _, _ in } }
        #expect(throws: StoreError.closed) { try database.requireOpen() }
    }

    @Test func `closing waits for a long reader, and not with what that waits for`() throws {
        let isReading = Atomic(false)
        let refusal = Mutex<StoreError?>(nil)
        onThreads(2) { [database] number in
            if number == 0 {
                try? database.readLongSnapshot { connection in
                    _ = try connection.first("SELECT 1 FROM counters") { _ in true }
                    isReading.store(true, ordering: .sequentiallyConsistent)
                    while (try? database.requireOpen()) != nil { usleep(1000) }
                    // By now whoever closes has had the time to take the writer.
                    usleep(50_000)
                    do { try database.add() } catch let error as StoreError { refusal.withLock { $0 = error } }
                }
            } else {
                while !isReading.load(ordering: .sequentiallyConsistent) { usleep(1000) }
                try? database.close()
            }
        }
        #expect(refusal.withLock { $0 } == .closed)
        // Nothing of it was opened again.
        var status = stat()
        #expect(stat(folder.data + "-wal", &status) != 0)
        #expect(throws: StoreError.closed) { try database.add() }
    }

    @Test(arguments: [false, true])
    func `whoever must not wait learns that another has the writer for long, or will have`(_ isForeseen: Bool) throws {
        #expect(!database.isWriterBusy(for: .zero))
        let isHeld = Atomic(false)
        let isAsked = Atomic(false)
        onThreads(2) { [database] number in
            if number == 0 {
                try? database.write { _ in
                    if isForeseen { database.expectLongWrite() }
                    isHeld.store(true, ordering: .sequentiallyConsistent)
                    while !isAsked.load(ordering: .sequentiallyConsistent) { usleep(1000) }
                    #expect(!database.isWriterBusy(for: .zero))
                }
            } else {
                while !isHeld.load(ordering: .sequentiallyConsistent) { usleep(1000) }
                #expect(database.isWriterBusy(for: .seconds(3)) == isForeseen)
                usleep(5000)
                #expect(database.isWriterBusy(for: .milliseconds(4)))
                isAsked.store(true, ordering: .sequentiallyConsistent)
            }
        }
        #expect(!database.isWriterBusy(for: .zero))
        try database.write { _ in #expect(!database.isWriterBusy(for: .zero)) }
    }

    /// Thirty megabytes are written while the reader reads, which the log has to keep until then.
    @Test func `a long reader sees one moment, and leaves a short log behind`() throws {
        try database.readLongSnapshot { connection in
            // The moment is that of the first statement.
            #expect(try connection.first("SELECT COUNT(*) FROM blobs") { $0.integer(0) } == 0)
            for _ in 0..<30 {
                try database.write { try $0.run("INSERT INTO blobs (content) VALUES (randomblob(1000000))") }
            }
            #expect(try connection.first("SELECT COUNT(*) FROM blobs") { $0.integer(0) } == 0)
            #expect(logBytes > 30_000_000)
        }
        #expect(logBytes <= 16 << 20)
        #expect(try database.read { try $0.first("SELECT COUNT(*) FROM blobs") { $0.integer(0) } } == 30)
        // Commits bring the log in again.
        for _ in 0..<30 { try database.write { try $0.run("INSERT INTO blobs (content) VALUES (randomblob(1000000))") } }
        #expect(logBytes <= 16 << 20)
    }

    private var logBytes: Int {
        var status = stat()
        return stat(folder.data + "-wal", &status) == 0 ? Int(status.st_size) : 0
    }
}
