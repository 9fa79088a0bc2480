/// One change of an update, as it is written.
enum UpdateAction: Sendable, Hashable {
    case set(DocumentPath, SetValue)
    case remove(DocumentPath)
    case add(DocumentPath, Operand)
    case delete(DocumentPath, Operand)

    var path: DocumentPath {
        switch self {
        case .set(let path, _), .remove(let path), .add(let path, _), .delete(let path, _): path
        }
    }

    /// Every path in the order of the text, the one that is written first.
    var paths: [DocumentPath] {
        switch self {
        case .set(let path, let value): [path] + value.operands.flatMap(\.paths)
        default: [path]
        }
    }
}

/// What SET writes: a value, or the sum or difference of two.
enum SetValue: Sendable, Hashable {
    case operand(Operand)
    case sum(Operand, Operand)
    case difference(Operand, Operand)

    var operands: [Operand] {
        switch self {
        case .operand(let operand): [operand]
        case .sum(let one, let other), .difference(let one, let other): [one, other]
        }
    }
}

/// The clauses of an update; each may stand once, in any order.
enum UpdateClause: String, Sendable, Hashable, CaseIterable {
    case set = "SET"
    case remove = "REMOVE"
    case add = "ADD"
    case delete = "DELETE"
}

/// The grammar of updates. Source: Developer Guide, "Using update expressions in DynamoDB".
extension ExpressionParser {
    mutating func update() throws(ExpressionFault) -> [UpdateAction] {
        var actions: [UpdateAction] = []
        var seen: Set<UpdateClause> = []
        repeat {
            guard token.kind == .word, let clause = UpdateClause(rawValue: token.text.uppercased()) else { throw unexpectedToken() }
            advance()
            if !seen.insert(clause).inserted, sectionTwice == nil { sectionTwice = .sectionTwice(clause.rawValue) }
            repeat { actions.append(try action(of: clause)) } while take(",")
        } while token.kind != .end
        try finish()
        return actions
    }

    private mutating func action(of clause: UpdateClause) throws(ExpressionFault) -> UpdateAction {
        let path = try path()
        switch clause {
        case .remove: return .remove(path)
        case .set:
            try expect("=")
            return .set(path, try setValue())
        case .add: return .add(path, try valueOperand())
        case .delete: return .delete(path, try valueOperand())
        }
    }

    /// Reads a value that the request gives: ADD and DELETE take nothing else.
    private mutating func valueOperand() throws(ExpressionFault) -> Operand {
        guard token.kind == .value else { throw unexpectedToken() }
        return try bareOperand()
    }

    /// Reads what SET writes. The whole may stand in parentheses, and so may each side: `(a + b)`, `(a) + (b)`.
    private mutating func setValue() throws(ExpressionFault) -> SetValue {
        guard take("(") else { return try operation(on: try operand()) }
        let first = try operand()
        let value = try operation(on: first)
        try expect(")")
        if case .operand(let operand) = value { return try operation(on: operand) }
        return value
    }

    private mutating func operation(on operand: Operand) throws(ExpressionFault) -> SetValue {
        refuseCondition(operand)
        let isSum = isAt("+")
        guard isSum || isAt("-") else { return .operand(operand) }
        advance()
        countOperator()
        let other = try self.operand()
        refuseCondition(other)
        return isSum ? .sum(operand, other) : .difference(operand, other)
    }
}
