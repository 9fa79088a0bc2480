import Synchronization

/// Makes a chosen step of the writer fail, for tests.
///
/// A step is a `BEGIN`, a savepoint, a statement, a release or a `COMMIT` on the writing connection; rolling back is not
/// one. A test runs its write with step 1 failing, then step 2, until the write succeeds, and looks each time whether
/// everything or nothing was done.
package final class FaultInjector: Sendable {
    private struct Plan {
        var seen = 0
        var failing: (step: Int, error: StoreError, losesTransaction: Bool)?
    }

    private let plan = Mutex(Plan())

    package init() {}

    /// Steps counted since the last call of `fail` or `stop`.
    package var stepsSeen: Int { plan.withLock { $0.seen } }

    /// Makes the `step`-th step from now fail once. With `losingTransaction` the transaction is gone with it, which SQLite
    /// does at its own choice when the disk is full or cannot be read.
    package func fail(atStep step: Int, with error: StoreError, losingTransaction: Bool = false) {
        plan.withLock { $0 = Plan(failing: (step, error, losingTransaction)) }
    }

    package func stop() { plan.withLock { $0 = Plan() } }

    /// Counts a step; returns the fault planned for it.
    func next() -> (error: StoreError, losesTransaction: Bool)? {
        plan.withLock { plan in
            plan.seen += 1
            guard let failing = plan.failing, failing.step == plan.seen else { return nil }
            return (failing.error, failing.losesTransaction)
        }
    }
}
