import AWSTypes
import IAMPolicy

/// What must come of a case; a member that is nil is not looked at.
struct CaseExpectation: Sendable {
    /// The outcomes that are as expected.
    var outcomes: [Decision.Outcome]
    var decision: String
    /// The layer that the denial names.
    var layer: PolicyKind?
    /// Name or ARN of the policy whose statement decided.
    var policy: String?
    var sid: String?
    /// From 1.
    var statement: Int?
    /// The target of the organization's level.
    var level: String?
    /// `…` stands for any run of characters.
    var message: String?
    var layers: [(kind: PolicyKind, result: LayerResult)] = []

    private static let decisions: [(String, [Decision.Outcome])] = [
        ("allow", [.allow]), ("deny", [.explicitDeny, .implicitDeny]), ("explicitDeny", [.explicitDeny]), ("implicitDeny", [.implicitDeny]),
    ]

    init(_ value: CaseValue) throws(ScenarioError) {
        guard case .mapping = value.content else {
            (decision, outcomes) = try Self.outcomes(value)
            return
        }
        let fields = try value.fields(["decision", "layer", "policy", "sid", "statement", "level", "message", "layers"])
        guard let decision = fields["decision"] else { throw value.fault("'decision' is missing") }
        (self.decision, outcomes) = try Self.outcomes(decision)
        policy = try fields["policy"]?.string()
        sid = try fields["sid"]?.string()
        statement = try fields["statement"]?.integer()
        level = try fields["level"]?.string()
        message = try fields["message"]?.string()
        if let layer = fields["layer"] { self.layer = try Self.kind(try layer.string(), layer) }
        for (name, value) in try fields["layers"]?.members() ?? [] {
            let word = try value.string()
            guard let result = LayerResult(rawValue: word) else {
                let known = ["allow", "noImpact", "implicitDeny", "explicitDeny", "notInPlay"]
                throw value.fault("'\(word)' is nothing that a layer says, expected one of \(known.joined(separator: ", "))")
            }
            layers.append((try Self.kind(name, value), result))
        }
        if outcomes == [.allow], let given = fields["layer"] ?? fields["level"] ?? fields["message"] {
            throw given.fault("only a denial has this")
        }
    }

    private static func outcomes(_ value: CaseValue) throws(ScenarioError) -> (String, [Decision.Outcome]) {
        let word = try value.string()
        guard let found = decisions.first(where: { $0.0 == word }) else {
            let known = decisions.map(\.0)
            let nearest = Spelling.suggestion(for: word, among: known)
            throw value.fault("'\(word)' is no decision, expected one of \(known.joined(separator: ", "))\(nearest)")
        }
        return found
    }

    private static func kind(_ word: String, _ value: CaseValue) throws(ScenarioError) -> PolicyKind {
        if let kind = PolicyKind(rawValue: word) { return kind }
        let known = PolicyKind.allCases.map(\.rawValue)
        let nearest = Spelling.suggestion(for: word, among: known)
        throw value.fault("'\(word)' is no layer, expected one of \(known.joined(separator: ", "))\(nearest)")
    }

    // MARK: Comparing

    /// What is not as expected, a sentence each.
    func differences(from decision: Decision, style: DenialTextStyle) -> [String] {
        var found: [String] = []
        func compare(_ name: String, _ expected: String?, _ actual: String?) {
            guard let expected, expected != actual else { return }
            found.append("\(name): expected \(expected), was \(actual ?? "none")")
        }
        if !outcomes.contains(decision.outcome) { found.append("decision: expected \(self.decision), was \(decision.outcome.rawValue)") }
        compare("layer", layer?.rawValue, decision.layer?.rawValue)
        if let policy, decision.policy?.arn != policy { compare("policy", policy, decision.policy?.name) }
        compare("sid", sid, decision.statement?.sid)
        compare("statement", statement.map(String.init), decision.statement.map { String($0.index + 1) })
        compare("level", level, decision.level?.target)
        if let message {
            let actual = decision.isAllowed ? "none" : decision.denialMessage(style: style, namesReason: !decision.request.isOfAssumingRole)
            if !Wildcard.matches(actual, message) { found.append("message: expected \(message)\n         was      \(actual)") }
        }
        if !layers.isEmpty {
            let evidence = decision.evidence()
            for (kind, result) in layers {
                let actual = evidence.layers.first { $0.kind == kind }?.result ?? .notInPlay
                compare("layer \(kind.rawValue)", result.rawValue, actual.rawValue)
            }
        }
        return found
    }
}
