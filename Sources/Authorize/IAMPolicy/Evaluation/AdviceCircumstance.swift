/// What a call would have to bring for a condition of a statement to fail.
struct Circumstance {
    private let key: String
    /// Nil where the key must be absent.
    private let value: ConditionValue?

    /// Looks among the policy's own values, those next to them, and absence; nil where none of these makes the condition fail, and
    /// for keys that say who calls and for what: these are not the call's to choose.
    init?(failing condition: PolicyCondition, of decision: Decision) {
        guard !Self.isGiven(condition.key) else { return nil }
        for value in Self.candidates(for: condition) {
            let changed = ChangedKey(key: condition.key, value: value, rest: decision.context)
            var request = decision.request
            request.context = ChangedKey(key: condition.key, value: value, rest: request.context)
            let asked = GatheredQuestion(request, by: decision.principal, layers: decision.layers, context: changed)
            if !condition.holds(in: Question(asked)) {
                key = condition.keyName
                self.value = value
                return
            }
        }
        return nil
    }

    /// `call with aws:SourceVpce "vpce-1"`
    var words: String {
        switch value {
        case nil: "call without \(key)"
        case .single(let text)?: "call with \(key) \"\(text)\""
        case .list(let texts)?: "call with \(key) [\(texts.map { "\"\($0)\"" }.joined(separator: ", "))]"
        }
    }

    private static func isGiven(_ key: ConditionKey) -> Bool {
        ["aws:principal", "aws:userid", "aws:username", "aws:resource", "aws:viaawsservice", "aws:calledvia"].contains {
            key.name.hasPrefix($0)
        }
    }

    private static func candidates(for condition: PolicyCondition) -> [ConditionValue?] {
        var texts: [String] = []
        for text in condition.values where !text.hasWildcards && !text.contains("${") {
            texts.append(text.contains("/") && !text.hasPrefix("arn:") ? String(text.prefix { $0 != "/" }) : text)
            if let number = Int(text), number.magnitude < 1_000_000_000_000 { texts += [String(number - 1), String(number + 1)] }
        }
        if condition.conditionOperator.name.hasPrefix("Bool") || condition.conditionOperator.name == "Null" { texts += ["true", "false"] }
        let values = texts.map { condition.quantifier == nil ? ConditionValue.single($0) : .list([$0]) }
        return values + [nil]
    }
}

/// Condition keys, of which one has another value, or none.
private struct ChangedKey: ConditionKeyValues {
    let key: ConditionKey
    let value: ConditionValue?
    let rest: any ConditionKeyValues

    func value(of key: ConditionKey) -> ConditionValue? { key == self.key ? value : rest.value(of: key) }

    var readings: Int { rest.readings }

    func reading(_ number: Int) -> any ConditionKeyValues { ChangedKey(key: key, value: value, rest: rest.reading(number)) }
}
