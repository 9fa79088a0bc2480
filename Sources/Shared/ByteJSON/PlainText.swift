/// Strings looked at eight bytes at a time.
///
/// Most of what stands in JSON strings means itself, so that a string is walked through in words until one of them holds something
/// else; which byte that is, a look at each tells.
package enum PlainText {
    /// Where a word begins that holds a quote or a backslash; at the end fewer than eight bytes are left.
    package static func skipToMark(in text: UnsafeRawBufferPointer, from start: Int) -> Int {
        var at = start
        while at + 8 <= text.count, isInsideString(text.loadUnaligned(fromByteOffset: at, as: UInt64.self)) { at += 8 }
        return at
    }

    /// Whether none of the bytes is a quote or a backslash.
    private static func isInsideString(_ word: UInt64) -> Bool {
        (hasByte(UInt8(ascii: "\""), word) | hasByte(UInt8(ascii: "\\"), word)) & highBits == 0
    }

    /// Whether none of the bytes is a quote, a backslash, a control character, or a part of a character beyond ASCII.
    static func isPlain(_ word: UInt64) -> Bool {
        (word | hasByte(below: 0x20, word) | hasByte(UInt8(ascii: "\""), word) | hasByte(UInt8(ascii: "\\"), word)) & highBits == 0
    }

    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let lowBits: UInt64 = 0x0101_0101_0101_0101

    /// Sets a high bit where a byte is below the limit, at most 0x80; above the first such byte others may be set too.
    private static func hasByte(below limit: UInt64, _ word: UInt64) -> UInt64 { (word &- lowBits &* limit) & ~word }

    private static func hasByte(_ byte: UInt8, _ word: UInt64) -> UInt64 { hasByte(below: 1, word ^ lowBits &* UInt64(byte)) }
}
