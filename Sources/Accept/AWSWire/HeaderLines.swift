/// The headers of an answer as they go over the wire: a line each, in the order in which they were added.
///
/// They are bytes from the beginning, because nobody looks one up again: an answer's headers are made, sent and gone.
package struct HeaderLines: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Whether one of them says where the body ends.
    package private(set) var framesBody = false

    package init(minimumCapacity: Int = 0) { bytes.reserveCapacity(minimumCapacity) }

    package init(_ lines: [(name: String, value: String)]) {
        for (name, value) in lines {
            framesBody = framesBody || name.equalsIgnoringASCIICase("Content-Length") || name.equalsIgnoringASCIICase("Transfer-Encoding")
            append(text: name)
            append(": ")
            append(text: value)
            append("\r\n")
        }
    }

    package mutating func append(_ name: StaticString, _ value: String) {
        append(name)
        append(": ")
        append(text: value)
        append("\r\n")
    }

    /// `Content-Length`, which ends the body.
    package mutating func append(contentLength: Int) {
        framesBody = true
        append("Content-Length", number: UInt64(max(0, contentLength)))
    }

    package mutating func append(_ name: StaticString, number: UInt64) {
        append(name)
        append(": ")
        append(digitsOf: number)
        append("\r\n")
    }

    /// Each line's name and value.
    package var lines: [(name: String, value: String)] {
        bytes.split(separator: UInt8(ascii: "\n")).map { line in
            let parts = line.dropLast().split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            return (String(decoding: parts[0], as: UTF8.self), String(decoding: parts.last?.dropFirst() ?? [], as: UTF8.self))
        }
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// A line end in a text becomes spaces, as it would begin a header nobody meant to send.
    private mutating func append(text: String) {
        let start = bytes.count
        var text = text
        let lowest = text.withUTF8 { utf8 in
            bytes.append(contentsOf: utf8)
            var lowest = UInt8.max
            for byte in utf8 { lowest = min(lowest, byte) }
            return lowest
        }
        guard lowest < 0x20 else { return }
        for at in start..<bytes.count where bytes[at] == 0x0D || bytes[at] == 0x0A || bytes[at] == 0 { bytes[at] = UInt8(ascii: " ") }
    }

    private mutating func append(digitsOf number: UInt64) {
        var unit: UInt64 = 1
        while number / unit >= 10 { unit *= 10 }
        while unit > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
            unit /= 10
        }
    }
}
