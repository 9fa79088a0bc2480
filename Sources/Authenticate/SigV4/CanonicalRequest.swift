import OpenSSL

/// The one text that all spellings of a request share, and that is signed (SigV4 documentation, "Create a canonical request").
///
/// ```
/// method
/// path, normalised, each segment percent-encoded once more
/// query, sorted
/// name:value of each signed header, one a line
///
/// names of the signed headers
/// SHA-256 of the body
/// ```
///
/// The body's hash is always computed. `x-amz-content-sha256`, which may say `UNSIGNED-PAYLOAD` to S3, is a header like any other.
struct CanonicalRequest {
    private(set) var bytes: [UInt8] = []

    /// - Parameter signedHeaders: names joined by semicolons, in any order and case.
    init(of request: SignableRequest, signedHeaders: String, isPresigned: Bool) {
        bytes.reserveCapacity(1024 + request.path.utf8.count * 3)
        bytes.append(contentsOf: request.method.utf8)
        endLine()
        appendPath(request.path)
        endLine()
        if let query = request.query, !query.isEmpty {
            QueryString(query).appendCanonical(to: &bytes, keepingSignature: !isPresigned)
        }
        endLine()
        let names = Self.sortedNames(signedHeaders)
        names.withUnsafeBufferPointer { names in
            var start = 0
            for end in 0...names.count where end == names.count || names[end] == UInt8(ascii: ";") {
                if start < end {
                    appendHeader(UnsafeBufferPointer(rebasing: names[start..<end]), of: request)
                    endLine()
                }
                start = end + 1
            }
        }
        endLine()
        bytes.append(contentsOf: names)
        endLine()
        SHA256.appendHexHash(of: request.body.span, to: &bytes)
    }

    /// The text that the signing key signs: algorithm, moment, scope and the hash of this request.
    func stringToSign(timestamp: String, scope: CredentialScope) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(192)
        text.append(contentsOf: "AWS4-HMAC-SHA256\n".utf8)
        text.append(contentsOf: timestamp.utf8)
        text.append(UInt8(ascii: "\n"))
        scope.append(to: &text)
        text.append(UInt8(ascii: "\n"))
        SHA256.appendHexHash(of: bytes.span, to: &text)
        return text
    }

    private mutating func endLine() {
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Appends the path without empty segments, `.` and `..`, and percent-encodes what is left.
    ///
    /// The path on the wire is encoded already; that it is encoded again is the rule for all services but S3.
    private mutating func appendPath(_ path: String) {
        guard path != "/" else {
            bytes.append(UInt8(ascii: "/"))
            return
        }
        let start = bytes.count
        path.withBytes { path in
            for segment in path.split(separator: UInt8(ascii: "/")) {
                if segment.elementsEqual(".".utf8) {
                    continue
                }
                if segment.elementsEqual("..".utf8) {
                    let parent = bytes[start...].lastIndex(of: UInt8(ascii: "/")) ?? start
                    bytes.removeSubrange(parent...)
                    continue
                }
                bytes.append(UInt8(ascii: "/"))
                for byte in segment {
                    URIEncoding.append(byte, to: &bytes)
                }
            }
            if bytes.count == start || path.last == UInt8(ascii: "/") {
                bytes.append(UInt8(ascii: "/"))
            }
        }
    }

    /// Appends `name:value`, with the values of all headers of that name joined by commas.
    ///
    /// A signed header that the request does not have gives an empty value, and so a signature that does not match.
    private mutating func appendHeader(_ name: UnsafeBufferPointer<UInt8>, of request: SignableRequest) {
        bytes.append(contentsOf: name)
        bytes.append(UInt8(ascii: ":"))
        var isFirst = true
        for header in request.headers where header.name.utf8.count == name.count {
            let isSame = header.name.withBytes { other in
                for index in 0..<name.count where ASCII.lowercased(other[index]) != name[index] {
                    return false
                }
                return true
            }
            guard isSame else {
                continue
            }
            if !isFirst {
                bytes.append(UInt8(ascii: ","))
            }
            isFirst = false
            header.value.withBytes { appendTrimmed($0) }
        }
    }

    /// Appends a header's value without the blanks around it and with one blank for each run of blanks inside it.
    private mutating func appendTrimmed(_ value: UnsafeBufferPointer<UInt8>) {
        var start = 0
        var end = value.count
        while start < end, ASCII.isBlank(value[start]) {
            start += 1
        }
        while end > start, ASCII.isBlank(value[end - 1]) {
            end -= 1
        }
        // Whole stretches are copied at once: nearly every value has nothing to collapse.
        var copied = start
        var index = start
        while index < end {
            if ASCII.isBlank(value[index]), value[index] != UInt8(ascii: " ") || ASCII.isBlank(value[index + 1]) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[copied..<index]))
                bytes.append(UInt8(ascii: " "))
                while ASCII.isBlank(value[index]) {
                    index += 1
                }
                copied = index
            } else {
                index += 1
            }
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: value[copied..<end]))
    }

    /// The names in lower case and in order, as a signer has to list them.
    private static func sortedNames(_ signedHeaders: String) -> [UInt8] {
        var names: [UInt8] = []
        var isSorted = true
        signedHeaders.withBytes { bytes in
            names.reserveCapacity(bytes.count)
            var previous = 0..<0
            var start = 0
            for end in 0...bytes.count {
                if end < bytes.count, bytes[end] != UInt8(ascii: ";") {
                    names.append(ASCII.lowercased(bytes[end]))
                    continue
                }
                isSorted = isSorted && !names[start..<end].lexicographicallyPrecedes(names[previous])
                previous = start..<end
                start = end + 1
                if end < bytes.count {
                    names.append(UInt8(ascii: ";"))
                }
            }
        }
        guard !isSorted else {
            return names
        }
        let parts = names.split(separator: UInt8(ascii: ";")).sorted { $0.lexicographicallyPrecedes($1) }
        return Array(parts.joined(separator: [UInt8(ascii: ";")]))
    }
}
