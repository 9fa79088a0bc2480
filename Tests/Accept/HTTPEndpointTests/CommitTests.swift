import Dispatch
import HTTPEndpoint
import Synchronization
import Testing

extension EndpointTests {
    /// Answers that wait for a commit.
    @Suite struct CommitTests {
        @Test func `one commit serves what one turn of the loop has read`() async throws {
            try await withEndpoint { port, answers, _ in
                let clients = try (0..<20).map { _ in try TestClient(port: port) }
                for client in clients {
                    client.send("GET /a HTTP/1.1\r\n\r\n")
                    #expect(client.answer() == ok("GET /a []"))
                }
                // While the loop sits in a first commit, the others' requests arrive together.
                let hasBegun = Atomic(false)
                let mayEnd = DispatchSemaphore(value: 0)
                answers.change {
                    $0.beforeCommit = {
                        hasBegun.store(true, ordering: .relaxed)
                        mayEnd.wait()
                    }
                }
                clients[0].send("GET /commit HTTP/1.1\r\n\r\n")
                while !hasBegun.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(1)) }
                for client in clients.dropFirst() { client.send("GET /commit HTTP/1.1\r\n\r\n") }
                answers.change { $0.beforeCommit = {} }
                mayEnd.signal()
                for client in clients { #expect(client.answer() == ok("GET /commit []")) }
                #expect(answers.log.commits == 2)
            }
        }

        @Test func `an answer is held until its commit has ended`() async throws {
            try await withEndpoint { port, answers, _ in
                answers.change { $0.beforeCommit = { TestPause.milliseconds(150) } }
                let client = try TestClient(port: port)
                let start = ContinuousClock.now
                client.send("GET /commit HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\r\n")
                #expect(client.answer() == ok("GET /commit []"))
                #expect(ContinuousClock.now - start >= .milliseconds(150))
                #expect(client.answer() == ok("GET /a []"))
                #expect(answers.log.commits == 1)
            }
        }

        @Test func `a commit that fails replaces the answers that waited for it, and no others`() async throws {
            try await withEndpoint { port, answers, _ in
                answers.change { $0.failsToCommit = true }
                let client = try TestClient(port: port)
                client.send("GET /a HTTP/1.1\r\n\r\nGET /commit HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n")
                #expect(client.answer() == ok("GET /a []"))
                #expect(
                    client.answer() == "HTTP/1.1 500 Internal Server Error\r\nX-Kind: test\r\nContent-Length: 13\r\n\r\nnot committed")
                #expect(client.answer() == ok("GET /b []"))
                answers.change { $0.failsToCommit = false }
                client.send("GET /commit HTTP/1.1\r\n\r\n")
                #expect(client.answer() == ok("GET /commit []"))
            }
        }

        @Test func `each loop has a lane, and commits for itself`() async throws {
            try await withEndpoint(loops: 2) { port, answers, _ in
                let clients = try (0..<8).map { _ in try TestClient(port: port) }
                for client in clients {
                    client.send("GET /commit HTTP/1.1\r\n\r\n")
                    #expect(client.answer() == ok("GET /commit []"))
                }
                #expect(answers.log.lanes == [Lane(index: 0), Lane(index: 1)])
                #expect(answers.log.commits == 8)
            }
        }
    }
}
