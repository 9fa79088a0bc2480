import IAMPolicy
import SecondOpinion
import Testing

/// The engine and the second opinion are asked the same, many times, and must answer the same: decision, named layer,
/// deciding statement and text.
@Suite struct AgreementTests {
    static let shards = 8
    static let worldsPerShard = 100
    static let questionsPerWorld = 256

    @Test(arguments: 0..<shards)
    func `the engine and the second opinion agree`(_ shard: Int) throws {
        var tally = Tally()
        for index in 0..<Self.worldsPerShard {
            let seed = UInt64(shard * 1_000_000 + index)
            var world = try GeneratedWorld(seed: seed)
            let bridge = EngineBridge()
            let opinion = SecondOpinion()
            for question in 0..<Self.questionsPerWorld {
                let situation = world.situation()
                let expected = opinion.verdict(on: situation)
                tally.count(expected, by: situation.caller)
                if !expected.agrees(try bridge.verdict(on: situation)) {
                    Issue.record("world \(seed), question \(question): \(Reproduction.of(situation))")
                    return
                }
            }
        }
        tally.expectThatEverythingHappens()
    }

    @Test func `the cases are two hundred thousand`() {
        #expect(Self.shards * Self.worldsPerShard * Self.questionsPerWorld >= 200_000)
    }
}

/// Counts what came of the generated cases, so that they cannot become trivial unseen.
private struct Tally {
    private var outcomes: [String: Int] = [:]
    private var callers: [String: Int] = [:]
    private var total = 0

    mutating func count(_ verdict: Verdict, by caller: SecondCaller) {
        total += 1
        outcomes[[verdict.outcome.rawValue, verdict.layer].compactMap { $0 }.joined(separator: " "), default: 0] += 1
        callers[caller.kind.rawValue, default: 0] += 1
    }

    /// Each layer decides in some part of the cases, in each way that it can.
    func expectThatEverythingHappens() {
        let counts = outcomes.sorted { $0.value > $1.value }.map { "\($0.key) \(1000 * $0.value / total)‰" }.joined(separator: ", ")
        for kind in PolicyKind.allCases {
            #expect(10_000 * outcomes["explicitDeny \(kind.rawValue)", default: 0] >= 30 * total, "too few in \(counts)")
            if kind == .resourceControl { continue }
            #expect(10_000 * outcomes["implicitDeny \(kind.rawValue)", default: 0] >= 50 * total, "too few in \(counts)")
        }
        #expect((20...60).contains(100 * outcomes["allow", default: 0] / total), "\(counts)")
        for kind in SecondCaller.Kind.allCases {
            #expect(100 * callers[kind.rawValue, default: 0] >= total / 2, "too few of \(kind): \(callers)")
        }
    }
}
