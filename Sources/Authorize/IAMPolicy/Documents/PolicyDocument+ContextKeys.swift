extension PolicyDocument {
    /// Every condition key that the policy asks for, in conditions and in variables, in the order of the text and in its
    /// spelling: what GetContextKeysForCustomPolicy answers.
    package var contextKeyNames: [String] {
        var names: [String] = []
        var seen: Set<ConditionKey> = []
        func note(_ name: String) {
            if seen.insert(ConditionKey(name)).inserted { names.append(name) }
        }
        for statement in statements {
            for resource in statement.resources?.values ?? [] { variables(in: resource).forEach(note) }
            for condition in statement.conditions {
                note(condition.keyName)
                guard condition.conditionOperator.takesVariables else { continue }
                for value in condition.values { variables(in: value).forEach(note) }
            }
        }
        return names
    }

    /// The names inside `${…}`, without defaults; the escapes `${*}`, `${?}` and `${$}` are no names.
    private func variables(in text: String) -> [String] {
        guard version == .y2012 else { return [] }
        return text.split(separator: "${", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            guard let end = piece.firstIndex(of: "}") else { return nil }
            let name = piece[..<end].prefix { $0 != "," }
            return name.contains(":") ? String(name) : nil
        }
    }
}
