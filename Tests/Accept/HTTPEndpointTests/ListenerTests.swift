import AWSWire
import HTTPEndpoint
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing

extension EndpointTests {
    /// Addresses that come and go, and the end of them all.
    @Suite struct ListenerTests {
        @Test func `a port in use is named`() async throws {
            try await withEndpoint { port, answers, endpoint in
                let error = EndpointError.portInUse(host: "127.0.0.1", port: port)
                #expect(throws: error) { try HTTPEndpoint.start(on: [Listener(port: 0), Listener(port: port)], answering: answers) }
                #expect(throws: error) { try endpoint.addListener(Listener(port: port)) }
                #expect("\(error)" == "Cannot listen on 127.0.0.1, port \(port): the port is in use.")
            }
        }

        @Test func `an address that cannot be had is named`() async throws {
            try await withEndpoint { _, _, endpoint in
                #expect(throws: EndpointError.addressNotAvailable(host: "192.0.2.1", port: 0)) {
                    try endpoint.addListener(Listener(host: "192.0.2.1", port: 0))
                }
                #expect(throws: EndpointError.hostNotFound(host: "no-such-host.invalid", port: 0)) {
                    try endpoint.addListener(Listener(host: "no-such-host.invalid", port: 0))
                }
                #expect(throws: EndpointError.portOutOfRange(host: "127.0.0.1", port: 65_536)) {
                    try endpoint.addListener(Listener(port: 65_536))
                }
            }
        }

        @Test func `TLS without a usable certificate is refused`() async throws {
            let answers = ScriptedAnswers()
            let listener = Listener(port: 0, scheme: .httpAndHTTPS)
            #expect(throws: EndpointError.certificateMissing(host: "127.0.0.1", port: 0)) {
                try HTTPEndpoint.start(on: [listener], answering: answers)
            }
            let error = try #require(throws: EndpointError.self) {
                try HTTPEndpoint.start(
                    on: [listener], answering: answers, identity: TLSIdentity(certificateChain: "none", privateKey: "none"))
            }
            #expect("\(error)".hasPrefix("The TLS certificate or its key cannot be used: "))
        }

        @Test func `a listener is added and removed while others serve`() async throws {
            try await withEndpoint { port, answers, endpoint in
                let added = try endpoint.addListener(Listener(host: "localhost", port: 0, endpointID: "vpce-2"))
                #expect(endpoint.listeners.map(\.endpointID) == [nil, "vpce-2"])
                let (client, busy, idle) = (try TestClient(port: port), try TestClient(port: added.port), try TestClient(port: added.port))
                for each in [client, busy, idle] {
                    each.send("GET /a HTTP/1.1\r\n\r\n")
                    #expect(each.answer() == ok("GET /a []"))
                }
                #expect(answers.log.requests.map(\.arrival.endpointID) == [nil, "vpce-2", "vpce-2"])
                busy.send("GET /held HTTP/1.1\r\n\r\n")
                while answers.log.requests.count < 4 { try await Task.sleep(for: .milliseconds(5)) }
                endpoint.removeListener(added)
                #expect(idle.rest() == "")
                answers.change { $0.isReleased = true }
                #expect(busy.rest() == ok("GET /held []", connection: "Connection: close\r\n"))
                #expect(throws: TestClient.Refused.self) { try TestClient(port: added.port) }
                client.send("GET /b HTTP/1.1\r\n\r\n")
                #expect(client.answer() == ok("GET /b []"))
                #expect(endpoint.listeners.count == 1)
            }
        }

        @Test func `a listener is added by a request, on its loop`() async throws {
            let opener = Opener()
            let endpoint = try HTTPEndpoint.start(on: [Listener(port: 0)], answering: opener, loops: 1)
            opener.endpoint.withLock { $0 = endpoint }
            let client = try TestClient(port: endpoint.listeners.first?.port ?? 0)
            client.send("POST / HTTP/1.1\r\n\r\n")
            let answer = try #require(client.answer())
            let port = try #require(Int(answer.split(separator: "\r\n").last ?? ""))
            let second = try TestClient(port: port)
            second.send("POST / HTTP/1.1\r\n\r\n")
            #expect(second.answer()?.hasPrefix("HTTP/1.1 200 OK\r\n") == true)
            opener.endpoint.withLock { $0 = nil }
            await endpoint.stop()
        }

        @Test func `TLS and plain HTTP come in on one port`() async throws {
            try await withEndpoint(listener: Listener(port: 0, scheme: .httpAndHTTPS)) { port, answers, _ in
                let plain = try TestClient(port: port)
                plain.send("POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\na")
                #expect(plain.answer() == ok("POST /a [a]"))
                let secure = try await TLSClient.exchange(
                    "POST /b HTTP/1.1\r\nContent-Length: 1\r\n\r\nbGET /a HTTP/1.1\r\nConnection: close\r\n\r\n", port: port)
                #expect(secure == ok("POST /b [b]") + ok("GET /a []", connection: "Connection: close\r\n"))
                #expect(try await TLSClient.exchange("nonsense\r\n\r\n", port: port) == EndpointTests.RefusalTests.badRequest)
                #expect(answers.log.requests.map(\.arrival.isSecure) == [false, true, true])
            }
        }

        @Test func `a port without TLS refuses a handshake`() async throws {
            try await withEndpoint { port, _, _ in
                let client = try TestClient(port: port)
                client.send([0x16, 3, 1, 0, 5])
                #expect(client.rest() == EndpointTests.RefusalTests.badRequest)
            }
        }

        @Test func `requests in flight are answered before the endpoint stops, and idle connections closed`() async throws {
            try await withEndpoint { port, answers, endpoint in
                let (busy, idle, untouched) = (try TestClient(port: port), try TestClient(port: port), try TestClient(port: port))
                idle.send("GET /a HTTP/1.1\r\n\r\n")
                #expect(idle.answer() == ok("GET /a []"))
                busy.send("GET /held HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\r\n")
                while answers.log.requests.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
                async let stopped: Void = endpoint.stop()
                // The clients hold this thread while they wait, which may be the only one that the stop could begin on.
                try await Task.sleep(for: .milliseconds(20))
                let start = ContinuousClock.now
                #expect(idle.rest() == "")
                #expect(untouched.rest() == "")
                answers.change { $0.isReleased = true }
                await stopped
                #expect(ContinuousClock.now - start < .seconds(5))
                #expect(busy.rest() == ok("GET /held []") + ok("GET /a []", connection: "Connection: close\r\n"))
                #expect(throws: TestClient.Refused.self) { try TestClient(port: port) }
                #expect(throws: EndpointError.stopped) { try endpoint.addListener(Listener(port: 0)) }
            }
        }

        @Test func `an operation without end does not keep the endpoint from stopping`() async throws {
            try await withEndpoint { port, answers, endpoint in
                let client = try TestClient(port: port)
                client.send("GET /held HTTP/1.1\r\n\r\n")
                while answers.log.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
                let start = ContinuousClock.now
                await endpoint.stop()
                #expect(ContinuousClock.now - start < .seconds(5))
                #expect(client.rest() == "")
                answers.change { $0.isReleased = true }
            }
        }
    }
}
