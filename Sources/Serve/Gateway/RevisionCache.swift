import Synchronization

/// What was gathered from the directory of late, such as callers with their policies, good for one revision of it.
final class RevisionCache<Value: Sendable>: Sendable {
    private struct State {
        var revision: UInt64 = 0
        var values: [String: Value] = [:]
    }

    /// What callers choose, such as accounts in ARNs, is among the names: so there is an end to it.
    private let capacity = 1000
    private let state = Mutex(State())

    func value(_ name: String, at revision: UInt64) -> Value? {
        state.withLock { $0.revision == revision ? $0.values[name] : nil }
    }

    func remember(_ value: Value, as name: String, at revision: UInt64) {
        state.withLock { state in
            if state.revision != revision || state.values.count >= capacity { state = State(revision: revision) }
            state.values[name] = value
        }
    }
}
