import DynamoDBValues

/// An UpdateExpression, parsed: a value that can be kept by its text.
package struct UpdateExpression: Sendable, Hashable {
    let actions: [UpdateAction]

    init(actions: [UpdateAction]) { self.actions = actions }

    package init(parsing text: String) throws(ExpressionError) {
        do {
            var parser = try ExpressionParser(text, kind: .update)
            actions = try parser.update()
        } catch {
            throw .invalid(.update, error)
        }
    }

    /// Puts names and values in, and checks what could not be checked without them: undefined names, then undefined values, then paths that
    /// clash, then the types for ADD and DELETE, then functions (the order was observed).
    package func bind(_ attributes: inout ExpressionAttributes) throws(ExpressionError) -> BoundUpdate {
        do {
            for path in actions.flatMap(\.paths) { _ = try attributes.resolve(path) }
            var bound: [UpdateAction] = []
            for action in actions { bound.append(try Self.bind(action, &attributes)) }
            try DocumentPath.refuseClashes(among: bound.map(\.path))
            for action in bound { try Self.checkClause(action) }
            for case .set(_, let value) in bound { try Self.check(value) }
            return BoundUpdate(actions: bound)
        } catch {
            throw .invalid(.update, error)
        }
    }

    private static func bind(_ action: UpdateAction, _ attributes: inout ExpressionAttributes) throws(ExpressionFault) -> UpdateAction {
        let path = try attributes.resolve(action.path)
        switch action {
        case .set(_, .operand(let operand)): return .set(path, .operand(try attributes.resolve(operand)))
        case .set(_, .sum(let one, let other)): return .set(path, .sum(try attributes.resolve(one), try attributes.resolve(other)))
        case .set(_, .difference(let one, let other)):
            return .set(path, .difference(try attributes.resolve(one), try attributes.resolve(other)))
        case .remove: return .remove(path)
        case .add(_, let operand): return .add(path, try attributes.resolve(operand))
        case .delete(_, let operand): return .delete(path, try attributes.resolve(operand))
        }
    }

    private static func checkClause(_ action: UpdateAction) throws(ExpressionFault) {
        switch action {
        case .add(_, .value(let value)) where !value.type.isSet && value.type != .number:
            throw .clauseOperandType(clause: UpdateClause.add.rawValue, type: value.type)
        case .delete(_, .value(let value)) where !value.type.isSet:
            throw .clauseOperandType(clause: UpdateClause.delete.rawValue, type: value.type)
        default: break
        }
    }

    private static func check(_ value: SetValue) throws(ExpressionFault) {
        for operand in value.operands { try check(operand) }
        switch value {
        case .operand: break
        case .sum: try require(.number, in: value.operands, for: "+")
        case .difference: try require(.number, in: value.operands, for: "-")
        }
    }

    private static func check(_ operand: Operand) throws(ExpressionFault) {
        guard case .function(let call) = operand else { return }
        for operand in call.operands {
            // A list that was appended to cannot be appended to again (Alternator's tests; the text is in their comment).
            if call.function == .listAppend, case .function(let inner) = operand, inner.function == .listAppend {
                throw .misusedFunction(inner.name)
            }
            try check(operand)
        }
        try call.refuseWrongCount()
        if call.function == .ifNotExists {
            guard call.operands[0].path != nil else { throw .needsPath(function: call.name) }
        } else {
            try require(.list, in: call.operands, for: call.name)
        }
    }

    /// Refuses values of the request that have another type; attributes are judged when the item is at hand.
    private static func require(_ type: AttributeType, in operands: [Operand], for name: String) throws(ExpressionFault) {
        for case .value(let value) in operands where value.type != type {
            throw .operandType(function: name, type: value.type.wireName)
        }
    }
}

/// An update with its names and values put in.
package struct BoundUpdate: Sendable, Hashable {
    let actions: [UpdateAction]

    /// The places that the update writes or removes, in the order of the text.
    package var touchedPaths: [DocumentPath] { actions.map(\.path) }

    /// The attributes that the update writes or removes, each once. A key attribute among them is an error of the operation.
    package var writtenTopLevelNames: [String] { touchedPaths.uniqueTopLevelNames }

    /// The attributes that the update reads or writes, each once, for `dynamodb:Attributes`.
    package var referencedTopLevelNames: [String] { actions.flatMap(\.paths).uniqueTopLevelNames }

    /// True where the update only takes away: on an item that does not exist it then creates none.
    package var onlyRemoves: Bool {
        actions.allSatisfy { action in
            switch action {
            case .remove, .delete: true
            case .set, .add: false
            }
        }
    }
}
