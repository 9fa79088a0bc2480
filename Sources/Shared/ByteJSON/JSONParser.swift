/// Reads JSON without recursion, so that no nesting can exhaust the stack.
struct JSONParser {
    let maximumDepth: Int
    private(set) var nodes: [JSONDocument.Node] = []
    /// The containers around the place being read, innermost last, as indices into `nodes`.
    private var open: [Int] = []
    private var at = 0

    init(maximumDepth: Int) {
        self.maximumDepth = maximumDepth
        nodes.reserveCapacity(32)
        open.reserveCapacity(8)
    }

    mutating func parse(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        guard text.count < Int(Int32.max) else { throw JSONSyntaxError(reason: .tooLong, offset: 0) }
        skipBlanks(text)
        try readValue(text)
        while let container = open.last {
            try continueContainer(container, text)
        }
        skipBlanks(text)
        if at < text.count { throw JSONSyntaxError(reason: .textAfterValue, offset: at) }
    }

    /// Reads one value's beginning; a container stays open and its contents follow through `continueContainer`.
    private mutating func readValue(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        guard at < text.count else { throw JSONSyntaxError(reason: .unexpectedEnd, offset: at) }
        switch text[at] {
        case UInt8(ascii: "{"): try openContainer(.object)
        case UInt8(ascii: "["): try openContainer(.array)
        case UInt8(ascii: "\""): try readString(text)
        case UInt8(ascii: "t"): try readWord("true", .true, text)
        case UInt8(ascii: "f"): try readWord("false", .false, text)
        case UInt8(ascii: "n"): try readWord("null", .null, text)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber(text)
        default: throw JSONSyntaxError(reason: .unexpectedByte, offset: at)
        }
    }

    private mutating func openContainer(_ kind: JSONKind) throws(JSONSyntaxError) {
        guard open.count < maximumDepth else { throw JSONSyntaxError(reason: .tooDeep, offset: at) }
        open.append(nodes.count)
        nodes.append(.init(kind: kind, start: Int32(at), end: 0, next: 0))
        at += 1
    }

    /// Reads the next member or element of an open container, or its end.
    private mutating func continueContainer(_ container: Int, _ text: Span<UInt8>) throws(JSONSyntaxError) {
        let isObject = nodes[container].kind == .object
        let isEmpty = nodes.count == container + 1
        skipBlanks(text)
        guard at < text.count else { throw JSONSyntaxError(reason: .unexpectedEnd, offset: at) }
        if text[at] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
            at += 1
            nodes[container].end = Int32(at)
            nodes[container].next = Int32(nodes.count)
            open.removeLast()
            return
        }
        if !isEmpty {
            try expect(UInt8(ascii: ","), text)
            skipBlanks(text)
        }
        if isObject {
            guard at < text.count else { throw JSONSyntaxError(reason: .unexpectedEnd, offset: at) }
            guard text[at] == UInt8(ascii: "\"") else { throw JSONSyntaxError(reason: .unexpectedByte, offset: at) }
            try readString(text)
            skipBlanks(text)
            try expect(UInt8(ascii: ":"), text)
            skipBlanks(text)
        }
        try readValue(text)
    }

    private mutating func expect(_ byte: UInt8, _ text: Span<UInt8>) throws(JSONSyntaxError) {
        guard at < text.count else { throw JSONSyntaxError(reason: .unexpectedEnd, offset: at) }
        guard text[at] == byte else { throw JSONSyntaxError(reason: .unexpectedByte, offset: at) }
        at += 1
    }

    private mutating func skipBlanks(_ text: Span<UInt8>) {
        while at < text.count, text[at] == 0x20 || text[at] == 0x0A || text[at] == 0x0D || text[at] == 0x09 { at += 1 }
    }

    private mutating func readWord(_ word: StaticString, _ kind: JSONKind, _ text: Span<UInt8>) throws(JSONSyntaxError) {
        let start = at
        for offset in 0..<word.utf8CodeUnitCount {
            guard at < text.count else { throw JSONSyntaxError(reason: .unexpectedEnd, offset: at) }
            guard text[at] == word.utf8Start[offset] else { throw JSONSyntaxError(reason: .unexpectedByte, offset: at) }
            at += 1
        }
        append(kind, from: start)
    }

    private mutating func readNumber(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        let start = at
        if text[at] == UInt8(ascii: "-") { at += 1 }
        if at < text.count, text[at] == UInt8(ascii: "0") { at += 1 } else { try readDigits(text, from: start) }
        if at < text.count, text[at] == UInt8(ascii: ".") {
            at += 1
            try readDigits(text, from: start)
        }
        if at < text.count, text[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < text.count, text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-") { at += 1 }
            try readDigits(text, from: start)
        }
        append(.number, from: start)
    }

    private mutating func readDigits(_ text: Span<UInt8>, from start: Int) throws(JSONSyntaxError) {
        let first = at
        while at < text.count, text[at] >= UInt8(ascii: "0"), text[at] <= UInt8(ascii: "9") { at += 1 }
        if at == first { throw JSONSyntaxError(reason: .invalidNumber, offset: start) }
    }

    private mutating func readString(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        let start = at
        var hasEscapes = false
        at += 1
        while at < text.count {
            while at + 8 <= text.count, PlainText.isPlain(text.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)) { at += 8 }
            guard at < text.count else { break }
            let byte = text[at]
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                append(.string, from: start, hasEscapes: hasEscapes)
                return
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try skipEscape(text)
            case 0..<0x20:
                throw JSONSyntaxError(reason: .controlCharacter, offset: at)
            case 0x80...:
                at += try UTF8Sequence.length(at: at, in: text)
            default:
                at += 1
            }
        }
        throw JSONSyntaxError(reason: .unexpectedEnd, offset: at)
    }

    private mutating func skipEscape(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        guard at + 1 < text.count else { throw JSONSyntaxError(reason: .unexpectedEnd, offset: text.count) }
        switch text[at + 1] {
        case UInt8(ascii: "u"):
            let first = try JSONEscape.codeUnit(at: at, in: text)
            if UTF16.isTrailSurrogate(first) { throw JSONSyntaxError(reason: .unpairedSurrogate, offset: at) }
            if UTF16.isLeadSurrogate(first) {
                guard at + 7 < text.count, text[at + 6] == UInt8(ascii: "\\"), text[at + 7] == UInt8(ascii: "u"),
                    UTF16.isTrailSurrogate(try JSONEscape.codeUnit(at: at + 6, in: text))
                else { throw JSONSyntaxError(reason: .unpairedSurrogate, offset: at) }
                at += 12
            } else {
                at += 6
            }
        case let byte where JSONEscape.byte(for: byte) != nil:
            at += 2
        default:
            throw JSONSyntaxError(reason: .invalidEscape, offset: at)
        }
    }

    private mutating func append(_ kind: JSONKind, from start: Int, hasEscapes: Bool = false) {
        nodes.append(
            .init(kind: kind, hasEscapes: hasEscapes, start: Int32(start), end: Int32(at), next: Int32(nodes.count + 1)))
    }
}

/// JSON's escapes, one table for reading and checking.
enum JSONEscape {
    /// The byte that a two-character escape stands for, by its second character.
    static func byte(for letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The UTF-16 code unit of the `\uXXXX` whose backslash stands at `offset`.
    static func codeUnit(at offset: Int, in text: Span<UInt8>) throws(JSONSyntaxError) -> UInt16 {
        guard offset + 6 <= text.count else { throw JSONSyntaxError(reason: .unexpectedEnd, offset: text.count) }
        var unit: UInt16 = 0
        for place in offset + 2..<offset + 6 {
            guard let digit = hexDigit(text[place]) else { throw JSONSyntaxError(reason: .invalidEscape, offset: offset) }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Well-formed UTF-8 (Unicode 15, table 3-7).
enum UTF8Sequence {
    /// The length of the sequence that begins at `offset` with a byte of 0x80 or above.
    static func length(at offset: Int, in text: Span<UInt8>) throws(JSONSyntaxError) -> Int {
        let lead = text[offset]
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0x80...0xBF)
            }
        guard length > 0, offset + length <= text.count, second.contains(text[offset + 1]) else {
            throw JSONSyntaxError(reason: .invalidUTF8, offset: offset)
        }
        for place in 2..<max(length, 2) where text[offset + place] & 0xC0 != 0x80 {
            throw JSONSyntaxError(reason: .invalidUTF8, offset: offset)
        }
        return length
    }
}
