import IAMPolicy
import SecondOpinion
import Testing

/// The written rows prove each rule: without it, some row comes out differently.
@Suite struct RuleTests {
    @Test func `the second opinion confirms every row`() throws {
        for row in try WrittenRows.all.get() {
            let isConfirmed = try row.isConfirmed(by: SecondOpinion())
            #expect(isConfirmed, "\(row.testDescription)")
        }
    }

    @Test(arguments: Rule.allCases)
    func `a rule is needed`(_ rule: Rule) throws {
        let opinion = SecondOpinion(forgetting: [rule])
        let refuted = try WrittenRows.all.get().contains { try !$0.isConfirmed(by: opinion) }
        #expect(refuted, "no row fails without \(rule.rawValue)")
    }
}

/// The generated cases would notice a rule that the engine lacked: against an opinion without it, they soon disagree.
@Suite struct GeneratedRuleTests {
    private static let worlds = 400
    private static let questions = 60

    /// Shown by rows alone: a policy of 2008, of which the generated ones are some, refuses a variable under `Bool`.
    private static let shownByRows: Set<Rule> = [.booleansTakeVariables]

    @Test(arguments: Rule.allCases.filter { !shownByRows.contains($0) })
    func `a rule is noticed`(_ rule: Rule) throws {
        let opinion = SecondOpinion(forgetting: [rule])
        for seed in 900_000..<UInt64(900_000 + Self.worlds) {
            var world = try GeneratedWorld(seed: seed)
            let bridge = EngineBridge()
            for _ in 0..<Self.questions {
                let situation = world.situation()
                if !opinion.verdict(on: situation).agrees(try bridge.verdict(on: situation)) { return }
            }
        }
        Issue.record("no generated case needs \(rule.rawValue)")
    }
}
