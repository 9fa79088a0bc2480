/// Chance that can be repeated: the same seed throws the same numbers (SplitMix64).
package struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameter seed: is mixed first, or neighbouring seeds would throw the same numbers one throw apart.
    package init(seed: UInt64) {
        state = seed
        state = next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func roll(_ sides: Int) -> Int { Int(next() % UInt64(sides)) }

    /// Whether something happens that happens so many times in a hundred.
    package mutating func happens(_ percent: Int) -> Bool { roll(100) < percent }

    package mutating func pick<Value>(_ values: [Value]) -> Value { values[roll(values.count)] }

    package mutating func some<Value>(_ values: [Value], _ counts: ClosedRange<Int>) -> [Value] {
        let count = counts.lowerBound + roll(counts.count)
        return (0..<count).map { _ in pick(values) }
    }
}
