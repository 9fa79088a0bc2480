package import AWSTypes
import ServiceModel
import Synchronization

/// The recorded events: the newest in memory, and management events beyond them in an archive.
///
/// Appending is a lock and a copy of references; the record's JSON is made when an event is looked up or archived. Whoever
/// has an answer can look its event up, for a look-up reads memory and archive alike. Data events have a smaller ring of
/// their own and are never archived, so that a load of items drives no denied `ListTables` out.
package final class EventStore: Sendable {
    package struct Limits: Sendable {
        /// Management events in memory.
        package var memory = 4096
        /// Data events; none are kept where this is 0, as on AWS unless a trail asks for them.
        package var dataEvents = 1024
        /// What the requests of data events may come to: one of BatchWriteItem can be 16 MB.
        package var dataBytes = 8 << 20
        /// Events that wait for the archive before `append` itself hands them over.
        package var waiting = 2048
        package var archived = 100_000
        /// How far back look-ups reach (CloudTrail User Guide, "Viewing recent management events").
        package var days: Int64 = 90

        package init() {}
    }

    private struct State {
        var management: EventRing
        var data: EventRing
        var lastNumber: Int64
        /// Up to here management events are in the archive.
        var archivedNumber: Int64
        var waiting = 0
    }

    private let limits: Limits
    private let archive: (any EventArchive)?
    private let state: Mutex<State>
    /// One batch at a time, so that batches reach the archive in order.
    private let flushing = Mutex(())

    package init(limits: Limits = Limits(), archive: (any EventArchive)? = nil) throws {
        self.limits = limits
        self.archive = archive
        let last = try archive?.lastNumber() ?? 0
        state = Mutex(
            State(
                management: EventRing(capacity: limits.memory), data: EventRing(capacity: limits.dataEvents, bytes: limits.dataBytes),
                lastNumber: last,
                archivedNumber: last))
    }

    package var keepsDataEvents: Bool { limits.dataEvents > 0 }

    /// Records an event; from now on a look-up finds it.
    ///
    /// Should the archive fail and memory be full as well, the oldest event is lost: a call does not fail for its record.
    package func append(_ event: Event) {
        let (isFull, forgotten) = state.withLock { state in
            state.lastNumber += 1
            guard event.category == .management else {
                return (false, keepsDataEvents ? state.data.append(event, number: state.lastNumber) : [])
            }
            state.waiting += 1
            return (state.waiting >= limits.waiting, state.management.append(event, number: state.lastNumber))
        }
        withExtendedLifetime(forgotten) {}
        if isFull, archive != nil { try? flush(now: event.time) }
    }

    /// Hands to the archive what waits for it, and lets it forget what is too old. For a timer, and for the end.
    package func flush(now: Timestamp) throws {
        guard let archive else { return }
        try flushing.withLock { _ in
            let waiting = state.withLock { $0.management.entries(after: $0.archivedNumber) }
            guard let last = waiting.last else { return }
            try archive.append(waiting.map { StoredEvent(position: $0.position, columns: EventColumns($0.event), json: $0.event.json) })
            state.withLock { state in
                state.archivedNumber = max(state.archivedNumber, last.number)
                state.waiting = max(0, state.waiting - waiting.count)
            }
            try archive.trim(before: oldestTime(at: now), keeping: limits.archived)
        }
    }

    /// The events that a query wants, newest first.
    ///
    /// - Parameters:
    ///   - position: Where the page before ended.
    ///   - includesData: Whether data events are among them; AWS's look-up never shows those.
    package func events(
        matching query: EventQuery, before position: EventPosition? = nil, limit: Int, includesData: Bool = false, now: Timestamp
    ) throws -> [StoredEvent] {
        var query = query
        query.start = max(query.start ?? oldestTime(at: now), oldestTime(at: now))
        let (entries, firstNumber) = state.withLock { state in
            (
                state.management.entries(after: 0) + (includesData ? state.data.entries(after: 0) : []),
                state.management.firstNumber ?? state.lastNumber + 1
            )
        }
        // Memory first: what leaves it from here on has a number that the archive is not asked for.
        let archived = try archive?.events(matching: query, recordedBefore: firstNumber, before: position, limit: limit) ?? []
        var found = Self.newest(entries, matching: query, before: position, limit: limit) + archived
        found.sort { $0.position > $1.position }
        return Array(found.prefix(limit))
    }

    /// Forgets everything: the world begins again.
    package func removeAll() throws {
        try flushing.withLock { _ in
            try archive?.removeAll()
            state.withLock { state in
                state.management.removeAll()
                state.data.removeAll()
                state.archivedNumber = state.lastNumber
                state.waiting = 0
            }
        }
    }

    private func oldestTime(at now: Timestamp) -> Timestamp { now.adding(seconds: -limits.days * 86_400) }

    /// Makes the records of those events only that are wanted.
    private static func newest(
        _ entries: [EventRing.Entry], matching query: EventQuery, before position: EventPosition?, limit: Int
    ) -> [StoredEvent] {
        let ordered = entries.filter { entry in position.map { entry.position < $0 } ?? true }.sorted { $0.position > $1.position }
        var found: [StoredEvent] = []
        for entry in ordered {
            guard found.count < limit else { break }
            let columns = EventColumns(entry.event)
            guard query.matches(columns, at: entry.event.time) else { continue }
            found.append(StoredEvent(position: entry.position, columns: columns, json: entry.event.json))
        }
        return found
    }
}
