package import DynamoDBValues

/// A KeyConditionExpression, parsed: a value that can be kept by its text.
package struct KeyConditionExpression: Sendable, Hashable {
    private let condition: ConditionExpression

    package init(parsing text: String) throws(ExpressionError) {
        condition = try ConditionExpression(parsing: text, as: .keyCondition)
    }

    /// Puts names and values in, and refuses what is a condition but none on keys. The schema is not asked: these faults come before
    /// the table is looked for (recorded, October 2026).
    package func bind(_ attributes: inout ExpressionAttributes) throws(ExpressionError) -> KeyCondition {
        try Self.keyCondition(substitute(&attributes))
    }

    /// Puts names and values in. What is not a condition on keys is told later, by `keyCondition`: the request's other expressions are judged
    /// before, also whether all names and values are used (moto's tests, run on AWS in August 2026).
    package func substitute(_ attributes: inout ExpressionAttributes) throws(ExpressionError) -> BoundCondition {
        try condition.bind(&attributes)
    }

    package static func keyCondition(_ bound: BoundCondition) throws(ExpressionError) -> KeyCondition {
        var clauses: [KeyCondition.Clause] = []
        for part in try parts(of: bound.condition) { clauses.append(try clause(part)) }
        if Set(clauses.map { Array($0.name.utf8) }).count < clauses.count { throw .invalid(.keyCondition, .severalConditionsPerKey) }
        return KeyCondition(clauses: clauses)
    }

    /// Takes the ANDs apart; whatever else joins or turns conditions is refused.
    private static func parts(of condition: Condition) throws(ExpressionError) -> [Condition] {
        switch condition {
        case .and(let parts):
            var all: [Condition] = []
            for part in parts { all += try self.parts(of: part) }
            return all
        case .or: throw .keyCondition(.invalidOperator("OR"))
        case .not: throw .keyCondition(.invalidOperator("NOT"))
        case .isIn: throw .keyCondition(.invalidOperator("IN"))
        case .comparison(.notEqual, _, _): throw .keyCondition(.invalidOperator(Comparator.notEqual.rawValue))
        case .function(let call) where call.function != .beginsWith: throw .keyCondition(.invalidOperator(call.name))
        case .comparison, .between, .function: return [condition]
        }
    }

    private static func clause(_ condition: Condition) throws(ExpressionError) -> KeyCondition.Clause {
        switch condition {
        case .comparison(let comparator, let one, let other):
            let (name, values, isMirrored) = try operands([one, other])
            guard let value = values.first else { throw .keyCondition(.noKeyAttribute) }
            guard let test = (isMirrored ? comparator.mirrored : comparator).test(value) else {
                throw .keyCondition(.invalidOperator(comparator.rawValue))
            }
            return KeyCondition.Clause(name: name, test: test)
        case .between(let subject, let lower, let upper):
            if case .value = subject { throw .keyCondition(.keyMustComeFirst("BETWEEN")) }
            let (name, values, _) = try operands([subject, lower, upper])
            guard values.count == 2 else { throw .keyCondition(.noKeyAttribute) }
            return KeyCondition.Clause(name: name, test: .between(values[0], values[1]))
        case .function(let call):
            if case .value? = call.operands.first { throw .keyCondition(.keyMustComeFirst(call.name)) }
            let (name, values, _) = try operands(call.operands)
            guard let value = values.first else { throw .keyCondition(.noKeyAttribute) }
            return KeyCondition.Clause(name: name, test: .beginsWith(value))
        case .and, .or, .not, .isIn: throw .keyCondition(.notSupported)
        }
    }

    /// Finds the one attribute and the values of a clause.
    private static func operands(
        _ operands: [Operand]
    ) throws(ExpressionError) -> (name: String, values: [AttributeValue], isMirrored: Bool) {
        var name: String?
        var values: [AttributeValue] = []
        var isMirrored = false
        for case .function in operands { throw .invalid(.keyCondition, .nestedOperations) }
        for operand in operands {
            switch operand {
            case .path(let path):
                if name != nil { throw .keyCondition(.severalNames) }
                guard path.isTopLevel else { throw .invalid(.keyCondition, .nestedKeyAttribute) }
                name = path.topLevelName
                isMirrored = !values.isEmpty
            case .value(let value): values.append(value)
            case .placeholder, .function, .condition: break
            }
        }
        guard let name else { throw .keyCondition(.noKeyAttribute) }
        return (name, values, isMirrored)
    }
}

/// What a Query asks of the keys.
package struct KeyCondition: Sendable, Hashable {
    package struct Clause: Sendable, Hashable {
        package var name: String
        package var test: Test
    }

    /// A test of one key attribute. The values are those of the request.
    package enum Test: Sendable, Hashable {
        case equal(AttributeValue)
        case less(AttributeValue)
        case lessOrEqual(AttributeValue)
        case greater(AttributeValue)
        case greaterOrEqual(AttributeValue)
        case between(AttributeValue, AttributeValue)
        case beginsWith(AttributeValue)

        package var values: [AttributeValue] {
            switch self {
            case .equal(let value), .less(let value), .lessOrEqual(let value), .greater(let value), .greaterOrEqual(let value),
                .beginsWith(let value):
                [value]
            case .between(let lower, let upper): [lower, upper]
            }
        }
    }

    /// An attribute of a key schema, with the type that the table defines.
    package struct KeyAttribute: Sendable, Hashable {
        package var name: String
        package var type: AttributeType

        package init(name: String, type: AttributeType) {
            self.name = name
            self.type = type
        }
    }

    /// The one item collection and, in it, the sort keys that are asked for.
    package struct Range: Sendable, Hashable {
        package var partition: AttributeValue
        package var sort: Test?

        package init(partition: AttributeValue, sort: Test?) {
            self.partition = partition
            self.sort = sort
        }
    }

    package let clauses: [Clause]

    package init(clauses: [Clause]) { self.clauses = clauses }

    package var referencedTopLevelNames: [String] {
        clauses.map { DocumentPath([.attribute($0.name)]) }.uniqueTopLevelNames
    }

    /// The value that a partition key must equal, for `dynamodb:LeadingKeys`, which is wanted before the condition is checked.
    package func equalityValue(of name: String) -> AttributeValue? {
        guard case .equal(let value)? = test(of: name) else { return nil }
        return value
    }

    /// Holds the condition against a key schema.
    package func resolve(partition: KeyAttribute, sort: KeyAttribute?) throws(ExpressionError) -> Range {
        let schemaCount = sort == nil ? 1 : 2
        guard clauses.count <= schemaCount else {
            // Recorded: two conditions on a key of one attribute are told apart from three on a key of two.
            throw .keyCondition(
                schemaCount == 1 && clauses.count == 2 ? .notSupported : .tooManyConditions(clauses.count, schema: schemaCount))
        }
        guard let partitionTest = test(of: partition.name) else { throw .keyCondition(.missesKey(partition.name)) }
        let sortTest = sort.flatMap { test(of: $0.name) }
        if clauses.count == 2, let sort, sortTest == nil { throw .keyCondition(.missesKey(sort.name)) }
        try check(partitionTest, against: partition)
        if let sort, let sortTest { try check(sortTest, against: sort) }
        guard case .equal(let value) = partitionTest else { throw .keyCondition(.notSupported) }
        return Range(partition: value, sort: sortTest)
    }

    /// Of an index whose keys have several attributes: the values of the partition key, the values that the first attributes of the
    /// sort key must equal, and what is asked of the next one.
    package struct CompositeRange: Sendable, Hashable {
        package var partition: [AttributeValue]
        package var sortPrefix: [AttributeValue]
        package var sort: Test?

        package init(partition: [AttributeValue], sortPrefix: [AttributeValue], sort: Test?) {
            (self.partition, self.sortPrefix, self.sort) = (partition, sortPrefix, sort)
        }
    }

    /// Holds the condition against the keys of an index with several attributes in one of them: all of the partition key must be given, and of the
    /// sort key the first attributes without a gap, where only the last may be other than equal (Developer Guide, "Global secondary
    /// indexes", multi-attribute key schema).
    package func resolve(partitions: [KeyAttribute], sorts: [KeyAttribute]) throws(ExpressionError) -> CompositeRange {
        let keys = partitions + sorts
        guard clauses.count <= keys.count else { throw .keyCondition(.tooManyConditions(clauses.count, schema: keys.count)) }
        let unequal = partitions.filter { equalityValue(of: $0.name) == nil }
        guard unequal.isEmpty else { throw .keyCondition(.hashNotEqual(unequal.map(\.name))) }
        var range = CompositeRange(partition: partitions.compactMap { equalityValue(of: $0.name) }, sortPrefix: [], sort: nil)
        let given = sorts.lastIndex { test(of: $0.name) != nil }
        if let given {
            let before = sorts[..<given].filter { equalityValue(of: $0.name) == nil }
            guard before.isEmpty else { throw .keyCondition(.rangeNotEqual(before.map(\.name), because: sorts[given].name)) }
            range.sortPrefix = sorts[..<given].compactMap { equalityValue(of: $0.name) }
            range.sort = test(of: sorts[given].name)
        }
        guard clauses.count == partitions.count + (given.map { $0 + 1 } ?? 0) else {
            throw .keyCondition(.missesKey(sorts.first { test(of: $0.name) == nil }?.name ?? keys[0].name))
        }
        for key in keys { if let test = test(of: key.name) { try check(test, against: key) } }
        return range
    }

    private func test(of name: String) -> Test? { clauses.first { $0.name.isSame(as: name) }?.test }

    private func check(_ test: Test, against key: KeyAttribute) throws(ExpressionError) {
        for value in test.values where value.type != key.type { throw .keyCondition(.wrongType) }
    }
}

extension Comparator {
    /// The test of a key that a comparison with this value is; nil for `<>`, which no key takes.
    func test(_ value: AttributeValue) -> KeyCondition.Test? {
        switch self {
        case .equal: .equal(value)
        case .notEqual: nil
        case .less: .less(value)
        case .lessOrEqual: .lessOrEqual(value)
        case .greater: .greater(value)
        case .greaterOrEqual: .greaterOrEqual(value)
        }
    }
}
