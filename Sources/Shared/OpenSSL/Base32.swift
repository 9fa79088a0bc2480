/// Base32 as RFC 4648 section 6 has it: the form in which IAM hands out the seed of a virtual MFA device.
package enum Base32 {
    /// The encoded form, padded with `=` unless told not to: authenticator apps and IAM leave the padding out.
    package static func encode(_ bytes: [UInt8], padded: Bool = true) -> String {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            bits = (bits << 8 | UInt32(byte)) & 0xffff
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                text.append(letter(for: bits >> bitCount & 31))
            }
        }
        if bitCount > 0 {
            text.append(letter(for: bits << (5 - bitCount) & 31))
        }
        while padded, !text.count.isMultiple(of: 8) {
            text.append(UInt8(ascii: "="))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that `text` stands for, or nil if it is not base32.
    ///
    /// Padding may be left out, but not be wrong. Lower case, blanks and left-over bits that are not zero are refused.
    package static func decode(_ text: String) -> [UInt8]? {
        var letters = Array(text.utf8)
        let written = letters.count
        while letters.last == UInt8(ascii: "=") {
            letters.removeLast()
        }
        guard [0, 2, 4, 5, 7].contains(letters.count % 8), written == letters.count || written == (letters.count + 7) / 8 * 8 else {
            return nil
        }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for letter in letters {
            guard let value = value(of: letter) else {
                return nil
            }
            bits = (bits << 5 | value) & 0xffff
            bitCount += 5
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        return bits & (1 << bitCount - 1) == 0 ? bytes : nil
    }

    private static func letter(for value: UInt32) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: value)
        return value < 26 ? UInt8(ascii: "A") + value : UInt8(ascii: "2") - 26 + value
    }

    private static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "2")...UInt8(ascii: "7"): UInt32(letter - UInt8(ascii: "2") + 26)
        default: nil
        }
    }
}
