#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The one connection that writes, and the lock that lends it to one thread at a time.
///
/// The lock is a plain one of the system's: a group holds it from its first write to its commit, longer than a closure.
/// `@unchecked Sendable`: `handle` is touched only by the thread that has the lock.
final class Writer: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
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
        pthread_mutex_lock(lock)
        guard let handle else {
            pthread_mutex_unlock(lock)
            throw .closed
        }
        return handle
    }

    func letGo() { pthread_mutex_unlock(lock) }

    /// The connection of the thread that has the lock already.
    func taken() throws(StoreError) -> ConnectionHandle {
        guard let handle else { throw .closed }
        return handle
    }

    /// Drops the connection, by the thread that has the lock.
    func close() { handle = nil }
}
