/// The grammar of expressions, by precedence: OR, AND, NOT, then equality, comparison, sums, products, terms.
extension PartiQLParser {
    private enum Precedence {
        static let or = 10
        static let and = 20
        static let not = 30
        static let equality = 40
        static let comparison = 50
        static let sum = 60
        static let product = 70
    }

    private static let precedences: [String: Int] = [
        "or": Precedence.or, "and": Precedence.and, "=": Precedence.equality, "<>": Precedence.equality, "!=": Precedence.equality,
        "is": Precedence.equality, "in": Precedence.equality, "<": Precedence.comparison, "<=": Precedence.comparison,
        ">": Precedence.comparison, ">=": Precedence.comparison, "between": Precedence.comparison, "like": Precedence.comparison,
        "+": Precedence.sum, "-": Precedence.sum, "||": Precedence.sum, "*": Precedence.product, "/": Precedence.product,
        "%": Precedence.product,
    ]

    /// Reads operators that bind more tightly than `precedence`, and what stands around them.
    mutating func expression(above precedence: Int = 0) throws(PartiQLError) -> PartiQLExpression {
        try enter()
        defer { leave() }
        var left = try unary()
        while let (name, isNegated, rank) = infixOperator, rank > precedence {
            let range = token.range
            advance()
            if isNegated { advance() }
            guard token.kind != .end else { throw .missingRightSide }
            let (node, parts) = try rightSide(of: name, left, rank)
            left = try expression(node, at: range, of: parts)
            if isNegated { left = try expression(.not(left), at: range, of: [left]) }
        }
        return left
    }

    /// The operator that stands here: its name, whether NOT stands before it (`NOT IN`), and its rank.
    private var infixOperator: (name: String, isNegated: Bool, rank: Int)? {
        switch token.kind {
        case .mark: return Self.precedences[token.text].map { (token.text == "!=" ? "<>" : token.text, false, $0) }
        case .word:
            let name = token.text.lowercased()
            if name == "not" {
                let next = following.kind == .word ? following.text.lowercased() : ""
                return ["in", "between", "like"].contains(next) ? Self.precedences[next].map { (next, true, $0) } : nil
            }
            return Self.precedences[name].map { (name, false, $0) }
        default: return nil
        }
    }

    private mutating func rightSide(
        of name: String, _ left: PartiQLExpression, _ rank: Int
    ) throws(PartiQLError) -> (PartiQLExpression.Node, [PartiQLExpression]) {
        switch name {
        case "is":
            let isNegated = take(keyword: "not")
            let type = try typeName()
            let test = try expression(.isType(left, type), at: left.range, of: [left])
            return (isNegated ? .not(test) : test.node, [test])
        case "between":
            let lower = try expression(above: rank)
            guard take(keyword: "and") else { throw token.kind == .end ? .unexpectedTerm : .leftover }
            let upper = try expression(above: rank)
            return (.between(left, lower, upper), [left, lower, upper])
        case "in":
            let right = try expression(above: rank)
            return (.isIn(left, right), [left, right])
        case "like":
            let right = try expression(above: rank)
            return (.like(left, right), [left, right])
        default:
            var parts = [left, try expression(above: rank)]
            while ["and", "or", "+", "-"].contains(name), let next = infixOperator, next.name == name {
                advance()
                guard token.kind != .end else { throw .missingRightSide }
                parts.append(try expression(above: rank))
            }
            return (.infix(name, parts), parts)
        }
    }

    /// The type names of PartiQL (`x IS STRING`); two-word names with one blank.
    private static let typeNames: Set<String> = [
        "missing", "null", "boolean", "bool", "smallint", "integer", "integer2", "integer4", "integer8", "int", "int2", "int4", "int8",
        "bigint", "float", "real", "double precision", "decimal", "dec", "numeric", "timestamp", "date", "time", "character", "char",
        "character varying", "varchar", "string", "symbol", "clob", "blob", "struct", "tuple", "list", "sexp", "bag", "any",
    ]

    private mutating func typeName() throws(PartiQLError) -> String {
        guard token.kind == .word else { throw .expectedTypeName }
        var name = token.text.lowercased()
        let pair = "\(name) \(following.text.lowercased())"
        if following.kind == .word, Self.typeNames.contains(pair) {
            name = pair
            advance()
        }
        guard Self.typeNames.contains(name) else { throw .expectedTypeName }
        advance()
        return name
    }

    private mutating func unary() throws(PartiQLError) -> PartiQLExpression {
        let range = token.range
        if take(keyword: "not") {
            let operand = try expression(above: Precedence.not)
            return try expression(.not(operand), at: range, of: [operand])
        }
        guard isAt("-") || isAt("+") else { return try term() }
        let isMinus = isAt("-")
        advance()
        try enter()
        defer { leave() }
        let operand = try unary()
        guard case .number(let text) = operand.node else { return try expression(.sign(operand), at: range, of: [operand]) }
        guard isMinus else { return operand }
        return try expression(.number(text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text), at: operand.range)
    }

    // MARK: - Terms

    private mutating func term() throws(PartiQLError) -> PartiQLExpression {
        let first = token
        switch first.kind {
        case .string:
            advance()
            return try expression(.string(first.text), at: first.range)
        case .number:
            advance()
            return try expression(.number(first.text), at: first.range)
        case .parameter:
            advance()
            return try expression(.parameter(nextParameter()), at: first.range)
        case .quoted: return try path()
        case .word: return try wordTerm()
        case .mark:
            switch first.text {
            case "(": return try parenthesised()
            case "[": return try expression(.list(collection("]")), at: first.range)
            case "<<": return try expression(.bag(collection(">>")), at: first.range)
            case "{": return try structure()
            case "=", "<>", "!=", "<", "<=", ">", ">=", "*", "/", "%", "||": throw .unexpectedOperator
            default: throw .unexpectedTerm
            }
        case .end: throw .unexpectedTerm
        }
    }

    private mutating func wordTerm() throws(PartiQLError) -> PartiQLExpression {
        let first = token
        let word = first.text.lowercased()
        let isCall = following.kind == .mark && following.text == "("
        guard PartiQLKeywords.contains(word) else { return isCall ? try call() : try path() }
        if PartiQLKeywords.operators.contains(word) { throw .unexpectedOperator }
        switch word {
        case "true", "false":
            advance()
            return try expression(.boolean(word == "true"), at: first.range)
        case "null":
            advance()
            return try expression(.null, at: first.range)
        case "missing":
            advance()
            return try expression(.missing, at: first.range)
        case "from":
            // `SLECT * FROM …` is a product whose right side is a FROM without a change (recorded: what that one lacks is told).
            _ = try fromFirst()
            throw .expectedManipulation
        default:
            guard isCall, PartiQLKeywords.functions.contains(word) else { throw .unexpectedKeyword }
            return try call()
        }
    }

    private mutating func call() throws(PartiQLError) -> PartiQLExpression {
        let name = token
        advance()
        advance()
        if isAt(keyword: "select") {
            let select = try expression(.select(try select()), at: token.range)
            try expect(")")
            return try expression(.call(name.text.lowercased(), [select]), at: name.range, of: [select])
        }
        var arguments: [PartiQLExpression] = []
        if !take(")") {
            repeat { arguments.append(try expression()) } while take(",")
            try expect(")")
        }
        return try expression(.call(name.text.lowercased(), arguments), at: name.range, of: arguments)
    }

    /// Reads one expression in parentheses, which stands for itself, or several, which are a list.
    private mutating func parenthesised() throws(PartiQLError) -> PartiQLExpression {
        let range = token.range
        advance()
        if isAt(keyword: "select") {
            let inner = try expression(.select(try select()), at: range)
            try expect(")")
            return inner
        }
        var parts = [try expression()]
        while take(",") { parts.append(try expression()) }
        try expect(")")
        return parts.count == 1 ? parts[0] : try expression(.list(parts), at: range, of: parts)
    }

    private mutating func collection(_ end: String) throws(PartiQLError) -> [PartiQLExpression] {
        advance()
        var members: [PartiQLExpression] = []
        if take(end) { return members }
        repeat { members.append(try expression()) } while take(",")
        try expect(end)
        return members
    }

    private mutating func structure() throws(PartiQLError) -> PartiQLExpression {
        let range = token.range
        advance()
        var members: [(key: PartiQLExpression, value: PartiQLExpression)] = []
        if !take("}") {
            repeat {
                let key = try expression()
                try expect(":")
                members.append((key, try expression()))
            } while take(",")
            try expect("}")
        }
        return try expression(.structure(members), at: range, of: members.map(\.value))
    }

    // MARK: - Paths

    /// Reads a name and what leads on from it: `a.b[1]."c d"`.
    mutating func path() throws(PartiQLError) -> PartiQLExpression {
        guard isAtName else { throw .expectedIdentifier }
        let first = token
        var steps = [PartiQLExpression.PathStep.name(first.text)]
        advance()
        while true {
            if take(".") {
                guard isAtName else {
                    if isAt("*") { throw .unexpectedPathComponent(place(token.range)) }
                    throw .invalidDotComponent
                }
                steps.append(.name(token.text))
                advance()
            } else if take("[") {
                steps.append(.index(try listIndex()))
                try expect("]")
            } else {
                return try expression(.path(steps), at: first.range)
            }
        }
    }

    private mutating func listIndex() throws(PartiQLError) -> Int {
        if isAt("*") { throw .unexpectedPathComponent(place(token.range)) }
        let index = try expression()
        guard case .number(let text) = index.node, text.utf8.allSatisfy({ Tokenizer.isDigit($0) || $0 == UInt8(ascii: "-") }) else {
            throw .unexpectedPathComponent(place(index.range))
        }
        guard let number = Int32(text), number >= 0 else { throw .indexOutOfRange(text, place(index.range)) }
        return Int(number)
    }
}
