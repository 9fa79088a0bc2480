extension Span<UInt8> {
    func isSame(as other: Span<UInt8>) -> Bool { count == other.count && hasBytes(of: other, at: 0) }

    /// Whether it begins with other bytes.
    func begins(with other: Span<UInt8>) -> Bool { count >= other.count && hasBytes(of: other, at: 0) }

    /// Whether it ends in other bytes.
    func ends(with other: Span<UInt8>) -> Bool { count >= other.count && hasBytes(of: other, at: count - other.count) }

    private func hasBytes(of other: Span<UInt8>, at start: Int) -> Bool {
        if other.count >= 8 { return hasWords(UInt64.self, of: other, at: start) }
        return other.count >= 4 ? hasWords(UInt32.self, of: other, at: start) : hasWords(UInt8.self, of: other, at: start)
    }

    /// Compares from the end, a number of several bytes at a time: names of one service share their beginnings. The last two may overlap.
    @inline(__always)
    private func hasWords<Word: FixedWidthInteger & BitwiseCopyable>(_ word: Word.Type, of other: Span<UInt8>, at start: Int) -> Bool {
        let size = MemoryLayout<Word>.size
        var rest = other.count
        while rest > size {
            rest -= size
            if self.word(at: start + rest) as Word != other.word(at: rest) { return false }
        }
        return rest == 0 || self.word(at: start) as Word == other.word(at: 0)
    }

    /// Some bytes as one number.
    ///
    /// The place is checked as with a subscript; what is called unsafe is that the bytes may mean anything, and any are a number.
    @inline(__always)
    private func word<Word: BitwiseCopyable>(at place: Int) -> Word {
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: place, as: Word.self)
    }
}
