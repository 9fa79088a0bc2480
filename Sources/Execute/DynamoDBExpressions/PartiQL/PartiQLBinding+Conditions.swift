import DynamoDBValues

/// Turns a WHERE clause into a condition of the kind that ConditionExpression makes.
extension PartiQLBinding {
    /// The condition, checked as all conditions are.
    func condition(where expression: PartiQLExpression) throws(PartiQLError) -> BoundCondition {
        let condition = try condition(expression)
        var attributes = ExpressionAttributes.literal
        do throws(ExpressionFault) {
            return BoundCondition(condition: try attributes.resolve(condition))
        } catch {
            if case .attributeTypeName(let name) = error { throw .attributeTypeName(name) }
            throw .expression(error)
        }
    }

    private func condition(_ expression: PartiQLExpression) throws(PartiQLError) -> Condition {
        guard let condition = try asCondition(expression) else { throw .unsupportedOperation(expression.operationName) }
        return condition
    }

    /// The condition that an expression is; nil for one that is a value.
    private func asCondition(_ expression: PartiQLExpression) throws(PartiQLError) -> Condition? {
        switch expression.node {
        case .not(let operand): return .not(try condition(operand))
        case .infix("and", let parts): return .and(try conditions(parts))
        case .infix("or", let parts): return .or(try conditions(parts))
        case .infix(let name, let sides):
            guard let comparator = Comparator(rawValue: name), sides.count == 2 else { return nil }
            return .comparison(comparator, try operand(sides[0]), try operand(sides[1]))
        case .between(let value, let lower, let upper): return .between(try operand(value), try operand(lower), try operand(upper))
        case .isIn(let value, let members): return .isIn(try operand(value), try self.members(members))
        case .isType(let value, let type): return try test(value, type)
        case .call(let name, let arguments): return try call(name, arguments, expression)
        default: return nil
        }
    }

    private func conditions(_ parts: [PartiQLExpression]) throws(PartiQLError) -> [Condition] {
        var conditions: [Condition] = []
        for part in parts { conditions.append(try condition(part)) }
        return conditions
    }

    /// What stands right of IN: a list or a bag of values; parameters may stand in it.
    private func members(_ expression: PartiQLExpression) throws(PartiQLError) -> [Operand] {
        let parts: [PartiQLExpression]
        switch expression.node {
        case .list(let members), .bag(let members): parts = members
        default: parts = [expression]
        }
        var operands: [Operand] = []
        for part in parts { operands.append(try operand(part)) }
        return operands
    }

    private func operand(_ expression: PartiQLExpression) throws(PartiQLError) -> Operand {
        if let path = path(expression) { return .path(path) }
        if let value = try value(expression) { return .value(value) }
        if case .call("size", let arguments) = expression.node {
            return .function(FunctionCall(function: .size, operands: try operands(arguments)))
        }
        if let condition = try asCondition(expression) { return .condition(condition) }
        throw .unsupportedOperation(expression.operationName)
    }

    private func operands(_ expressions: [PartiQLExpression]) throws(PartiQLError) -> [Operand] {
        var operands: [Operand] = []
        for expression in expressions { operands.append(try operand(expression)) }
        return operands
    }

    /// The functions of a WHERE clause (Developer Guide, "Use PartiQL functions with DynamoDB"; those of existence recorded).
    private static let functions: [String: ExpressionFunction] = [
        "attribute_exists": .attributeExists, "attribute_not_exists": .attributeNotExists, "attribute_type": .attributeType,
        "begins_with": .beginsWith, "contains": .contains,
    ]

    private func call(
        _ name: String, _ arguments: [PartiQLExpression], _ expression: PartiQLExpression
    ) throws(PartiQLError) -> Condition? {
        if name == "size" { return nil }
        guard let function = Self.functions[name] else { throw .unknownFunction(name, place(of: expression)) }
        return .function(FunctionCall(function: function, operands: try operands(arguments)))
    }

    // MARK: - IS

    /// The types of DynamoDB that PartiQL's type names stand for, as IS tests them.
    private static let types: [String: AttributeType] = [
        "null": .null, "boolean": .boolean, "bool": .boolean, "blob": .binary, "string": .string, "numeric": .number, "struct": .map,
        "tuple": .map, "list": .list,
    ]

    private func test(_ expression: PartiQLExpression, _ type: String) throws(PartiQLError) -> Condition {
        let operand = try operand(expression)
        if type == "missing" { return .function(FunctionCall(function: .attributeNotExists, operands: [operand])) }
        guard let found = Self.types[type] else { throw .unsupportedTypeName(type.uppercased()) }
        return .function(FunctionCall(function: .attributeType, operands: [operand, .value(.string(found.wireName))]))
    }
}
