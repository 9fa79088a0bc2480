/// The little XML that AWS's answers need: tags without attributes, and text.
extension [UInt8] {
    package mutating func appendXMLTag(_ name: String) {
        append(UInt8(ascii: "<"))
        append(contentsOf: name.utf8)
        append(UInt8(ascii: ">"))
    }

    package mutating func appendXMLElement(_ name: String, _ text: String) {
        appendXMLTag(name)
        appendXMLText(text)
        appendXMLTag("/" + name)
    }

    /// Escapes what XML must not see bare; a control character that XML 1.0 cannot hold becomes U+FFFD.
    package mutating func appendXMLText(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "\r"): append(contentsOf: "&#xD;".utf8)
            case UInt8(ascii: "\t"), UInt8(ascii: "\n"): append(byte)
            case 0..<0x20: append(contentsOf: "\u{FFFD}".utf8)
            default: append(byte)
            }
        }
    }
}
