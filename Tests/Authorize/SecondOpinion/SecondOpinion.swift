/// A slow and obvious evaluator of AWS's access control, to hold the engine against.
///
/// Written from the guides' words alone and without the engine's sources: it reads policies as text, tries every wildcard
/// by recursion, and walks through the steps of "Policy evaluation logic" in the order in which they are told. Any of its
/// rules can be switched off, to see which written row needs it.
package struct SecondOpinion {
    let forgotten: Set<Rule>
    let memory = Memory()

    package init(forgetting rules: Set<Rule> = []) {
        forgotten = rules
    }

    func holds(_ rule: Rule) -> Bool { !forgotten.contains(rule) }

    /// Answers of patterns asked before: a world asks the same few again and again.
    final class Memory {
        private var answers: [String: [String: Bool]] = [:]

        func answer(_ pattern: String, _ text: String, _ find: () -> Bool) -> Bool {
            if let known = answers[pattern]?[text] { return known }
            let found = find()
            answers[pattern, default: [:]][text] = found
            return found
        }
    }
}

/// What the second opinion comes to.
package struct Verdict: Equatable, Sendable, CustomStringConvertible {
    package enum Outcome: String, Sendable, CaseIterable { case allow, explicitDeny, implicitDeny }

    package var outcome: Outcome
    /// The layer that a denial names.
    package var layer: String?
    /// The statement that denied.
    package var statement: Place?
    /// For an allow: the statements each of which can be credited with it.
    package var sufficient: Set<Place> = []
    /// Whether some statement had to allow; root needs none at home.
    package var neededStatement = false
    /// The root, unit or account whose SCPs or RCPs denied.
    package var target: String?
    /// What the caller is told of a denial.
    package var text: String?

    package struct Place: Hashable, Sendable {
        package var policy: String
        package var arn: String?
        package var index: Int

        package init(policy: String, arn: String?, index: Int) {
            self.policy = policy
            self.arn = arn
            self.index = index
        }
    }

    package init(outcome: Outcome, layer: String? = nil, statement: Place? = nil, target: String? = nil) {
        self.outcome = outcome
        self.layer = layer
        self.statement = statement
        self.target = target
    }

    /// Whether an answer is this one: decision, named layer and deciding statement.
    package func agrees(_ found: Verdict) -> Bool {
        guard outcome == found.outcome else { return false }
        guard outcome == .allow else { return self == found }
        return found.statement.map(sufficient.contains) ?? !neededStatement
    }

    package var description: String {
        let place = statement.map { " by statement \($0.index) of \($0.policy)" } ?? ""
        if outcome == .allow, !sufficient.isEmpty {
            return "allow by one of " + sufficient.map { "\($0.policy)[\($0.index)]" }.sorted().joined(separator: ", ")
        }
        return outcome.rawValue + (layer.map { " in \($0)" } ?? "") + place + (target.map { " at \($0)" } ?? "")
            + (text.map { ": \($0)" } ?? "")
    }
}
