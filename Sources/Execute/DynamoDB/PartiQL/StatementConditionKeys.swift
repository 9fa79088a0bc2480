import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy

/// The condition keys of a statement (Developer Guide, "IAM security policies with PartiQL").
struct StatementConditionKeys: ItemConditionKeys {
    let statement: BoundStatement
    /// Nil where there is none by the name that the statement has; the keys cannot be told then.
    let table: OpenTable?
    let enclosing: String?
    /// Statements do not have the key (Service Authorization Reference).
    var report: CapacityReport? { nil }

    private var schema: KeySchema? {
        guard let table else { return nil }
        return statement.index.flatMap { table.index($0)?.index.key } ?? table.table.key
    }

    /// The partition keys that a SELECT reads, attribute by attribute; nil for one that reads everything, and where the table is not there.
    private var partitionsRead: [[AttributeValue]]? {
        guard let schema else { return nil }
        guard schema.hasOnePartition, schema.hasOneSort else { return PinnedKeys(statement.condition, of: schema).map { [$0.partition] } }
        guard case .pinned(let branches)? = statement.condition?.branches(partition: schema.partition.name, sort: schema.sort?.name) else {
            return nil
        }
        return branches.map { [$0.partition] }
    }

    func partitionKeys(at place: Int) -> DistinctTexts {
        var found = DistinctTexts()
        guard let schema, place < schema.partitions.count else { return found }
        let name = schema.partitions[place].name
        func add(_ value: AttributeValue?) {
            if let text = value?.conditionText { found.add(text) }
        }
        switch statement.action {
        case .insert(let item): add(item[name])
        case .update, .delete, .exists: statement.condition?.equalities(of: name).forEach(add)
        case .select: partitionsRead?.forEach { add($0[place]) }
        }
        return found
    }

    var attributes: DistinctTexts {
        var names = DistinctTexts()
        statement.namedAttributes.forEach { names.add($0) }
        return names
    }

    var select: String? {
        guard case .select(let columns) = statement.action else { return nil }
        return columns == nil ? "ALL_ATTRIBUTES" : "SPECIFIC_ATTRIBUTES"
    }

    var returnValues: String? {
        switch statement.action {
        case .update, .delete: statement.returning?.values.rawValue ?? WriteReturns.Values.none.rawValue
        default: nil
        }
    }

    /// Whether a SELECT's condition leaves a partition open. Without its table's schema it counts as a scan.
    var isFullScan: Bool? {
        guard case .select = statement.action else { return nil }
        return partitionsRead == nil
    }
}

extension Returning {
    /// The ReturnValues of UpdateItem that means the same.
    var values: WriteReturns.Values {
        switch self {
        case .allOld: .allOld
        case .modifiedOld: .updatedOld
        case .allNew: .allNew
        case .modifiedNew: .updatedNew
        }
    }
}
