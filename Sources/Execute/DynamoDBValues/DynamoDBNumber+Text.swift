extension DynamoDBNumber: CustomStringConvertible {
    /// The number as DynamoDB prints it: plain digits whatever the magnitude, without zeros that mean nothing.
    ///
    /// `1E125` is stored as a one and 125 zeros (recorded).
    package var description: String {
        var text: [UInt8] = []
        appendText(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    func appendText(to text: inout [UInt8]) {
        let digits = self.digits
        let point = digits.count + Int(exponent)
        if isNegative { text.append(UInt8(ascii: "-")) }
        if exponent >= 0 {
            append(digits[...], to: &text)
            text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Int(exponent)))
        } else if point > 0 {
            append(digits[..<point], to: &text)
            text.append(UInt8(ascii: "."))
            append(digits[point...], to: &text)
        } else {
            text.append(UInt8(ascii: "0"))
            text.append(UInt8(ascii: "."))
            text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point))
            append(digits[...], to: &text)
        }
    }

    /// The significand's digits, most significant first; one zero for zero.
    var digits: [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(Self.maximumDigits)
        var rest = significand
        while rest > UInt128(UInt64.max) {
            digits.append(UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        var small = UInt64(truncatingIfNeeded: rest)
        repeat {
            digits.append(UInt8(truncatingIfNeeded: small % 10))
            small /= 10
        } while small > 0
        digits.reverse()
        return digits
    }

    private func append(_ digits: ArraySlice<UInt8>, to text: inout [UInt8]) {
        for digit in digits { text.append(UInt8(ascii: "0") + digit) }
    }
}
