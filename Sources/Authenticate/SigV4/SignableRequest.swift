/// The parts of an HTTP request that a signature covers, as they stand on the wire.
package struct SignableRequest: Sendable {
    package typealias Header = (name: String, value: String)

    package var method: String
    /// The path of the request line, still percent-encoded, without the query.
    package var path: String
    /// What follows the question mark, still percent-encoded; nil without a question mark.
    package var query: String?
    package var headers: [Header]
    package var body: [UInt8]

    package init(method: String, path: String, query: String? = nil, headers: [Header], body: [UInt8] = []) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }
}

extension String {
    /// The text without the blanks around it, which are not part of a header's value.
    var trimmed: String {
        let bytes = utf8.span
        var start = 0
        var end = bytes.count
        while start < end, ASCII.isBlank(bytes[start]) {
            start += 1
        }
        while end > start, ASCII.isBlank(bytes[end - 1]) {
            end -= 1
        }
        return end - start == bytes.count ? self : String(bytes: bytes.extracting(start..<end))
    }

    /// The text of some bytes, with what is not UTF-8 replaced.
    init(bytes: Span<UInt8>) {
        self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
