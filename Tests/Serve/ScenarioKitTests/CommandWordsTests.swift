import ScenarioKit
import Testing

@Suite struct CommandWordsTests {
    struct Row: CustomTestStringConvertible {
        var line: String
        var words: [String]
        var testDescription: String { line }
    }

    static let rows = [
        Row(line: "aws dynamodb list-tables", words: ["aws", "dynamodb", "list-tables"]),
        Row(line: "  a \t b\nc  ", words: ["a", "b", "c"]),
        Row(line: "a 'b c' d", words: ["a", "b c", "d"]),
        Row(line: "a \"b c\" d", words: ["a", "b c", "d"]),
        Row(line: "a 'b\"c' \"d'e\"", words: ["a", "b\"c", "d'e"]),
        Row(line: "--key='{\"A\":{\"S\":\"x y\"}}'", words: ["--key={\"A\":{\"S\":\"x y\"}}"]),
        Row(line: "a\\ b c\\\"d", words: ["a b", "c\"d"]),
        Row(line: "a \\\n  b", words: ["a", "b"]),
        Row(line: "a ''", words: ["a", ""]),
        Row(line: "\"a\\\"b\\\\c\\d\"", words: ["a\"b\\c\\d"]),
        Row(line: "'$A' \"$B\" ${C}x $D/y", words: ["$A", "<B>", "<C>x", "<D>/y"]),
        Row(line: "a$ b", words: ["a$", "b"]),
        Row(line: "$(portcullis mfa code article) $(portcullis mfa code article --next)", words: ["<article>", "<article next>"]),
        Row(line: "\"x $(portcullis mfa code d)\"", words: ["x <d>"]),
        Row(line: "\"a|b\" 'c>d'", words: ["a|b", "c>d"]),
    ]

    @Test(arguments: rows)
    func `a line is split as bash splits it`(_ row: Row) throws {
        let words = try CommandWords(splitting: row.line).filled { piece in
            switch piece {
            case .text(let text): text
            case .value(let name): "<\(name)>"
            case .mfaCode(let device, let isNext): isNext ? "<\(device) next>" : "<\(device)>"
            }
        }
        #expect(words == row.words)
    }

    static let faults = [
        ("a 'b", "a quote ' is not closed"),
        ("a \"b", "a quote \" is not closed"),
        ("a \\", "the line ends in a backslash"),
        ("a | jq .", "'|' is not understood here: a step is one call (quote it if it is part of a value)"),
        ("a > b", "'>' is not understood here: a step is one call (quote it if it is part of a value)"),
        ("a; b", "';' is not understood here: a step is one call (quote it if it is part of a value)"),
        ("a `b`", "'`' is not understood here: a step is one call (quote it if it is part of a value)"),
        ("$(date)", "'$(date)' is not understood; only $(portcullis mfa code DEVICE [--next]) is"),
        ("$(portcullis mfa code", "'$(' is not closed"),
        ("${A", "'${' is not closed"),
    ]

    @Test(arguments: faults)
    func `what is not understood is refused`(_ line: String, _ message: String) {
        #expect(throws: CommandError(message)) { try CommandWords(splitting: line) }
    }
}
