/// A fault in the words of a command: what is wrong, and what may have been meant.
package struct CommandError: Error, Sendable, Hashable, CustomStringConvertible {
    package var message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }
}

/// The words of a command line, split as bash splits them, as far as stories need it.
///
/// Quotes, backslashes and continued lines; `$NAME` and `${NAME}` for values saved by a step before; and
/// `$(portcullis mfa code DEVICE)`. Pipes, redirections and other programs are refused: a step is one call.
package struct CommandWords: Sendable, Hashable {
    /// A stretch of a word.
    package enum Piece: Sendable, Hashable {
        case text(String)
        /// `$NAME`
        case value(String)
        /// `$(portcullis mfa code DEVICE [--next])`
        case mfaCode(device: String, isNext: Bool)
    }

    package private(set) var words: [[Piece]] = []

    package init(splitting line: String) throws(CommandError) {
        var splitter = Splitter(line)
        words = try splitter.words()
    }

    /// The words with their values filled in.
    package func filled<Failure: Error>(_ value: (Piece) throws(Failure) -> String) throws(Failure) -> [String] {
        var result: [String] = []
        for word in words {
            var text = ""
            for piece in word {
                if case .text(let part) = piece { text += part } else { text += try value(piece) }
            }
            result.append(text)
        }
        return result
    }
}

private struct Splitter {
    private let letters: [Character]
    private var at = 0
    private var word: [CommandWords.Piece] = []
    private var isInWord = false

    init(_ line: String) { letters = Array(line) }

    mutating func words() throws(CommandError) -> [[CommandWords.Piece]] {
        var result: [[CommandWords.Piece]] = []
        while at < letters.count {
            let letter = letters[at]
            if letter == " " || letter == "\t" || letter == "\n" {
                at += 1
                if isInWord { result.append(finish()) }
            } else {
                try readLetter(letter)
            }
        }
        if isInWord { result.append(finish()) }
        return result
    }

    private mutating func finish() -> [CommandWords.Piece] {
        defer { (word, isInWord) = ([], false) }
        return word
    }

    private mutating func readLetter(_ letter: Character) throws(CommandError) {
        at += 1
        switch letter {
        case "\\":
            guard at < letters.count else { throw CommandError("the line ends in a backslash") }
            if letters[at] != "\n" { append(letters[at]) }
            at += 1
        case "'":
            isInWord = true
            try readQuoted(until: "'", expanding: false)
        case "\"":
            isInWord = true
            try readQuoted(until: "\"", expanding: true)
        case "$":
            try readDollar()
        case "|", "<", ">", ";", "&", "`", "(", ")":
            throw CommandError("'\(letter)' is not understood here: a step is one call (quote it if it is part of a value)")
        default:
            append(letter)
        }
    }

    private mutating func readQuoted(until quote: Character, expanding: Bool) throws(CommandError) {
        while at < letters.count {
            let letter = letters[at]
            at += 1
            if letter == quote { return }
            if expanding, letter == "\\", at < letters.count, "\"\\$`\n".contains(letters[at]) {
                if letters[at] != "\n" { append(letters[at]) }
                at += 1
            } else if expanding, letter == "$" {
                try readDollar()
            } else {
                append(letter)
            }
        }
        throw CommandError("a quote \(quote) is not closed")
    }

    private mutating func readDollar() throws(CommandError) {
        isInWord = true
        if at < letters.count, letters[at] == "(" {
            guard let end = letters[at...].firstIndex(of: ")") else { throw CommandError("'$(' is not closed") }
            let inner = String(letters[(at + 1)..<end])
            at = end + 1
            try appendCode(inner)
        } else if at < letters.count, letters[at] == "{" {
            guard let end = letters[at...].firstIndex(of: "}") else { throw CommandError("'${' is not closed") }
            word.append(.value(String(letters[(at + 1)..<end])))
            at = end + 1
        } else {
            let end = letters[at...].firstIndex { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) } ?? letters.count
            guard end > at else { return append("$") }
            word.append(.value(String(letters[at..<end])))
            at = end
        }
    }

    private mutating func appendCode(_ inner: String) throws(CommandError) {
        let words = inner.split(separator: " ").map(String.init)
        guard words.starts(with: ["portcullis", "mfa", "code"]), words.count == 4 || (words.count == 5 && words[4] == "--next") else {
            throw CommandError("'$(\(inner))' is not understood; only $(portcullis mfa code DEVICE [--next]) is")
        }
        word.append(.mfaCode(device: words[3], isNext: words.count == 5))
    }

    private mutating func append(_ letter: Character) {
        isInWord = true
        if case .text(let text)? = word.last {
            word[word.count - 1] = .text(text + String(letter))
        } else {
            word.append(.text(String(letter)))
        }
    }
}
