/// A word of an expression or a statement, and where it stands.
struct LanguageToken<Kind: LanguageTokenKind>: Sendable, Hashable {
    var kind: Kind
    /// Of PartiQL without its quotes.
    var text: String
    /// Bytes of the text, with the quotes.
    var range: Range<Int>

    /// Whether it is this word, in letters of either case; words are ASCII in both languages.
    func isKeyword(_ keyword: String) -> Bool {
        kind == .word && text.utf8.count == keyword.utf8.count
            && zip(text.utf8, keyword.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
}

/// The kinds of tokens that both languages have.
protocol LanguageTokenKind: Sendable, Hashable {
    /// A bare name or a keyword: which of them, its place tells.
    static var word: Self { get }
    /// An operator or a mark.
    static var mark: Self { get }
    static var end: Self { get }
}

/// A parser that goes from token to token, from front to back; the last token is the end, and it stays there.
protocol TokenParser {
    associatedtype Kind: LanguageTokenKind
    var tokens: [LanguageToken<Kind>] { get }
    /// Where the next token stands.
    var at: Int { get set }
}

extension TokenParser {
    var token: LanguageToken<Kind> { tokens[min(at, tokens.count - 1)] }
    var following: LanguageToken<Kind> { tokens[min(at + 1, tokens.count - 1)] }

    mutating func advance() { at += 1 }

    func isAt(_ mark: String) -> Bool { token.kind == .mark && token.text == mark }

    func isAt(keyword: String) -> Bool { token.isKeyword(keyword) }

    mutating func take(_ mark: String) -> Bool {
        guard isAt(mark) else { return false }
        advance()
        return true
    }

    mutating func take(keyword: String) -> Bool {
        guard isAt(keyword: keyword) else { return false }
        advance()
        return true
    }
}
