import AWSWire
import NIOCore
import NIOHTTP1

/// Puts the parts of a request together, and refuses what is too large on the way.
///
/// Nothing is read after a refusal: where one request ends and the next begins is no longer certain.
struct RequestAssembly {
    /// What the parts so far amount to.
    enum Step {
        case needsMore
        /// The client waits to be told to send its body.
        case needsMoreAfterContinue
        case complete(WholeRequest)
        case refused(Refusal)
    }

    let limits: EndpointLimits
    private var hasRefused = false
    /// What has come of the request so far; nil between requests.
    private var request: WholeRequest?
    /// Apart from the request, so that it grows in place.
    private var body: [UInt8] = []

    init(limits: EndpointLimits) {
        self.limits = limits
    }

    var isBetweenRequests: Bool {
        request == nil && !hasRefused
    }

    mutating func take(_ part: HTTPServerRequestPart, from arrival: Arrival) -> Step {
        guard !hasRefused else { return .needsMore }
        switch part {
        case .head(let head): return begin(head, from: arrival)
        case .body(let bytes): return append(bytes)
        case .end:
            guard var whole = request.take() else { return .needsMore }
            swap(&whole.request.body, &body)
            return .complete(whole)
        }
    }

    /// Refuses the rest, for a reason found elsewhere; nothing happens where it was refused before.
    mutating func refuse(_ refusal: Refusal) -> Step {
        guard !hasRefused else { return .needsMore }
        hasRefused = true
        request = nil
        body = []
        return .refused(refusal)
    }

    private mutating func begin(_ head: HTTPRequestHead, from arrival: Arrival) -> Step {
        let method = head.method.rawValue
        // The request line's version, spaces and line end; then a colon, a space and a line end a header; an empty line.
        var size = method.utf8.count + head.uri.utf8.count + 12 + 2
        var headers: [(name: String, value: String)] = []
        headers.reserveCapacity(head.headers.count)
        var (keepsAlive, awaitsContinue, length) = (head.isKeepAlive, false, 0)
        for (name, sent) in head.headers {
            let value = sent.withoutTrailingSpace
            headers.append((name: name, value: value))
            size += name.utf8.count + sent.utf8.count + 4
            switch name.utf8.count {
            case 6 where name.equalsIgnoringASCIICase("Expect"): awaitsContinue = value.equalsIgnoringASCIICase("100-continue")
            // The decoder stops behind a request that asks for another protocol; it is answered in this one.
            case 7 where name.equalsIgnoringASCIICase("Upgrade"): keepsAlive = false
            case 14 where name.equalsIgnoringASCIICase("Content-Length"): length = Int(value) ?? 0
            default: break
            }
        }
        guard size <= limits.headBytes else { return refuse(.malformed) }
        guard length <= limits.bodyBytes else { return refuse(.bodyTooLarge) }
        request = WholeRequest(
            request: IncomingRequest(method: method, target: head.uri, headers: headers, body: [], arrival: arrival),
            announcedBytes: length,
            answerForm: AnswerForm(
                keepsAlive: keepsAlive && head.method != .CONNECT, speaksHTTP10: head.version == .http1_0,
                wantsHeadOnly: head.method == .HEAD))
        return awaitsContinue && head.version == .http1_1 ? .needsMoreAfterContinue : .needsMore
    }

    private mutating func append(_ bytes: ByteBuffer) -> Step {
        guard let announced = request?.announcedBytes else { return .needsMore }
        guard body.count + bytes.readableBytes <= limits.bodyBytes else { return refuse(.bodyTooLarge) }
        if body.isEmpty {
            // Not more than a little on the client's word alone.
            body.reserveCapacity(max(bytes.readableBytes, min(announced, 256 * 1024)))
        }
        bytes.withUnsafeReadableBytes { body.append(contentsOf: $0) }
        return .needsMore
    }
}

extension String {
    /// A header's value ends before the space that ends its line (RFC 9110, 5.5); the decoder leaves it there.
    fileprivate var withoutTrailingSpace: String {
        func isSpace(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x09 }
        guard isSpace(utf8.last) else { return self }
        var end = utf8.endIndex
        while end > utf8.startIndex, isSpace(utf8[utf8.index(before: end)]) { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}

/// A request with what its connection needs to know to answer it.
struct WholeRequest {
    var request: IncomingRequest
    /// The `Content-Length`; zero where there is none.
    var announcedBytes: Int
    var answerForm: AnswerForm
}

/// What a request says of the form of its answer.
struct AnswerForm {
    var keepsAlive: Bool
    var speaksHTTP10: Bool
    var wantsHeadOnly: Bool
}

/// An answer that HTTP itself demands, without a request that could be handed on; the connection closes after it.
enum Refusal {
    /// Not HTTP, or a request line with headers over 16 KB.
    case malformed
    case bodyTooLarge

    /// The recorded answers carry neither a body nor a request id; the one to a large body is chunked and empty.
    var bytes: StaticString {
        switch self {
        case .malformed: "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        case .bodyTooLarge: "HTTP/1.1 413 Request Entity Too Large\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"
        }
    }
}
