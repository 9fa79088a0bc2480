/// Writes JSON into bytes, without blanks.
///
/// Commas set themselves: one stands before a name or an element unless it is the first of its container. The caller
/// keeps the order (a name before each value of an object) and closes what it opens.
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func name(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
    }

    package mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

    package mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
    }

    package mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

    package mutating func string(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func integer(_ value: Int) { raw(String(value).utf8) }

    /// A number with at most three decimals, as AWS writes time stamps; infinities and NaN become null.
    package mutating func number(_ value: Double) {
        guard value.isFinite, value.magnitude < 1e15 else { return null() }
        let thousandths = Int((value * 1000).rounded())
        guard thousandths % 1000 != 0 else { return integer(thousandths / 1000) }
        let fraction = String(thousandths.magnitude % 1000 + 1000).dropFirst()
        let digits = fraction.reversed().drop { $0 == "0" }.reversed()
        raw("\(thousandths < 0 ? "-" : "")\(thousandths.magnitude / 1000).\(String(digits))".utf8)
    }

    package mutating func boolean(_ value: Bool) { raw((value ? "true" : "false").utf8) }

    package mutating func null() { raw("null".utf8) }

    /// A value that is JSON already; the caller vouches for it.
    package mutating func raw(_ json: some Collection<UInt8>) {
        separate()
        // Over the module's wall a collection is appended byte by byte, unless it shows where its bytes are.
        if json.withContiguousStorageIfAvailable({ bytes.append(contentsOf: $0) }) == nil { bytes.append(contentsOf: json) }
    }

    /// Sets the comma that the next name or value needs.
    ///
    /// A value's last byte is never one of these four, so the last byte written tells whether something went before.
    private mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","): break
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var clean = 0
        for (offset, byte) in text.enumerated() where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
            bytes.append(contentsOf: text[clean..<offset])
            clean = offset + 1
            appendEscape(of: byte)
        }
        bytes.append(contentsOf: text[clean...])
    }

    private mutating func appendEscape(of byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}
