import AWSTypes
import CloudTrail
import SQLiteStore
import ServiceModel
import Synchronization
import Testing

@Suite struct EventStoreTests {
    private static let query = EventQuery(account: Samples.account)
    private static let data = OperationTraits(category: .data)

    private func limits(_ change: (inout EventStore.Limits) -> Void) -> EventStore.Limits {
        var limits = EventStore.Limits()
        change(&limits)
        return limits
    }

    private func found(in store: EventStore, limit: Int = 100, includesData: Bool = false, now: Timestamp = Samples.now) throws -> [String]
    {
        try store.events(matching: Self.query, limit: limit, includesData: includesData, now: now).map(\.columns.id)
    }

    @Test func `memory keeps the newest, and items do not drive management events out`() throws {
        let store = try EventStore(limits: limits { ($0.memory, $0.dataEvents) = (2, 2) })
        for number in 0..<3 { store.append(Samples.event(id: "m\(number)")) }
        for number in 0..<5 { store.append(Samples.event("PutItem", id: "d\(number)", traits: Self.data)) }
        #expect(try found(in: store) == ["m2", "m1"])
        #expect(try found(in: store, includesData: true) == ["d4", "d3", "m2", "m1"])
    }

    @Test func `what left memory is found in the data file, once, before and after a new start`() throws {
        let database = try Database(at: .temporary, migrations: EventFileStore.migrations)
        let archive = EventFileStore(database)
        let store = try EventStore(limits: limits { ($0.memory, $0.waiting) = (4, 3) }, archive: archive)
        for number in 0..<11 { store.append(Samples.event(id: "\(number)")) }
        let expected = (0..<11).reversed().map(String.init)
        #expect(try found(in: store) == expected)
        #expect(try found(in: store, limit: 7) == Array(expected.prefix(7)))
        try store.flush(now: Samples.now)
        try store.flush(now: Samples.now)
        #expect(try found(in: store) == expected)

        let second = try EventStore(archive: archive)
        second.append(Samples.event(id: "11"))
        #expect(try found(in: second) == ["11"] + expected)
        try second.removeAll()
        #expect(try found(in: second) == [])
        second.append(Samples.event(id: "12"))
        try second.flush(now: Samples.now)
        #expect(try found(in: second) == ["12"])
    }

    @Test func `an event comes out of the data file as it went in`() throws {
        let archive = EventFileStore(try Database(at: .temporary, migrations: EventFileStore.migrations))
        let store = try EventStore(archive: archive)
        store.append(Samples.event(resources: [EventResource(type: "T\"", arn: "arn:\n", account: "1")]))
        var service = Samples.event()
        service.origin = .service("dynamodb.amazonaws.com")
        service.recipientAccount = Samples.account
        store.append(service)
        let before = try store.events(matching: Self.query, limit: 2, now: Samples.now)
        try store.flush(now: Samples.now)
        let kept = try archive.events(matching: Self.query, recordedBefore: .max, before: nil, limit: 2)
        #expect(kept == before)
        #expect(kept.count == 2)
    }

    @Test func `look-ups reach back ninety days, and the archive keeps so many`() throws {
        let archive = EventFileStore(try Database(at: .temporary, migrations: EventFileStore.migrations))
        let store = try EventStore(limits: limits { $0.archived = 3 }, archive: archive)
        let day: Int64 = 86_400
        store.append(Samples.event(id: "old", at: Samples.now.adding(seconds: -91 * day)))
        for number in 0..<4 { store.append(Samples.event(id: "\(number)", at: Samples.now.adding(seconds: (Int64(number) - 89) * day))) }
        #expect(try found(in: store) == ["3", "2", "1", "0"])
        try store.flush(now: Samples.now)
        #expect(try archive.events(matching: Self.query, recordedBefore: .max, before: nil, limit: 9).map(\.columns.id) == ["3", "2", "1"])
        #expect(try found(in: store, now: Samples.now.adding(seconds: 3 * day)) == ["3", "2"])
    }

    @Test func `the clock may go back`() throws {
        let store = try EventStore()
        store.append(Samples.event(id: "later", at: Samples.now))
        store.append(Samples.event(id: "earlier", at: Samples.now.adding(seconds: -5)))
        #expect(try found(in: store) == ["later", "earlier"])
    }

    @Test func `a failing archive loses nothing that memory holds`() throws {
        let archive = FailingArchive()
        let store = try EventStore(limits: limits { $0.waiting = 2 }, archive: archive)
        archive.fails.withLock { $0 = true }
        for number in 0..<3 { store.append(Samples.event(id: "\(number)")) }
        #expect(throws: FailingArchive.Failure.self) { try store.flush(now: Samples.now) }
        archive.fails.withLock { $0 = false }
        try store.flush(now: Samples.now)
        #expect(archive.kept.withLock { $0 } == ["0", "1", "2"])
        #expect(try found(in: store) == ["2", "1", "0"])
    }
}

/// An archive that can be told to fail.
private final class FailingArchive: EventArchive {
    struct Failure: Error {}

    let fails = Mutex(false)
    let kept = Mutex<[String]>([])

    func lastNumber() -> Int64 { 0 }

    func append(_ events: [StoredEvent]) throws {
        if fails.withLock({ $0 }) { throw Failure() }
        kept.withLock { $0 += events.map(\.columns.id) }
    }

    func events(matching query: EventQuery, recordedBefore number: Int64, before position: EventPosition?, limit: Int) -> [StoredEvent] {
        []
    }

    func trim(before time: Timestamp, keeping count: Int) {}

    func removeAll() {}
}
