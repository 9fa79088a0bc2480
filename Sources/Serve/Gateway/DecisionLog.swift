import AWSTypes
import Synchronization

/// The calls of late, with their decisions.
///
/// Those that were denied are what people come back for: they are kept apart, so that calls that were allowed do not push them out.
/// Of the others there are so few that their memory stays in the processor's caches: every call is put in and hardly any is looked up, and
/// with thousands of them a tenth of a call's time went into letting go of what had long been cold.
package final class DecisionLog: Sendable {
    private struct Entry {
        /// How many calls came before.
        var place: UInt64
        var record: CallRecord
    }

    private struct Kept {
        var denied: Recent<Entry>
        var others: Recent<Entry>
        var next: UInt64 = 0

        mutating func append(_ record: CallRecord) -> [Entry] {
            let entry = Entry(place: next, record: record)
            next += 1
            let weight = record.call.bodySize
            return record.wasDenied ? denied.append(entry, weight: weight) : others.append(entry, weight: weight)
        }
    }

    private let kept: Mutex<Kept>

    /// - Parameter denied: How many calls are kept to which leave was refused, be it only observed.
    /// - Parameter bytes: What the requests of either kind may come to that decisions still refer to, for their condition keys are read
    ///   from them.
    init(denied: Int, others: Int, bytes: Int) {
        kept = Mutex(Kept(denied: Recent(capacity: denied, weighing: bytes), others: Recent(capacity: others, weighing: bytes)))
    }

    package subscript(_ requestID: String) -> CallRecord? { entries.first { $0.record.call.requestID == requestID }?.record }

    /// The calls kept, the newest first.
    package var latest: [CallRecord] { entries.sorted { $0.place > $1.place }.map(\.record) }

    /// In no order; whoever looks for something does so while other calls go on.
    private var entries: [Entry] { kept.withLock { $0.denied.elements + $0.others.elements } }

    func append(_ record: CallRecord) {
        let forgotten = kept.withLock { $0.append(record) }
        withExtendedLifetime(forgotten) {}
    }

    package func removeAll() {
        kept.withLock { kept in
            kept.denied.removeAll()
            kept.others.removeAll()
        }
    }
}
