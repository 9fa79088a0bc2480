import Testing

@testable import SQLiteStore

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What killed processes have left is removed, and nothing that somebody has or may be about to have.
@Suite final class AbandonedFoldersTests {
    private let base: String

    init() throws {
        var template = Array("/tmp/sqlitestore-test-XXXXXX".utf8CString)
        base = String(cString: try #require(mkdtemp(&template)))
    }

    deinit {
        for name in Self.names {
            for suffix in ["", "-wal", ".lock"] { unlink("\(base)/\(name)/data.sqlite\(suffix)") }
            AbandonedFolders.remove(folder: "\(base)/\(name)")
        }
        rmdir(base)
    }

    private static let names = ["portcullis-Ab3dEf", "portcullis-test-x7f", "something-Ab3dEf"]

    /// A folder as a process leaves it, its lock made some seconds ago.
    private func make(_ name: String, age: Int = 4000, file: String = AbandonedFolders.file, _ suffixes: [String] = ["", "-wal", ".lock"])
        throws
    {
        try #require(mkdir("\(base)/\(name)", 0o700) == 0)
        for suffix in suffixes {
            let descriptor = open("\(base)/\(name)/\(file)\(suffix)", O_WRONLY | O_CREAT, 0o600)
            try #require(descriptor >= 0)
            close(descriptor)
        }
        let moment = timeval(tv_sec: time(nil) - age, tv_usec: 0)
        utimes("\(base)/\(name)/\(file).lock", [moment, moment])
    }

    private func isThere(_ name: String) -> Bool { access("\(base)/\(name)", F_OK) == 0 }

    @Test func `a folder whose process is gone goes`() throws {
        try make(Self.names[0])
        AbandonedFolders.remove(in: base)
        #expect(!isThere(Self.names[0]))
    }

    @Test func `one that somebody has stays until it is let go`() throws {
        try make(Self.names[0])
        let lock = open("\(base)/\(Self.names[0])/\(AbandonedFolders.file).lock", O_RDWR)
        try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
        AbandonedFolders.remove(in: base)
        #expect(isThere("\(Self.names[0])/\(AbandonedFolders.file)"))
        close(lock)
        AbandonedFolders.remove(in: base)
        #expect(!isThere(Self.names[0]))
    }

    @Test func `a young one stays, for its process may not have locked it yet`() throws {
        try make(Self.names[0], age: 60)
        AbandonedFolders.remove(in: base)
        #expect(isThere("\(Self.names[0])/\(AbandonedFolders.file)"))
    }

    @Test func `one without a lock stays, and so do others' folders`() throws {
        try make(Self.names[0], [""])
        try make(Self.names[1])
        try make(Self.names[2])
        AbandonedFolders.remove(in: base)
        for name in Self.names { #expect(isThere("\(name)/\(AbandonedFolders.file)")) }
    }

    @Test func `data in a file that somebody has named stays, whatever its folder is called`() throws {
        try make(Self.names[0], file: "data.sqlite")
        AbandonedFolders.remove(in: base)
        #expect(isThere("\(Self.names[0])/data.sqlite"))
        #expect(isThere("\(Self.names[0])/data.sqlite.lock"))
    }
}
