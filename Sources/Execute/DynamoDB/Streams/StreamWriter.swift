import AWSTypes
import DynamoDBValues
import SQLiteStore

/// Where a table's changes are recorded; a table without a stream has none, and then writes ask nothing more.
struct StreamWriter: Sendable {
    /// As it was begun; whether it has ended does not matter here.
    let definition: TableStream
    private let store: StreamStore
    private let clock: @Sendable () -> Timestamp

    var number: Int { definition.number }

    init?(_ table: Table, store: StreamStore, clock: @escaping @Sendable () -> Timestamp) {
        guard let number = table.streamNumber, let started = table.streamStarted,
            let view = table.stream?.viewType.flatMap(StreamView.init)
        else { return nil }
        definition = TableStream(
            number: number, account: table.account, region: table.region, tableName: table.name, tableNumber: table.number,
            key: table.key, view: view, created: started)
        self.store = store
        self.clock = clock
    }

    /// Records a change of an item, in the transaction that changes it: a write that is undone leaves no record, and one that is
    /// acknowledged has left it.
    func record(
        _ old: ItemRow?, to new: CanonicalItem?, isExpiry: Bool, in connection: borrowing Connection
    ) throws {
        guard let change = ItemChange(of: definition.key, from: old, to: new, showing: definition.view, isExpiry: isExpiry) else { return }
        try store.append(change, to: self, at: clock(), in: connection)
    }
}
