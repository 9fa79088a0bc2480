import SQLiteStore
import Synchronization
import Testing

@Suite struct WritingTests {
    let faults = FaultInjector()
    let database: Database

    init() throws { database = try Database.temporary(faults: faults) }

    @Test func `a write is done whole or not at all`() throws {
        try database.add(2)
        #expect(throws: Refusal()) {
            try database.write { connection in
                try connection.run("UPDATE counters SET value = 100")
                throw Refusal()
            }
        }
        #expect(try database.committed == 2)
    }

    @Test func `a write inside a write joins it, and is undone alone`() throws {
        try database.write { connection in
            try connection.run("UPDATE counters SET value = 1")
            try? database.write { inner in
                try inner.run("UPDATE counters SET value = 50")
                throw Refusal()
            }
            try database.add()
        }
        #expect(try database.committed == 2)
    }

    @Test func `a group is seen by its own thread, and by others once committed`() throws {
        database.beginGroup()
        #expect(!database.hasOpenGroup)
        try database.add()
        try database.add()
        #expect(database.hasOpenGroup)
        #expect(try database.committed == 0)
        #expect(try database.latest == 2)
        try database.commitGroup()
        #expect(!database.hasOpenGroup)
        #expect(try database.committed == 2)
        try database.add()
        #expect(try database.committed == 3)
    }

    @Test func `a refused write of a group is undone alone`() throws {
        database.beginGroup()
        try database.add()
        #expect(throws: Refusal()) {
            try database.write { connection in
                try connection.run("DELETE FROM counters")
                throw Refusal()
            }
        }
        #expect(throws: StoreError.constraint(message: "CHECK constraint failed: value < 1000000")) { try database.add(5_000_000) }
        try database.add()
        try database.commitGroup()
        #expect(try database.committed == 2)
    }

    @Test func `a part that changes once is undone alone where it fails before its change, or in it`() throws {
        database.beginGroup()
        try database.add()
        #expect(throws: Refusal()) { try database.lendWriter(changingOnce: true) { _ in throw Refusal() } }
        #expect(throws: StoreError.constraint(message: "CHECK constraint failed: value < 1000000")) {
            try database.lendWriter(changingOnce: true) { try $0.run("UPDATE counters SET value = 5000000") }
        }
        try database.lendWriter(changingOnce: true) { try $0.run("UPDATE counters SET value = value + 10") }
        try database.commitGroup()
        #expect(try database.committed == 11)
    }

    @Test func `a part that changes once costs a group no savepoint`() throws {
        database.beginGroup()
        try database.add()
        faults.stop()
        let before = faults.stepsSeen
        try database.lendWriter(changingOnce: true) { try $0.run("UPDATE counters SET value = 7") }
        #expect(faults.stepsSeen == before + 1)
        try database.commitGroup()
    }

    @Test func `a part that fails after the change it has no savepoint for takes its group with it`() throws {
        try database.add(3)
        database.beginGroup()
        try database.add()
        #expect(throws: Refusal()) {
            try database.lendWriter(changingOnce: true) { connection in
                try connection.run("UPDATE counters SET value = 100")
                throw Refusal()
            }
        }
        #expect(throws: StoreError.self) { try database.add() }
        #expect(throws: StoreError.self) { try database.commitGroup() }
        #expect(try database.committed == 3)
        try database.add()
        #expect(try database.committed == 4)
    }

    @Test func `a group without writes costs and holds nothing`() throws {
        database.beginGroup()
        faults.stop()
        try database.commitGroup()
        try database.commitGroup()
        #expect(faults.stepsSeen == 0)
    }

    @Test func `a group whose commit fails was not done`() throws {
        database.beginGroup()
        try database.add()
        try database.add()
        faults.fail(atStep: 1, with: .diskFull(path: "d"))
        #expect(throws: StoreError.diskFull(path: "d")) { try database.commitGroup() }
        #expect(!database.hasOpenGroup)
        #expect(try database.committed == 0)
        try database.add()
        #expect(try database.committed == 1)
    }

    @Test func `a group that SQLite gave up fails as a whole`() throws {
        let lost = StoreError.inputOutput(path: "d", code: 10, message: "disk I/O error")
        database.beginGroup()
        try database.add()
        faults.fail(atStep: 2, with: lost, losingTransaction: true)
        #expect(throws: lost) { try database.add() }
        #expect(throws: lost) { try database.add() }
        #expect(throws: lost) { try database.latest }
        #expect(throws: lost) { try database.commitGroup() }
        #expect(try database.committed == 0)
        try database.add()
        #expect(try database.committed == 1)
    }

    @Test func `nothing is committed alone after a swallowed fault`() throws {
        faults.fail(atStep: 2, with: .diskFull(path: "d"), losingTransaction: true)
        #expect(throws: StoreError.diskFull(path: "d")) {
            try database.write { connection in
                _ = try? connection.run("UPDATE counters SET value = 5")
                _ = try? connection.run("UPDATE counters SET value = 6")
            }
        }
        #expect(try database.committed == 0)
    }

    @Test(arguments: [false, true], [false, true])
    func `a write with the store failing at each step in turn`(grouped: Bool, losing: Bool) throws {
        let fault = StoreError.inputOutput(path: "d", code: 10, message: "planned")
        var step = 0
        var succeeded = false
        while !succeeded, step < 50 {
            step += 1
            let before = try database.committed
            if grouped { database.beginGroup() }
            faults.fail(atStep: step, with: fault, losingTransaction: losing)
            var told: StoreError?
            do {
                try database.write { connection in
                    try connection.run("UPDATE counters SET value = value + 1")
                    try connection.run("INSERT INTO blobs (content) VALUES (?1)", .integer(step))
                }
            } catch {
                told = error as? StoreError
            }
            do { try database.commitGroup() } catch { told = error }
            succeeded = faults.stepsSeen < step
            faults.stop()
            #expect(told == (succeeded ? nil : fault))
            #expect(try database.committed == before.map { $0 + (succeeded ? 1 : 0) })
            let blobs = try database.read { try $0.first("SELECT count(*) FROM blobs") { $0.integer(0) } }
            #expect(blobs == (succeeded ? 1 : 0))
        }
        #expect(step == (grouped ? 7 : 5))
    }

    @Test func `threads that write lose nothing, alone and in groups`() throws {
        let failures = Mutex<[String]>([])
        onThreads(4) { [database] number in
            do {
                for round in 0..<50 {
                    if number % 2 == 0 { database.beginGroup() }
                    for _ in 0..<4 { try database.add() }
                    if number % 2 == 0, !database.hasOpenGroup { failures.withLock { $0.append("no group in round \(round)") } }
                    try database.commitGroup()
                }
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(try database.committed == 800)
    }

    @Test func `readers wait for no writer, and see what was committed`() throws {
        try database.write { connection in
            try connection.run("UPDATE counters SET value = 9")
            let seen = Mutex<Int64?>(nil)
            onThreads(1) { [database] _ in
                let found = try? database.committed
                seen.withLock { $0 = found }
            }
            #expect(seen.withLock { $0 } == 0)
        }
        #expect(try database.committed == 9)
    }

    @Test func `a snapshot sees one state, and plain reads the newest`() throws {
        let pairs = try database.readSnapshot { connection in
            let before = try connection.first("SELECT value FROM counters") { $0.integer(0) }
            try database.add()
            return [before, try connection.first("SELECT value FROM counters") { $0.integer(0) }]
        }
        #expect(pairs == [0, 0])
        #expect(try database.committed == 1)
    }

    @Test func `a group cannot be committed or the store closed inside a write`() throws {
        try database.write { _ in
            #expect(throws: StoreError.misuse("a group was committed inside a write")) { try database.commitGroup() }
            #expect(throws: StoreError.misuse("closed inside a read or a write")) { try database.close() }
        }
    }

    @Test func `a full disk fails the write, and a smaller one works after it`() throws {
        try database.write { try $0.run("PRAGMA max_page_count = 20") }
        let full = StoreError.diskFull(path: database.path)
        func insert(_ size: Int) throws {
            try database.write { try $0.run("INSERT INTO blobs (content) VALUES (?1)", .bytes([UInt8](repeating: 1, count: size))) }
        }
        #expect(throws: full) { try insert(500_000) }
        try database.add()
        database.beginGroup()
        try database.add()
        #expect(throws: full) { try insert(500_000) }
        // Whether the group survived is SQLite's choice; what counts is that the commit tells it.
        let expected: Int64
        do {
            try database.commitGroup()
            expected = 2
        } catch {
            #expect(error == full)
            expected = 1
        }
        #expect(try database.committed == expected)
        try insert(10)
    }
}
