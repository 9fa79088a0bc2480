import AWSTypes
import Directory
import Foundation
import SQLiteStore
import Synchronization
import Testing

/// The directory in a data file: what is seen is what is, or will be, on disk.
@Suite struct DirectoryOnDiskTests {
    private let database: Database
    private let store: DirectoryStore

    init() throws {
        database = try Database(at: .temporary, migrations: DirectoryEntitiesStore.migrations)
        store = try DirectoryStore(keptIn: DirectoryEntitiesStore(database))
    }

    private func account(_ id: String) -> Account {
        Account(id: id, name: id, email: "a@example.com", created: Timestamp(seconds: 0))
    }

    private func idsSeenElsewhere() -> [String] {
        let store = store
        let seen = Mutex<[String]>([])
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            seen.withLock { $0 = store.snapshot.accounts.keys.sorted() }
            done.signal()
        }
        done.wait()
        return seen.withLock { $0 }
    }

    private struct Gone: Error {}

    private func succeeds(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return true
        } catch {
            return false
        }
    }

    @Test func `a change is seen by others after its commit, and at once by the thread that made it`() throws {
        try store.update { $0.accounts["1"] = account("1") }
        database.beginGroup()
        try store.update { $0.accounts["2"] = account("2") }
        #expect(store.snapshot.accounts.keys.sorted() == ["1", "2"])
        #expect(idsSeenElsewhere() == ["1"])
        try database.commitGroup()
        #expect(idsSeenElsewhere() == ["1", "2"])
    }

    @Test func `a change whose commit fails is not seen any more, and its revision is not used again`() throws {
        let faults = FaultInjector()
        let database = try Database(at: .temporary, migrations: DirectoryEntitiesStore.migrations, faults: faults)
        let store = try DirectoryStore(keptIn: DirectoryEntitiesStore(database))
        try store.update { $0.accounts["1"] = account("1") }
        var revisions = Set([store.snapshot.revision])
        var step = 1
        while true {
            database.beginGroup()
            faults.fail(atStep: step, with: .outOfMemory)
            let isWritten = succeeds { try store.update { $0.accounts["2"] = account("2") } }
            if isWritten { #expect(revisions.insert(store.snapshot.revision).inserted) }
            let isCommitted = succeeds { try database.commitGroup() } && isWritten
            let wasReached = faults.stepsSeen >= step
            faults.stop()
            #expect(store.snapshot.accounts.keys.sorted() == (isCommitted ? ["1", "2"] : ["1"]), "step \(step)")
            let onDisk = try DirectoryEntitiesStore(database).load().accounts.keys.sorted()
            #expect(store.snapshot.accounts.keys.sorted() == onDisk)
            if !wasReached { break }
            step += 1
        }
        #expect(step > 3)
    }

    @Test func `a change is undone with the write that it is a part of`() throws {
        database.beginGroup()
        try store.update { $0.accounts["1"] = account("1") }
        #expect(throws: Gone.self) {
            try database.write { _ in
                try store.update { $0.accounts["2"] = account("2") }
                throw Gone()
            }
        }
        #expect(store.snapshot.accounts.keys.sorted() == ["1"])
        try database.commitGroup()
        #expect(idsSeenElsewhere() == ["1"])
    }

    @Test func `a thread in a group and one outside it do not wait for each other`() throws {
        let store = store
        let (begun, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        database.beginGroup()
        try database.write { _ in }
        Thread.detachNewThread {
            begun.signal()
            _ = try? store.update { $0.accounts["2"] = Account(id: "2", name: "", email: "", created: Timestamp(seconds: 0)) }
            done.signal()
        }
        begun.wait()
        Thread.sleep(forTimeInterval: 0.05)
        try store.update { $0.accounts["1"] = account("1") }
        try database.commitGroup()
        done.wait()
        #expect(store.snapshot.accounts.keys.sorted() == ["1", "2"])
    }

    @Test func `what a later version kept is not passed over`() throws {
        try database.write { try $0.run("INSERT INTO directory VALUES ('denial', 'x', '{}')") }
        #expect(throws: StoreError.newer(path: database.path, found: "the kind of entity 'denial'")) {
            try DirectoryEntitiesStore(database).load()
        }
    }

    @Test func `a kept directory is read again as it was`() throws {
        try store.update { $0.accounts["1"] = account("1") }
        var other = Directory()
        other.accounts["2"] = account("2")
        try store.replace(with: other)
        #expect(try DirectoryEntitiesStore(database).load().accounts.keys.sorted() == ["2"])
    }
}
