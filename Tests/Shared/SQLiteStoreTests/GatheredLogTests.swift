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
        let tables = Migration(
            id: "test-1",
            sql: """
                CREATE TABLE blobs (id INTEGER PRIMARY KEY, word TEXT UNIQUE, content);
                CREATE TABLE more (id INTEGER PRIMARY KEY, word TEXT UNIQUE, content);
                """)
        defer { FullDisk.isAt(nil) }
        var outlived = 0
        for seed in 0..<100 {
            let folder = try TestFolder()
            var random = SplitMix(seed: UInt64(seed))
            var (kept, inGroup): ([Int64: Int64], [Int64: Int64]) = ([:], [:])
            let first = try Database(at: .file(folder.data), migrations: [tables])
            try first.write { connection in
                for id in 1...300 as ClosedRange<Int64> {
                    try connection.run("INSERT INTO blobs VALUES (?1, hex(?1 * 7919 % 301) || ?1, zeroblob(900))", .integer(id))
                    inGroup[id] = 900
                }
            }
            kept = inGroup
            try first.close()
            let database = try Database(at: .file(folder.data), migrations: [tables])
            // So few pages that SQLite writes many before the commit, and reads them again.
            try database.write { try $0.run("PRAGMA cache_size = 40") }
            let full = 20 + random.below(60)
            database.beginGroup()
            var hasFailed = false
            for number in 0..<120 {
                if number == full { FullDisk.isAt(folder.data + "-wal") }
                do {
                    if number % 4 == 0 {
                        let size = Int64(800 + random.below(900))
                        let ids = (0..<3).map { _ in Int64(1 + random.below(300)) }
                        try database.write {
                            try $0.run(
                                "UPDATE blobs SET word = word || 'x', content = zeroblob(?1) WHERE id IN (?2, ?3, ?4)", .integer(size),
                                .integer(ids[0]), .integer(ids[1]), .integer(ids[2]))
                        }
                        for id in ids { inGroup[id] = size }
                    } else {
                        let sql: SQL = "INSERT INTO more (word, content) SELECT hex(randomblob(8)), zeroblob(?1) FROM (VALUES (1), (2))"
                        try database.write { try $0.run(sql, .integer(Int64(3000 + random.below(900)))) }
                    }
                } catch {
                    hasFailed = true
                    FullDisk.isAt(nil)
                }
            }
            FullDisk.isAt(nil)
            if (try? database.commitGroup()) != nil {
                kept = inGroup
                if hasFailed { outlived += 1 }
            }
            #expect(try Self.stateOnDisk(of: folder) == Self.state(of: kept), "seed \(seed)")
            try database.write { try $0.run("INSERT INTO blobs VALUES (5000, 'last', zeroblob(5))") }
            kept[5000] = 5
            #expect(try Self.stateOnDisk(of: folder) == Self.state(of: kept), "seed \(seed)")
        }
        // In some of them SQLite undoes no more than the part that failed.
        #expect(outlived > 0)
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
            if count >= 4120, let full = FullDisk.path.withLock({ $0 }), FullDisk.path(of: file) == full {
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
