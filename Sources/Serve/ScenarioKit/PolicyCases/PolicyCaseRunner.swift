package import IAMPolicy

/// What came of one case.
package struct PolicyCaseResult: Sendable {
    package var row: PolicyCase
    /// What is not as expected; empty where all is.
    package var differences: [String]
    /// Why it was decided so, layer by layer; only where something differs.
    package var evidence: [String]
    package var seconds: Double

    package var isAsExpected: Bool { differences.isEmpty }
}

/// Decides cases and compares.
package enum PolicyCaseRunner {
    package static func run(_ cases: [PolicyCase], style: DenialTextStyle = .current) -> [PolicyCaseResult] {
        let clock = ContinuousClock()
        return cases.map { row in
            let begun = clock.now
            let decision = row.question.decide()
            let differences = row.expectation.differences(from: decision, style: style)
            let evidence = differences.isEmpty ? [] : decision.evidence().lines()
            let (whole, part) = (clock.now - begun).components
            return PolicyCaseResult(
                row: row, differences: differences, evidence: evidence, seconds: Double(whole) + Double(part) / 1e18)
        }
    }
}
