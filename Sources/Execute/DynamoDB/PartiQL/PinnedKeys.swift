import AWSTypes
import DynamoDBExpressions
import DynamoDBValues

/// What a WHERE clause pins of an index with several attributes in a key: its partition, and the first attributes of its sort key.
///
/// How AWS reads such an index for a statement is not documented; here it is as a Query would, where each attribute of the partition key
/// is named by one `=`, and everything is read where one is not. Either way the whole clause is held against each row.
struct PinnedKeys {
    let partition: [AttributeValue]
    let sort: [AttributeValue]

    /// Nil where the partition is left open.
    init?(_ condition: BoundCondition?, of schema: KeySchema) {
        guard let condition else { return nil }
        partition = schema.partitions.compactMap { condition.equalities(of: $0.name).first }
        guard partition.count == schema.partitions.count else { return nil }
        var pinned: [AttributeValue] = []
        for attribute in schema.sorts {
            guard let value = condition.equalities(of: attribute.name).first else { break }
            pinned.append(value)
        }
        sort = pinned
    }

    /// The rows of the partition, in the order of ORDER BY.
    ///
    /// - Throws: Where a key is held against another type, and for an order that the index does not have.
    func range(orderedBy order: [BoundStatement.Ordering], of schema: KeySchema) throws -> RowRange {
        for (value, attribute) in zip(partition + sort, schema.partitions + schema.sorts) {
            guard value.type == attribute.type.attributeType else { throw AWSError.statementKeyType(attribute.name) }
        }
        let keys = KeyCondition.CompositeRange(partition: partition, sortPrefix: sort.dropLast(), sort: sort.last.map { .equal($0) })
        var range = try RowRange(keys, of: schema)
        let pinned = schema.partitions + schema.sorts.prefix(sort.count)
        let named = order.filter { key in !pinned.contains { $0.name.isSame(as: key.name) } }
        for (key, attribute) in zip(named, schema.sorts.dropFirst(sort.count))
        where !key.name.isSame(as: attribute.name) || key.isDescending != named[0].isDescending {
            throw AWSError.orderByOther(key.name)
        }
        // Where ORDER BY stands, the sort keys go up only if it names the sort key and does not say DESC (recorded for keys of one attribute).
        let bySort = named.first ?? order.first { key in schema.sorts.contains { $0.name.isSame(as: key.name) } }
        range.isDescending = !order.isEmpty && bySort?.isDescending ?? true
        return range
    }
}
