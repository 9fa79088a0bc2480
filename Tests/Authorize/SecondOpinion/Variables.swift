import Foundation

/// What a condition key holds.
package enum KeyValue: Hashable, Sendable {
    case one(String)
    case many([String])
}

/// The keys of a request, by their names in lower case.
package typealias RequestKeys = [String: KeyValue]

extension SecondOpinion {
    /// A policy's value with its variables filled in, or nil where one of them has no value.
    func fill(_ text: String, version: String, _ keys: RequestKeys) -> Pattern? {
        if version != "2012-10-17" && holds(.variablesOnlyIn2012) { return Pattern(text) }
        guard holds(.variablesAreFilled) else { return Pattern(text) }
        var pattern: Pattern = []
        var rest = text[...]
        while let opening = rest.range(of: "${") {
            guard let closing = rest[opening.upperBound...].firstIndex(of: "}") else { break }
            pattern += Pattern(rest[..<opening.lowerBound])
            guard let value = value(of: String(rest[opening.upperBound..<closing]), keys) else { return nil }
            pattern += value
            rest = rest[rest.index(after: closing)...]
        }
        return pattern + Pattern(rest)
    }

    /// What stands for `${…}`.
    private func value(of inside: String, _ keys: RequestKeys) -> Pattern? {
        if ["*", "?", "$"].contains(inside) { return holds(.wildcardsCanBeEscaped) ? filled(inside) : Pattern(inside) }
        let pieces = inside.replacingOccurrences(of: ",'", with: ", '").split(separator: ", '", maxSplits: 1).map(String.init)
        let name = pieces[0]
        switch keys[holds(.conditionKeysIgnoreCase) ? name.lowercased() : name] {
        case .one(let text): return holds(.variableValuesAreLiteral) ? filled(text) : Pattern(text)
        case .many(let texts) where !holds(.variablesHaveOneValue) && !texts.isEmpty: return filled(texts[0])
        case .many, nil: break
        }
        if pieces.count == 2, holds(.variablesHaveDefaults) { return filled(String(pieces[1].dropLast())) }
        return holds(.variablesWithoutValueMatchNothing) ? nil : []
    }

    private func filled(_ text: String) -> Pattern { text.unicodeScalars.map { .filled($0) } }
}
