import AWSTypes
import ServiceModel
import Testing

@testable import Gateway

@Suite struct DecisionLogTests {
    /// Calls in turn by Alice, who may, and by Bob, who may not.
    private func world(denied: Int, others: Int, bytes: Int = 1000, calls: Int) throws -> TestWorld {
        var settings = GatewaySettings()
        (settings.rememberedDenials, settings.rememberedOthers, settings.rememberedBytes) = (denied, others, bytes)
        let world = try TestWorld(settings)
        for number in 0..<calls {
            let key = number % 3 == 0 ? "AKIABOB" : "AKIAALICE"
            let status = world.answer(world.request("ListTables", #"{"Limit":\#(number + 1)}"#, by: world.signer(key))).status
            #expect(status == (number % 3 == 0 ? 400 : 200))
        }
        return world
    }

    private func outcomes(_ world: TestWorld) -> String { world.gateway.decisions.latest.map { $0.wasDenied ? "d" : "a" }.joined() }

    @Test func `calls come back in their order, the newest first`() throws {
        let world = try world(denied: 9, others: 9, calls: 7)
        #expect(outcomes(world) == "daadaad")
        let records = world.gateway.decisions.latest
        for record in records { #expect(world.gateway.decisions[record.call.requestID] === record) }
        #expect(world.gateway.decisions["another"] == nil)
    }

    @Test func `what was allowed does not push out what was denied`() throws {
        #expect(outcomes(try world(denied: 2, others: 3, calls: 12)) == "aadad")
        #expect(outcomes(try world(denied: 4, others: 1, calls: 12)) == "addd" + "d")
    }

    @Test func `either kind weighs no more than it may`() throws {
        // Each of these requests has eleven bytes.
        #expect(outcomes(try world(denied: 9, others: 9, bytes: 22, calls: 9)) == "aadd")
    }

    @Test func `an error that is no denial is one of the others`() throws {
        var settings = GatewaySettings()
        (settings.rememberedDenials, settings.rememberedOthers) = (5, 1)
        let world = try TestWorld(settings)
        let alice = world.signer("AKIAALICE")
        _ = world.answer(world.request("ListTables", by: alice))
        _ = world.answer(world.request("DescribeTable", #"{"TableName":"Missing"}"#, by: alice))
        #expect(world.gateway.decisions.latest.map(\.call.operation.name) == ["DescribeTable"])
    }
}
