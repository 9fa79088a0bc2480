import IAMPolicy
import SecondOpinion
import Synchronization
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
    /// Shown by rows alone: a policy of 2008, of which the generated ones are some, refuses a variable under `Bool`; and generated
    /// questions are about the services that RCPs can guard, and about no role of a service.
    private static let shownByRows: Set<Rule> = [
        .booleansTakeVariables, .rcpGuardsListedServices, .rcpSparesAssumingServiceLinkedRoles,
    ]

    @Test(arguments: Rule.allCases.filter { !shownByRows.contains($0) })
    func `a rule is noticed`(_ rule: Rule) throws {
        let opinion = SecondOpinion(forgetting: [rule])
        for world in 0..<AnsweredWorlds.count {
            for (situation, answer) in try AnsweredWorlds.shared.world(world) where !opinion.verdict(on: situation).agrees(answer) {
                return
            }
        }
        Issue.record("no generated case needs \(rule.rawValue)")
    }
}

/// Generated worlds with questions and the engine's answers, which do not depend on the rule: the first that asks for a world
/// makes it, and all others find it made.
private final class AnsweredWorlds: Sendable {
    static let shared = AnsweredWorlds()
    static let count = 400
    private static let questions = 60

    private let made = Mutex<[[(situation: Situation, answer: Verdict)]]>([])

    func world(_ index: Int) throws -> [(situation: Situation, answer: Verdict)] {
        try made.withLock { made in
            while made.count <= index { made.append(try Self.make(UInt64(900_000 + made.count))) }
            return made[index]
        }
    }

    private static func make(_ seed: UInt64) throws -> [(situation: Situation, answer: Verdict)] {
        var world = try GeneratedWorld(seed: seed)
        let bridge = EngineBridge()
        return try (0..<questions).map { _ in
            let situation = world.situation()
            return (situation, try bridge.verdict(on: situation))
        }
    }
}
