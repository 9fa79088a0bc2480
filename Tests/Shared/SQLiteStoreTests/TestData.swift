import SQLiteStore

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A folder that lasts as long as the test that holds it.
final class TestFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/sqlitestore-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw StoreError.misuse("no folder") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        chmod(path, 0o700)
        for suffix in ["", "-wal", "-shm", "-journal", ".lock"] { unlink(data + suffix) }
        rmdir(path)
    }

    var data: String { path + "/data" }

    func write(_ bytes: [UInt8], at offset: Int = 0) throws {
        let file = open(data, O_WRONLY | O_CREAT, 0o600)
        defer { close(file) }
        guard file >= 0, pwrite(file, bytes, bytes.count, off_t(offset)) == bytes.count else { throw StoreError.misuse("no file") }
    }

    var names: Int {
        ["", "-wal", "-shm", ".lock"].filter { access(data + $0, F_OK) == 0 }.count
    }
}

let counterMigrations = [
    Migration(
        id: "test-1",
        sql: """
            CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL CHECK (value < 1000000));
            CREATE TABLE blobs (id INTEGER PRIMARY KEY, content);
            INSERT INTO counters VALUES ('a', 0);
            """)
]

extension Database {
    static func temporary(faults: FaultInjector? = nil) throws -> Database {
        try Database(at: .temporary, migrations: counterMigrations, faults: faults)
    }

    func add(_ amount: Int64 = 1) throws {
        try write { try $0.run("UPDATE counters SET value = value + ?1 WHERE name = 'a'", .integer(amount)) }
    }

    /// What everybody sees.
    var committed: Int64? { get throws { try read { try $0.first("SELECT value FROM counters") { $0.integer(0) } } } }

    /// What this thread sees: with what its open group has written.
    var latest: Int64? { get throws { try write { try $0.first("SELECT value FROM counters") { $0.integer(0) } } } }
}

/// An error of a test's own, thrown inside a write.
struct Refusal: Error, Equatable {}

/// Runs `body` on a thread of its own each time, and waits for all.
func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    for number in 0..<count {
        let work = Unmanaged.passRetained(Work { body(number) }).toOpaque()
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        pthread_create(&thread, nil, { perform($0) }, work)
        #if canImport(Darwin)
            if let thread { threads.append(thread) }
        #else
            threads.append(thread)
        #endif
    }
    for thread in threads { pthread_join(thread, nil) }
}

private final class Work {
    let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }
}

private func perform(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
    return nil
}
