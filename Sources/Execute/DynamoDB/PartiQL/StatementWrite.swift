import AWSTypes
import DynamoDBExpressions
import DynamoDBValues
import SQLiteStore

/// What an INSERT, UPDATE, DELETE or EXISTS does to one item.
struct StatementWrite: Sendable {
    private enum Kind {
        case insert(CanonicalItem)
        case update(ItemUpdate)
        case delete
        case check
    }

    let key: ItemKey
    private let kind: Kind
    /// What must hold of the item, beside its keys.
    private let condition: BoundCondition?
    private let returning: Returning?

    /// - Parameter isInTransaction: Whether a key that is not named whole has the words of transactions (recorded).
    init(_ statement: BoundStatement, of table: OpenTable, isInTransaction: Bool = false) throws {
        returning = statement.returning
        if case .insert(let item) = statement.action {
            let item = CanonicalItem(item)
            guard item.size <= ItemSize.limit else { throw AWSError.itemTooLarge }
            condition = nil
            kind = .insert(item)
            key = try table.key(ofNew: item)
            return
        }
        if statement.index != nil { throw isInTransaction ? AWSError.indexInTransaction : AWSError.writeToIndex }
        let named = try Self.key(statement, of: table, isInTransaction: isInTransaction)
        key = try table.table.key.key(named: CanonicalItem(named).stored, attributes: named.count)
        condition = statement.condition?.without(equalitiesOf: table.table.key.names)
        switch statement.action {
        case .update(let update, _):
            let change = ItemUpdate(key: named, update: update, wording: .statement)
            try change.checkKeys(of: table)
            kind = .update(change)
        case .delete: kind = .delete
        case .select, .exists, .insert: kind = .check
        }
    }

    /// The key that a WHERE clause names: each of its attributes by an equality, of several for one all the same.
    private static func key(_ statement: BoundStatement, of table: OpenTable, isInTransaction: Bool) throws -> Item {
        let isCheck = if case .exists = statement.action { true } else { false }
        var key = Item()
        for attribute in [table.table.key.partition, table.table.key.sort].compactMap({ $0 }) {
            let values = statement.condition?.equalities(of: attribute.name) ?? []
            guard let value = values.first else {
                if isCheck { throw AWSError.existsWithoutCondition }
                throw isInTransaction ? AWSError.keyMismatch : AWSError.keysNotPinned
            }
            if !isCheck, values.contains(where: { $0 != value }) { throw AWSError.severalValues(ofKey: attribute.name) }
            guard value.type == attribute.type.attributeType else {
                throw isInTransaction ? AWSError.keyMismatch : AWSError.statementKeyType(attribute.name)
            }
            key[attribute.name] = value
        }
        return key
    }

    /// Judges the item that stands there, and makes the one that is to stand there.
    func change(in table: OpenTable, showingItem: Bool, _ connection: borrowing Connection) throws -> PlannedChange {
        let former = try table.items.row(at: key, in: connection)
        switch kind {
        case .insert(let item):
            if former != nil { throw AWSError.duplicateItem }
            return PlannedChange(key: key, item: item)
        case .delete:
            // Without an item there is nothing to judge, and nothing to delete (recorded).
            if former != nil { try condition?.require(former, showingItem: showingItem) }
            return PlannedChange(key: key, former: former, returned: former?.item)
        case .update(let update):
            // An UPDATE makes no item (recorded).
            guard former != nil else { throw AWSError.conditionFailed(item: nil) }
            try condition?.require(former, showingItem: showingItem)
            let (outcome, item) = try update.apply(to: former, in: table)
            return PlannedChange(key: key, former: former, item: item, returned: returned(outcome, former, item))
        case .check:
            try condition?.require(former, showingItem: showingItem)
            return PlannedChange(key: key, former: former, writes: false)
        }
    }

    private func returned(_ outcome: UpdateOutcome?, _ former: ItemRow?, _ item: CanonicalItem?) -> [UInt8]? {
        switch returning {
        case nil: nil
        case .allOld: former?.item
        case .allNew: item?.bytes
        case .modifiedOld: outcome?.updatedOld.map { CanonicalItem($0).bytes }
        case .modifiedNew: outcome?.updatedNew.map { CanonicalItem($0).bytes }
        }
    }

    /// Makes the change by itself, in a transaction of its own.
    ///
    /// - Returns: What RETURNING asked for, and the units used.
    func run(on table: OpenTable, showingItem: Bool, in store: TableStore) throws -> (returned: [UInt8]?, capacity: ConsumedCapacity) {
        try store.write(to: table) { table, connection in
            let change = try change(in: table, showingItem: showingItem, connection)
            let capacity = try table.make(change, in: connection)
            return (returning == nil ? nil : change.returned, capacity)
        }
    }
}
