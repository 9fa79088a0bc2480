import AWSTypes
import ServiceModel
import Testing

@testable import Gateway

@Suite struct DecisionLogTests {
    /// Calls in turn by Alice, who may, and by Bob, who may not.
    private func world(refused: Int, answered: Int, bytes: Int = 1000, calls: Int) throws -> TestWorld {
        var settings = GatewaySettings()
        (settings.rememberedRefusals, settings.rememberedAnswers, settings.rememberedBytes) = (refused, answered, bytes)
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
        let world = try world(refused: 9, answered: 9, calls: 7)
        #expect(outcomes(world) == "daadaad")
        let records = world.gateway.decisions.latest
        for record in records { #expect(world.gateway.decisions[record.call.requestID] === record) }
        #expect(world.gateway.decisions["another"] == nil)
    }

    @Test func `what went well does not push out what was denied`() throws {
        #expect(outcomes(try world(refused: 2, answered: 3, calls: 12)) == "aadad")
        #expect(outcomes(try world(refused: 4, answered: 1, calls: 12)) == "addd" + "d")
    }

    @Test func `either kind weighs no more than it may`() throws {
        // Each of these requests has eleven bytes.
        #expect(outcomes(try world(refused: 9, answered: 9, bytes: 22, calls: 9)) == "aadd")
    }

    @Test func `an error that is no denial is kept with the denials`() throws {
        var settings = GatewaySettings()
        (settings.rememberedRefusals, settings.rememberedAnswers) = (5, 1)
        let world = try TestWorld(settings)
        let alice = world.signer("AKIAALICE")
        _ = world.answer(world.request("DescribeTable", #"{"TableName":"Missing"}"#, by: alice))
        for _ in 0..<3 { _ = world.answer(world.request("ListTables", by: alice)) }
        #expect(world.gateway.decisions.latest.map(\.call.operation.name) == ["ListTables", "DescribeTable"])
    }
}
