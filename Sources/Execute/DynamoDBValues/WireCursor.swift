import ByteJSON

/// A place in JSON text that is known to be well formed, moving forward.
///
/// It reads what `JSONDocument` has checked, or what the store holds, without asking again and without a call over a module's
/// wall for each byte. On text that is not well formed it answers nonsense, but never reads outside.
struct WireCursor {
    let bytes: [UInt8]
    var at: Int

    init(_ bytes: [UInt8], at: Int = 0) {
        self.bytes = bytes
        self.at = at
    }

    /// The first byte of the next token, blanks skipped; zero at the end.
    mutating func token() -> UInt8 {
        while at < bytes.count {
            let byte = bytes[at]
            if byte > 0x20 { return byte }
            at += 1
        }
        return 0
    }

    /// Steps into the container that begins here.
    mutating func enter() { at += 1 }

    /// Steps to the next member or element, or out of the container.
    mutating func advance() -> Bool {
        var byte = token()
        if byte == UInt8(ascii: ",") {
            at += 1
            byte = token()
        }
        guard byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]"), byte != 0 else {
            at = min(at + 1, bytes.count)
            return false
        }
        return true
    }

    /// Reads the string that begins here.
    mutating func string() -> WireString {
        at = min(at + 1, bytes.count)
        let start = at
        var hasEscapes = false
        bytes.withUnsafeBytes { text in
            at = PlainText.skipToMark(in: text, from: at)
            while at < text.count, text[at] != UInt8(ascii: "\"") {
                if text[at] == UInt8(ascii: "\\") {
                    hasEscapes = true
                    at += 1
                }
                at += 1
            }
        }
        let end = min(at, bytes.count)
        at = min(at + 1, bytes.count)
        return WireString(range: start..<end, hasEscapes: hasEscapes)
    }

    /// Reads a member's name and the colon after it.
    mutating func name() -> WireString {
        let name = string()
        if token() == UInt8(ascii: ":") { at += 1 }
        return name
    }

    /// Steps over one value, whatever it is.
    mutating func skip() {
        var open = 0
        repeat {
            switch token() {
            case 0: return
            case UInt8(ascii: "\""): _ = string()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open += 1
                at += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                open -= 1
                at += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"): at += 1
            default: skipWord()
            }
        } while open > 0
    }

    /// Steps over a number or a word, and returns it.
    @discardableResult
    mutating func skipWord() -> Range<Int> {
        let start = at
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"), 0...0x20: return start..<at
            default: at += 1
            }
        }
        return start..<at
    }

    func text(_ string: WireString) -> [UInt8] {
        string.hasEscapes ? JSONText.unescaped(bytes[string.range]) : Array(bytes[string.range])
    }
}

/// Where a string stands, without its quotes.
struct WireString {
    var range: Range<Int>
    var hasEscapes: Bool
}

/// JSON's escapes, written as DynamoDB's answers write them and read as any request may.
enum JSONText {
    static func appendQuoted(_ text: some Collection<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text {
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                output.append(byte)
            } else {
                appendEscape(of: byte, to: &output)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0..<0x20:
            let low = byte & 15
            output.append(contentsOf: "u00".utf8)
            output.append(UInt8(ascii: "0") + byte >> 4)
            output.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        default: output.append(byte)
        }
    }

    static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var at = text.startIndex
        while at < text.endIndex {
            guard text[at] == UInt8(ascii: "\\"), at + 1 < text.endIndex else {
                result.append(text[at])
                at += 1
                continue
            }
            switch text[at + 1] {
            case UInt8(ascii: "u"):
                var units = [codeUnit(text, at)]
                at += 6
                if UTF16.isLeadSurrogate(units[0]), at < text.endIndex {
                    units.append(codeUnit(text, at))
                    at += 6
                }
                result.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
                continue
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "r"): result.append(0x0D)
            case let letter: result.append(letter)
            }
            at += 2
        }
        return result
    }

    private static func codeUnit(_ text: ArraySlice<UInt8>, _ at: Int) -> UInt16 {
        var unit: UInt16 = 0
        for place in at + 2..<at + 6 where place < text.endIndex {
            let byte = text[place]
            unit = unit << 4 | UInt16(byte <= UInt8(ascii: "9") ? byte & 15 : (byte & 15) + 9)
        }
        return unit
    }
}
