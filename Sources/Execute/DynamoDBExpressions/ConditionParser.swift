/// The grammar of conditions, by precedence: OR, AND, NOT, then comparisons, BETWEEN, IN and functions.
///
/// Source: Developer Guide, "Condition and filter expressions, operators, and functions", precedence in conditions.
extension ExpressionParser {
    /// What a parenthesis can hold: whether it is a value or a condition shows only once it has been read.
    private enum Node {
        case operand(Operand)
        case condition(Condition)
    }

    mutating func condition() throws(ExpressionFault) -> Condition {
        let condition = try asCondition(try or())
        try expectEnd()
        try finish()
        return condition
    }

    /// A value where a condition should be makes the token after it wrong; a function that gives a value is a fault of its own.
    private mutating func asCondition(_ node: Node) throws(ExpressionFault) -> Condition {
        switch node {
        case .condition(let condition): return condition
        case .operand(.function(let call)):
            refuseValue(call)
            return .function(call)
        case .operand: throw unexpectedToken()
        }
    }

    private mutating func or() throws(ExpressionFault) -> Node {
        let first = try and()
        guard isAt(keyword: "OR") else { return first }
        var parts = [try asCondition(first)]
        while take(keyword: "OR") {
            countOperator()
            parts.append(try asCondition(try and()))
        }
        return .condition(.or(parts))
    }

    private mutating func and() throws(ExpressionFault) -> Node {
        let first = try not()
        guard isAt(keyword: "AND") else { return first }
        var parts = [try asCondition(first)]
        while take(keyword: "AND") {
            countOperator()
            parts.append(try asCondition(try not()))
        }
        return .condition(.and(parts))
    }

    private mutating func not() throws(ExpressionFault) -> Node {
        var count = 0
        while take(keyword: "NOT") {
            countOperator()
            count += 1
        }
        let inner = try primary()
        guard count > 0 else { return inner }
        let condition = try asCondition(inner)
        return .condition(count % 2 == 1 ? .not(condition) : .not(.not(condition)))
    }

    private mutating func primary() throws(ExpressionFault) -> Node {
        guard isAt("(") else { return try comparison(of: try bareOperand()) }
        switch try parenthesisedNode() {
        case .condition(let condition): return .condition(condition)
        case .operand(.path(var path)):
            try extend(&path)
            return try comparison(of: .path(path))
        case .operand(let operand): return try comparison(of: operand)
        }
    }

    private mutating func parenthesisedNode() throws(ExpressionFault) -> Node {
        try enter()
        defer { leave() }
        advance()
        if isAt("(") { noteRedundantParenthesesIfClosedTwice() }
        let node = try or()
        try expect(")")
        return node
    }

    private mutating func comparison(of operand: Operand) throws(ExpressionFault) -> Node {
        if token.kind == .mark, let comparator = Comparator(rawValue: token.text) {
            advance()
            countOperator()
            let other = try self.operand()
            refuseCondition(operand)
            refuseCondition(other)
            return .condition(.comparison(comparator, operand, other))
        }
        if take(keyword: "BETWEEN") {
            countOperator()
            let lower = try self.operand()
            guard take(keyword: "AND") else { throw unexpectedToken() }
            let upper = try self.operand()
            for operand in [operand, lower, upper] { refuseCondition(operand) }
            return .condition(.between(operand, lower, upper))
        }
        if take(keyword: "IN") {
            countOperator()
            try expect("(")
            var members = [try self.operand()]
            while take(",") { members.append(try self.operand()) }
            try expect(")")
            for operand in [operand] + members { refuseCondition(operand) }
            return .condition(.isIn(operand, members))
        }
        return .operand(operand)
    }
}
