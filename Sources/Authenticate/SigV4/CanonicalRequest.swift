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
struct CanonicalRequest: ~Copyable {
    private(set) var text: ByteText

    /// - Parameter signedHeaders: names joined by semicolons, in any order and case.
    init(of request: borrowing SignableRequest, signedHeaders: Span<UInt8>, isPresigned: Bool) {
        text = ByteText(capacity: 1024 + request.path.utf8.count * 3)
        text.append(request.method)
        endLine()
        appendPath(request.path)
        endLine()
        if let query = request.query, !query.isEmpty {
            QueryString(query).appendCanonical(to: &text, keepingSignature: !isPresigned)
        }
        endLine()
        if SignedHeaders.areCanonical(signedHeaders) {
            appendHeaders(signedHeaders, of: request.headers.span)
        } else {
            appendHeaders(SignedHeaders.canonical(signedHeaders).span, of: request.headers.span)
        }
        text.append(SHA256.byteCount * 2) { SHA256.writeHexHash(of: request.body.span, to: $0) }
    }

    /// The text that the signing key signs: algorithm, moment, scope and the hash of this request.
    ///
    /// It is written where the request's text stood, which has served once it is hashed.
    consuming func stringToSign(timestamp: String, scope: CredentialScope) -> ByteText {
        withUnsafeTemporaryAllocation(byteCount: SHA256.byteCount * 2, alignment: 1) { hash in
            text.withBytes { SHA256.writeHexHash(of: $0, to: hash) }
            text.truncate(to: 0)
            text.append("AWS4-HMAC-SHA256\n")
            text.append(timestamp)
            endLine()
            scope.append(to: &text)
            endLine()
            text.append(hash.count) { $0.copyMemory(from: UnsafeRawBufferPointer(hash)) }
        }
        return text
    }

    private mutating func endLine() {
        text.append(UInt8(ascii: "\n"))
    }

    /// Appends the path without empty segments, `.` and `..`, and percent-encodes what is left.
    ///
    /// The path on the wire is encoded already; that it is encoded again is the rule for all services but S3.
    private mutating func appendPath(_ path: String) {
        let path = path.utf8.span
        let root = text.count
        var start = 0
        while start < path.count {
            let end = path.next(UInt8(ascii: "/"), from: start)
            if start < end {
                appendSegment(path.extracting(start..<end), root: root)
            }
            start = end + 1
        }
        if text.count == root || path[path.count - 1] == UInt8(ascii: "/") {
            text.append(UInt8(ascii: "/"))
        }
    }

    /// - Parameter root: where the path begins.
    private mutating func appendSegment(_ segment: Span<UInt8>, root: Int) {
        if segment.isSame(as: ".") {
            return
        }
        if segment.isSame(as: "..") {
            text.truncate(to: text.lastIndex(of: UInt8(ascii: "/"), from: root) ?? root)
            return
        }
        text.append(UInt8(ascii: "/"))
        for index in segment.indices {
            URIEncoding.append(segment[index], to: &text)
        }
    }

    /// Appends the headers of the given names, a line each, an empty line, and the names.
    private mutating func appendHeaders(_ names: Span<UInt8>, of headers: Span<SignableRequest.Header>) {
        var start = 0
        while start < names.count {
            let end = names.next(UInt8(ascii: ";"), from: start)
            if start < end {
                appendHeader(names.extracting(start..<end), of: headers)
                endLine()
            }
            start = end + 1
        }
        endLine()
        text.append(names)
        endLine()
    }

    /// Appends `name:value`, with the values of all headers of that name joined by commas.
    ///
    /// A signed header that the request does not have gives an empty value, and so a signature that does not match.
    private mutating func appendHeader(_ name: Span<UInt8>, of headers: Span<SignableRequest.Header>) {
        text.append(name)
        text.append(UInt8(ascii: ":"))
        var isFirst = true
        for index in headers.indices where headers[index].name.utf8.count == name.count {
            guard headers[index].name.utf8.span.isHeaderName(name) else {
                continue
            }
            if !isFirst {
                text.append(UInt8(ascii: ","))
            }
            isFirst = false
            appendTrimmed(headers[index].value.utf8.span)
        }
    }

    /// Appends a header's value without the blanks around it and with one blank for each run of blanks inside it.
    private mutating func appendTrimmed(_ value: Span<UInt8>) {
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
            guard ASCII.isBlank(value[unchecked: index]) else {
                index += 1
                continue
            }
            var next = index + 1
            while ASCII.isBlank(value[next]) {
                next += 1
            }
            if next > index + 1 || value[index] != UInt8(ascii: " ") {
                text.append(value.extracting(copied..<index))
                text.append(UInt8(ascii: " "))
                copied = next
            }
            index = next
        }
        text.append(value.extracting(copied..<end))
    }
}
