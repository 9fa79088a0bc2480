import Dispatch
import Foundation
import SQLiteStore
import Synchronization

/// Runs what may outlast the call that asks for it.
///
///     call    asks ---- waits ---------------------- answers
///     thread       works ......................................... done
///
/// Small work is done when the answer leaves, as everything is here. Larger work goes on behind the answer, which says CREATING or IN_PROGRESS
/// as AWS's does in any case; what has become of it is told by the operation that describes it. Each has a thread of its own, with a
/// reader of its own, and holds neither a loop nor, for long, a thread of the pool.
struct BackgroundWork: Sendable {
    let database: Database
    /// How long a call waits for what it has asked for.
    let patience: Duration

    /// Does the work, or begins it.
    ///
    /// A thread that is writing already does it itself: nobody else could write before its end.
    ///
    /// - Parameter moment: When the work has seen all that it is to see of what others write; no answer leaves before. Nil where that is known
    ///   when it begins.
    /// - Returns: What came of it; nil where it goes on, and nobody will hear of its end but by what it leaves.
    func run<T: Sendable>(after moment: WorkMoment? = nil, _ work: @escaping @Sendable () throws -> T) throws -> T? {
        guard !database.isWriting else { return try work() }
        let outcome = Outcome<T>()
        Thread.detachNewThread {
            outcome.settle(Result { try work() })
            moment?.come()
        }
        if let result = outcome.wait(for: patience) { return try result.get() }
        moment?.wait()
        return try outcome.wait(for: .zero)?.get()
    }

    /// Does work that no call waits for; how it ends is its own concern.
    func begin(_ work: @escaping @Sendable () throws -> Void) {
        Thread.detachNewThread { try? work() }
    }
}

/// The moment whose state a work shows: what is written after the answer is no part of it.
final class WorkMoment: Sendable {
    private let hasCome = DispatchSemaphore(value: 0)

    /// Says that it has come, or never will.
    func come() { hasCome.signal() }

    fileprivate func wait() { hasCome.wait() }
}

/// What a thread works out and another waits for.
private final class Outcome<T: Sendable>: Sendable {
    private let result = Mutex<Result<T, any Error>?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    func settle(_ result: Result<T, any Error>) {
        self.result.withLock { $0 = result }
        isThere.signal()
    }

    /// The outcome, or nil when the time is up.
    func wait(for time: Duration) -> Result<T, any Error>? {
        let nanoseconds = Int(min(time / .nanoseconds(1), 1e15))
        _ = isThere.wait(timeout: .now() + .nanoseconds(nanoseconds))
        return result.withLock { $0 }
    }
}
