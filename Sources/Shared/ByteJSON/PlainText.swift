/// Eight bytes of a string looked at together.
///
/// Most of what stands in JSON strings means itself, so that a string is walked through in words until one of them holds something
/// else; which byte that is, a look at each tells.
package enum PlainText {
    /// Whether none of the bytes is a quote, a backslash, a control character, or a part of a character beyond ASCII.
    @inlinable
    package static func isPlain(_ word: UInt64) -> Bool {
        (word | hasByte(below: 0x20, word) | hasByte(UInt8(ascii: "\""), word) | hasByte(UInt8(ascii: "\\"), word)) & highBits == 0
    }

    /// Whether none of the bytes is a quote or a backslash.
    @inlinable
    package static func isInsideString(_ word: UInt64) -> Bool {
        (hasByte(UInt8(ascii: "\""), word) | hasByte(UInt8(ascii: "\\"), word)) & highBits == 0
    }

    @usableFromInline package static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// Sets a high bit where a byte is below the limit, at most 0x80; above the first such byte others may be set too.
    @inlinable
    package static func hasByte(below limit: UInt64, _ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101 &* limit) & ~word }

    @inlinable
    package static func hasByte(_ byte: UInt8, _ word: UInt64) -> UInt64 {
        hasByte(below: 1, word ^ 0x0101_0101_0101_0101 &* UInt64(byte))
    }
}
