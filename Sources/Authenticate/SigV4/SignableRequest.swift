/// The parts of an HTTP request that a signature covers, as they stand on the wire.
package struct SignableRequest: Sendable {
    package var method: String
    /// The path of the request line, still percent-encoded, without the query.
    package var path: String
    /// What follows the question mark, still percent-encoded; nil without a question mark.
    package var query: String?
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]

    package init(method: String, path: String, query: String? = nil, headers: [(name: String, value: String)], body: [UInt8] = []) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The value of the first header of that name, nil if there is none or it is empty.
    ///
    /// - Parameter name: in lower case.
    func header(_ name: StaticString) -> String? {
        for header in headers where header.name.utf8.count == name.utf8CodeUnitCount && !header.value.isEmpty {
            let isSame = header.name.withBytes { bytes in
                for index in 0..<bytes.count where ASCII.lowercased(bytes[index]) != name.utf8Start[index] {
                    return false
                }
                return true
            }
            if isSame {
                return header.value
            }
        }
        return nil
    }
}

extension String {
    /// Lends out the text's bytes, without a copy where the text is stored as UTF-8.
    @inline(__always)
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) {
            return result
        }
        var copy = self
        return copy.withUTF8(body)
    }

    /// The text without the blanks around it, which are not part of a header's value.
    var trimmed: String {
        let blanks = withBytes { bytes in
            (bytes.prefix(while: ASCII.isBlank).count, bytes.reversed().prefix(while: ASCII.isBlank).count)
        }
        return blanks == (0, 0) ? self : String(decoding: utf8.dropFirst(blanks.0).dropLast(blanks.1), as: UTF8.self)
    }

    /// The text of some bytes, with what is not UTF-8 replaced.
    init(bytes: ArraySlice<UInt8>) {
        self.init(decoding: bytes, as: UTF8.self)
    }
}

/// The few questions about single bytes that reading and canonicalising ask.
enum ASCII {
    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    /// Whether the byte is white space of an HTTP header, the line breaks of a folded one included.
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte &- 9 < 5
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    @inline(__always)
    static func isLowercaseLetter(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "a") < 26
    }
}
