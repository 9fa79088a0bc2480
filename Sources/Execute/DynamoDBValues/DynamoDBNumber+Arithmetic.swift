extension DynamoDBNumber: Comparable {
    package static func < (one: DynamoDBNumber, other: DynamoDBNumber) -> Bool {
        if one.sign != other.sign { return one.sign < other.sign }
        return one.isNegative ? isSmaller(other, one) : isSmaller(one, other)
    }

    private var sign: Int { significand == 0 ? 0 : isNegative ? -1 : 1 }

    /// Compares without the signs.
    private static func isSmaller(_ one: DynamoDBNumber, _ other: DynamoDBNumber) -> Bool {
        let (oneMagnitude, otherMagnitude) = (one.magnitude, other.magnitude)
        if oneMagnitude != otherMagnitude || one.significand == 0 || other.significand == 0 {
            return one.significand == 0 ? other.significand != 0 : other.significand != 0 && oneMagnitude < otherMagnitude
        }
        // The first digits stand at one place, so the longer one is scaled up to; both stay below 10^38.
        let shift = Int(one.exponent) - Int(other.exponent)
        let left = shift > 0 ? one.significand * power(shift) : one.significand
        let right = shift < 0 ? other.significand * power(-shift) : other.significand
        return left < right
    }

    /// Ten to a power from 0 to 38.
    private static func power(_ exponent: Int) -> UInt128 {
        var result: UInt128 = 1
        for _ in 0..<exponent { result *= 10 }
        return result
    }
}

extension DynamoDBNumber {
    package static prefix func - (number: DynamoDBNumber) -> DynamoDBNumber {
        (try? DynamoDBNumber(isNegative: !number.isNegative, significand: number.significand, power: Int(number.exponent))) ?? number
    }

    /// Adds exactly.
    ///
    /// - Throws: `overflow` also for a sum that needs more than 38 digits: `1e50 + 1` is refused with that text (recorded).
    package func adding(_ other: DynamoDBNumber) throws(AttributeValueError) -> DynamoDBNumber {
        if significand == 0 { return other }
        if other.significand == 0 { return self }
        let (high, low) = exponent >= other.exponent ? (self, other) : (other, self)
        let shift = Int(high.exponent) - Int(low.exponent)
        // A result has to fit 38 digits. One place more is let through for a difference such as 1E38 - 1, which has 38.
        guard high.magnitude - Int(low.exponent) <= Self.maximumDigits else { throw .overflow }
        let (scaled, overflow) = high.significand.multipliedReportingOverflow(by: Self.power(shift))
        if overflow { throw .overflow }
        do throws(AttributeValueError) {
            if high.isNegative == low.isNegative {
                let (sum, carry) = scaled.addingReportingOverflow(low.significand)
                if carry { throw .overflow }
                return try DynamoDBNumber(isNegative: high.isNegative, significand: sum, power: Int(low.exponent))
            }
            let isNegative = scaled > low.significand ? high.isNegative : low.isNegative
            let difference = scaled > low.significand ? scaled - low.significand : low.significand - scaled
            return try DynamoDBNumber(isNegative: isNegative, significand: difference, power: Int(low.exponent))
        } catch {
            throw error == .tooManyDigits ? .overflow : error
        }
    }

    package func subtracting(_ other: DynamoDBNumber) throws(AttributeValueError) -> DynamoDBNumber {
        try adding(-other)
    }
}
