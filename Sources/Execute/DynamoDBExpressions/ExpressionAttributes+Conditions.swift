import DynamoDBValues

extension ExpressionAttributes {
    /// Puts names and values into a condition and checks what could not be checked without them.
    ///
    /// The parts are checked one after another, in the order of the text, and the first faulty part reports (observed): its undefined
    /// names and values first, then the number of operands, then operands that should differ, then their types.
    mutating func resolve(_ condition: Condition) throws(ExpressionFault) -> Condition {
        switch condition {
        case .and(let parts): return .and(try resolve(parts))
        case .or(let parts): return .or(try resolve(parts))
        case .not(let part): return .not(try resolve(part))
        case .comparison(let comparator, let one, let other):
            let operands = try resolve([one, other])
            try check(comparator, operands)
            return .comparison(comparator, operands[0], operands[1])
        case .between(let value, let lower, let upper):
            let operands = try resolve([value, lower, upper])
            try checkOperands(operands)
            try refuseUnordered(operands, for: "BETWEEN")
            try checkBounds(operands[1], operands[2])
            return .between(operands[0], operands[1], operands[2])
        case .isIn(let value, let members):
            let operands = try resolve([value] + members)
            try checkOperands(operands)
            guard members.count <= ExpressionLimits.inOperands else { throw .tooManyInOperands(members.count) }
            return .isIn(operands[0], Array(operands.dropFirst()))
        case .function(let call):
            let call = try resolve(call)
            try checkOperands([.function(call)])
            return .function(call)
        }
    }

    private mutating func resolve(_ parts: [Condition]) throws(ExpressionFault) -> [Condition] {
        var bound: [Condition] = []
        for part in parts { bound.append(try resolve(part)) }
        return bound
    }

    private mutating func resolve(_ operands: [Operand]) throws(ExpressionFault) -> [Operand] {
        var bound: [Operand] = []
        for operand in operands { bound.append(try resolve(operand)) }
        return bound
    }

    private func check(_ comparator: Comparator, _ operands: [Operand]) throws(ExpressionFault) {
        try checkCounts(operands)
        try checkDistinct(operands)
        if let path = operands[0].path, path == operands[1].path { throw .notDistinct(function: comparator.rawValue, path) }
        try checkTypes(operands)
        if comparator.isOrdering { try refuseUnordered(operands, for: comparator.rawValue) }
    }

    private func checkOperands(_ operands: [Operand]) throws(ExpressionFault) {
        try checkCounts(operands)
        try checkDistinct(operands)
        try checkTypes(operands)
    }

    private func checkCounts(_ operands: [Operand]) throws(ExpressionFault) {
        for case .function(let call) in operands {
            try checkCounts(call.operands)
            try call.refuseWrongCount()
        }
    }

    private func checkDistinct(_ operands: [Operand]) throws(ExpressionFault) {
        for case .function(let call) in operands {
            try checkDistinct(call.operands)
            guard call.operands.count == 2, let path = call.operands[0].path, path == call.operands[1].path else { continue }
            throw .notDistinct(function: call.name, path)
        }
    }

    private func checkTypes(_ operands: [Operand]) throws(ExpressionFault) {
        for case .function(let call) in operands {
            try checkTypes(call.operands)
            try checkTypes(of: call)
        }
    }

    private func checkTypes(of call: FunctionCall) throws(ExpressionFault) {
        switch call.function {
        case .attributeExists, .attributeNotExists:
            guard call.operands[0].path != nil else { throw .needsPath(function: call.name) }
        case .attributeType:
            guard call.operands[1].staticType == .string else {
                throw .operandType(
                    function: call.name, type: call.operands[1].staticType?.wireName ?? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}")
            }
            guard case .value(.string(let name)) = call.operands[1], AttributeType(rawValue: name) == nil else { return }
            throw .attributeTypeName(name)
        case .beginsWith:
            for type in call.operands.compactMap(\.staticType) where type != .string && type != .binary {
                throw .operandType(function: call.name, type: type.wireName)
            }
        case .size:
            if let type = call.operands[0].staticType, type == .number || type == .boolean || type == .null {
                throw .operandType(function: call.name, type: type.wireName)
            }
        case .contains, .ifNotExists, .listAppend: break
        }
    }

    /// Refuses values of the request that have no order; an attribute of such a type only makes the condition false.
    private func refuseUnordered(_ operands: [Operand], for name: String) throws(ExpressionFault) {
        for case .value(let value) in operands where ![.string, .number, .binary].contains(value.type) {
            throw .operandType(function: name, type: value.type.wireName)
        }
    }

    private func checkBounds(_ lower: Operand, _ upper: Operand) throws(ExpressionFault) {
        guard case .value(let lower) = lower, case .value(let upper) = upper else { return }
        guard lower.type == upper.type else { throw .betweenTypes(lower, upper) }
        if upper.precedes(lower) == true { throw .betweenBounds(lower, upper) }
    }
}

extension AttributeValue {
    /// Tells whether this value stands before another; nil where there is no order between them.
    func precedes(_ other: AttributeValue) -> Bool? {
        switch (self, other) {
        case (.string(let one), .string(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
        case (.number(let one), .number(let other)): one < other
        case (.binary(let one), .binary(let other)): one.lexicographicallyPrecedes(other)
        default: nil
        }
    }
}
