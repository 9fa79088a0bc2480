import AWSTypes
import DynamoDBValues
import IAMPolicy
import ServiceModel
import Synchronization

/// A table ready for use: its definition with all that follows from it, made once for each change.
final class OpenTable: Sendable {
    let table: Table
    let arn: String
    let items: ItemStore
    let indexes: [OpenIndex]
    /// The order in which their faults are told (recorded: alphabetically).
    let indexesByName: [OpenIndex]
    let encrypted: EncryptedTableKey?
    /// Where each write leaves what it replaced; nil without point-in-time recovery.
    let history: ItemHistoryStore?
    /// Where changes of items are recorded; nil where there is no stream.
    let stream: StreamWriter?
    /// What the table brings to a decision: its policy and its tags.
    let facts: ResourceFacts
    /// How many changes of this table are under way or done, of those that began with this value.
    ///
    /// While it is not zero a writer asks the catalogue's row whether this value still holds; otherwise it need not.
    private let changes = Atomic<Int>(0)

    init(_ table: Table, streams: StreamStore, clock: @escaping @Sendable () -> Timestamp) {
        self.table = table
        arn = table.arn
        items = ItemStore(table: table.number)
        history = table.recovery.map { _ in ItemHistoryStore(table: table.number, clock: clock) }
        let indexes = table.indexes.map { OpenIndex($0, of: table) }
        self.indexes = indexes
        indexesByName = indexes.sorted { $0.index.name < $1.index.name }
        facts = ResourceFacts(policy: table.policy?.attached(to: table.arn), tags: table.tags)
        encrypted = table.encryptionKey.map { EncryptedTableKey(keyARN: $0, table: table) }
        stream = StreamWriter(table, store: streams, clock: clock)
    }

    var mayHaveChanged: Bool { changes.load(ordering: .acquiring) != 0 }

    func beginChange() { changes.add(1, ordering: .acquiringAndReleasing) }

    /// After a change that came to nothing.
    func endFailedChange() { changes.subtract(1, ordering: .acquiringAndReleasing) }

    func index(_ name: String) -> OpenIndex? { indexes.first { $0.index.name == name } }

    /// Refuses to change a table that is CREATING.
    func requireFilled() throws(AWSError) {
        if table.filling != nil { throw .tableBeingCreated(table.name) }
    }

    var hasLocalIndexes: Bool { !table.localIndexes.isEmpty }
}

/// An index ready for use.
struct OpenIndex: Sendable {
    let index: Index
    let rows: ItemStore
    /// The attributes that a copy has; nil for all.
    let attributes: [String]?

    init(_ index: Index, of table: Table) {
        self.index = index
        rows = ItemStore(table: table.number, index: index.number)
        let keys = index.key.names + table.key.names
        attributes =
            switch index.projection {
            case .all: nil
            case .keysOnly: keys
            case .include(let names): keys + names
            }
    }

    /// The copy of an item that the index holds, and where; nil for an item that is not in it.
    func copy(of item: CanonicalItem) -> (key: ItemKey, item: CanonicalItem)? {
        let stored = item.stored
        guard let key = index.key.key(ofCopy: stored) else { return nil }
        guard let attributes else { return (key, item) }
        let cut = stored.projecting(attributes)
        return (key, CanonicalItem(bytes: cut, size: StoredItem(cut).item.size))
    }
}
