/// A key value as bytes whose order is DynamoDB's.
///
/// Strings by their UTF-8, binaries by unsigned bytes, numbers by value (Developer Guide, "Query", sort order). Comparing the
/// bytes as memcmp does, a prefix before what it begins, gives that order; two values have the same bytes just when they are equal. Values of
/// different types are never compared: a key attribute has one type, and each key column holds one attribute.
///
/// A number:
///
///     zero        80
///     positive    C0 exponent | digit pairs
///     negative    the complement of the positive's bytes, and FF
///
///     12.5   ->   C0 83 | 0D 33            1.25E1: the exponent 1 + 130, then the pairs 12 and 50, each plus one
///     -12.5  ->   3F 7C | F2 CC | FF       stands after -12.51 and before -12.4
///
/// The exponent (the power of ten of the first digit, -130 to 125) is shifted to be positive and takes one byte after a sign byte.
/// Digits go two to a byte, first digit first, a last single digit with a zero after it; one is added so that no pair is zero.
/// A longer number stands after one that it begins with, and for negatives the closing FF turns that round.
package enum KeyEncoding {
    /// The bytes of a key value; nil for the types that cannot be keys.
    package static func encode(_ value: AttributeValue) -> [UInt8]? {
        switch value {
        case .string(let text): Array(text.utf8)
        case .number(let number): encode(number)
        case .binary(let bytes): bytes
        default: nil
        }
    }

    package static func encode(_ number: DynamoDBNumber) -> [UInt8] {
        guard number.significand != 0 else { return [zero] }
        let digits = number.digits
        var bytes: [UInt8] = [positive, UInt8(digits.count - 1 + Int(number.exponent) + exponentBias)]
        for at in stride(from: 0, to: digits.count, by: 2) {
            bytes.append(digits[at] * 10 + (at + 1 < digits.count ? digits[at + 1] : 0) + 1)
        }
        guard number.isNegative else { return bytes }
        return bytes.map { ~$0 } + [0xFF]
    }

    private static let zero: UInt8 = 0x80
    private static let positive: UInt8 = 0xC0
    /// -130 becomes 0, 125 becomes 255.
    private static let exponentBias = 130
}
