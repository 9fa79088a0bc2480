import AWSTypes
import DynamoDBExpressions
import DynamoDBValues

/// A SELECT of a batch or a transaction, which names one item by its key and says nothing else (recorded).
struct StatementKeyRead: Sendable {
    private let key: Item

    /// - Parameter operation: Named by its errors.
    /// - Throws: Also where the condition would need too many reads, or overlapping ones, which is told first (recorded).
    init(_ statement: BoundStatement, of table: OpenTable, in operation: String) throws {
        let schema = table.table.key
        guard statement.index == nil else { throw AWSError.keysNotPinned(in: operation) }
        switch statement.condition?.branches(partition: schema.partition.name, sort: schema.sort?.name) {
        case .tooMany?: throw AWSError.tooManyReads
        case .pinned(let branches)? where branches.count > 1: _ = try BranchRanges(branches, of: schema)
        default: break
        }
        guard statement.order.isEmpty, let values = statement.condition?.onlyEqualities(of: schema.names) else {
            throw AWSError.keysNotPinned(in: operation)
        }
        key = Item(zip(schema.names, values).map { (name: $0, value: $1) })
    }

    /// Where the item stands; a value of another type is no key.
    func key(in table: OpenTable) throws -> ItemKey {
        try table.table.key.key(named: CanonicalItem(key).stored, attributes: key.count)
    }
}
