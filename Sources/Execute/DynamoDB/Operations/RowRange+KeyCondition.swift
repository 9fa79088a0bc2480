import AWSTypes
import DynamoDBExpressions
import DynamoDBValues

extension RowRange {
    /// Turns a condition on the keys into the range of rows that fulfil it.
    ///
    /// - Parameter isIndexable: Whether all operators can be asked of a key; a key that is missing is told of before (dynalite's tests).
    /// - Returns: The range, and whether the condition says anything of the sort key.
    static func resolving(
        _ condition: KeyCondition, _ schema: KeySchema, isIndexable: Bool = true
    ) throws -> (range: RowRange, isBounded: Bool) {
        if !isIndexable, !schema.partitions.contains(where: { key in condition.clauses.allSatisfy { $0.name != key.name } }) {
            throw AWSError.notIndexable
        }
        do {
            guard schema.hasOnePartition, schema.hasOneSort else {
                let keys = try condition.resolve(partitions: schema.partitions.map(\.attribute), sorts: schema.sorts.map(\.attribute))
                return (try RowRange(keys, of: schema), keys.sort != nil)
            }
            let keys = try condition.resolve(partition: schema.partition.attribute, sort: schema.sort?.attribute)
            return (try RowRange(keys, of: schema), keys.sort != nil)
        } catch let error as ExpressionError {
            throw Wording.current.fault(error)
        }
    }

    init(_ keys: KeyCondition.Range, of schema: KeySchema) throws {
        self.init(partition: try schema.partition.bytes(keys.partition))
        guard let sort = schema.sort, let test = keys.sort else { return }
        try narrow(to: test, of: sort, Bounds(whole: { $0 }, opened: { $0 }, after: { $0 + [0] }))
    }

    init(_ keys: KeyCondition.CompositeRange, of schema: KeySchema) throws {
        func joined(_ values: [AttributeValue], _ attributes: [AttributeDefinition], isComposite: Bool) throws -> [UInt8] {
            guard isComposite else { return try zip(values, attributes).flatMap { try $1.bytes($0) } }
            return try zip(values, attributes).flatMap { CompositeKey.part(try $1.bytes($0)) }
        }
        self.init(partition: try joined(keys.partition, schema.partitions, isComposite: !schema.hasOnePartition))
        guard let test = keys.sort else { return }
        if schema.hasOneSort {
            try narrow(to: test, of: schema.sorts[0], Bounds(whole: { $0 }, opened: { $0 }, after: { $0 + [0] }))
            return
        }
        let prefix = try joined(keys.sortPrefix, schema.sorts, isComposite: true)
        (lower, upper) = (prefix, prefix.endOfPrefix)
        try narrow(
            to: test, of: schema.sorts[keys.sortPrefix.count],
            Bounds(
                whole: { prefix + CompositeKey.part($0) }, opened: { prefix + CompositeKey.opened($0) },
                after: { $0.endOfPrefix ?? $0 + [0] }))
    }

    /// How an attribute's value becomes a bound of the sort keys.
    private struct Bounds {
        /// The first sort key with this value.
        var whole: ([UInt8]) -> [UInt8]
        /// The first with a value that begins so.
        var opened: ([UInt8]) -> [UInt8]
        /// The first after all with the value of which `whole` is the first.
        var after: ([UInt8]) -> [UInt8]
    }

    private mutating func narrow(to test: KeyCondition.Test, of sort: AttributeDefinition, _ bounds: Bounds) throws {
        func first(_ value: AttributeValue) throws -> [UInt8] { bounds.whole(try sort.bytes(value)) }
        switch test {
        case .equal(let value):
            lower = try first(value)
            upper = bounds.after(lower)
        case .less(let value): upper = try first(value)
        case .lessOrEqual(let value): upper = bounds.after(try first(value))
        case .greater(let value): lower = bounds.after(try first(value))
        case .greaterOrEqual(let value): lower = try first(value)
        case .between(let one, let other):
            lower = try first(one)
            upper = bounds.after(try first(other))
        case .beginsWith(let value):
            guard sort.type != .number else { throw AWSError.beginsWithNumber }
            lower = bounds.opened(try sort.bytes(value))
            upper = lower.endOfPrefix
        }
    }

    /// Goes on after a row that was read.
    ///
    /// - Parameter isBounded: Whether the query has a condition on the sort key, which is judged first then.
    mutating func begin(after position: (key: ItemKey, base: ItemKey?), isBounded: Bool) throws {
        guard isBounded || position.key.partition == partition else { throw AWSError.startKeyOutside }
        let sort = position.key.sort
        guard !sort.lexicographicallyPrecedes(lower), upper.map({ sort.lexicographicallyPrecedes($0) }) ?? true else {
            throw AWSError.startKeyOutsideRange
        }
        guard position.key.partition == partition else { throw AWSError.queryOfOneRow }
        if let base = position.base {
            place = (sort, base)
            if isDescending { upper = sort.next } else { lower = sort }
        } else if isDescending {
            upper = sort
        } else {
            lower = sort.next
        }
    }
}

extension AttributeDefinition {
    fileprivate var attribute: KeyCondition.KeyAttribute { .init(name: name, type: type.attributeType) }

    fileprivate func bytes(_ value: AttributeValue) throws -> [UInt8] {
        guard let bytes = KeyEncoding.encode(value) else { throw AWSError.keyMismatch }
        if bytes.isEmpty { throw AWSError.emptyKey(name, type: type) }
        return bytes
    }
}

extension [UInt8] {
    /// The first text after this one.
    var next: [UInt8] { self + [0] }

    /// The first text after all that begin with this one; nil where there is none.
    fileprivate var endOfPrefix: [UInt8]? {
        var end = self
        while end.last == 0xFF { end.removeLast() }
        guard let last = end.popLast() else { return nil }
        return end + [last + 1]
    }
}
