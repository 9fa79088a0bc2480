import ByteJSON

extension Evidence {
    /// As lines for people: the answer, a line a layer, a line a statement, and what would change the answer.
    ///
    /// Statements about other actions are counted, not listed; there may be hundreds.
    package func lines() -> [String] {
        var lines = ["\(headline): \(principal) asked for \(action) on \(resource)"]
        for layer in layers {
            lines.append("  \(layer.kind.denialName): \(layer.result.words)\(layer.grant.map { ", by grant \($0)" } ?? "")")
            for level in layer.levels { lines.append("    at \(level.target) (\(level.name)): \(level.result.words)") }
            if layer.result != .notInPlay { for policy in layer.policies { lines += policy.lines() } }
        }
        return lines + advice.sentences.map { "  -> \($0)" }
    }

    private var headline: String {
        switch outcome {
        case .allow: "Allowed"
        case .explicitDeny: "Denied explicitly"
        case .implicitDeny: "Denied, since not allowed"
        }
    }
}

extension Evidence.Policy {
    fileprivate func lines() -> [String] {
        let about = statements.filter { $0.mismatch != .action }
        let others = statements.count - about.count
        let place = (level.map { " at \($0)" } ?? "") + (holder.map { " of \($0)" } ?? "")
        return ["    \(name)\(place)\(others > 0 ? ", \(others) statement\(others == 1 ? "" : "s") about other actions" : "")"]
            + about.flatMap { ["      \($0.line)"] + $0.conditions.map { "        since \($0.sentence)" } }
    }
}

extension Evidence.Statement {
    fileprivate var line: String {
        let start = "statement \(index + 1)\(sid.map { " (\($0))" } ?? ""), line \(position.line), \(effect.rawValue):"
        switch mismatch {
        case nil: return "\(start) applies"
        case .action?: return "\(start) is about other actions"
        case .principal?: return "\(start) is about other principals"
        case .resource?: return "\(start) is about other resources"
        case .condition(let condition)?: return "\(start) would apply if \(condition.sentence)"
        }
    }
}

extension LayerResult {
    fileprivate var words: String {
        switch self {
        case .allow: "allows"
        case .noImpact: "has no say"
        case .implicitDeny: "does not allow"
        case .explicitDeny: "denies"
        case .notInPlay: "not in play"
        }
    }
}

extension Evidence.CheckedCondition {
    /// `Bool aws:MultiFactorAuthPresent "true" held (the request has no such key)`
    var sentence: String {
        let wanted = wanted.map { "\"\($0)\"" }.joined(separator: ", ")
        return "\(conditionOperator) \(key) \(wanted) held (\(seenText))"
    }

    private var seenText: String {
        switch seen {
        case nil: "the request has no such key"
        case .single(let value): "the request has \"\(value)\""
        case .list(let values): "the request has [\(values.map { "\"\($0)\"" }.joined(separator: ", "))]"
        }
    }
}
