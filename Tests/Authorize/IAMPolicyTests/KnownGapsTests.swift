import IAMPolicy
import Testing

@Suite struct DecisionGapsTests {
    @Test(arguments: Decision.knownGaps)
    func `a gap says what was chosen`(_ gap: String) {
        #expect(gap.hasSuffix("."))
        print("known gap: \(gap)")
    }
}
