import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The one connection that writes, and the lock that lends it to one thread at a time.
///
/// The lock is a plain one of the system's: a group holds it from its first write to its commit, longer than a closure. It is
/// not a fair one, so whoever writes many times in a row gives way in between, see `giveWay`.
/// `@unchecked Sendable`: `handle` is touched only by the thread that has the lock.
final class Writer: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    /// Since when the lock is held, in the system's steady nanoseconds; zero while it is free.
    private let heldSince = Atomic<UInt64>(0)
    private let waiting = Atomic<Int>(0)
    /// Nil once the store is closed.
    private var handle: ConnectionHandle?

    init(_ handle: ConnectionHandle) {
        self.handle = handle
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deinitialize(count: 1)
        lock.deallocate()
    }

    /// Takes the lock and returns the connection; without one the lock is let go again.
    func take() throws(StoreError) -> ConnectionHandle {
        if pthread_mutex_trylock(lock) != 0 {
            waiting.add(1, ordering: .relaxed)
            pthread_mutex_lock(lock)
            waiting.subtract(1, ordering: .relaxed)
        }
        heldSince.store(Self.now, ordering: .relaxed)
        guard let handle else {
            letGo()
            throw .closed
        }
        return handle
    }

    func letGo() {
        heldSince.store(0, ordering: .relaxed)
        pthread_mutex_unlock(lock)
    }

    /// The connection of the thread that has the lock already.
    func taken() throws(StoreError) -> ConnectionHandle {
        guard let handle else { throw .closed }
        return handle
    }

    /// Gives the connection away for good: whoever comes for it later, or waits for it now, finds it closed.
    func retire() throws(StoreError) -> ConnectionHandle {
        let retired = try take()
        handle = nil
        letGo()
        return retired
    }

    // MARK: Waiting

    /// Lets a thread that waits for the lock have it first: for those that take it again and again.
    ///
    /// A thread that is woken takes a moment to come; without a pause the lock would be gone again when it does.
    func giveWay() {
        for _ in 0..<20 where waiting.load(ordering: .relaxed) > 0 { usleep(250) }
    }

    /// Whether the lock has been held for longer than this, or will be.
    func isHeld(longerThan nanoseconds: UInt64) -> Bool {
        let since = heldSince.load(ordering: .relaxed)
        return since != 0 && Self.now > since + nanoseconds
    }

    /// Lets whoever asks believe, from the thread that has the lock, that it has been held for ever.
    func expectLongHold() { heldSince.store(1, ordering: .relaxed) }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}
