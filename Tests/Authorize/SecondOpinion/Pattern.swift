/// One character of a pattern.
enum PatternCharacter: Hashable, Sendable {
    /// `*`
    case anyRun
    /// `?`
    case anyOne
    case exactly(Unicode.Scalar)
    /// A character that a variable's value brought: it is never a wildcard and never ends a part of an ARN.
    case filled(Unicode.Scalar)
}

/// A text with wildcards, character by character.
typealias Pattern = [PatternCharacter]

extension Pattern {
    init(_ text: some StringProtocol) {
        self = text.unicodeScalars.map { $0 == "*" ? .anyRun : $0 == "?" ? .anyOne : .exactly($0) }
    }

    /// The text itself: wildcards are the characters they are written with.
    var literal: String {
        var text = String.UnicodeScalarView()
        for character in self {
            switch character {
            case .anyRun: text.append("*")
            case .anyOne: text.append("?")
            case .exactly(let scalar), .filled(let scalar): text.append(scalar)
            }
        }
        return String(text)
    }

    var hasWildcard: Bool { contains { $0 == .anyRun || $0 == .anyOne } }

    /// Cut at colons, as ARNs are; the last part keeps its own.
    func parts(upTo count: Int) -> [Pattern] {
        split(separator: .exactly(":"), maxSplits: count - 1, omittingEmptySubsequences: false).map { [PatternCharacter]($0) }
    }

    /// Whether a text fits, by trying every run.
    func fits(_ text: some StringProtocol) -> Bool {
        fit(self[...], [Unicode.Scalar](text.unicodeScalars)[...])
    }
}

private func fit(_ pattern: ArraySlice<PatternCharacter>, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    switch first {
    case .anyRun:
        if pattern.count == 1 { return true }
        return fit(pattern.dropFirst(), text) || (!text.isEmpty && fit(pattern, text.dropFirst()))
    case .anyOne:
        return !text.isEmpty && fit(pattern.dropFirst(), text.dropFirst())
    case .exactly(let scalar), .filled(let scalar):
        return text.first == scalar && fit(pattern.dropFirst(), text.dropFirst())
    }
}

extension StringProtocol {
    /// As bytes: no two spellings of one character are the same.
    func isExactly(_ other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }

    func parts(upTo count: Int) -> [String] {
        String(self).unicodeScalars.split(separator: ":", maxSplits: count - 1, omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
    }
}
