/// Base64 as DynamoDB reads it: the standard alphabet, padded, without blanks, and without stray bits in the last character.
///
/// It stands here and not in a shared module because a binary on its way to the store is only checked, in place, and each fault
/// has its own text.
enum Base64Text {
    /// Checks a text, and tells how many bytes it stands for.
    ///
    /// - Throws: A serialization fault. The texts for the length and the last character were recorded, and that the last character is judged
    ///   before the others (dynalite: `=+/=`); the text for a character that is not in the alphabet is inferred.
    static func decodedCount(_ text: Span<UInt8>) throws(AttributeValueError) -> Int {
        guard text.count % 4 == 0 else {
            throw .serialization("Base64 encoded length is expected a multiple of 4 bytes but found: \(text.count)")
        }
        guard text.count > 0 else { return 0 }
        let pads = text[text.count - 1] != pad ? 0 : text[text.count - 2] != pad ? 1 : 2
        let digits = text.count - pads
        let strayBits: UInt8 = pads == 0 ? 0 : pads == 1 ? 0b11 : 0b1111
        if let last = value(text[digits - 1]), last & strayBits != 0 {
            throw .serialization("Invalid last non-pad Base64 character dectected")
        }
        for at in 0..<digits where value(text[at]) == nil {
            throw .serialization("Invalid Base64 character: '\(Character(Unicode.Scalar(text[at])))'")
        }
        return text.count / 4 * 3 - pads
    }

    static func decode(_ text: Span<UInt8>) throws(AttributeValueError) -> [UInt8] {
        let count = try decodedCount(text)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        var bits: UInt32 = 0
        for at in 0..<text.count {
            bits = bits << 6 | UInt32(value(text[at]) ?? 0)
            guard at % 4 == 3 else { continue }
            for shift in [16, 8, 0] as [UInt32] where bytes.count < count {
                bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
            }
            bits = 0
        }
        return bytes
    }

    static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var at = 0
        while at < bytes.count {
            let left = min(3, bytes.count - at)
            var bits: UInt32 = 0
            for offset in 0..<3 { bits = bits << 8 | (offset < left ? UInt32(bytes[at + offset]) : 0) }
            for digit in 0..<4 {
                text.append(digit <= left ? alphabet[Int(bits >> UInt32(18 - 6 * digit) & 63)] : pad)
            }
            at += 3
        }
    }

    private static let pad = UInt8(ascii: "=")

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
