/// The few questions about stretches of bytes that reading and canonicalising ask.
extension Span<UInt8> {
    /// Where a mark comes next, at `start` or after it; the end if it does not.
    func next(_ mark: UInt8, from start: Int) -> Int {
        var index = start
        while index < count, self[unchecked: index] != mark {
            index += 1
        }
        return index
    }

    func isSame(as text: StaticString) -> Bool {
        isSame(as: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).span)
    }

    func isSame(as other: Span<UInt8>) -> Bool {
        guard count == other.count else {
            return false
        }
        var index = 0
        while index < count, self[unchecked: index] == other[unchecked: index] {
            index += 1
        }
        return index == count
    }

    /// Whether the bytes are a header's name, in any case.
    ///
    /// - Parameter name: in lower case.
    func isHeaderName(_ name: StaticString) -> Bool {
        isHeaderName(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount).span)
    }

    func isHeaderName(_ name: Span<UInt8>) -> Bool {
        guard count == name.count else {
            return false
        }
        for index in indices {
            let (byte, expected) = (self[unchecked: index], name[unchecked: index])
            // Nearly all letters are in lower case already.
            guard byte == expected || ASCII.lowercased(byte) == expected else {
                return false
            }
        }
        return true
    }

    var hasUppercaseLetter: Bool {
        var index = 0
        while index < count, !ASCII.isUppercaseLetter(self[unchecked: index]) {
            index += 1
        }
        return index < count
    }

    /// Whether the bytes come before others, compared as numbers one by one.
    func precedes(_ other: Span<UInt8>) -> Bool {
        let shorter = Swift.min(count, other.count)
        var index = 0
        while index < shorter, self[unchecked: index] == other[unchecked: index] {
            index += 1
        }
        return index < shorter ? self[unchecked: index] < other[unchecked: index] : count < other.count
    }
}

/// The few questions about single bytes.
enum ASCII {
    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        isUppercaseLetter(byte) ? byte | 0x20 : byte
    }

    /// Whether the byte is white space of an HTTP header, the line breaks of a folded one included.
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: " ") && (byte == UInt8(ascii: " ") || byte &- 9 < 5)
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    @inline(__always)
    static func isLowercaseLetter(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "a") < 26
    }

    @inline(__always)
    static func isUppercaseLetter(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "A") < 26
    }
}
