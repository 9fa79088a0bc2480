/// A number as DynamoDB keeps it: exact, decimal, up to 38 significant digits.
///
/// The value is `significand * 10^exponent`, negative or not. It is normalised: the significand does not end in zero, and zero has
/// one form. So equal numbers are equal values however they were written.
///
/// Limits: magnitudes from 1E-130 to 9.99…E+125 (Developer Guide, "Supported data types", Number).
package struct DynamoDBNumber: Sendable, Hashable {
    let isNegative: Bool
    /// Below 10^38.
    let significand: UInt128
    let exponent: Int16

    package static let zero = DynamoDBNumber(isNegative: false, significand: 0, exponent: 0)
    static let maximumDigits = 38
    static let magnitudes = -130...125

    private init(isNegative: Bool, significand: UInt128, exponent: Int16) {
        self.isNegative = isNegative
        self.significand = significand
        self.exponent = exponent
    }

    /// Reads a number as a request writes it.
    package init(_ text: String) throws(AttributeValueError) {
        try self.init(parsing: Array(text.utf8).span)
    }

    package init(_ value: Int) {
        // A significand of at most 19 digits is always in range.
        self = (try? DynamoDBNumber(isNegative: value < 0, significand: UInt128(value.magnitude), power: 0)) ?? .zero
    }

    /// Normalises, and checks the limits.
    init(isNegative: Bool, significand: UInt128, power: Int) throws(AttributeValueError) {
        guard significand != 0 else {
            self = .zero
            return
        }
        var significand = significand
        var power = power
        while significand % 10 == 0 {
            significand /= 10
            power += 1
        }
        let digits = Self.digitCount(significand)
        guard power + digits - 1 <= Self.magnitudes.upperBound else { throw .overflow }
        guard power + digits - 1 >= Self.magnitudes.lowerBound else { throw .underflow }
        guard digits <= Self.maximumDigits else { throw .tooManyDigits }
        self.init(isNegative: isNegative, significand: significand, exponent: Int16(power))
    }

    /// Reads `[+-]digits[.digits][e[+-]digits]`, with digits on at least one side of the point.
    ///
    /// The exponent is read in full before the limits are applied; one past 64 bits makes the text no number. Zero is checked by the
    /// exponent it is written with: `0e126` overflows, `0.0e126` does not (both recorded).
    init(parsing text: Span<UInt8>) throws(AttributeValueError) {
        var at = 0
        var isNegative = false
        if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
            isNegative = text[at] == UInt8(ascii: "-")
            at += 1
        }
        var significand: UInt128 = 0
        var digits = 0
        var zeros = 0
        var fraction = 0
        var sawDigit = false
        var sawPoint = false
        while at < text.count {
            let byte = text[at]
            if byte == UInt8(ascii: "."), !sawPoint {
                sawPoint = true
            } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                sawDigit = true
                if sawPoint { fraction += 1 }
                if byte == UInt8(ascii: "0") {
                    // Zeros count only when a further digit follows them.
                    if digits > 0 { zeros += 1 }
                } else {
                    digits += zeros + 1
                    if digits <= Self.maximumDigits {
                        for _ in 0...zeros { significand *= 10 }
                        significand += UInt128(byte - UInt8(ascii: "0"))
                    }
                    zeros = 0
                }
            } else {
                break
            }
            at += 1
        }
        guard sawDigit, let written = Self.exponent(in: text, from: at) else {
            throw .notNumeric(String(copying: text))
        }
        // So far from either end that no number of digits leads back from it, and nothing overflows.
        let exponent = max(-1 << 60, min(1 << 60, written)) - fraction + zeros
        let magnitude = exponent + max(digits, 1) - 1
        guard magnitude <= Self.magnitudes.upperBound else { throw .overflow }
        guard magnitude >= Self.magnitudes.lowerBound else { throw .underflow }
        guard digits <= Self.maximumDigits else { throw .tooManyDigits }
        self.init(isNegative: isNegative && digits > 0, significand: significand, exponent: digits > 0 ? Int16(exponent) : 0)
    }

    /// Reads `e[+-]digits` up to the end, or nothing; nil for anything else.
    private static func exponent(in text: Span<UInt8>, from start: Int) -> Int? {
        guard start < text.count else { return 0 }
        guard text[start] | 0x20 == UInt8(ascii: "e") else { return nil }
        var at = start + 1
        var sign = 1
        if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
            sign = text[at] == UInt8(ascii: "-") ? -1 : 1
            at += 1
        }
        guard at < text.count else { return nil }
        var value = 0
        while at < text.count {
            guard text[at] >= UInt8(ascii: "0"), text[at] <= UInt8(ascii: "9") else { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(sign * Int(text[at] - UInt8(ascii: "0")))
            if overflow || carry { return nil }
            value = sum
            at += 1
        }
        return value
    }

    /// The bytes a number costs: one, and one for every two digits before the point and after it, and one for a minus.
    ///
    /// Source: recorded to the byte against the limit of an item (August 2026). Zero costs one. Zeros at either end do not count,
    /// but those before the point do once a fraction follows: 100 costs 2, 100.5 costs 4.
    package var size: Int {
        guard significand != 0 else { return 1 }
        let digits = Self.digitCount(significand)
        let whole = exponent >= 0 ? digits : max(0, digits + Int(exponent))
        let fraction = exponent >= 0 ? 0 : min(digits, Int(-exponent))
        return 1 + (whole + 1) / 2 + (fraction + 1) / 2 + (isNegative ? 1 : 0)
    }

    static func digitCount(_ value: UInt128) -> Int {
        var rest = value
        var count = 0
        while rest > UInt128(UInt64.max) {
            rest /= 10_000_000_000
            count += 10
        }
        var small = UInt64(truncatingIfNeeded: rest)
        repeat {
            small /= 10
            count += 1
        } while small > 0
        return count
    }

    /// The power of ten of the first digit: 2 for 123, -1 for 0.5.
    var magnitude: Int { Int(exponent) + Self.digitCount(significand) - 1 }
}

extension String {
    init(copying text: Span<UInt8>) {
        self = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
