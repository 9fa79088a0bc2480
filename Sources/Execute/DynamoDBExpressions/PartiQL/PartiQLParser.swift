/// Reads a statement's tokens from front to back: what all clauses share.
///
/// Source of the grammar: Developer Guide, "PartiQL statements"; of which fault is told where, the recordings that `PartiQLError` names.
struct PartiQLParser: TokenParser {
    let source: [UInt8]
    let tokens: [PartiQLToken]
    var at = 0
    private var nesting = 0
    private var parameters = 0
    /// A table's or a column's second name, which parses and is refused afterwards.
    var hasAlias = false
    /// A clause that parses and that DynamoDB does not have.
    var unsupported: PartiQLError?

    /// Expressions inside one another; literals may nest 32 levels, so nothing valid is refused and no text can exhaust the stack.
    static let nestingLimit = 128

    init(_ text: String) throws(PartiQLError) {
        source = Array(text.utf8)
        tokens = try PartiQLTokenizer.tokens(of: source)
    }

    // MARK: Tokens

    var isAtKeyword: Bool { token.kind == .word && PartiQLKeywords.contains(token.text) }

    /// Whether a name stands here that is no keyword.
    var isAtName: Bool { token.kind == .quoted || token.kind == .word && !isAtKeyword }

    mutating func expect(_ mark: String) throws(PartiQLError) {
        guard take(mark) else { throw token.kind == .end ? .unexpectedTerm : .leftover }
    }

    func place(_ range: Range<Int>) -> PartiQLPlace { PartiQLPlace(of: range, in: source) }

    // MARK: Nesting

    mutating func enter() throws(PartiQLError) {
        nesting += 1
        if nesting > Self.nestingLimit { throw .unreadable }
    }

    mutating func leave() { nesting -= 1 }

    /// An expression made of others, not too many levels of them.
    func expression(
        _ node: PartiQLExpression.Node, at range: Range<Int>, of parts: [PartiQLExpression] = []
    ) throws(PartiQLError) -> PartiQLExpression {
        let depth = 1 + (parts.map(\.depth).max() ?? 0)
        guard depth <= Self.nestingLimit else { throw .unreadable }
        return PartiQLExpression(node: node, range: range, depth: depth)
    }

    mutating func nextParameter() -> Int {
        parameters += 1
        return parameters - 1
    }
}
