/// One operator and one key of a statement's `Condition`, with the policy's values, compiled.
package final class PolicyCondition: Sendable {
    /// Over which of a key's values the operator must hold.
    package enum Quantifier: String, Sendable {
        case all = "ForAllValues"
        case any = "ForAnyValue"
    }

    /// As the policy writes it: `ForAllValues:StringEqualsIfExists`.
    package let operatorName: String
    package let quantifier: Quantifier?
    package let ifExists: Bool
    package let conditionOperator: ConditionOperator
    /// As the policy writes it: `aws:SourceIp`.
    package let keyName: String
    package let key: ConditionKey
    /// As the policy writes them; numbers and Booleans as texts.
    package let values: [String]
    private let wanted: Wanted
    private let negates: Bool

    /// What the policy's values came to.
    struct Wanted: Sendable {
        /// Of operators that compare bytes, and of values without variables: most there are, and matched without a call each.
        var patterns = PatternList()
        var tests: [ValueTest] = []
        /// Of `Null` alone.
        var presence: Presence?
    }

    /// Whether a key may be absent and whether it may be there.
    struct Presence: Sendable {
        var mayBeAbsent = false
        var mayBePresent = false
    }

    enum ValueTest: Sendable {
        case constant(ConditionOperator.Comparison)
        /// A value with variables, read anew for each request.
        case template(PolicyTemplate)
    }

    init(
        operatorName: String, quantifier: Quantifier?, ifExists: Bool, conditionOperator: ConditionOperator, keyName: String,
        key: ConditionKey, values: [String], wanted: Wanted
    ) {
        self.operatorName = operatorName
        self.quantifier = quantifier
        self.ifExists = ifExists
        self.conditionOperator = conditionOperator
        self.keyName = keyName
        self.key = key
        self.values = values
        self.wanted = wanted
        negates = conditionOperator.negates
    }

    /// Tells whether the condition holds.
    ///
    /// A key that is absent: `IfExists` and `ForAllValues` hold, `ForAnyValue` does not, any other operator holds if it
    /// is negated (IAM User Guide, "Condition operators" and "Single-valued vs. multivalued context keys"). An operator
    /// without a quantifier does not hold for a key with a list of values, negated or not: the guide demands a
    /// quantifier there.
    func holds(in question: Question) -> Bool {
        let value = question.value(of: key)
        if let presence = wanted.presence { return value == nil ? presence.mayBeAbsent : presence.mayBePresent }
        guard let value else { return ifExists || quantifier == .all || quantifier == nil && negates }
        switch (value, quantifier) {
        case (.single(let text), _): return accepts(text, question)
        case (.list, nil): return false
        case (.list(let texts), .all?):
            for text in texts where !accepts(text, question) { return false }
            return true
        case (.list(let texts), .any?):
            for text in texts where accepts(text, question) { return true }
            return false
        }
    }

    /// One value of the request against all of the policy's: one must match, or none if the operator is negated.
    private func accepts(_ text: String, _ question: Question) -> Bool {
        if wanted.patterns.matchesAny(text.utf8.span) { return !negates }
        for test in wanted.tests {
            let matches =
                switch test {
                case .constant(let comparison): comparison(text)
                case .template(let template): conditionOperator.compare(text, with: template, in: question)
                }
            if matches { return !negates }
        }
        return negates
    }
}

extension ConditionOperator {
    /// A variable without a value matches nothing, so that negated operators hold (IAM User Guide, "Policy elements:
    /// Variables and tags").
    ///
    /// A variable inside an ARN fills a part of it, whatever colons its value has.
    func compare(_ text: String, with template: PolicyTemplate, in question: Question) -> Bool {
        if comparesBytes, let matches = template.matches(text.utf8.span, in: question) { return matches }
        // Folding the case of a text can make it longer, never four times as long.
        let limit = 4 * text.utf8.count + 16
        guard case .value(let compile) = test, let bytes = template.resolve(in: question, limit: limit, protectingColons: isARN) else {
            return false
        }
        return compile(bytes)?(text) ?? false
    }

    /// A value of a policy that is matched as it stands: one without variables, of an operator that compares bytes.
    func pattern(_ text: String, hasVariables: Bool) -> [UInt8]? {
        guard comparesBytes else { return nil }
        return PolicyTemplate(text, hasVariables: hasVariables && takesVariables, hasWildcards: takesWildcards)?.constant
    }

    /// Reads one value of a policy; nil where this operator cannot.
    func compile(_ text: String, hasVariables: Bool) -> PolicyCondition.ValueTest? {
        guard case .value(let compile) = test,
            let template = PolicyTemplate(text, hasVariables: hasVariables && takesVariables, hasWildcards: takesWildcards)
        else { return nil }
        guard let constant = template.constant else {
            return isARN && !ConditionOperator.isARNPattern(template) ? nil : .template(template)
        }
        return compile(constant).map { .constant($0) }
    }

    /// Reads one value of a policy without variables: the bare comparison, before negation; nil for `Null` and for what
    /// this operator cannot read.
    package func compile(_ policyValue: String) -> Comparison? {
        guard case .constant(let comparison)? = compile(policyValue, hasVariables: false) else { return nil }
        return comparison
    }
}
