/// A word of an expression.
typealias Token = LanguageToken<TokenKind>

enum TokenKind: LanguageTokenKind {
    /// An attribute's name, a keyword or a function's name: a letter, then letters, digits and underscores.
    case word
    /// `#name`
    case name
    /// `:value`
    case value
    case digits
    /// An operator or a mark, and any character that belongs to nothing else.
    case mark
    case end
}

/// Cuts an expression into tokens.
///
/// It never fails: a character that starts no token is a token of its own, and the parser refuses it by name. So `_123` is `_` and
/// `123` (observed: `token: "_", near: "SET _123"`).
struct Tokenizer {
    private let bytes: [UInt8]
    private var at = 0

    static func tokens(of text: String) -> [Token] {
        var tokenizer = Tokenizer(bytes: Array(text.utf8))
        var tokens: [Token] = []
        repeat { tokens.append(tokenizer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func next() -> Token {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
        let start = at
        guard at < bytes.count else { return Token(kind: .end, text: "<EOF>", range: start..<start) }
        let kind: TokenKind
        switch bytes[at] {
        case let byte where Self.isLetter(byte):
            kind = .word
            skip(Self.isNamePart)
        case let byte where Self.isDigit(byte):
            kind = .digits
            skip(Self.isDigit)
        case UInt8(ascii: "#"), UInt8(ascii: ":"):
            let isName = bytes[at] == UInt8(ascii: "#")
            at += 1
            skip(Self.isNamePart)
            kind = at - start == 1 ? .mark : isName ? .name : .value
        case UInt8(ascii: "<"), UInt8(ascii: ">"):
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "=") || (bytes[start] == UInt8(ascii: "<") && bytes[at] == UInt8(ascii: ">")) {
                at += 1
            }
            kind = .mark
        default:
            at += 1
            while at < bytes.count, bytes[at] & 0xC0 == 0x80 { at += 1 }
            kind = .mark
        }
        return Token(kind: kind, text: String(decoding: bytes[start..<at], as: UTF8.self), range: start..<at)
    }

    private mutating func skip(_ belongs: (UInt8) -> Bool) {
        while at < bytes.count, belongs(bytes[at]) { at += 1 }
    }

    static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    static func isNamePart(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") }
}
