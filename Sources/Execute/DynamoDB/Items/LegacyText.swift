import AWSTypes
import ByteJSON
import DynamoDBExpressions
import DynamoDBValues

/// Writes legacy parameters as the text of an expression, with placeholders for every name and value.
struct LegacyText {
    let wording: Wording
    private var names: [(key: String, name: String)] = []
    private var values: [(name: String, value: AttributeValue)] = []

    init(wording: Wording) { self.wording = wording }

    /// How a comparison operator is written, and how many values it takes; nil for one or more.
    private struct Comparison {
        var count: Int?
        var write: (String, [String]) -> String
        /// The types that its values may have; nil for all.
        var types: Set<AttributeType>?
    }

    private static let scalars: Set<AttributeType> = [.string, .number, .binary]

    private static func comparison(_ name: String) -> Comparison? {
        func infix(_ sign: String) -> (String, [String]) -> String { { "\($0) \(sign) \($1[0])" } }
        func function(_ function: String) -> (String, [String]) -> String { { "\(function)(\($0), \($1[0]))" } }
        return switch name {
        case "EQ": Comparison(count: 1, write: infix("="))
        case "NE": Comparison(count: 1, write: infix("<>"))
        case "LT": Comparison(count: 1, write: infix("<"), types: scalars)
        case "LE": Comparison(count: 1, write: infix("<="), types: scalars)
        case "GT": Comparison(count: 1, write: infix(">"), types: scalars)
        case "GE": Comparison(count: 1, write: infix(">="), types: scalars)
        case "NOT_NULL": Comparison(count: 0, write: { name, _ in "attribute_exists(\(name))" })
        case "NULL": Comparison(count: 0, write: { name, _ in "attribute_not_exists(\(name))" })
        case "CONTAINS": Comparison(count: 1, write: function("contains"), types: scalars)
        // An attribute that is not there is not without the value either (Alternator's tests).
        case "NOT_CONTAINS":
            Comparison(count: 1, write: { "(attribute_exists(\($0)) AND NOT contains(\($0), \($1[0])))" }, types: scalars)
        case "BEGINS_WITH": Comparison(count: 1, write: function("begins_with"), types: [.string, .binary])
        case "IN": Comparison(count: nil, write: { "\($0) IN (\($1.joined(separator: ", ")))" }, types: scalars)
        case "BETWEEN": Comparison(count: 2, write: { "\($0) BETWEEN \($1[0]) AND \($1[1])" }, types: scalars)
        default: nil
        }
    }

    // MARK: Conditions

    /// An attribute's condition in KeyConditions, QueryFilter and ScanFilter.
    mutating func comparison(_ name: String, _ condition: JSONView) throws -> String {
        try write(name, condition["ComparisonOperator"]?.string ?? "", try read(condition["AttributeValueList"]))
    }

    /// An attribute's condition in KeyConditions, which may be one that no key can be asked by: any other stands for it then.
    mutating func keyComparison(_ name: String, _ condition: JSONView) throws -> (text: String, isIndexable: Bool) {
        let text = try comparison(name, condition)
        let isIndexable = Self.indexable.contains(condition["ComparisonOperator"]?.string ?? "")
        return isIndexable ? (text, true) : ("\(placeholder(of: name)) = \(placeholder(for: .null))", false)
    }

    private static let indexable: Set = ["EQ", "LT", "LE", "GT", "GE", "BEGINS_WITH", "BETWEEN"]

    /// An attribute's condition in Expected, which has an older form: a value, or that there must be none.
    mutating func expectation(_ name: String, _ condition: JSONView) throws -> String {
        let exists = condition["Exists"]?.boolean
        let value = try condition["Value"].flatMap { $0.kind == .null ? nil : try read($0) }
        let list = condition["AttributeValueList"].flatMap { $0.kind == .null ? nil : $0 }
        if value != nil, list != nil { throw AWSError.expectation("Value and AttributeValueList cannot be used together", name) }
        if let comparison = condition["ComparisonOperator"]?.string {
            if exists != nil { throw AWSError.expectation("Exists and ComparisonOperator cannot be used together", name) }
            let values = try value.map { [$0] } ?? read(list)
            if values.isEmpty, comparison != "NULL", comparison != "NOT_NULL" {
                throw AWSError.expectation("Value or AttributeValueList must be used with ComparisonOperator: \(comparison)", name)
            }
            return try write(name, comparison, values)
        }
        if list != nil { throw AWSError.expectation("AttributeValueList can only be used with a ComparisonOperator", name) }
        switch (exists, value) {
        case (false?, nil): return try write(name, "NULL", [])
        case (false?, _?): throw AWSError.expectation("Value cannot be used when Exists is false", name)
        case (true?, nil): throw AWSError.expectation("Value must be provided when Exists is true", name)
        case (nil, nil): throw AWSError.expectation("Value must be provided when Exists is null", name)
        case (_, let value?): return try write(name, "EQ", [value])
        }
    }

    private mutating func write(_ name: String, _ operatorName: String, _ values: [AttributeValue]) throws -> String {
        // Decoding has refused any other name.
        guard let comparison = Self.comparison(operatorName) else { throw AWSError.argumentCount(operatorName) }
        guard comparison.count.map({ $0 == values.count }) ?? !values.isEmpty else { throw AWSError.argumentCount(operatorName) }
        for value in values {
            if let types = comparison.types, !types.contains(value.type) { throw AWSError.argumentType(operatorName, value.type) }
        }
        guard values.allSatisfy({ $0.type == values.first?.type }) else { throw AWSError.argumentTypes }
        if operatorName == "BETWEEN", values[1].isLess(than: values[0]) { throw AWSError.betweenBounds }
        return comparison.write(placeholder(of: name), values.map { placeholder(for: $0) })
    }

    // MARK: Updates

    /// The expression that AttributeUpdates comes to; nil for one without attributes.
    mutating func update(_ updates: JSONView) throws -> String? {
        var clauses: [String: [String]] = [:]
        for (attribute, update) in updates.members {
            let name = attribute.string ?? ""
            try Self.check(name: name, wording)
            let action = update["Action"]?.string ?? "PUT"
            guard let view = update["Value"], view.kind != .null else {
                guard action == "DELETE" else { throw AWSError.updateWithoutValue }
                clauses["REMOVE", default: []].append(placeholder(of: name))
                continue
            }
            let value = try read(view)
            switch action {
            case "PUT": clauses["SET", default: []].append("\(placeholder(of: name)) = \(placeholder(for: value))")
            case "ADD" where value.type == .number || value.type.isSet, "DELETE" where value.type.isSet:
                clauses[action, default: []].append("\(placeholder(of: name)) \(placeholder(for: value))")
            // It appends to a list, though no guide says so (Alternator's tests).
            case "ADD" where value.type == .list:
                let place = placeholder(of: name)
                let empty = placeholder(for: .list([]))
                clauses["SET", default: []].append("\(place) = list_append(if_not_exists(\(place), \(empty)), \(placeholder(for: value)))")
            case "ADD": throw AWSError.actionType("ADD action is not supported for the type", value.type)
            default: throw AWSError.actionType("DELETE action with value is not supported for the type", value.type)
            }
        }
        guard !clauses.isEmpty else { return nil }
        return clauses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.joined(separator: ", "))" }.joined(separator: " ")
    }

    // MARK: Names, values, binding

    private mutating func placeholder(of name: String) -> String {
        let key = "#n\(names.count)"
        names.append((key, name))
        return key
    }

    private mutating func placeholder(for value: AttributeValue) -> String {
        let key = ":v\(values.count)"
        values.append((key, value))
        return key
    }

    /// Refuses a name that no attribute has.
    static func check(name: String, _ wording: Wording) throws {
        if name.isEmpty { throw wording.fault(AttributeValueError.emptyAttributeName) }
        if name.utf8.count > ItemSize.nameLimit { throw wording.fault(AttributeValueError.attributeNameTooLong) }
    }

    private func read(_ view: JSONView) throws -> AttributeValue {
        do throws(AttributeValueError) {
            return try AttributeValue(reading: view)
        } catch {
            throw wording.fault(error)
        }
    }

    private func read(_ list: JSONView?) throws -> [AttributeValue] {
        guard let list, list.kind != .null else { return [] }
        guard list.kind == .array else {
            throw AWSError(
                .serialization, list.kind == .object ? "Start of structure or map found where not expected" : "Unexpected field type")
        }
        return try list.elements.map { try read($0) }
    }

    /// Binds the text as an expression of a kind.
    func bind(_ text: String, as kind: ExpressionKind, into bound: inout BoundExpressions) throws {
        do throws(ExpressionError) {
            var attributes = ExpressionAttributes(names: names, values: Item(values))
            try bound.add(text, as: kind, &attributes)
        } catch {
            throw wording.fault(error)
        }
    }
}

extension AttributeValue {
    /// Whether the value stands before another of its type; false where there is no order.
    fileprivate func isLess(than other: AttributeValue) -> Bool {
        guard let one = KeyEncoding.encode(self), let other = KeyEncoding.encode(other) else { return false }
        return one.lexicographicallyPrecedes(other)
    }
}
