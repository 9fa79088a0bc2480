extension SecondOpinion {
    /// Whether a statement's conditions hold: all of them.
    func conditionsHold(of statement: WrittenStatement, version: String, _ keys: RequestKeys) -> Bool {
        if statement.conditions.isEmpty { return true }
        if !holds(.everyConditionMustHold) { return statement.conditions.contains { conditionHolds($0, version, keys) } }
        return statement.conditions.allSatisfy { conditionHolds($0, version, keys) }
    }

    private func conditionHolds(_ condition: WrittenCondition, _ version: String, _ keys: RequestKeys) -> Bool {
        var name = condition.operatorName
        if holds(.operatorNamesIgnoreCase) { name = name.lowercased() }
        let forAll = cut(&name, prefix: "ForAllValues:")
        let forAny = cut(&name, prefix: "ForAnyValue:")
        let ifExists = cut(&name, suffix: "IfExists")
        guard let comparison = holds(.operatorNamesIgnoreCase) ? Comparison.byLowerName[name] : Comparison.byName[name] else {
            return false
        }
        let seen = keys[holds(.conditionKeysIgnoreCase) ? condition.key.lowercased() : condition.key]
        if comparison.family == .null { return isAbsent(seen, as: condition.values) }
        guard let seen else {
            if ifExists { return holds(.missingKeyPassesIfExists) }
            if forAll { return holds(.missingKeyPassesForAllValues) }
            if forAny { return !holds(.missingKeyFailsForAnyValue) }
            return comparison.negates ? holds(.missingKeyPassesNegated) : !holds(.missingKeyFails)
        }
        func passes(_ request: String) -> Bool {
            let wanted = condition.values.map { value in
                [.string, .stringIgnoringCase, .stringLike, .arn].contains(comparison.family)
                    || comparison.family == .boolean && holds(.booleansTakeVariables)
                    ? fill(value, version: version, keys) : Pattern(value)
            }
            let answers = wanted.map { pattern in pattern.map { self.passes(comparison, policy: $0, request: request) } ?? false }
            if comparison.negates {
                return holds(.negatedMeansNoneOfTheValues) ? !answers.contains(true) : answers.contains(false)
            }
            return holds(.oneOfTheValuesIsEnough) ? answers.contains(true) : !answers.contains(false)
        }
        switch seen {
        case .one(let text): return passes(text)
        case .many(let texts) where forAll:
            return holds(.everyValueUnderForAllValues) ? texts.allSatisfy(passes) : texts.contains(where: passes)
        case .many(let texts) where forAny:
            return holds(.someValueUnderForAnyValue) ? texts.contains(where: passes) : texts.allSatisfy(passes)
        case .many(let texts):
            return holds(.listsNeedAQuantifier) ? false : texts.contains(where: passes)
        }
    }

    private func isAbsent(_ seen: KeyValue?, as wanted: [String]) -> Bool {
        guard holds(.nullTestsPresence) else { return false }
        var isAbsent = seen == nil
        if !holds(.emptyIsPresent) { isAbsent = isAbsent || seen == .one("") || seen == .many([]) }
        return wanted.contains { $0.lowercased() == (isAbsent ? "true" : "false") }
    }

    private func cut(_ name: inout String, prefix: String) -> Bool {
        let prefix = holds(.operatorNamesIgnoreCase) ? prefix.lowercased() : prefix
        guard name.hasPrefix(prefix) else { return false }
        name.removeFirst(prefix.count)
        return true
    }

    private func cut(_ name: inout String, suffix: String) -> Bool {
        let suffix = holds(.operatorNamesIgnoreCase) ? suffix.lowercased() : suffix
        guard name.hasSuffix(suffix) else { return false }
        name.removeLast(suffix.count)
        return true
    }
}
