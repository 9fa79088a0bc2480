import DynamoDBValues

/// SplitMix64 with a seed, so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    mutating func numberText() -> String {
        let digits = (0..<Int.random(in: 1...38, using: &self)).map { _ in String(Int.random(in: 0...9, using: &self)) }.joined()
        let sign = ["", "-", "+"][Int.random(in: 0...2, using: &self)]
        let exponent =
            Int.random(in: 0...3, using: &self) == 0 ? Int.random(in: -90...87, using: &self) : Int.random(in: -6...6, using: &self)
        let point = Int.random(in: 0...digits.count, using: &self)
        let text = Bool.random(using: &self) ? digits : digits.prefix(point) + "." + digits.dropFirst(point)
        return sign + text + (exponent == 0 ? "" : "E\(exponent)")
    }

    mutating func string() -> String {
        let alphabet = ["a", "b", "Z", "é", "e\u{301}", "日", "😀", "\"", "\\", "/", "\n", "\t", "\u{1}", "\u{7f}", " "]
        return (0..<Int.random(in: 0...8, using: &self)).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] }.joined()
    }

    mutating func bytes() -> [UInt8] {
        (0..<Int.random(in: 0...9, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    mutating func number() -> DynamoDBNumber { (try? DynamoDBNumber(numberText())) ?? .zero }

    mutating func value(depth: Int = 3) -> AttributeValue {
        let count = Int.random(in: 1...4, using: &self)
        switch Int.random(in: 0...(depth > 0 ? 9 : 7), using: &self) {
        case 0: return .string(string())
        case 1: return .number(number())
        case 2: return .binary(bytes())
        case 3: return .boolean(Bool.random(using: &self))
        case 4: return .null
        case 5: return .stringSet(of: (0..<count).map { _ in string() })
        case 6: return .numberSet(of: (0..<count).map { _ in number() })
        case 7: return .binarySet(of: (0..<count).map { _ in bytes() })
        case 8: return .list((0..<count).map { _ in value(depth: depth - 1) })
        default: return .map(item(depth: depth - 1))
        }
    }

    mutating func item(depth: Int = 3) -> Item {
        Item((0..<Int.random(in: 0...5, using: &self)).map { ("n\($0)" + string(), value(depth: depth)) })
    }
}
