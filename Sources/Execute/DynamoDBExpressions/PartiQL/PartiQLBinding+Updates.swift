import DynamoDBValues

/// Turns SET and REMOVE into an update of the kind that UpdateExpression makes.
extension PartiQLBinding {
    func update(_ changes: [ChangeSyntax]) throws(PartiQLError) -> BoundUpdate {
        var actions: [UpdateAction] = []
        for change in changes { actions.append(try action(change)) }
        var attributes = ExpressionAttributes.literal
        do throws(ExpressionError) {
            return try UpdateExpression(actions: actions).bind(&attributes)
        } catch {
            guard case .invalid(_, let fault) = error else { throw .unreadable }
            throw .expression(fault)
        }
    }

    private func action(_ change: ChangeSyntax) throws(PartiQLError) -> UpdateAction {
        switch change {
        case .remove(let expression): return .remove(try target(expression))
        case .set(let expression, let value):
            let path = try target(expression)
            if case .call(let name, let arguments) = value.node, name == "set_add" || name == "set_delete" {
                let operand = try setOperand(name.uppercased(), arguments, path, value)
                return name == "set_add" ? .add(path, operand) : .delete(path, operand)
            }
            return .set(path, try setValue(value))
        }
    }

    private func target(_ expression: PartiQLExpression) throws(PartiQLError) -> DocumentPath {
        guard let path = path(expression) else { throw .expectedIdentifier }
        return path
    }

    /// What set_add and set_delete are given: the attribute they change, and a set.
    private func setOperand(
        _ name: String, _ arguments: [PartiQLExpression], _ target: DocumentPath, _ call: PartiQLExpression
    ) throws(PartiQLError) -> Operand {
        guard arguments.count == 2 else { throw .setFunctionCount(name, place(of: call)) }
        guard path(arguments[0]) == target else { throw .setFunctionTarget(name, place(of: call)) }
        guard let value = try value(arguments[1]), value.type.isSet else { throw .setFunctionArgument(name, place(of: arguments[0])) }
        return .value(value)
    }

    private func setValue(_ expression: PartiQLExpression) throws(PartiQLError) -> SetValue {
        if case .infix(let name, let sides) = expression.node, name == "+" || name == "-" {
            guard sides.count == 2 else { throw .unsupportedOperation(expression.operationName) }
            let (one, other) = (try operand(of: sides[0]), try operand(of: sides[1]))
            return name == "+" ? .sum(one, other) : .difference(one, other)
        }
        return .operand(try operand(of: expression))
    }

    private func operand(of expression: PartiQLExpression) throws(PartiQLError) -> Operand {
        if let path = path(expression) { return .path(path) }
        if let value = try value(expression) { return .value(value) }
        switch expression.node {
        case .call("list_append", let arguments):
            var operands: [Operand] = []
            for argument in arguments { operands.append(try operand(of: argument)) }
            return .function(FunctionCall(function: .listAppend, operands: operands))
        case .call(let name, _): throw .unknownFunction(name, place(of: expression))
        case .missing: throw .unsupportedType(expression.typeName, key: "root", place(of: expression))
        default: throw .unsupportedOperation(expression.operationName)
        }
    }
}
