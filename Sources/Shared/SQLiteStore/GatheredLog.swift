import CSQLite

/// SQLite's own way to the system, with one difference: what a commit adds to the log goes there in one call instead of two for each
/// page.
///
///     SQLite    frame header, page, frame header, page, last frame's header, page
///     system    pwrite(header page header page header page)
///
/// Frames are held back only while they follow one another at the end of the log, and at most until the commit's last one is complete
/// (its header alone has the size of the database in it; SQLite, "WAL file format"). Only then does SQLite tell other connections
/// of them. Whatever else SQLite asks of the file sends them on first.
///
/// INVARIANT: of all the connections to a file, the writer's alone adds to the log; others bring it in at most.
enum GatheredLog {
    /// What connections name in order to have it: SQLite's plain one where it could not be registered.
    static let vfs: String = register() ? "\(name)" : plain

    private static let name: StaticString = "portcullis"

    /// One lock keeps other processes out for as long as the file is open (`DataFile` holds it already); among the connections of this
    /// process nothing is asked of the kernel then, and the log's index lies in memory.
    private static let plain = "unix-excl"

    private static let methods: sqlite3_io_methods = {
        var methods = sqlite3_io_methods()
        methods.iVersion = 1
        methods.xClose = { LogFile($0).close() }
        methods.xRead = { file, target, count, offset in LogFile(file).after { $1.pointee.xRead($0, target, count, offset) } }
        methods.xWrite = { LogFile($0).write($1, count: $2, at: $3) }
        methods.xTruncate = { file, size in LogFile(file).after { $1.pointee.xTruncate($0, size) } }
        methods.xSync = { file, flags in LogFile(file).after { $1.pointee.xSync($0, flags) } }
        methods.xFileSize = { file, size in LogFile(file).after { $1.pointee.xFileSize($0, size) } }
        methods.xLock = { file, level in LogFile(file).after { $1.pointee.xLock($0, level) } }
        methods.xUnlock = { file, level in LogFile(file).after { $1.pointee.xUnlock($0, level) } }
        methods.xCheckReservedLock = { file, found in LogFile(file).after { $1.pointee.xCheckReservedLock($0, found) } }
        methods.xFileControl = { file, code, argument in LogFile(file).after { $1.pointee.xFileControl($0, code, argument) } }
        methods.xSectorSize = { LogFile($0).sectorSize }
        methods.xDeviceCharacteristics = { LogFile($0).deviceCharacteristics }
        return methods
    }()

    private static func register() -> Bool {
        guard let base = sqlite3_vfs_find(plain) else { return false }
        // Both live as long as the process: SQLite keeps the one, every open log refers to the other.
        let shared = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        shared.initialize(to: methods)
        let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        vfs.initialize(to: base.pointee)
        vfs.pointee.zName = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        vfs.pointee.pNext = nil
        vfs.pointee.szOsFile += Int32(LogFile.stateBytes)
        vfs.pointee.pAppData = UnsafeMutableRawPointer(shared)
        vfs.pointee.xOpen = { vfs, name, file, flags, outFlags in
            guard let vfs, let file, let base = sqlite3_vfs_find(GatheredLog.plain) else { return SQLITE_CANTOPEN }
            guard flags & SQLITE_OPEN_WAL != 0 else { return base.pointee.xOpen(base, name, file, flags, outFlags) }
            return LogFile.open(file, with: vfs.pointee.pAppData) { base.pointee.xOpen(base, name, $0, flags, outFlags) }
        }
        return sqlite3_vfs_register(vfs, 0) == SQLITE_OK
    }
}

/// An open log: what SQLite made room for, in front of the file that its own way to the system opens.
private struct LogFile {
    struct State {
        /// What SQLite knows of the file; it must come first.
        var file: sqlite3_file
        /// Frames that are not sent on yet.
        var held: UnsafeMutableRawPointer?
        var heldBytes: Int32 = 0
        var heldAt: sqlite3_int64 = 0
        /// Where the next frame belongs; nil where that is not certain, and nothing is held back then.
        var end: sqlite3_int64?
        var pageBytes: Int32 = 0
        /// Whether a frame's header was the last to be written, and its page is to follow.
        var awaitsPage = false
        /// Whether the frame is a commit's last.
        var endsCommit = false
    }

    static let stateBytes = (MemoryLayout<State>.size + 15) & ~15
    private static let capacity: Int32 = 128 << 10
    private static let logHeaderBytes: Int32 = 32
    private static let frameHeaderBytes: Int32 = 24

    private let state: UnsafeMutablePointer<State>
    private let inner: UnsafeMutablePointer<sqlite3_file>

    init(_ file: UnsafeMutablePointer<sqlite3_file>?) {
        // INVARIANT: SQLite calls a file's methods with the file they were set on, which `open` made.
        let start = UnsafeMutableRawPointer(file.unsafelyUnwrapped)
        state = start.assumingMemoryBound(to: State.self)
        inner = (start + Self.stateBytes).assumingMemoryBound(to: sqlite3_file.self)
    }

    static func open(
        _ file: UnsafeMutablePointer<sqlite3_file>, with methods: UnsafeMutableRawPointer?,
        _ open: (UnsafeMutablePointer<sqlite3_file>) -> Int32
    ) -> Int32 {
        let log = LogFile(file)
        log.inner.pointee.pMethods = nil
        let code = open(log.inner)
        // SQLite closes what has methods, a file that could not be opened too.
        let isOpen = log.inner.pointee.pMethods != nil
        let shared = methods.map { UnsafePointer($0.assumingMemoryBound(to: sqlite3_io_methods.self)) }
        log.state.initialize(to: State(file: sqlite3_file(pMethods: isOpen ? shared : nil)))
        return code
    }

    var sectorSize: Int32 { inner.pointee.pMethods?.pointee.xSectorSize(inner) ?? 0 }

    var deviceCharacteristics: Int32 { inner.pointee.pMethods?.pointee.xDeviceCharacteristics(inner) ?? 0 }

    /// Does what SQLite asks once what is held is where it belongs.
    ///
    /// Where it cannot be written, it stays held: SQLite has been told that it is written, and does not give the transaction up for an error
    /// of anything but a write.
    func after(_ act: (UnsafeMutablePointer<sqlite3_file>, UnsafePointer<sqlite3_io_methods>) -> Int32) -> Int32 {
        let code = sendOn()
        guard code == SQLITE_OK else { return code }
        guard let methods = inner.pointee.pMethods else { return SQLITE_IOERR }
        return act(inner, methods)
    }

    /// Holds back what is written, or writes it behind what is held.
    ///
    /// Where that fails SQLite undoes the whole transaction, so that what is held of it is nobody's any more.
    func write(_ bytes: UnsafeRawPointer?, count: Int32, at offset: sqlite3_int64) -> Int32 {
        guard let bytes else { return SQLITE_IOERR }
        if state.pointee.heldBytes > 0, offset <= state.pointee.heldAt, isHeader(count, at: offset) { drop() }
        let code: Int32
        if hold(bytes, count: count, at: offset) {
            code = !state.pointee.awaitsPage && (state.pointee.endsCommit || !hasRoomForFrame) ? sendOn() : SQLITE_OK
        } else {
            code = after { $1.pointee.xWrite($0, bytes, count, offset) }
            if code == SQLITE_OK { noteDirect(bytes, count: count, at: offset) }
        }
        if code != SQLITE_OK { drop() }
        return code
    }

    /// Whether a frame, or the log, begins here: before what is held, SQLite has given that up.
    private func isHeader(_ count: Int32, at offset: sqlite3_int64) -> Bool {
        count == Self.frameHeaderBytes || count == Self.logHeaderBytes && offset == 0
    }

    private var hasRoomForFrame: Bool {
        state.pointee.heldBytes + Self.frameHeaderBytes + state.pointee.pageBytes <= Self.capacity
    }

    /// Forgets what is held, and holds nothing until the log begins anew.
    private func drop() {
        (state.pointee.heldBytes, state.pointee.awaitsPage, state.pointee.end) = (0, false, nil)
    }

    /// Takes a frame's header or its page, where it is the next that belongs at the end.
    private func hold(_ bytes: UnsafeRawPointer, count: Int32, at offset: sqlite3_int64) -> Bool {
        let isPage = state.pointee.awaitsPage
        guard offset == state.pointee.end, count == (isPage ? state.pointee.pageBytes : Self.frameHeaderBytes), isPage || hasRoomForFrame
        else { return false }
        let held = state.pointee.held ?? .allocate(byteCount: Int(Self.capacity), alignment: 16)
        state.pointee.held = held
        if state.pointee.heldBytes == 0 { state.pointee.heldAt = offset }
        (held + Int(state.pointee.heldBytes)).copyMemory(from: bytes, byteCount: Int(count))
        state.pointee.heldBytes += count
        state.pointee.end = offset + sqlite3_int64(count)
        if !isPage { state.pointee.endsCommit = bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self) != 0 }
        state.pointee.awaitsPage.toggle()
        return true
    }

    /// A log's header begins it anew; what is written behind the end makes the end uncertain, what is written before it does not.
    private func noteDirect(_ bytes: UnsafeRawPointer, count: Int32, at offset: sqlite3_int64) {
        if offset == 0, count == Self.logHeaderBytes {
            let pageBytes = Int32(truncatingIfNeeded: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
            let fits = pageBytes > 0 && pageBytes <= Self.capacity - Self.frameHeaderBytes
            (state.pointee.pageBytes, state.pointee.end) = (pageBytes, fits ? sqlite3_int64(count) : nil)
        } else if let end = state.pointee.end, offset + sqlite3_int64(count) > end {
            state.pointee.end = nil
        }
        state.pointee.awaitsPage = false
    }

    /// Writes what is held to its place.
    private func sendOn() -> Int32 {
        let count = state.pointee.heldBytes
        guard count > 0, let held = state.pointee.held else { return SQLITE_OK }
        guard let methods = inner.pointee.pMethods else { return SQLITE_IOERR }
        let code = methods.pointee.xWrite(inner, held, count, state.pointee.heldAt)
        if code == SQLITE_OK { state.pointee.heldBytes = 0 }
        return code
    }

    func close() -> Int32 {
        let sent = sendOn()
        state.pointee.held?.deallocate()
        state.pointee.held = nil
        let closed = inner.pointee.pMethods?.pointee.xClose(inner) ?? SQLITE_OK
        return sent == SQLITE_OK ? closed : sent
    }
}
