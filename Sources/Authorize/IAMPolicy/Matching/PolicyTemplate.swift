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
    /// How many bytes the policy itself writes.
    private var written = 0
    /// Whether a `*` stands at the end; nil where a wildcard stands anywhere else.
    private var openEnd: Bool?

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
                literal.append(hasWildcards ? Wildcard.symbol(bytes[at]) : bytes[at])
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
        measure()
    }

    private init(pieces: [Piece]) {
        self.pieces = pieces
        measure()
    }

    private mutating func measure() {
        for case .literal(let bytes) in pieces { written += bytes.count }
        openEnd = false
        for (index, piece) in pieces.enumerated() {
            guard case .literal(let bytes) = piece else { continue }
            let isOpen = index == pieces.count - 1 && bytes.last == Wildcard.run
            if isOpen { openEnd = true }
            if bytes.dropLast(isOpen ? 1 : 0).contains(where: { $0 >= Wildcard.one }) {
                openEnd = nil
                return
            }
        }
    }

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

    /// Whether it matches as it stands, piece after piece, without being put together first; nil where only the whole pattern can
    /// tell, because a wildcard stands before its end.
    func matches(_ subject: Span<UInt8>, in question: Question) -> Bool? {
        guard let isOpen = openEnd else { return nil }
        var at = 0
        for piece in pieces {
            let isIn =
                switch piece {
                case .literal(let bytes):
                    Self.skip(bytes.span.extracting(first: bytes.count - (bytes.last == Wildcard.run ? 1 : 0)), subject, &at)
                case .variable(let key, let fallback):
                    if case .single(let value)? = question.value(of: key) {
                        Self.skip(value.utf8.span, subject, &at)
                    } else if let fallback {
                        Self.skip(fallback.span, subject, &at)
                    } else {
                        false
                    }
                }
            if !isIn { return false }
        }
        return isOpen || at == subject.count
    }

    private static func skip(_ bytes: Span<UInt8>, _ subject: Span<UInt8>, _ at: inout Int) -> Bool {
        guard subject.count - at >= bytes.count else { return false }
        for index in 0..<bytes.count where subject[at + index] != bytes[index] { return false }
        at += bytes.count
        return true
    }

    /// The pattern with its variables filled in; nil where one has no value and no default, or where what must match is longer
    /// than `limit`.
    ///
    /// - Parameter limit: The longest text that can still match, so that no policy makes more of a value than it is worth.
    func resolve(in question: Question, limit: Int, protectingColons: Bool = false) -> [UInt8]? {
        var result: [UInt8] = []
        for piece in pieces {
            if result.count > limit + written { return nil }
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
