/// Base64 as RFC 4648 section 4 has it: the standard alphabet, padded.
package enum Base64 {
    package static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encoded(bytes), as: UTF8.self)
    }

    /// The encoded form as bytes, for writers that work on bytes.
    package static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        alphabet.withUnsafeBufferPointer { alphabet in
            var index = 0
            while index + 2 < bytes.count {
                let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
                text.append(alphabet[Int(group >> 18)])
                text.append(alphabet[Int(group >> 12 & 63)])
                text.append(alphabet[Int(group >> 6 & 63)])
                text.append(alphabet[Int(group & 63)])
                index += 3
            }
            switch bytes.count - index {
            case 1:
                let group = UInt32(bytes[index])
                text.append(alphabet[Int(group >> 2)])
                text.append(alphabet[Int(group << 4 & 63)])
                text.append(padding)
                text.append(padding)
            case 2:
                let group = UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
                text.append(alphabet[Int(group >> 10)])
                text.append(alphabet[Int(group >> 4 & 63)])
                text.append(alphabet[Int(group << 2 & 63)])
                text.append(padding)
            default:
                break
            }
        }
        return text
    }

    /// The bytes that `text` stands for, or nil if it is not what `encode` would write.
    package static func decode(_ text: String) -> [UInt8]? {
        decode(Array(text.utf8))
    }

    /// The bytes that `text` stands for, or nil if it is not what `encode` would write.
    ///
    /// Missing padding, blanks, the URL alphabet and left-over bits that are not zero are all refused: one value, one text.
    package static func decode(_ text: [UInt8]) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else {
            return nil
        }
        var end = text.count
        while end > 0, end > text.count - 2, text[end - 1] == padding {
            end -= 1
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end * 3 / 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        let readable = values.withUnsafeBufferPointer { values in
            for index in 0..<end {
                let value = values[Int(text[index])]
                guard value < 64 else {
                    return false
                }
                bits = (bits << 6 | UInt32(value)) & 0xffff
                bitCount += 6
                if bitCount >= 8 {
                    bitCount -= 8
                    bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
                }
            }
            return true
        }
        guard readable, bits & (1 << bitCount - 1) == 0 else {
            return nil
        }
        return bytes
    }

    private static let padding = UInt8(ascii: "=")
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// For each byte its place in the alphabet, 255 where it has none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() {
            values[Int(letter)] = UInt8(value)
        }
        return values
    }()
}
