import AWSWire
import HTTPEndpoint
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Answers each request with a line about it; the path says when.
///
/// `/pool` is answered on the pool after 50 ms, `/held` when it is released, `/big` with a megabyte.
final class ScriptedAnswers: RequestAnswering {
    struct Log {
        var requests: [IncomingRequest] = []
        var lanes: Set<Lane> = []
        /// How many requests were asked together, each time.
        var together: [Int] = []
        var isReleased = false
        /// What is done before requests are answered.
        var beforeAnswering: @Sendable () -> Void = {}
    }

    private let state = Mutex(Log())

    var log: Log { state.withLock { $0 } }

    func change(_ body: (inout Log) -> Void) { state.withLock { body(&$0) } }

    func answer(_ requests: [IncomingRequest], on lane: Lane) -> [Reply] {
        let before = state.withLock {
            $0.requests += requests
            $0.together.append(requests.count)
            $0.lanes.insert(lane)
            return $0.beforeAnswering
        }
        before()
        return requests.map(reply)
    }

    private func reply(to request: IncomingRequest) -> Reply {
        let text = Self.text(for: request)
        switch request.path {
        case "/pool": return .onPool { Self.wait(50, then: text) }
        case "/held":
            return .onPool {
                while !self.log.isReleased { TestPause.milliseconds(2) }
                return Self.response(text)
            }
        case "/big":
            return .now(OutgoingResponse(status: 200, headers: HeaderLines(), body: Array(repeating: UInt8(ascii: "x"), count: 1 << 20)))
        case "/given":
            return .now(
                OutgoingResponse(
                    status: 404, headers: HeaderLines([("content-length", "3"), ("x-amzn-RequestId", "A\r\nB: C")]),
                    body: Array("abc".utf8)))
        case "/none": return .now(OutgoingResponse(status: 204, headers: HeaderLines(), body: Array("unsent".utf8)))
        default: return .now(Self.response(text))
        }
    }

    static func text(for request: IncomingRequest) -> String {
        let body = request.body.count > 100 ? "\(request.body.count) bytes" : String(decoding: request.body, as: UTF8.self)
        return "\(request.method) \(request.target) [\(body)]"
    }

    private static func response(_ text: String, status: Int = 200) -> OutgoingResponse {
        OutgoingResponse(status: status, headers: HeaderLines([("X-Kind", "test")]), body: Array(text.utf8))
    }

    private static func wait(_ milliseconds: UInt32, then text: String) -> OutgoingResponse {
        TestPause.milliseconds(milliseconds)
        return response(text)
    }
}

/// Holds a thread, as an operation does that takes long.
enum TestPause {
    static func milliseconds(_ count: UInt32) { usleep(count * 1_000) }
}

/// What `ScriptedAnswers` sends, as bytes.
func ok(_ text: String, connection: String = "") -> String {
    "HTTP/1.1 200 OK\r\nX-Kind: test\r\nContent-Length: \(text.utf8.count)\r\n\(connection)\r\n\(text)"
}

/// An endpoint on one free port, stopped when the body has run.
func withEndpoint(
    limits: EndpointLimits = EndpointLimits(),
    loops: Int = 1,
    listener: Listener = Listener(port: 0),
    _ body: (_ port: Int, _ answers: ScriptedAnswers, _ endpoint: HTTPEndpoint) async throws -> Void
) async throws {
    let answers = ScriptedAnswers()
    let endpoint = try HTTPEndpoint.start(
        on: [listener], answering: answers, identity: .forTests, loops: loops, poolThreads: 2, limits: limits)
    do {
        try await body(endpoint.listeners.first?.port ?? 0, answers, endpoint)
    } catch {
        await endpoint.stop()
        throw error
    }
    await endpoint.stop()
}
