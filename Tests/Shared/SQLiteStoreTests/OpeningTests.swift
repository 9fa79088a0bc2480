import CSQLite
import SQLiteStore
import Synchronization
import Testing

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

@Suite struct OpeningTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    private func open(_ migrations: [Migration] = counterMigrations, faults: FaultInjector? = nil) throws(StoreError) -> Database {
        try Database(at: .file(folder.data), migrations: migrations, busyTimeout: 50, faults: faults)
    }

    @Test(arguments: Database.Durability.allCases)
    func `what was written is there after closing and opening`(_ durability: Database.Durability) throws {
        let first = try Database(at: .file(folder.data), migrations: counterMigrations, durability: durability)
        try first.add(3)
        first.beginGroup()
        try first.add(4)
        try first.close()
        try first.close()
        #expect(folder.names == 2)
        #expect(throws: StoreError.closed) { try first.add() }
        #expect(throws: StoreError.closed) { try first.committed }
        #expect(try open().committed == 7)
    }

    @Test func `a second opener is told, and the lock goes with the first`() throws {
        let first = try open()
        #expect(throws: StoreError.inUse(path: folder.data)) { try open() }
        try first.close()
        try open().close()
    }

    @Test func `a temporary file is removed when it is closed`() throws {
        let database = try Database.temporary()
        try database.add()
        #expect(access(database.path, F_OK) == 0)
        try database.close()
        #expect(access(database.path, F_OK) != 0)
    }

    @Test func `a file that is not a database is refused and left alone`() throws {
        try folder.write(Array("this is a letter, not a database".utf8))
        #expect(throws: StoreError.notADatabase(path: folder.data)) { try open() }
        #expect(throws: StoreError.notADatabase(path: folder.data)) { try open() }
    }

    @Test func `a damaged file is refused`() throws {
        let database = try open()
        try database.write { connection in
            for _ in 0..<200 { try connection.run("INSERT INTO blobs (content) VALUES (?1)", .bytes([UInt8](repeating: 1, count: 400))) }
        }
        try database.close()
        try folder.write([UInt8](repeating: 0xA5, count: 4096), at: 4096 * 8)
        let error = #expect(throws: StoreError.self) { try open() }
        guard case .damaged(folder.data, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a file of another application is refused`() throws {
        let database = try open()
        try database.write { try $0.run("PRAGMA application_id = 77") }
        try database.close()
        #expect(throws: StoreError.otherApplication(path: folder.data, applicationID: 77)) { try open() }
    }

    @Test func `a later layout and an unknown migration are refused`() throws {
        let added = Migration(id: "test-2", sql: "CREATE TABLE later (a)")
        try open(counterMigrations + [added]).close()
        #expect(throws: StoreError.newer(path: folder.data, found: "the migration test-2")) { try open() }
        let database = try open(counterMigrations + [added])
        try database.write { try $0.run("PRAGMA user_version = 2") }
        try database.close()
        #expect(throws: StoreError.newer(path: folder.data, found: "layout 2")) { try open(counterMigrations + [added]) }
    }

    @Test func `migrations run once each, and a changed one is refused`() throws {
        let other = Migration(id: "other-1", sql: "CREATE TABLE other (a); INSERT INTO other VALUES (1)")
        try open().close()
        for _ in 0..<2 {
            // The lists of two modules may be joined in any order.
            let database = try open([other] + counterMigrations)
            #expect(try database.read { try $0.first("SELECT count(*) FROM other") { $0.integer(0) } } == 1)
            try database.close()
        }
        let changed = Migration(id: "other-1", sql: "CREATE TABLE other (a, b)")
        #expect(throws: StoreError.changedMigration(path: folder.data, id: "other-1")) { try open(counterMigrations + [changed]) }
        #expect(throws: StoreError.misuse("two migrations have one id")) { try open(counterMigrations + [other, other]) }
    }

    @Test func `an opening that fails at any step leaves a file that opens`() throws {
        let faults = FaultInjector()
        var step = 0
        while step < 20 {
            step += 1
            faults.fail(atStep: step, with: .diskFull(path: "d"))
            guard let database = try? open(faults: faults) else { continue }
            #expect(try database.committed == 0)
            break
        }
        #expect(step > 3 && step < 20)
    }

    @Test func `a missing folder is told`() {
        let path = folder.path + "/none/data"
        #expect(throws: StoreError.cannotOpen(path: path, reason: "No such file or directory")) {
            try Database(at: .file(path), migrations: [])
        }
        #expect(throws: StoreError.cannotOpen(path: "/a\0b", reason: "its name has a zero byte")) {
            try Database(at: .file("/a\0b"), migrations: [])
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
    func `a read-only folder or file is told`() throws {
        try open().close()
        chmod(folder.data, 0o400)
        #expect(throws: StoreError.readOnly(path: folder.data)) { try open() }
        chmod(folder.data, 0o600)
        unlink(folder.data + ".lock")
        chmod(folder.path, 0o500)
        #expect(throws: StoreError.readOnly(path: folder.data)) { try open() }
    }

    @Test func `a name that looks like a URI or is relative is a file's name`() throws {
        let path = folder.path + "/file:data?mode=memory"
        let database = try Database(at: .file(path), migrations: counterMigrations)
        #expect(access(path, F_OK) == 0)
        try database.close()
        unlink(path)
        unlink(path + ".lock")
    }

    @Test func `another program's lock is told, and waited for no longer than said`() throws {
        let database = try open()
        var other: OpaquePointer?
        #expect(sqlite3_open(folder.data, &other) == SQLITE_OK)
        #expect(sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
        #expect(throws: StoreError.busy(path: folder.data)) { try database.add() }
        #expect(try database.committed == 0)
        sqlite3_close(other)
        try database.add()
        #expect(try database.committed == 1)
    }

    @Test func `closing waits for readers on other threads`() throws {
        let database = try open()
        let started = Atomic(false)
        let finished = Atomic(false)
        let closedEarly = Atomic(false)
        onThreads(2) { number in
            if number == 0 {
                _ = try? database.read { connection in
                    started.store(true, ordering: .releasing)
                    usleep(50_000)
                    _ = try connection.first("SELECT 1") { $0.integer(0) }
                    finished.store(true, ordering: .releasing)
                }
            } else {
                while !started.load(ordering: .acquiring) { usleep(100) }
                try? database.close()
                closedEarly.store(!finished.load(ordering: .acquiring), ordering: .releasing)
            }
        }
        let (didFinish, didCloseEarly) = (finished.load(ordering: .acquiring), closedEarly.load(ordering: .acquiring))
        #expect(didFinish)
        #expect(!didCloseEarly)
    }

    @Test func `every refusal is told in a sentence`() {
        let path = "/data/portcullis.sqlite"
        let rows: [(StoreError, String)] = [
            (.inUse(path: path), "/data/portcullis.sqlite is in use by another process. Stop it, or choose another data folder."),
            (
                .cannotOpen(path: path, reason: "No such file or directory"),
                "/data/portcullis.sqlite cannot be opened: No such file or directory."
            ),
            (.notADatabase(path: path), "/data/portcullis.sqlite is not a SQLite database."),
            (.damaged(path: path, finding: "page 3 is never used"), "/data/portcullis.sqlite is damaged: page 3 is never used."),
            (
                .otherApplication(path: path, applicationID: 77),
                "/data/portcullis.sqlite is the database of another application (application_id 77). Choose another data folder."
            ),
            (
                .newer(path: path, found: "layout 2"),
                "/data/portcullis.sqlite was written by a later version of Portcullis: layout 2 is not known to this one."
            ),
            (
                .changedMigration(path: path, id: "iam-1"),
                "/data/portcullis.sqlite was made by another build of Portcullis: its migration iam-1 reads otherwise there."
            ),
            (.readOnly(path: path), "/data/portcullis.sqlite cannot be written: the file or its folder is read-only."),
            (.diskFull(path: path), "The disk that holds /data/portcullis.sqlite is full."),
            (.busy(path: path), "/data/portcullis.sqlite is locked by another program."),
        ]
        for (error, text) in rows { #expect(error.description == text) }
    }
}
