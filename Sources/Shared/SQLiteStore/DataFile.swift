#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The place of the data on disk, held by this process alone while it is open.
///
/// The hold is a lock of the kernel's (`flock`) on a file beside the data, `….lock`: it ends with the process however the
/// process ends, and the file may stay. The data file itself must not be opened here, for closing it again would drop
/// the locks SQLite has on it.
struct DataFile {
    let path: String
    private let lock: Int32
    /// The private folder that goes when the store is closed.
    private let temporaryFolder: String?

    /// Holds the file at `path`, which need not exist yet; its folder must.
    init(at path: String) throws(StoreError) { try self.init(at: Self.absolute(path), temporaryFolder: nil) }

    private init(at path: String, temporaryFolder: String?) throws(StoreError) {
        guard !path.utf8.contains(0) else { throw .cannotOpen(path: path, reason: "its name has a zero byte") }
        let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw Self.error(errno, opening: path) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            Self.closeFile(lock)
            throw code == EWOULDBLOCK ? .inUse(path: path) : Self.error(code, opening: path)
        }
        self.path = path
        self.lock = lock
        self.temporaryFolder = temporaryFolder
    }

    /// Where private folders are made, without those that killed processes left there: looked through once a process.
    private static let temporaryBase: String = {
        let given = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        let base = given.isEmpty ? "/tmp" : given
        AbandonedFolders.remove(in: base)
        return base
    }()

    /// Makes a folder that only this user can read, with a data file to be in it.
    static func temporary() throws(StoreError) -> DataFile {
        let base = temporaryBase
        var template = Array((base + "/" + AbandonedFolders.prefix + "XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw error(errno, opening: base) }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return try DataFile(at: absolute(folder + "/" + AbandonedFolders.file), temporaryFolder: folder)
    }

    /// Lets go of the file, and removes it where it was temporary.
    func release() {
        if let temporaryFolder { AbandonedFolders.remove(folder: temporaryFolder) }
        Self.closeFile(lock)
    }

    /// Readers are opened later and the working folder may change, so the path is made absolute; that also keeps
    /// SQLite from reading a name that begins with `file:` as a URI.
    private static func absolute(_ path: String) throws(StoreError) -> String {
        guard !path.hasPrefix("/") else { return path }
        guard let folder = getcwd(nil, 0) else { throw error(errno, opening: path) }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }

    static func error(_ code: Int32, opening path: String) -> StoreError {
        switch code {
        case EACCES, EPERM, EROFS: .readOnly(path: path)
        case ENOSPC, EDQUOT: .diskFull(path: path)
        default: .cannotOpen(path: path, reason: String(cString: strerror(code)))
        }
    }

    private static func closeFile(_ file: Int32) { close(file) }
}
