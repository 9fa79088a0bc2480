/// An element of an XML answer: its name without a prefix, its text, its children. Attributes are left out.
struct XMLElement: Sendable, Hashable {
    var name: String
    var text = ""
    var children: [XMLElement] = []

    subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }
}

/// Reads the XML that AWS's Query protocols answer in; anything else in XML is skipped or refused, nothing crashes.
struct XMLReader {
    private let bytes: [UInt8]
    private var at = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The root element, or nil for what is not XML.
    static func read(_ bytes: [UInt8]) -> XMLElement? {
        var reader = XMLReader(bytes)
        return reader.document()
    }

    private static let maximumDepth = 64

    private mutating func document() -> XMLElement? {
        while at < bytes.count {
            if skipMarkup() { continue }
            if bytes[at] == UInt8(ascii: "<") { return element(depth: 0) }
            at += 1
        }
        return nil
    }

    /// Passes over a declaration, a comment or a processing instruction.
    private mutating func skipMarkup() -> Bool {
        if starts(with: "<!--") { return skip(past: "-->") }
        if starts(with: "<?") { return skip(past: "?>") }
        if starts(with: "<!"), !starts(with: "<![CDATA[") { return skip(past: ">") }
        return false
    }

    private func starts(with text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

    private mutating func skip(past text: String) -> Bool {
        while at < bytes.count, !starts(with: text) { at += 1 }
        at = min(bytes.count, at + text.utf8.count)
        return true
    }

    private mutating func element(depth: Int) -> XMLElement? {
        guard depth < Self.maximumDepth else { return nil }
        at += 1
        let start = at
        while at < bytes.count, !isNameEnd(bytes[at]) { at += 1 }
        let qualified = String(decoding: bytes[start..<at], as: UTF8.self)
        var element = XMLElement(name: qualified.split(separator: ":").last.map(String.init) ?? qualified)
        guard let isEmpty = skipAttributes() else { return nil }
        if isEmpty { return element }
        var text: [UInt8] = []
        while at < bytes.count {
            if starts(with: "</") {
                _ = skip(past: ">")
                element.text = element.children.isEmpty ? String(decoding: text, as: UTF8.self) : ""
                return element
            }
            if starts(with: "<![CDATA[") {
                let from = at + 9
                _ = skip(past: "]]>")
                text += bytes[min(from, bytes.count)..<max(min(from, bytes.count), at - 3)]
            } else if skipMarkup() {
                continue
            } else if bytes[at] == UInt8(ascii: "<") {
                guard let child = self.element(depth: depth + 1) else { return nil }
                element.children.append(child)
            } else if bytes[at] == UInt8(ascii: "&") {
                text += entity()
            } else {
                text.append(bytes[at])
                at += 1
            }
        }
        return nil
    }

    private func isNameEnd(_ byte: UInt8) -> Bool { byte <= 32 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") }

    /// Whether the element ends at once; nil where the tag never closes.
    private mutating func skipAttributes() -> Bool? {
        var quote: UInt8?
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if quote != nil {
                if byte == quote { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return bytes[at - 2] == UInt8(ascii: "/")
            }
        }
        return nil
    }

    private mutating func entity() -> [UInt8] {
        guard let end = bytes[at...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
            at += 1
            return [UInt8(ascii: "&")]
        }
        let name = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
        at = end + 1
        switch name {
        case "amp": return Array("&".utf8)
        case "lt": return Array("<".utf8)
        case "gt": return Array(">".utf8)
        case "quot": return Array("\"".utf8)
        case "apos": return Array("'".utf8)
        default:
            let digits = name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
            return digits.flatMap(Unicode.Scalar.init).map { Array(String(Character($0)).utf8) } ?? []
        }
    }
}
