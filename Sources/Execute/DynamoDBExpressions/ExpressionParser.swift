/// The tokens of an expression, read from front to back, and what all the languages share: paths, operands, functions.
///
/// Syntax faults end the parsing at once. Faults of meaning that need no names or values are kept, the first of each kind, and
/// reported afterwards in AWS's order.
struct ExpressionParser: TokenParser {
    let kind: ExpressionKind
    private let source: [UInt8]
    let tokens: [Token]
    var at = 0
    private var depth = 0
    private var operators = 0

    private(set) var hasRedundantParentheses = false
    private(set) var unknownFunction: ExpressionFault?
    private(set) var misusedFunction: ExpressionFault?
    private(set) var reservedWord: ExpressionFault?
    var sectionTwice: ExpressionFault?

    init(_ text: String, kind: ExpressionKind) throws(ExpressionFault) {
        self.kind = kind
        source = Array(text.utf8)
        guard source.count <= ExpressionLimits.bytes else { throw .tooLong(source.count) }
        tokens = Tokenizer.tokens(of: text)
        guard tokens.count > 1 else { throw .empty }
    }

    func unexpectedToken() -> ExpressionFault {
        let here = min(at, tokens.count - 1)
        let start = here > 0 ? tokens[here - 1].range.lowerBound : tokens[here].range.lowerBound
        let last = here + 1 < tokens.count && tokens[here + 1].kind != .end ? tokens[here + 1] : tokens[here]
        let end = last.kind == .end && here > 0 ? tokens[here - 1].range.upperBound : last.range.upperBound
        let near = String(decoding: source[start..<max(start, end)], as: UTF8.self)
        return .syntax(token: tokens[here].text, near: near, offset: tokens[here].range.lowerBound)
    }

    mutating func expect(_ mark: String) throws(ExpressionFault) {
        guard take(mark) else { throw unexpectedToken() }
    }

    func expectEnd() throws(ExpressionFault) {
        guard token.kind == .end else { throw unexpectedToken() }
    }

    /// Throws what was kept, in the order in which AWS reports it.
    func finish() throws(ExpressionFault) {
        let ordered: [ExpressionFault?] =
            kind == .update
            ? [reservedWord, unknownFunction, misusedFunction, sectionTwice]
            : [hasRedundantParentheses ? .redundantParentheses : nil, unknownFunction, misusedFunction, reservedWord]
        for fault in ordered { if let fault { throw fault } }
        if operators > ExpressionLimits.operators { throw .tooManyOperators }
    }

    // MARK: - Nesting

    mutating func countOperator() { operators += 1 }

    mutating func enter() throws(ExpressionFault) {
        depth += 1
        guard depth > ExpressionLimits.nesting else { return }
        throw operators + remainingOperators > ExpressionLimits.operators ? .tooManyOperators : .redundantParentheses
    }

    mutating func leave() { depth -= 1 }

    /// What could be an operator or a function in the tokens not yet read.
    private var remainingOperators: Int {
        tokens[min(at, tokens.count)...].indices.count { place in
            let token = tokens[place]
            return token.kind == .word
                ? ["AND", "OR", "NOT", "IN", "BETWEEN"].contains(token.text.uppercased())
                    || tokens[min(place + 1, tokens.count - 1)].text == "("
                : ["=", "<", ">", "<=", ">=", "<>", "+", "-"].contains(token.text)
        }
    }

    mutating func noteRedundantParentheses() { hasRedundantParentheses = true }

    // MARK: - Names and paths

    private var keywords: Set<String> {
        switch kind {
        case .update: ["SET", "REMOVE", "ADD", "DELETE"]
        case .projection: []
        default: ["BETWEEN", "IN", "AND", "OR", "NOT"]
        }
    }

    /// Whether a path can begin here.
    var isAtName: Bool {
        token.kind == .name || (token.kind == .word && !keywords.contains(token.text.uppercased()))
    }

    private mutating func name() throws(ExpressionFault) -> DocumentPath.Element {
        guard isAtName else { throw unexpectedToken() }
        let token = token
        if token.kind == .word, reservedWord == nil, ReservedWords.contains(token.text) { reservedWord = .reservedWord(token.text) }
        advance()
        return .attribute(token.text)
    }

    mutating func path() throws(ExpressionFault) -> DocumentPath {
        var path = DocumentPath([try name()])
        try extend(&path)
        return path
    }

    /// Reads what follows a path's beginning: `.name` and `[0]`.
    mutating func extend(_ path: inout DocumentPath) throws(ExpressionFault) {
        while true {
            if take(".") {
                path.elements.append(try name())
            } else if take("[") {
                guard token.kind == .digits else { throw unexpectedToken() }
                guard let index = Int32(token.text) else { throw .indexOutOfRange(token.text) }
                advance()
                path.elements.append(.index(Int(index)))
                try expect("]")
            } else {
                guard path.elements.count <= ExpressionLimits.pathLevels else { throw .pathTooDeep(path.elements.count) }
                return
            }
        }
    }

    // MARK: - Operands

    /// Whether a function's call begins here: a word and a parenthesis.
    private var isAtFunction: Bool {
        token.kind == .word && isAtName && following.kind == .mark && following.text == "("
    }

    /// Reads a value, a path or a function, in parentheses or not.
    mutating func operand() throws(ExpressionFault) -> Operand {
        guard isAt("(") else { return try bareOperand() }
        let operand = try parenthesised()
        return operand
    }

    private mutating func parenthesised() throws(ExpressionFault) -> Operand {
        try enter()
        defer { leave() }
        advance()
        if isAt("(") {
            if kind == .update { throw unexpectedToken() }
            noteRedundantParenthesesIfClosedTwice()
        }
        var operand = try operand()
        try expect(")")
        if kind != .update, case .path(var path) = operand {
            try extend(&path)
            operand = .path(path)
        }
        return operand
    }

    /// `((a))` is redundant, `((a).b)` is not: only where the inner pair's end is followed by the outer's.
    mutating func noteRedundantParenthesesIfClosedTwice() {
        var open = 0
        var place = at
        while place < tokens.count {
            if tokens[place].text == "(" { open += 1 }
            if tokens[place].text == ")" {
                open -= 1
                if open == 0 { break }
            }
            place += 1
        }
        if place + 1 < tokens.count, tokens[place + 1].text == ")" { noteRedundantParentheses() }
    }

    mutating func bareOperand() throws(ExpressionFault) -> Operand {
        if token.kind == .value {
            defer { advance() }
            return .placeholder(token.text)
        }
        guard isAtFunction else { return .path(try path()) }
        return .function(try call())
    }

    private mutating func call() throws(ExpressionFault) -> FunctionCall {
        try enter()
        defer { leave() }
        countOperator()
        let name = token.text
        advance()
        advance()
        var operands = [try operand()]
        while take(",") { operands.append(try operand()) }
        try expect(")")
        for operand in operands { refuseCondition(operand) }
        let function = ExpressionFunction(rawValue: name)
        if function == nil, unknownFunction == nil { unknownFunction = .unknownFunction(name) }
        return FunctionCall(function: function ?? .size, operands: operands)
    }

    /// Keeps the fault of a function that stands where a value should.
    mutating func refuseCondition(_ operand: Operand) {
        guard case .function(let call) = operand, !call.function.isOperand(in: kind), misusedFunction == nil else { return }
        misusedFunction = .misusedFunction(call.function.rawValue)
    }

    /// Keeps the fault of a function that stands where a condition should.
    mutating func refuseValue(_ call: FunctionCall) {
        guard !call.function.isCondition, misusedFunction == nil else { return }
        misusedFunction = .misusedFunction(call.function.rawValue)
    }
}
