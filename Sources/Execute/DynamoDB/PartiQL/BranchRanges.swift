import AWSTypes
import DynamoDBExpressions
import DynamoDBValues

/// The rows that the branches of a WHERE clause read, no row twice.
struct BranchRanges {
    private var ranges: [(range: RowRange, isNegated: Bool)] = []

    /// - Throws: Where a key is held against another type, and where two branches overlap. Branches that test the sort key in a way that
    ///   no range can hold are read together with those that they overlap (recorded).
    init(_ branches: [KeyBranch], of schema: KeySchema) throws {
        for branch in branches {
            var added = (range: try Self.range(of: branch, schema), isNegated: branch.isNegated)
            while let at = ranges.firstIndex(where: { $0.range.overlaps(added.range) }) {
                guard added.isNegated || ranges[at].isNegated else { throw AWSError.overlappingBranches }
                added = (added.range.joined(with: ranges[at].range), true)
                ranges.remove(at: at)
            }
            ranges.append(added)
        }
    }

    private static func range(of branch: KeyBranch, _ schema: KeySchema) throws -> RowRange {
        try require(branch.partition, schema.partition)
        var range = try RowRange(KeyCondition.Range(partition: branch.partition, sort: nil), of: schema)
        guard let sort = schema.sort else { return range }
        for test in branch.sort {
            for value in test.values { try require(value, sort) }
            range.intersect(with: try RowRange(KeyCondition.Range(partition: branch.partition, sort: test), of: schema))
        }
        return range
    }

    private static func require(_ value: AttributeValue, _ key: AttributeDefinition) throws {
        guard value.type == key.type.attributeType else { throw AWSError.statementKeyType(key.name) }
    }

    /// The ranges in the order of ORDER BY; without it, in that of the partitions' hashes, as a Scan has them.
    ///
    /// Where ORDER BY stands, the sort keys go up only if it names the sort key and does not say DESC (recorded).
    func ordered(by order: [BoundStatement.Ordering], of schema: KeySchema) throws -> [RowRange] {
        var sorted = ranges.map(\.range)
        let byPartition = order.first { $0.name.isSame(as: schema.partition.name) }
        if order.isEmpty {
            sorted.sort { ($0.hash, $0.lower.asKey) < ($1.hash, $1.lower.asKey) }
            return sorted
        }
        let partitions = Set(sorted.map(\.partition))
        if partitions.count > 1, byPartition == nil { throw AWSError.orderOfSeveralPartitions }
        let bySort = schema.sort.flatMap { sort in order.first { $0.name.isSame(as: sort.name) } }
        let isDescending = bySort?.isDescending ?? true
        sorted.sort { one, other in
            if one.partition == other.partition {
                return isDescending
                    ? other.lower.lexicographicallyPrecedes(one.lower) : one.lower.lexicographicallyPrecedes(other.lower)
            }
            return one.partition.lexicographicallyPrecedes(other.partition) != (byPartition?.isDescending ?? false)
        }
        for at in sorted.indices { sorted[at].isDescending = isDescending }
        return sorted
    }
}

/// Bytes with an order, for sorting by several things at once.
private struct ByteKey: Comparable {
    var bytes: [UInt8]
    static func < (one: ByteKey, other: ByteKey) -> Bool { one.bytes.lexicographicallyPrecedes(other.bytes) }
}

extension [UInt8] {
    fileprivate var asKey: ByteKey { ByteKey(bytes: self) }
}

extension RowRange {
    fileprivate var hash: Int64 { PartitionHash.column(of: partition) }

    fileprivate func overlaps(_ other: RowRange) -> Bool {
        partition == other.partition && !isEmpty && !other.isEmpty && isBelow(lower, other.upper) && isBelow(other.lower, upper)
    }

    private var isEmpty: Bool { !isBelow(lower, upper) }

    private func isBelow(_ key: [UInt8], _ end: [UInt8]?) -> Bool { end.map { key.lexicographicallyPrecedes($0) } ?? true }

    fileprivate mutating func intersect(with other: RowRange) {
        if lower.lexicographicallyPrecedes(other.lower) { lower = other.lower }
        if let end = other.upper, isBelow(end, upper) { upper = end }
    }

    /// The smallest range that holds both.
    fileprivate func joined(with other: RowRange) -> RowRange {
        var joined = self
        if other.lower.lexicographicallyPrecedes(lower) { joined.lower = other.lower }
        joined.upper = upper.flatMap { end in other.upper.map { end.lexicographicallyPrecedes($0) ? $0 : end } }
        return joined
    }

    /// Goes on after a row that was read.
    mutating func resume(after position: StatementPosition, in target: ReadRequest.Target) throws {
        let (key, base) = try position.place(in: target)
        guard key.partition == partition else { throw AWSError.tokenOfAnotherStatement }
        if target.index != nil {
            place = (key.sort, base)
            narrow(from: isDescending ? nil : key.sort, to: isDescending ? key.sort.next : nil)
        } else {
            narrow(from: isDescending ? nil : key.sort.next, to: isDescending ? key.sort : nil)
        }
    }

    private mutating func narrow(from start: [UInt8]?, to end: [UInt8]?) {
        if let start, lower.lexicographicallyPrecedes(start) { lower = start }
        if let end, isBelow(end, upper) { upper = end }
    }
}
