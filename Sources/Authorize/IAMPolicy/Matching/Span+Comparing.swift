extension Span<UInt8> {
    func isSame(as other: Span<UInt8>) -> Bool { count == other.count && hasBytes(of: other, at: 0) }

    /// Whether it begins with other bytes.
    func begins(with other: Span<UInt8>) -> Bool { count >= other.count && hasBytes(of: other, at: 0) }

    /// Whether it ends in other bytes.
    func ends(with other: Span<UInt8>) -> Bool { count >= other.count && hasBytes(of: other, at: count - other.count) }

    /// Compares from the end, eight bytes at a time: names of one service share their beginnings.
    private func hasBytes(of other: Span<UInt8>, at start: Int) -> Bool {
        var rest = other.count
        if rest < 8 {
            while rest > 0 {
                rest -= 1
                if self[start + rest] != other[rest] { return false }
            }
            return true
        }
        while rest > 8 {
            rest -= 8
            if word(at: start + rest) != other.word(at: rest) { return false }
        }
        return word(at: start) == other.word(at: 0)
    }

    /// Eight bytes as one number.
    ///
    /// The place is checked as with a subscript; what is called unsafe is that the bytes may mean anything, and any are a number.
    @inline(__always)
    private func word(at place: Int) -> UInt64 { unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self) }
}
