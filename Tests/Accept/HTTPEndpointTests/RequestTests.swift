import AWSWire
import HTTPEndpoint
import NIOCore
import Testing

extension EndpointTests {
    /// One request after another, as HTTP/1.1 means it.
    @Suite struct RequestTests {
        @Test func `a request reaches the answerer whole, and its answer the client`() async throws {
            try await withEndpoint(listener: Listener(port: 0, endpointID: "vpce-1")) { port, answers, _ in
                let client = try TestClient(port: port)
                client.send("POST /a%20b?c=d HTTP/1.1\r\nHost: x\r\nx-Twice: 1\r\nX-TWICE:  2 \r\nContent-Length: 2\r\n\r\n{}")
                #expect(client.answer() == ok("POST /a%20b?c=d [{}]"))
                let request = try #require(answers.log.requests.first)
                #expect(request.headers.map(\.name) == ["Host", "x-Twice", "X-TWICE", "Content-Length"])
                #expect(request.headers.map(\.value) == ["x", "1", "2", "2"])
                #expect(request.arrival == Arrival(address: "127.0.0.1", isSecure: false, localPort: port, endpointID: "vpce-1"))
            }
        }

        @Test func `a connection is kept for the next request`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                for number in 1...5 {
                    client.send("POST /\(number) HTTP/1.1\r\nContent-Length: 1\r\n\r\n\(number)")
                    #expect(client.answer() == ok("POST /\(number) [\(number)]"))
                }
            }
        }

        @Test func `a client that says so has its connection closed`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send("GET /a HTTP/1.1\r\nConnection: close\r\n\r\n")
                #expect(client.rest() == ok("GET /a []", connection: "Connection: close\r\n"))
            }
        }

        @Test func `a client of HTTP 1.0 keeps its connection where it asks for it`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(client.answer() == ok("GET /a []", connection: "Connection: keep-alive\r\n"))
                client.send("GET /b HTTP/1.0\r\n\r\n")
                #expect(client.rest() == ok("GET /b []", connection: "Connection: close\r\n"))
            }
        }

        @Test func `requests sent at once are answered in their order, one from the pool among them`() async throws {
            try await withEndpoint { port, answers, _ in
                let client = try TestClient(port: port)
                let paths = ["/1", "/pool", "/2", "/big", "/3"]
                client.send(paths.map { "GET \($0) HTTP/1.1\r\n\r\n" }.joined())
                for path in paths {
                    let answer = client.answer()
                    if path == "/big" {
                        #expect(answer?.utf8.count == (1 << 20) + 44)
                    } else {
                        #expect(answer == ok("GET \(path) []"))
                    }
                }
                #expect(answers.log.requests.map(\.target) == paths)
                client.send("GET /after HTTP/1.1\r\n\r\n")
                #expect(client.answer() == ok("GET /after []"))
            }
        }

        @Test func `large answers to requests sent at once come whole to a slow reader`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send(String(repeating: "GET /big HTTP/1.1\r\n\r\n", count: 40))
                try await Task.sleep(for: .milliseconds(100))
                for _ in 1...40 { #expect(client.answer()?.utf8.count == (1 << 20) + 44) }
            }
        }

        @Test func `more requests at once than may wait end the connection after those that waited`() async throws {
            var limits = EndpointLimits()
            limits.waitingRequests = 3
            try await withEndpoint(limits: limits) { port, _, _ in
                let client = try TestClient(port: port)
                client.send("GET /pool HTTP/1.1\r\n\r\n" + (1...10).map { "GET /\($0) HTTP/1.1\r\n\r\n" }.joined())
                #expect(client.rest() == ["/pool", "/1", "/2", "/3"].map { ok("GET \($0) []") }.joined())
            }
        }

        @Test func `a body in chunks is put together`() async throws {
            try await withEndpoint { port, answers, _ in
                let client = try TestClient(port: port)
                client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
                try await Task.sleep(for: .milliseconds(20))
                client.send("2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n")
                #expect(client.answer() == ok("POST / [abcde]"))
                #expect(answers.log.requests.first?.headers.count == 1)
            }
        }

        @Test func `a request byte by byte is one request`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                for byte in "POST /slow-typist HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc".utf8 { client.send([byte]) }
                #expect(client.answer() == ok("POST /slow-typist [abc]"))
            }
        }

        @Test func `a client that waits to be told to go on is told`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send("GET /pool HTTP/1.1\r\n\r\nPOST /a HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n")
                #expect(client.answer() == ok("GET /pool []"))
                #expect(client.answer() == "HTTP/1.1 100 Continue\r\n\r\n")
                client.send("hi")
                #expect(client.answer() == ok("POST /a [hi]"))
            }
        }

        @Test func `a HEAD is answered without the body`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send("HEAD /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n")
                #expect(client.answer(headOnly: true) == "HTTP/1.1 200 OK\r\nX-Kind: test\r\nContent-Length: 10\r\n\r\n")
                #expect(client.answer() == ok("GET /b []"))
            }
        }

        @Test func `headers are sent as given, a line end in one as spaces, and a 204 has no body`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send("GET /given HTTP/1.1\r\n\r\nGET /none HTTP/1.1\r\n\r\n")
                #expect(client.answer() == "HTTP/1.1 404 Not Found\r\ncontent-length: 3\r\nx-amzn-RequestId: A  B: C\r\n\r\nabc")
                #expect(client.answer() == "HTTP/1.1 204 No Content\r\n\r\n")
            }
        }

        @Test func `a request that asks for another protocol is answered in this one, and its connection closed`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send("POST /a HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\nhi")
                #expect(client.rest() == ok("POST /a [hi]", connection: "Connection: close\r\n"))
            }
        }

        @Test func `a client that has said all still gets its answer`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send("GET /pool HTTP/1.1\r\n\r\n")
                client.endSending()
                #expect(client.rest() == ok("GET /pool []", connection: "Connection: close\r\n"))
            }
        }

        @Test func `a client whose end comes together with its request gets its answer`() async throws {
            try await withEndpoint { port, answers, _ in
                // What comes in while the loop is busy is found in one turn of it.
                answers.change { $0.beforeAnswering = { TestPause.milliseconds(200) } }
                let (other, client) = (try TestClient(port: port), try TestClient(port: port))
                client.send("GET /first HTTP/1.1\r\n\r\n")
                #expect(client.answer() == ok("GET /first []"))
                other.send("GET /a HTTP/1.1\r\n\r\n")
                try await Task.sleep(for: .milliseconds(50))
                client.send("GET /a HTTP/1.1\r\n\r\n")
                client.endSending()
                #expect(client.rest() == ok("GET /a []", connection: "Connection: close\r\n"))
            }
        }
    }
}
