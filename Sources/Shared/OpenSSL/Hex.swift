/// Bytes as hexadecimal digits: lower case when written, either case when read.
package enum Hex {
    package static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encoded(bytes), as: UTF8.self)
    }

    /// The digits as bytes, for writers that work on bytes.
    package static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count * 2) { text, count in
            bytes.withUnsafeBytes { write($0, to: UnsafeMutableRawBufferPointer(text)) }
            count = bytes.count * 2
        }
    }

    /// The bytes that the digits stand for, or nil if there is an odd number of them or something that is no digit.
    package static func decode(_ text: String) -> [UInt8]? {
        decode(Array(text.utf8))
    }

    package static func decode(_ digits: [UInt8]) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else {
            return nil
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(of: digits[index]), let low = value(of: digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// Writes the digits of some bytes, two for each, into memory that has room for them.
    static func write(_ bytes: UnsafeRawBufferPointer, to text: UnsafeMutableRawBufferPointer) {
        precondition(text.count >= bytes.count * 2, "each byte has two digits")
        let digits = digits.utf8Start
        var index = 0
        while index < bytes.count {
            text[index * 2] = digits[Int(bytes[index] >> 4)]
            text[index * 2 + 1] = digits[Int(bytes[index] & 15)]
            index += 1
        }
    }

    private static let digits: StaticString = "0123456789abcdef"

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
