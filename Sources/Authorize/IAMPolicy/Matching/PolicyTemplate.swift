/// A text of a policy with its variables: `arn:aws:dynamodb:*:*:table/${aws:username, 'guest'}`.
///
/// What a variable yields is taken literally: a `*` in a user's name is no wildcard. Only single-valued keys can be used
/// (IAM User Guide, "Policy elements: Variables and tags").
struct PolicyTemplate: Sendable {
    enum Piece: Sendable {
        case literal([UInt8])
        case variable(ConditionKey, fallback: [UInt8]?)
    }

    /// Stands for a `:` that came out of a variable, so that it does not end a part of an ARN.
    static let innerColon: UInt8 = 0xFD

    private(set) var pieces: [Piece] = []

    /// Reads a text; nil where a `${` is not closed or holds no key's name.
    ///
    /// - Parameters:
    ///   - hasVariables: false for the language of 2008 and for operators without variables, where `${` is just text.
    ///   - hasWildcards: whether `*` and `?` are wildcards here.
    init?(_ text: String, hasVariables: Bool, hasWildcards: Bool) {
        let bytes = Array(text.utf8)
        var literal: [UInt8] = []
        var at = 0
        while at < bytes.count {
            guard hasVariables, bytes[at] == UInt8(ascii: "$"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "{") else {
                literal += hasWildcards ? Wildcard.pattern(CollectionOfOne(bytes[at])) : [bytes[at]]
                at += 1
                continue
            }
            guard let end = bytes[at...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
            let inner = bytes[at + 2..<end]
            at = end + 1
            if inner.elementsEqual("*".utf8) || inner.elementsEqual("?".utf8) || inner.elementsEqual("$".utf8) {
                literal += inner
                continue
            }
            guard let variable = Self.variable(inner) else { return nil }
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = []
            pieces.append(variable)
        }
        if !literal.isEmpty || pieces.isEmpty { pieces.append(.literal(literal)) }
    }

    private init(pieces: [Piece]) { self.pieces = pieces }

    /// `name` or `name, 'default'`.
    private static func variable(_ inner: ArraySlice<UInt8>) -> Piece? {
        let comma = inner.firstIndex(of: UInt8(ascii: ","))
        let name = inner[..<(comma ?? inner.endIndex)]
        guard name.contains(UInt8(ascii: ":")), !name.contains(where: { $0 < 0x20 }) else { return nil }
        let key = ConditionKey(String(decoding: name, as: UTF8.self))
        guard let comma else { return .variable(key, fallback: nil) }
        let rest = inner[(comma + 1)...].drop { $0 == 0x20 }
        guard rest.count >= 2, rest.first == UInt8(ascii: "'"), rest.last == UInt8(ascii: "'") else { return nil }
        return .variable(key, fallback: Array(rest.dropFirst().dropLast()))
    }

    /// The pattern, where there is no variable to ask for.
    var constant: [UInt8]? {
        guard pieces.count == 1, case .literal(let bytes) = pieces[0] else { return nil }
        return bytes
    }

    /// The pattern with its variables filled in; nil where one has no value and no default.
    func resolve(in question: Question, protectingColons: Bool = false) -> [UInt8]? {
        var result: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .literal(let bytes): result += bytes
            case .variable(let key, let fallback):
                guard let value = question.variable(key) ?? fallback else { return nil }
                result += protectingColons ? value.map { $0 == UInt8(ascii: ":") ? Self.innerColon : $0 } : value
            }
        }
        return result
    }

    /// Cuts at each colon of the text itself, at most five times: an ARN's parts.
    func splitAtColons() -> [PolicyTemplate] {
        var parts: [[Piece]] = [[]]
        for piece in pieces {
            guard case .literal(let bytes) = piece else {
                parts[parts.count - 1].append(piece)
                continue
            }
            let cuts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 6 - parts.count, omittingEmptySubsequences: false)
            for (index, cut) in cuts.enumerated() {
                if index > 0 { parts.append([]) }
                if !cut.isEmpty { parts[parts.count - 1].append(.literal(Array(cut))) }
            }
        }
        return parts.map { PolicyTemplate(pieces: $0.isEmpty ? [.literal([])] : $0) }
    }
}
