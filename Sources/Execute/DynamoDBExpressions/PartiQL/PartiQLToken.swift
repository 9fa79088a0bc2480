/// A word of a PartiQL statement.
typealias PartiQLToken = LanguageToken<PartiQLTokenKind>

enum PartiQLTokenKind: LanguageTokenKind {
    case word
    /// A name in double quotes; never a keyword.
    case quoted
    /// Text in single quotes.
    case string
    /// As it is written.
    case number
    /// `?`
    case parameter
    case mark
    case end
}

/// Where something stands in a statement, as errors print it: line, column and length in characters, counted from one.
///
/// Source: recorded by the authors of a public conformance suite (`at 2:27:11`), who found a quoted name's quotes counted in.
package struct PartiQLPlace: Sendable, Hashable, CustomStringConvertible {
    package var line: Int
    package var column: Int
    package var length: Int

    package var description: String { "\(line):\(column):\(length)" }

    init(of range: Range<Int>, in source: [UInt8]) {
        let before = source[..<range.lowerBound]
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        column = 1 + String(decoding: source[start..<range.lowerBound], as: UTF8.self).unicodeScalars.count
        length = String(decoding: source[range], as: UTF8.self).unicodeScalars.count
    }
}
