/// Cuts a PartiQL statement into tokens.
///
/// What it cannot read makes the statement malformed, with nothing said of where (recorded: `#`, an open comment, an exponent beyond
/// 32 bits). Comments run from `--` to the line's end, or stand between `/*` and `*/`.
struct PartiQLTokenizer {
    private let bytes: [UInt8]
    private var at = 0

    static func tokens(of bytes: [UInt8]) throws(PartiQLError) -> [PartiQLToken] {
        var tokenizer = PartiQLTokenizer(bytes: bytes)
        var tokens: [PartiQLToken] = []
        repeat { tokens.append(try tokenizer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func next() throws(PartiQLError) -> PartiQLToken {
        try skipBlanks()
        let start = at
        guard at < bytes.count else { return PartiQLToken(kind: .end, text: "", range: start..<start) }
        switch bytes[at] {
        case let byte where Self.isNameStart(byte):
            while at < bytes.count, Self.isNamePart(bytes[at]) { at += 1 }
            return token(.word, from: start)
        case UInt8(ascii: "\""): return try quoted(.quoted, by: UInt8(ascii: "\""))
        case UInt8(ascii: "'"): return try quoted(.string, by: UInt8(ascii: "'"))
        case let byte where Self.isDigit(byte) || byte == UInt8(ascii: ".") && at + 1 < bytes.count && Self.isDigit(bytes[at + 1]):
            return try number()
        case UInt8(ascii: "?"):
            at += 1
            return token(.parameter, from: start)
        default: return try mark()
        }
    }

    private func token(_ kind: PartiQLTokenKind, from start: Int) -> PartiQLToken {
        PartiQLToken(kind: kind, text: String(decoding: bytes[start..<at], as: UTF8.self), range: start..<at)
    }

    private mutating func skipBlanks() throws(PartiQLError) {
        while at < bytes.count {
            if [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D].contains(bytes[at]) {
                at += 1
            } else if isAt("--") {
                while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
            } else if isAt("/*") {
                at += 2
                while at < bytes.count, !isAt("*/") { at += 1 }
                guard at < bytes.count else { throw .malformed("") }
                at += 2
            } else {
                return
            }
        }
    }

    private func isAt(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes.dropFirst(at).starts(with: $0) }
    }

    /// Reads what stands between quotes; a doubled quote is one.
    private mutating func quoted(_ kind: PartiQLTokenKind, by quote: UInt8) throws(PartiQLError) -> PartiQLToken {
        let start = at
        var text: [UInt8] = []
        at += 1
        while at < bytes.count {
            if bytes[at] == quote {
                at += 1
                guard at < bytes.count, bytes[at] == quote else {
                    return PartiQLToken(kind: kind, text: String(decoding: text, as: UTF8.self), range: start..<at)
                }
            }
            text.append(bytes[at])
            at += 1
        }
        throw .malformed("")
    }

    /// Reads a number as SQL writes it.
    ///
    /// The digits after the point less the exponent are its scale; both the exponent and the scale must fit 32 bits (recorded).
    private mutating func number() throws(PartiQLError) -> PartiQLToken {
        let start = at
        var fraction = 0
        while at < bytes.count, Self.isDigit(bytes[at]) { at += 1 }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            let point = at
            while at < bytes.count, Self.isDigit(bytes[at]) { at += 1 }
            fraction = at - point
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            var exponent = ""
            if at < bytes.count, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
                exponent.unicodeScalars.append(Unicode.Scalar(bytes[at]))
                at += 1
            }
            while at < bytes.count, Self.isDigit(bytes[at]) {
                exponent.unicodeScalars.append(Unicode.Scalar(bytes[at]))
                at += 1
            }
            guard let power = Int32(exponent), Int32(exactly: fraction - Int(power)) != nil else { throw .malformed("") }
        }
        if at < bytes.count, Self.isNamePart(bytes[at]) { throw .malformed("") }
        return token(.number, from: start)
    }

    private mutating func mark() throws(PartiQLError) -> PartiQLToken {
        let start = at
        for pair in ["<<", ">>", "<=", ">=", "<>", "!=", "||"] as [StaticString] where isAt(pair) {
            at += 2
            return token(.mark, from: start)
        }
        guard "()[]{},.:;*+-/%=<>".utf8.contains(bytes[at]) else { throw .malformed("") }
        at += 1
        return token(.mark, from: start)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { Tokenizer.isDigit(byte) }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        Tokenizer.isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
    }

    private static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }
}
