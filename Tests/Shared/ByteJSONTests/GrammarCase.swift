import ByteJSON
import Testing

/// A text, and whether RFC 8259 calls it JSON: what it reads as, or why and where it is refused.
struct GrammarCase: CustomTestStringConvertible, Sendable {
    enum Outcome: Sendable {
        /// Accepted; the text is what `JSONWriter` makes of it again.
        case reads(as: String)
        case fails(JSONSyntaxError.Reason, at: Int)
    }

    var source: String
    var bytes: [UInt8]
    var outcome: Outcome

    var testDescription: String { "\(String(decoding: bytes.prefix(60), as: UTF8.self)) [\(source)]" }
}

extension GrammarCase {
    init(_ source: String, _ text: String, reads: String) {
        self.init(source: source, bytes: Array(text.utf8), outcome: .reads(as: reads))
    }

    init(_ source: String, _ text: String, fails reason: JSONSyntaxError.Reason, at offset: Int) {
        self.init(source: source, bytes: Array(text.utf8), outcome: .fails(reason, at: offset))
    }

    /// Bytes inside quotes inside an array.
    init(_ source: String, inString bytes: [UInt8], fails reason: JSONSyntaxError.Reason) {
        self.init(source: source, bytes: [0x5B, 0x22] + bytes + [0x22, 0x5D], outcome: .fails(reason, at: 2))
    }

    var isAccepted: Bool {
        if case .reads = outcome { true } else { false }
    }
}

extension GrammarCase {
    /// Texts that are JSON. Sections are RFC 8259's.
    static let accepted: [GrammarCase] = [
        GrammarCase("2, any value may stand alone", "null", reads: "null"),
        GrammarCase("2", "true", reads: "true"),
        GrammarCase("2", "false", reads: "false"),
        GrammarCase("2", "0", reads: "0"),
        GrammarCase("2", "\"\"", reads: "\"\""),
        GrammarCase("2, blanks", " \t\r\n[ \t\r\n]\t\r\n ", reads: "[]"),
        GrammarCase("2, blanks everywhere", "{ \"a\" : [ 1 , 2 ] , \"b\" : { } }", reads: "{\"a\":[1,2],\"b\":{}}"),
        GrammarCase("4, empty", "{}", reads: "{}"),
        GrammarCase("4, a name twice", "{\"a\":1,\"a\":2}", reads: "{\"a\":1,\"a\":2}"),
        GrammarCase("4, an empty name", "{\"\":0}", reads: "{\"\":0}"),
        GrammarCase("4, an escaped name", "{\"a\\u0062\":0}", reads: "{\"ab\":0}"),
        GrammarCase("5, empty", "[]", reads: "[]"),
        GrammarCase("5, mixed", "[null,true,1,\"a\",[],{}]", reads: "[null,true,1,\"a\",[],{}]"),
        GrammarCase("5, nested", "[[[[]]],[]]", reads: "[[[[]]],[]]"),
        GrammarCase("6, minus nought", "[-0]", reads: "[-0]"),
        GrammarCase("6, fraction", "[-12.050]", reads: "[-12.050]"),
        GrammarCase("6, exponents", "[1e5,1E+5,1e-05,0e0,1.5E3]", reads: "[1e5,1E+5,1e-05,0e0,1.5E3]"),
        GrammarCase("6, any length", "[123456789012345678901234567890.5]", reads: "[123456789012345678901234567890.5]"),
        GrammarCase("7, escapes", #"["\"\\\/\b\f\n\r\t"]"#, reads: #"["\"\\/\b\f\n\r\t"]"#),
        GrammarCase("7, four digits", #"["\u0041\u00e9\u20AC"]"#, reads: "[\"Aé€\"]"),
        GrammarCase("7, a pair", #"["\uD83D\uDE00"]"#, reads: "[\"😀\"]"),
        GrammarCase("7, nought", #"["a\u0000b"]"#, reads: #"["a\u0000b"]"#),
        GrammarCase("7, a noncharacter", #"["\uFFFF"]"#, reads: "[\"\u{FFFF}\"]"),
        GrammarCase("7, DEL is no control here", "[\"\u{7F}\"]", reads: "[\"\u{7F}\"]"),
        GrammarCase("8.1, UTF-8 of two, three, four bytes", "[\"é€😀\"]", reads: "[\"é€😀\"]"),
        GrammarCase("8.1, the last code point", "[\"\u{10FFFF}\"]", reads: "[\"\u{10FFFF}\"]"),
    ]

    /// Texts that are not, with the place of the first fault.
    static let refused: [GrammarCase] = [
        GrammarCase("2, nothing", "", fails: .unexpectedEnd, at: 0),
        GrammarCase("2, blanks alone", "  ", fails: .unexpectedEnd, at: 2),
        GrammarCase("2, two values", "[] []", fails: .textAfterValue, at: 3),
        GrammarCase("2, a value and a comma", "1,", fails: .textAfterValue, at: 1),
        GrammarCase("2, other blanks", "\u{A0}1", fails: .unexpectedByte, at: 0),
        GrammarCase("2, a form feed", "\u{0C}1", fails: .unexpectedByte, at: 0),
        GrammarCase("8.1, a byte order mark", "\u{FEFF}{}", fails: .unexpectedByte, at: 0),
        GrammarCase("3, a word's case", "[True]", fails: .unexpectedByte, at: 1),
        GrammarCase("3, NaN", "[NaN]", fails: .unexpectedByte, at: 1),
        GrammarCase("3, Infinity", "[-Infinity]", fails: .invalidNumber, at: 1),
        GrammarCase("4, no value", "{\"a\":}", fails: .unexpectedByte, at: 5),
        GrammarCase("4, no colon", "{\"a\" 1}", fails: .unexpectedByte, at: 5),
        GrammarCase("4, two colons", "{\"a\"::1}", fails: .unexpectedByte, at: 5),
        GrammarCase("4, a number for a name", "{1:1}", fails: .unexpectedByte, at: 1),
        GrammarCase("4, a bare name", "{a:1}", fails: .unexpectedByte, at: 1),
        GrammarCase("4, single quotes", "{'a':1}", fails: .unexpectedByte, at: 1),
        GrammarCase("4, a comma at the end", "{\"a\":1,}", fails: .unexpectedByte, at: 7),
        GrammarCase("4, a comma alone", "{,}", fails: .unexpectedByte, at: 1),
        GrammarCase("4, an element", "{\"a\"}", fails: .unexpectedByte, at: 4),
        GrammarCase("4, not closed", "{\"a\":1", fails: .unexpectedEnd, at: 6),
        GrammarCase("4, closed as an array", "{\"a\":1]", fails: .unexpectedByte, at: 6),
        GrammarCase("5, a comma at the end", "[1,]", fails: .unexpectedByte, at: 3),
        GrammarCase("5, a comma alone", "[,]", fails: .unexpectedByte, at: 1),
        GrammarCase("5, two commas", "[1,,2]", fails: .unexpectedByte, at: 3),
        GrammarCase("5, no comma", "[1 2]", fails: .unexpectedByte, at: 3),
        GrammarCase("5, a colon", "[1:2]", fails: .unexpectedByte, at: 2),
        GrammarCase("5, not closed", "[1,", fails: .unexpectedEnd, at: 3),
        GrammarCase("5, closed twice", "[]]", fails: .textAfterValue, at: 2),
        GrammarCase("5, a comment", "[1/*x*/]", fails: .unexpectedByte, at: 2),
        GrammarCase("6, a nought before", "[01]", fails: .unexpectedByte, at: 2),
        GrammarCase("6, a plus", "[+1]", fails: .unexpectedByte, at: 1),
        GrammarCase("6, a minus alone", "[-]", fails: .invalidNumber, at: 1),
        GrammarCase("6, a dot alone", "[.5]", fails: .unexpectedByte, at: 1),
        GrammarCase("6, a dot at the end", "[1.]", fails: .invalidNumber, at: 1),
        GrammarCase("6, an exponent without digits", "[1e]", fails: .invalidNumber, at: 1),
        GrammarCase("6, an exponent's sign alone", "[1e+]", fails: .invalidNumber, at: 1),
        GrammarCase("6, hexadecimal", "[0x1]", fails: .unexpectedByte, at: 2),
        GrammarCase("6, full-width digits", "[１]", fails: .unexpectedByte, at: 1),
        GrammarCase("7, not closed", "\"abc", fails: .unexpectedEnd, at: 4),
        GrammarCase("7, an escape at the end", "\"\\", fails: .unexpectedEnd, at: 2),
        GrammarCase("7, an unknown escape", #"["\x41"]"#, fails: .invalidEscape, at: 2),
        GrammarCase("7, an escape's case", #"["\N"]"#, fails: .invalidEscape, at: 2),
        GrammarCase("7, three digits", #"["\u041"]"#, fails: .invalidEscape, at: 2),
        GrammarCase("7, no hexadecimal digit", #"["\u00g0"]"#, fails: .invalidEscape, at: 2),
        GrammarCase("7, cut off in an escape", #"["\u00"#, fails: .unexpectedEnd, at: 6),
        GrammarCase("7, a line feed", "[\"a\nb\"]", fails: .controlCharacter, at: 3),
        GrammarCase("7, a tab", "[\"\t\"]", fails: .controlCharacter, at: 2),
        GrammarCase("7, nought", "[\"\u{0}\"]", fails: .controlCharacter, at: 2),
        GrammarCase("7, a lead surrogate alone", #"["\uD83D"]"#, fails: .unpairedSurrogate, at: 2),
        GrammarCase("7, a trail surrogate alone", #"["\uDE00"]"#, fails: .unpairedSurrogate, at: 2),
        GrammarCase("7, two lead surrogates", #"["\uD83D\uD83D"]"#, fails: .unpairedSurrogate, at: 2),
        GrammarCase("7, a lead and a letter", #"["\uD83Da"]"#, fails: .unpairedSurrogate, at: 2),
        GrammarCase("7, a lead and another escape", #"["\uD83D\nxxxxxx"]"#, fails: .unpairedSurrogate, at: 2),
        GrammarCase("Unicode 15, table 3-7: a continuation alone", inString: [0x80], fails: .invalidUTF8),
        GrammarCase("table 3-7: cut off", inString: [0xE2, 0x82], fails: .invalidUTF8),
        GrammarCase("table 3-7: an overlong slash", inString: [0xC0, 0xAF], fails: .invalidUTF8),
        GrammarCase("table 3-7: overlong in three", inString: [0xE0, 0x9F, 0xBF], fails: .invalidUTF8),
        GrammarCase("table 3-7: overlong in four", inString: [0xF0, 0x8F, 0xBF, 0xBF], fails: .invalidUTF8),
        GrammarCase("table 3-7: a surrogate", inString: [0xED, 0xA0, 0x80], fails: .invalidUTF8),
        GrammarCase("table 3-7: above the last code point", inString: [0xF4, 0x90, 0x80, 0x80], fails: .invalidUTF8),
        GrammarCase("table 3-7: a lead that no text has", inString: [0xF5, 0x80, 0x80, 0x80], fails: .invalidUTF8),
        GrammarCase("table 3-7: 0xFF", inString: [0xFF], fails: .invalidUTF8),
        GrammarCase("table 3-7: a wrong fourth byte", inString: [0xF0, 0x9F, 0x98, 0x41], fails: .invalidUTF8),
    ]
}
