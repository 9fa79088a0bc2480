import CSQLite
import Foundation
import Synchronization
import Testing

@testable import SQLiteStore

/// What is on disk after each commit, read by SQLite's plain way to the system: as the next start would find it, had the process been killed.
@Suite struct GatheredLogTests {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    @Test(arguments: Database.Durability.allCases)
    func `every commit is whole in the files when it has returned`(_ durability: Database.Durability) throws {
        let database = try Database(at: .file(folder.data), migrations: counterMigrations, durability: durability)
        var random = SplitMix(seed: 7)
        var model: [Int64: Int64] = [:]
        var next: Int64 = 0
        for number in 0..<400 {
            // Every fiftieth is larger than the writer's cache, so that SQLite writes frames before the commit, and some of them again.
            let isLarge = number % 50 == 17
            let isGivenUp = random.below(5) == 0
            let before = (model, next)
            try? database.write { connection in
                for _ in 0..<(isLarge ? 1200 : 1 + random.below(12)) {
                    let size = Int64(random.below(isLarge ? 6000 : 900))
                    try connection.run("INSERT INTO blobs (id, content) VALUES (?1, zeroblob(?2))", .integer(next), .integer(size))
                    model[next] = size
                    next += 1
                    guard random.below(3) == 0 else { continue }
                    let changed = Int64(random.below(Int(next)))
                    try connection.run("UPDATE blobs SET content = zeroblob(?2) WHERE id = ?1", .integer(changed), .integer(size + 1))
                    model[changed] = size + 1
                }
                if isGivenUp { throw StoreError.misuse("given up") }
            }
            if isGivenUp { (model, next) = before }
            if isLarge || number % 20 == 3 { #expect(try stateOnDisk() == Self.state(of: model), "commit \(number)") }
        }
        #expect(try stateOnDisk() == Self.state(of: model))
        #expect(try database.read { try $0.first("SELECT count(*) FROM blobs") { $0.integer(0) } } == Int64(model.count))
        try database.close()
        #expect(try stateOnDisk() == Self.state(of: model))
    }

    @Test func `a commit of many pages is one call of the system's`() throws {
        let database = try Database(at: .file(folder.data), migrations: counterMigrations)
        func add(_ rows: Int) throws {
            try database.write { connection in
                for _ in 0..<rows { try connection.run("INSERT INTO blobs (content) VALUES (zeroblob(3000))") }
            }
        }
        // The first begins the log anew, or goes on with the one of the migrations.
        try add(1)
        guard let before = Self.writeCalls else { return }
        try add(20)
        #expect(Self.writeCalls == before + 1)
    }

    /// How often this thread has written to any file; nil where the system does not tell.
    private static var writeCalls: Int? {
        guard let lines = try? String(contentsOfFile: "/proc/thread-self/io", encoding: .utf8).split(separator: "\n") else { return nil }
        return lines.first { $0.hasPrefix("syscw: ") }.flatMap { Int($0.dropFirst(7)) }
    }

    @Test(.enabled(if: FullDisk.canBe)) func `frames that find the disk full leave no hole in the log`() throws {
        let words = Migration(id: "test-1", sql: "CREATE TABLE blobs (id INTEGER PRIMARY KEY, word TEXT UNIQUE, content);")
        defer { FullDisk.isAt(nil) }
        var failures = 0
        for seed in 0..<60 {
            let folder = try TestFolder()
            let database = try Database(at: .file(folder.data), migrations: [words])
            var random = SplitMix(seed: UInt64(seed))
            var (kept, inGroup): ([Int64: Int64], [Int64: Int64]) = ([:], [:])
            func add(_ id: Int64, _ size: Int64) throws {
                // Two rows with a unique word: what fails in the middle is undone as a statement.
                let sql: SQL = """
                    INSERT INTO blobs SELECT ?1 + value, hex(randomblob(8)), zeroblob(?2) FROM (SELECT 0 AS value UNION ALL SELECT 1)
                    """
                try database.write { try $0.run(sql, .integer(id), .integer(size)) }
                (inGroup[id], inGroup[id + 1]) = (size, size)
            }
            // So few pages that SQLite writes many before the commit.
            try database.write { try $0.run("PRAGMA cache_size = 40") }
            for number in 0..<100 { try add(Int64(number * 2), 900) }
            kept = inGroup
            let full = 20 + random.below(60)
            database.beginGroup()
            for number in 0..<120 {
                if number == full { FullDisk.isAt(folder.data + "-wal") }
                do {
                    if number % 4 == 0 {
                        let (id, size) = (Int64(random.below(200)), Int64(800 + random.below(900)))
                        let sql: SQL = "UPDATE blobs SET word = word || 'x', content = zeroblob(?2) WHERE id = ?1"
                        try database.write { try $0.run(sql, .integer(id), .integer(size)) }
                        inGroup[id] = size
                    } else {
                        try add(Int64(1000 + number * 2), Int64(3000 + random.below(900)))
                    }
                } catch {
                    failures += 1
                    FullDisk.isAt(nil)
                }
            }
            FullDisk.isAt(nil)
            if (try? database.commitGroup()) != nil { kept = inGroup }
            #expect(try Self.stateOnDisk(of: folder) == Self.state(of: kept), "seed \(seed)")
            try database.write { try $0.run("INSERT INTO blobs VALUES (5000, 'last', zeroblob(5))") }
            kept[5000] = 5
            #expect(try Self.stateOnDisk(of: folder) == Self.state(of: kept), "seed \(seed)")
        }
        #expect(failures > 0)
    }

    private static func state(of model: [Int64: Int64]) -> String {
        "ok \(model.count) \(model.reduce(into: 0 as Int64) { $0 += $1.key &* 31 &+ $1.value })"
    }

    /// The copy's integrity, how many rows it has, and their sum.
    private func stateOnDisk() throws -> String { try Self.stateOnDisk(of: folder) }

    private static func stateOnDisk(of folder: TestFolder) throws -> String {
        let copy = folder.path + "/copy"
        defer { for suffix in ["", "-wal", "-shm"] { unlink(copy + suffix) } }
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: folder.data + suffix) {
            try FileManager.default.copyItem(atPath: folder.data + suffix, toPath: copy + suffix)
        }
        var opened: OpaquePointer?
        #expect(sqlite3_open_v2(copy, &opened, SQLITE_OPEN_READWRITE, "unix") == SQLITE_OK)
        defer { sqlite3_close(opened) }
        var found: [String] = []
        for sql in ["PRAGMA integrity_check", "SELECT count(*) || ' ' || coalesce(sum(id * 31 + length(content)), 0) FROM blobs"] {
            var statement: OpaquePointer?
            #expect(sqlite3_prepare_v2(opened, sql, -1, &statement, nil) == SQLITE_OK)
            #expect(sqlite3_step(statement) == SQLITE_ROW)
            found.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "")
            sqlite3_finalize(statement)
        }
        return found.joined(separator: " ")
    }
}

/// The same numbers on every run.
private struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}

/// A disk without room for one file, by standing in for the call with which SQLite writes.
private enum FullDisk {
    private static let path = Mutex<String?>(nil)

    /// Only Linux tells the path of an open file so simply.
    static var canBe: Bool { FileManager.default.fileExists(atPath: "/proc/self/fd") }

    static func isAt(_ path: String?) {
        self.path.withLock { $0 = path }
        _ = hasStoodIn
    }

    private static let hasStoodIn: Bool = {
        let write: @convention(c) (Int32, UnsafeRawPointer?, Int, Int64) -> Int = { file, bytes, count, offset in
            if let full = FullDisk.path.withLock({ $0 }), FullDisk.path(of: file) == full {
                errno = ENOSPC
                return -1
            }
            return pwrite(file, bytes, count, off_t(offset))
        }
        guard let vfs = sqlite3_vfs_find("unix-excl") else { return false }
        let call = unsafeBitCast(write, to: sqlite3_syscall_ptr.self)
        let names: [String] = ["pwrite", "pwrite64"]
        return names.count { vfs.pointee.xSetSystemCall(vfs, $0, call) == SQLITE_OK } > 0
    }()

    private static func path(of file: Int32) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(file)")
    }
}
