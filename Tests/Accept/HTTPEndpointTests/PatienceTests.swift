import HTTPEndpoint
import NIOCore
import Testing

extension EndpointTests {
    /// How long the endpoint waits for a client.
    @Suite struct PatienceTests {
        private static var short: EndpointLimits {
            var limits = EndpointLimits()
            limits.headTime = .milliseconds(100)
            limits.bodyTime = .milliseconds(100)
            limits.idleTime = .milliseconds(100)
            return limits
        }

        struct Halt: CustomTestStringConvertible {
            var testDescription: String
            /// Sent one after another, 30 ms apart, so that there is always some progress.
            var pieces: [String]
            var answers = ""
        }

        static let halts = [
            Halt(testDescription: "nothing", pieces: []),
            Halt(testDescription: "half a request line", pieces: ["GET /"]),
            Halt(testDescription: "headers without end", pieces: ["GET / HTTP/1.1\r\n"] + (1...20).map { "A\($0): b\r\n" }),
            Halt(testDescription: "empty lines without end", pieces: Array(repeating: "\r\n", count: 20)),
            Halt(
                testDescription: "a body without end",
                pieces: ["POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\n"] + Array(repeating: "x", count: 20)),
            Halt(testDescription: "half a handshake", pieces: ["\u{16}\u{3}\u{1}"]),
            Halt(testDescription: "nothing after an answer", pieces: ["GET /a HTTP/1.1\r\n\r\n"], answers: ok("GET /a []")),
            Halt(testDescription: "half a second request", pieces: ["GET /a HTTP/1.1\r\n\r\nGET"], answers: ok("GET /a []")),
        ]

        @Test(arguments: halts)
        func `a client that takes too long is cut off`(_ halt: Halt) async throws {
            try await withEndpoint(limits: Self.short, listener: Listener(port: 0, scheme: .httpAndHTTPS)) { port, _, _ in
                let client = try TestClient(port: port)
                let start = ContinuousClock.now
                for piece in halt.pieces {
                    client.send(piece)
                    if halt.pieces.count > 1 { try await Task.sleep(for: .milliseconds(30)) }
                }
                #expect(client.rest() == halt.answers)
                #expect(ContinuousClock.now - start < .seconds(3))
            }
        }

        @Test func `an answer that takes longer is waited for`() async throws {
            try await withEndpoint(limits: Self.short) { port, answers, _ in
                let client = try TestClient(port: port)
                client.send("GET /held HTTP/1.1\r\n\r\n")
                try await Task.sleep(for: .milliseconds(300))
                answers.change { $0.isReleased = true }
                #expect(client.answer() == ok("GET /held []"))
            }
        }

        @Test func `a client that does not read its answer is cut off`() async throws {
            var limits = EndpointLimits()
            limits.sendTime = .milliseconds(100)
            try await withEndpoint(limits: limits) { port, answers, _ in
                let client = try TestClient(port: port)
                client.send(String(repeating: "GET /big HTTP/1.1\r\n\r\n", count: 100))
                try await Task.sleep(for: .milliseconds(600))
                // The kernel holds some megabytes, the endpoint one answer; nobody has asked for the rest.
                #expect(answers.log.requests.count < 50)
                #expect((client.rest()?.utf8.count ?? 0) < 50 << 20)
            }
        }
    }
}
