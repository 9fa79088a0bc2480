import AWSTypes
import AWSWire
import CloudTrail
import Directory
import Testing

@testable import Gateway

@Suite struct ControlFaceTests {
    private static let here = [(name: "Host", value: "localhost:8000")]

    /// The headers of a request, and whether it may drive the emulator.
    static let hosts: [(headers: [String], isHere: Bool)] = [
        (["Host: localhost"], true), (["Host: LocalHost:8000"], true), (["Host: 127.0.0.1:8000"], true), (["Host: [::1]:8000"], true),
        (["Host: vpce-1.localhost:9000"], true), ([], false), (["Host: "], false), (["Host: evil.example"], false),
        (["Host: localhost.evil.example"], false), (["Host: localhost:80@evil.example"], false), (["Host: evil.localhost.example"], false),
        (["Host: [::1].evil.example"], false), (["Host: localhost", "Host: evil.example"], false),
        (["Host: localhost", "Origin: http://localhost:3000"], true), (["Host: localhost", "Origin: https://[::1]"], true),
        (["Host: localhost", "Origin: null"], false), (["Host: localhost", "Origin: "], false),
        (["Host: localhost", "Origin: https://evil.example"], false),
        (["Host: localhost", "Origin: http://evil.example/localhost"], false),
        (["Host: localhost", "Origin: http://localhost", "origin: http://evil.example"], false),
    ]

    @Test func `only this machine's own names may drive it`() throws {
        let world = try TestWorld()
        for row in Self.hosts {
            let headers = row.headers.map { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                return (name: String(parts[0]), value: String(parts[1].dropFirst()))
            }
            #expect((world.control("GET", "health", headers: headers).status == 200) == row.isHere, "\(row.headers)")
        }
    }

    @Test(arguments: ["health", "decisions", "operations", "principals", "clock", "reset", "explain/last"])
    func `a GET changes nothing`(_ path: String) throws {
        let world = try TestWorld()
        try world.world.directory.update { $0.users["111122223333/Bob"] = nil }
        let revision = world.world.directory.snapshot.revision
        _ = world.control("GET", path, headers: Self.here)
        #expect(world.world.directory.snapshot.revision == revision)
    }

    /// Moves of the clock that the world survives, and whether it made them.
    static let moves: [(body: String, isMade: Bool)] = [
        (#"{"advanceSeconds": 300}"#, true), (#"{"advanceSeconds": -300}"#, true), (#"{"advanceSeconds": 9223372036854775807}"#, false),
        (#"{"advanceSeconds": 9223372036854775}"#, false), (#"{"advanceSeconds": -9223372036854775808}"#, false),
        (#"{"advanceSeconds": 1e300}"#, false), (#"{"advanceSeconds": "5"}"#, false), ("", false), ("{", false),
        (#"{"reset": true}"#, true),
    ]

    @Test func `a clock is moved within the years that can be said`() throws {
        let world = try TestWorld()
        for move in Self.moves {
            let before = world.world.clock.now
            let answered = world.control("POST", "clock", move.body, headers: Self.here)
            #expect((answered.status == 200) == move.isMade, "\(move.body): \(answered)")
            #expect(move.isMade || world.world.clock.now == before)
            #expect(world.control("GET", "health", headers: Self.here).status == 200)
        }
    }

    @Test func `a reset puts back the directory, the clock, the events and the decisions, and keeps ports`() throws {
        let world = try TestWorld()
        try world.world.directory.update { directory in
            directory.endpoints[TestWorld.endpointID]?.port = 4711
            directory.users["111122223333/Alice"] = nil
            directory.users["111122223333/New"] = User(account: "111122223333", name: "New", id: "AIDANEW", created: TestWorld.start)
        }
        world.world.clock.advance(milliseconds: 60_000)
        #expect(world.answer(world.request("ListTables", by: world.signer("AKIABOB"))).status == 400)
        #expect(world.control("POST", "reset", headers: Self.here).status == 200)
        let directory = world.world.directory.snapshot
        #expect(directory.users.keys.sorted() == ["111122223333/Alice", "111122223333/Bob", "444455556666/Otto"])
        #expect(directory.endpoints[TestWorld.endpointID]?.port == 4711)
        #expect(world.world.clock.now == TestWorld.start)
        #expect(world.gateway.decisions.latest.isEmpty)
        #expect(world.answer(world.request("ListTables", by: world.signer("AKIAALICE"))).status == 200)
    }

    @Test func `resets at the same time come after one another, with calls between`() async throws {
        let world = try TestWorld()
        let table =
            #"{"TableName":"Music","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}"#
        await withTaskGroup { group in
            for number in 0..<8 {
                group.addTask {
                    guard number % 2 == 0 else { return world.control("POST", "reset", headers: Self.here).status }
                    return world.answer(world.request("CreateTable", table, by: world.signer("AKIAALICE"))).status
                }
            }
            for await status in group { #expect(status == 200 || status == 400) }
        }
        #expect(world.control("POST", "reset", headers: Self.here).status == 200)
        #expect(world.answer(world.request("ListTables", by: world.signer("AKIAALICE"))) == Answered(200, #"{"TableNames":[]}"#))
    }

    @Test func `what is remembered of a call is not what it carried`() throws {
        let world = try TestWorld()
        _ = world.answer(world.request("ListTables", #"{"Limit": 7}"#, by: world.signer("AKIAALICE")))
        let record = try #require(world.gateway.decisions.latest.first)
        let id = record.call.requestID
        #expect(world.gateway.decisions[id] === record)
        #expect(record.call.body.isEmpty && record.call.document == nil && record.answer == nil)
        #expect(world.control("GET", "explain/\(id)", headers: Self.here).body.contains("dynamodb:ListTables"))
        let events = try world.gateway.events.events(
            matching: EventQuery(account: "111122223333"), limit: 10, includesData: true, now: world.gateway.clock.now)
        #expect(events.count == 1 && events.allSatisfy { $0.json.contains(id) })
    }
}
