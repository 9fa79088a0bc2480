import Dispatch
import HTTPEndpoint
import Synchronization
import Testing

extension EndpointTests {
    /// Requests that are answered together.
    @Suite struct TogetherTests {
        @Test func `what one turn of the loop has read is asked together, thirty-two at most`() async throws {
            try await withEndpoint { port, answers, _ in
                let clients = try (0..<40).map { _ in try TestClient(port: port) }
                for client in clients {
                    client.send("GET /a HTTP/1.1\r\n\r\n")
                    #expect(client.answer() == ok("GET /a []"))
                }
                // While the loop sits in a first answer, the others' requests arrive together.
                let hasBegun = Atomic(false)
                let mayEnd = DispatchSemaphore(value: 0)
                answers.change {
                    $0.together = []
                    $0.beforeAnswering = {
                        hasBegun.store(true, ordering: .relaxed)
                        mayEnd.wait()
                    }
                }
                clients[0].send("GET /0 HTTP/1.1\r\n\r\n")
                while !hasBegun.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(1)) }
                for (number, client) in clients.enumerated().dropFirst() { client.send("GET /\(number) HTTP/1.1\r\n\r\n") }
                answers.change { $0.beforeAnswering = {} }
                mayEnd.signal()
                for (number, client) in clients.enumerated() { #expect(client.answer() == ok("GET /\(number) []")) }
                #expect(answers.log.together == [1, 32, 7])
            }
        }

        @Test func `requests of one connection are never asked together`() async throws {
            try await withEndpoint { port, answers, _ in
                let client = try TestClient(port: port)
                client.send("GET /a HTTP/1.1\r\n\r\nGET /pool HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n")
                for path in ["/a", "/pool", "/b"] { #expect(client.answer() == ok("GET \(path) []")) }
                #expect(answers.log.together == [1, 1, 1])
            }
        }

        @Test func `an answer for a client that has gone meanwhile is dropped, and the others' are not`() async throws {
            try await withEndpoint { port, answers, _ in
                let hasBegun = Atomic(false)
                let mayEnd = DispatchSemaphore(value: 0)
                answers.change {
                    $0.beforeAnswering = {
                        hasBegun.store(true, ordering: .relaxed)
                        mayEnd.wait()
                    }
                }
                let (first, gone, last) = try (TestClient(port: port), TestClient(port: port), TestClient(port: port))
                first.send("GET /first HTTP/1.1\r\n\r\n")
                while !hasBegun.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(1)) }
                answers.change { $0.beforeAnswering = {} }
                gone.send("GET /gone HTTP/1.1\r\n\r\n")
                last.send("GET /last HTTP/1.1\r\n\r\n")
                gone.shut()
                mayEnd.signal()
                #expect(first.answer() == ok("GET /first []"))
                #expect(last.answer() == ok("GET /last []"))
            }
        }

        @Test func `each loop has a lane`() async throws {
            try await withEndpoint(loops: 2) { port, answers, _ in
                let clients = try (0..<8).map { _ in try TestClient(port: port) }
                for client in clients {
                    client.send("GET /a HTTP/1.1\r\n\r\n")
                    #expect(client.answer() == ok("GET /a []"))
                }
                #expect(answers.log.lanes == [Lane(index: 0), Lane(index: 1)])
                #expect(answers.log.together == Array(repeating: 1, count: 8))
            }
        }
    }
}
