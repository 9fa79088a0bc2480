/// What marks a data file as one of Portcullis's, and what is checked before anything in it is changed.
enum FileIdentity {
    /// "Port" in ASCII, in SQLite's header field for it, so that `file` and other programs can tell.
    static let applicationID: Int32 = 0x506F_7274

    /// How the store keeps its own books: one table of migrations. Modules' tables have no part in it.
    static let layoutVersion: Int32 = 1

    /// A file up to this size is read through when it is opened, which takes a few milliseconds. In a larger one damage is
    /// found when it is met, so that starting stays quick.
    static let sizeCheckedWhole: Int64 = 8 << 20

    /// Refuses a file that is not ours to write; returns whether it is a new one.
    static func check(_ handle: ConnectionHandle) throws(StoreError) -> Bool {
        guard !handle.isReadOnly else { throw .readOnly(path: handle.path) }
        let application = Int32(truncatingIfNeeded: try handle.integer("PRAGMA application_id") ?? 0)
        let version = try handle.integer("PRAGMA user_version") ?? 0
        let objects = try handle.integer("SELECT count(*) FROM sqlite_schema") ?? 0
        if application == 0, version == 0, objects == 0 { return true }
        guard application == applicationID else { throw .otherApplication(path: handle.path, applicationID: application) }
        guard version <= layoutVersion else { throw .newer(path: handle.path, found: "layout \(version)") }
        try checkContent(handle)
        return false
    }

    private static func checkContent(_ handle: ConnectionHandle) throws(StoreError) {
        let pages = try handle.integer("PRAGMA page_count") ?? 0
        let pageSize = try handle.integer("PRAGMA page_size") ?? 0
        guard pages * pageSize <= sizeCheckedWhole else { return }
        let finding = try handle.text("PRAGMA quick_check(1)") ?? "the check says nothing"
        // Its first line only names the database.
        let line = finding.split(separator: "\n").last.map(String.init) ?? finding
        guard line == "ok" else { throw .damaged(path: handle.path, finding: line) }
    }
}
