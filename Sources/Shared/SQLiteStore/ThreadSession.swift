import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What one thread has of one database: its reading connection and its place in a group of writes.
///
/// `@unchecked Sendable`: everything but `reader` is touched by its thread alone; `reader` is touched by whoever moved
/// `availability` away from `idle`, which is the thread while it reads and, once, whoever closes the session.
final class ThreadSession: @unchecked Sendable {
    private enum Availability {
        static let idle: UInt8 = 0
        static let lent: UInt8 = 1
        static let closed: UInt8 = 2
    }

    /// The database it belongs to.
    let database: UInt64
    /// Whether writes of this thread wait for `commitGroup`.
    var isGrouping = false
    /// Whether this thread has the writer's lock and a transaction open.
    var holdsWriter = false
    /// How many `write` closures of this thread are running, one inside the other.
    var writeDepth = 0

    /// What follows the writes of this thread that are not committed yet, in their order.
    var followers: [WriteFollower] = []

    private let availability = Atomic<UInt8>(Availability.idle)
    /// How many reads of this thread are running, one inside the other.
    private(set) var readDepth = 0
    private var reader: ConnectionHandle?

    init(database: UInt64) { self.database = database }

    var isClosed: Bool { availability.load(ordering: .acquiring) == Availability.closed }

    var isReading: Bool { readDepth > 0 }

    func tellFollowersOfCommit() {
        let told = followers
        followers = []
        for follower in told { follower.committed() }
    }

    func tellFollowersOfUndoing(downTo count: Int) {
        while followers.count > count { followers.removeLast().undone() }
    }

    /// Lends the thread's reading connection, opening it at its first use. No lock is taken.
    func withReader(opening open: () throws -> ConnectionHandle, _ body: (ConnectionHandle) throws -> Void) throws {
        if readDepth == 0 {
            let (lent, _) = availability.compareExchange(
                expected: Availability.idle, desired: Availability.lent, ordering: .acquiring)
            guard lent else { throw StoreError.closed }
        }
        readDepth += 1
        defer {
            readDepth -= 1
            if readDepth == 0 { availability.store(Availability.idle, ordering: .releasing) }
        }
        if let reader { return try body(reader) }
        let opened = try open()
        reader = opened
        return try body(opened)
    }

    /// Closes the reading connection for good, after the read that may be under way on its thread.
    func close() {
        while true {
            let (closed, found) = availability.compareExchange(
                expected: Availability.idle, desired: Availability.closed, ordering: .acquiringAndReleasing)
            if closed { reader = nil }
            if closed || found == Availability.closed { return }
            usleep(200)
        }
    }
}

/// What is done in memory once the end of a write is known.
struct WriteFollower {
    let committed: () -> Void
    let undone: () -> Void
}

/// The sessions of one thread, in its thread-specific storage; they are closed when the thread ends.
private final class ThreadTable {
    private var sessions: [ThreadSession] = []

    /// Nearly always there is one database, so a search finds it at the first look.
    func session(of database: UInt64) -> ThreadSession? {
        for session in sessions where session.database == database { return session }
        return nil
    }

    func add(_ session: ThreadSession) {
        sessions.removeAll { $0.isClosed }
        sessions.append(session)
    }

    deinit {
        for session in sessions { session.close() }
    }

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let code = pthread_key_create(&key) { table in release(table) }
        precondition(code == 0, "the process has no thread-specific storage left")
        return key
    }()

    /// The calling thread's table.
    static var current: ThreadTable {
        if let table = pthread_getspecific(key) { return Unmanaged<ThreadTable>.fromOpaque(table).takeUnretainedValue() }
        let table = ThreadTable()
        pthread_setspecific(key, Unmanaged.passRetained(table).toOpaque())
        return table
    }
}

/// Optional because the C libraries differ in whether the pointer may be missing.
private func release(_ table: UnsafeMutableRawPointer?) {
    if let table { Unmanaged<ThreadTable>.fromOpaque(table).release() }
}

/// The sessions of a database over all threads, so that closing it closes them.
final class SessionRegistry: Sendable {
    private struct State {
        var sessions: [ThreadSession] = []
        var isClosed = false
    }

    private static let nextDatabase = Atomic<UInt64>(0)

    private let database: UInt64
    private let state = Mutex(State())

    init() { database = Self.nextDatabase.add(1, ordering: .relaxed).newValue }

    /// The calling thread's session.
    var current: ThreadSession {
        let table = ThreadTable.current
        if let session = table.session(of: database) { return session }
        let session = ThreadSession(database: database)
        table.add(session)
        let isClosed = state.withLock { state in
            state.sessions.removeAll { $0.isClosed }
            state.sessions.append(session)
            return state.isClosed
        }
        if isClosed { session.close() }
        return session
    }

    func closeAll() {
        let sessions = state.withLock { state in
            state.isClosed = true
            defer { state.sessions = [] }
            return state.sessions
        }
        for session in sessions { session.close() }
    }
}
