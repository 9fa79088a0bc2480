import IAMPolicy
import Testing

@Suite struct ReferenceEvaluatorTests {
    @Test func `random worlds get the same decision from the engine and from the reference`() throws {
        var numbers = SeededNumbers(state: 3)
        var seen: [String: Int] = [:]
        for _ in 0..<6_000 {
            let world = ReferenceWorld.random(&numbers)
            let expected = world.decision()
            let decision = try world.engineDecision()
            #expect(decision.outcome == expected.0 && decision.layer == expected.1, "\(world)")
            #expect(decision.evidence().named == decision.layer)
            seen["\(decision.outcome) \(decision.layer?.rawValue ?? "")", default: 0] += 1
        }
        // INVARIANT: the worlds reach every answer, or the comparison proves little.
        #expect(seen.count == 15, "\(seen)")
    }

    @Test func `order and duplicates change nothing`() throws {
        var numbers = SeededNumbers(state: 4)
        for _ in 0..<1_000 {
            let world = ReferenceWorld.random(&numbers)
            let (once, twice) = (try world.engineDecision(), try world.engineDecision(shuffled: true))
            #expect(once.outcome == twice.outcome && once.layer == twice.layer, "\(world)")
        }
    }
}
