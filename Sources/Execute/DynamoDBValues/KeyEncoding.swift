/// A key value as bytes whose order is DynamoDB's.
///
/// Strings by their UTF-8, binaries by unsigned bytes, numbers by value (Developer Guide, "Query", sort order). Comparing the
/// bytes as memcmp does, a prefix before what it begins, gives that order; two values have the same bytes just when they are equal. Values of
/// different types are never compared: a key attribute has one type, and each key column holds one attribute.
///
/// A number is written as DynamoDB itself writes it for its hash, which is how Oracle's NUMBER stands in memory (found out by dynalite's authors,
/// whose tests on AWS hold the order of a Scan against it; see `PartitionHash`):
///
///     zero        80
///     positive    C0 + exponent | digit pairs, each plus one
///     negative    the complement of the positive's first byte | 101 less each pair | 66
///
///     12.5   ->   C1 0D 33          0.1250 * 100^1: the pairs 12 and 50
///     -12.5  ->   3E 59 33 66       stands after -12.51 and before -12.4
///
/// The exponent is the power of 100 that makes the number a fraction below one, from -64 to 63. Digits go two to a byte on both sides of
/// the point, so that 1 and 100 have the same pair. A longer number stands after one that it begins with, and for negatives the closing byte turns that
/// round; one of twenty pairs has none, for nothing is longer.
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
        // Where the point stands, in digits from the first; one that is odd takes a zero before the first digit.
        let point = digits.count + Int(number.exponent)
        let lead = point & 1
        let first = UInt8(truncatingIfNeeded: (point + lead) / 2 - 64)
        var bytes: [UInt8] = [number.isNegative ? ~first : first]
        for at in stride(from: -lead, to: digits.count, by: 2) {
            let pair = (at < 0 ? 0 : digits[at] * 10) + (at + 1 < digits.count ? digits[at + 1] : 0)
            bytes.append(number.isNegative ? 101 - pair : pair + 1)
        }
        if number.isNegative, bytes.count <= mostPairs { bytes.append(closing) }
        return bytes
    }

    private static let zero: UInt8 = 0x80
    private static let closing: UInt8 = 102
    private static let mostPairs = 20
}
