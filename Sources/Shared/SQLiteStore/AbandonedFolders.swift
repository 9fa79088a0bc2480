#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The private folders of temporary data, and what is left of them where a process was killed.
///
/// A folder is taken for abandoned only where all of this holds: it and its file have the names of ours, it has our owner, nobody holds the lock of
/// its data, which ends with the process that had it, and the lock's file is an hour old. The age spares a process that has made its
/// folder and not taken the lock yet.
enum AbandonedFolders {
    static let prefix = "portcullis-"
    /// What no data file is called that somebody names himself: such a file may stand in a folder with a name like ours.
    static let file = "temporary.sqlite"

    private static let seconds = 3600

    static func remove(in base: String) {
        guard let entries = opendir(base) else { return }
        defer { closedir(entries) }
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) { String(cString: $0) }
            }
            if name.hasPrefix(prefix), name.utf8.count == prefix.utf8.count + 6 { removeIfAbandoned("\(base)/\(name)") }
        }
    }

    private static func removeIfAbandoned(_ folder: String) {
        var status = stat()
        guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else { return }
        let lock = open("\(folder)/\(file).lock", O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard lock >= 0 else { return }
        defer { close(lock) }
        guard fstat(lock, &status) == 0, status.modified + Self.seconds < time(nil), flock(lock, LOCK_EX | LOCK_NB) == 0 else { return }
        remove(folder: folder)
    }

    /// Removes the files of a data file with the folder that it has for itself. What else stands there stays, and the folder with it.
    static func remove(folder: String) {
        for suffix in ["", "-wal", "-shm", "-journal", ".lock"] { unlink("\(folder)/\(file)\(suffix)") }
        rmdir(folder)
    }
}

extension stat {
    fileprivate var modified: time_t {
        #if canImport(Darwin)
            st_mtimespec.tv_sec
        #else
            st_mtim.tv_sec
        #endif
    }
}
