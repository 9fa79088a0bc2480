import AWSWire
import HTTPEndpoint
import NIOCore
import Testing

extension EndpointTests {
    /// What is refused without being understood, and clients that stop half-way.
    @Suite struct RefusalTests {
        static let badRequest = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        static let tooLarge = "HTTP/1.1 413 Request Entity Too Large\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n"

        struct Malformed: CustomTestStringConvertible {
            var testDescription: String
            var bytes: String

            init(_ name: String, _ bytes: String) {
                testDescription = name
                self.bytes = bytes
            }
        }

        static let malformed = [
            Malformed("no HTTP", "hello there\r\n\r\n"),
            Malformed("an unknown method", "FROB / HTTP/1.1\r\n\r\n"),
            Malformed("a version of its own", "GET / HTTP/3.7\r\n\r\n"),
            Malformed("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
            Malformed("a target with a NUL", "GET /\0 HTTP/1.1\r\n\r\n"),
            Malformed("a header with a NUL", "GET / HTTP/1.1\r\nA: \0\r\n\r\n"),
            Malformed("a header name with a space", "GET / HTTP/1.1\r\nA B: c\r\n\r\n"),
            Malformed("a header without a name", "GET / HTTP/1.1\r\n: c\r\n\r\n"),
            Malformed("a bare line feed in a header", "GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n"),
            Malformed("a bare carriage return in a header", "GET / HTTP/1.1\r\nA: b\rC: d\r\n\r\n"),
            Malformed("a folded header", "GET / HTTP/1.1\r\n A: b\r\n\r\n"),
            Malformed("two lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
            Malformed("a negative length", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
            Malformed("a length with a sign", "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\na"),
            Malformed("a length past all numbers", "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n"),
            Malformed("a length and chunks", "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            Malformed("chunks and a length", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
            Malformed("chunks that are not last", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
            Malformed("an unknown coding", "POST / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
            Malformed("a chunk without a size", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n"),
            Malformed("a chunk with a negative size", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n"),
            Malformed("a chunk longer than its size", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"),
        ]

        @Test(arguments: malformed)
        func `what is not HTTP is answered with 400, and the connection closed`(_ row: Malformed) async throws {
            try await withEndpoint { port, answers, _ in
                let client = try TestClient(port: port)
                client.send(row.bytes)
                client.endSending()
                #expect(client.rest() == Self.badRequest)
                #expect(answers.log.requests.isEmpty)
            }
        }

        @Test func `what was asked before the mistake is answered before it`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send("GET /pool HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\r\nnonsense\r\n\r\nGET /b HTTP/1.1\r\n\r\n")
                #expect(client.rest() == ok("GET /pool []") + ok("GET /a []") + Self.badRequest)
            }
        }

        @Test func `16 MiB of body is accepted, and one byte more is not`() async throws {
            try await withEndpoint { port, _, _ in
                let most = 16 * 1024 * 1024
                let body = [UInt8](repeating: 0x61, count: most + 1)
                let client = try TestClient(port: port)
                client.send("POST /a HTTP/1.1\r\nContent-Length: \(most)\r\n\r\n")
                client.send(Array(body.dropLast()))
                #expect(client.answer() == ok("POST /a [\(most) bytes]"))
                client.send("POST /b HTTP/1.1\r\nContent-Length: \(most + 1)\r\n\r\n")
                client.send(body)
                client.endSending()
                #expect(client.rest() == Self.tooLarge)
            }
        }

        @Test func `the bytes of a body in chunks are counted too`() async throws {
            var limits = EndpointLimits()
            limits.bodyBytes = 10
            try await withEndpoint(limits: limits) { port, answers, _ in
                let client = try TestClient(port: port)
                client.send("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n5\r\n12345\r\n0\r\n\r\n")
                #expect(client.answer() == ok("POST /a [1234512345]"))
                client.send("POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n6\r\n123456\r\n0\r\n\r\n")
                client.endSending()
                #expect(client.rest() == Self.tooLarge)
                #expect(answers.log.requests.count == 1)
            }
        }

        @Test func `a client is not told to go on with a body that is too large`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 999999999\r\n\r\n")
                client.endSending()
                #expect(client.rest() == Self.tooLarge)
            }
        }

        @Test(arguments: [(16 * 1024, true), (16 * 1024 + 1, false), (40 * 1024, false), (1024 * 1024, false)])
        func `16 KB of request line and headers are accepted, and one byte more is not`(_ size: Int, _ isAccepted: Bool) async throws {
            let line = "GET /a HTTP/1.1\r\nA: "
            let filling = String(repeating: "x", count: size - line.utf8.count - 4)
            let target = "/" + String(repeating: "x", count: size - 18)
            let requests = [(line + filling + "\r\n\r\n", ok("GET /a []")), ("GET \(target) HTTP/1.1\r\n\r\n", ok("GET \(target) []"))]
            try await withEndpoint { port, _, _ in
                for (request, answer) in requests {
                    let client = try TestClient(port: port)
                    client.send(request)
                    if isAccepted {
                        #expect(client.answer() == answer)
                    } else {
                        client.endSending()
                        #expect(client.rest() == Self.badRequest)
                    }
                }
            }
        }

        @Test func `a request that is cut is refused, and a connection that is cut forgotten`() async throws {
            try await withEndpoint { port, answers, _ in
                let half = try TestClient(port: port)
                half.send("POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nab")
                half.endSending()
                #expect(half.rest() == Self.badRequest)
                let gone = try TestClient(port: port)
                gone.send("GET /pool HTTP/1.1\r\n\r\nGET /pool HTTP/1.1\r\n\r\nPOST /a HTTP")
                gone.shut()
                let next = try TestClient(port: port)
                next.send("GET /a HTTP/1.1\r\n\r\n")
                #expect(next.answer() == ok("GET /a []"))
                #expect(!answers.log.requests.contains { $0.method == "POST" })
            }
        }

        @Test func `no opening bytes keep the next client from its answer`() async throws {
            var numbers = SplitMix(state: 20_260_101)
            let openings = ["", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n", "\u{16}\u{3}\u{1}"]
            let more = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
            try await withEndpoint(loops: 2, listener: Listener(port: 0, scheme: .httpAndHTTPS)) { port, _, _ in
                for number in 0..<2_000 {
                    let client = try TestClient(port: port)
                    var bytes = Array((openings + [more])[number % 5].utf8)
                    for _ in 0..<Int.random(in: 0..<60, using: &numbers) {
                        // Half of them such bytes as HTTP is made of.
                        let plain = Array("\r\n\r\n 0123456789abcdefGETPOSTHTTP/1.1:;-".utf8)
                        let byte =
                            Bool.random(using: &numbers) ? plain.randomElement(using: &numbers) : UInt8.random(in: 0...255, using: &numbers)
                        bytes.append(byte ?? 0)
                    }
                    client.send(bytes)
                    guard number % 50 == 0 else { continue }
                    let sane = try TestClient(port: port)
                    sane.send("GET /a HTTP/1.1\r\n\r\n")
                    #expect(sane.answer() == ok("GET /a []"), "after \(bytes)")
                }
            }
        }
    }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
