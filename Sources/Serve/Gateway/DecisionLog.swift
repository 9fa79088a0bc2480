import AWSTypes
import Synchronization

/// The calls of late, with their decisions.
///
/// Those that were denied or failed are what people come back for: they are kept apart, so that calls that went well do not push them out.
/// Of the others there are so few that their memory stays in the processor's caches: every call is put in and hardly any is looked up, and
/// with thousands of them a tenth of a call's time went into letting go of what had long been cold.
package final class DecisionLog: Sendable {
    private struct Entry {
        /// How many calls came before.
        var place: UInt64
        var record: CallRecord
    }

    private struct Kept {
        var refused: Recent<Entry>
        var answered: Recent<Entry>
        var next: UInt64 = 0

        mutating func append(_ record: CallRecord) -> [Entry] {
            let entry = Entry(place: next, record: record)
            next += 1
            let weight = record.call.bodySize
            return record.isRefused ? refused.append(entry, weight: weight) : answered.append(entry, weight: weight)
        }

        /// The newest first.
        var entries: [Entry] { (refused.elements + answered.elements).sorted { $0.place > $1.place } }
    }

    private let kept: Mutex<Kept>

    /// - Parameter bytes: What the requests of either kind may come to that decisions still refer to, for their condition keys are read
    ///   from them.
    init(refused: Int, answered: Int, bytes: Int) {
        kept = Mutex(Kept(refused: Recent(capacity: refused, weighing: bytes), answered: Recent(capacity: answered, weighing: bytes)))
    }

    package subscript(_ requestID: String) -> CallRecord? { latest.first { $0.call.requestID == requestID } }

    /// The calls kept, the newest first.
    package var latest: [CallRecord] { kept.withLock { $0.entries }.map(\.record) }

    func append(_ record: CallRecord) {
        let forgotten = kept.withLock { $0.append(record) }
        withExtendedLifetime(forgotten) {}
    }

    package func removeAll() {
        kept.withLock { kept in
            kept.refused.removeAll()
            kept.answered.removeAll()
        }
    }
}

extension CallRecord {
    /// Whether it was denied, be it only observed, or ended in an error.
    fileprivate var isRefused: Bool { wasDenied || error != nil }
}
