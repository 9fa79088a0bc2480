extension ConditionOperator {
    /// The two names mean the same, and so do their negations (IAM User Guide, "Condition operators: ARN").
    static let arnOperators = [
        arnLike,
        arnLike.named("ArnEquals"),
        arnLike.negated(as: "ArnNotLike"),
        arnLike.negated(as: "ArnNotEquals"),
    ]

    /// Six parts, matched one by one, so that `*` reaches over a colon in the last only.
    private static let arnLike = ConditionOperator(
        "ArnLike", takesVariables: true, takesWildcards: true, isARN: true,
        test: .value { bytes in
            if bytes == [Wildcard.run] { return { _ in true } }
            guard let parts = parts(of: bytes) else { return nil }
            return { matches(parts, $0.utf8.span) }
        })

    private static func matches(_ patterns: PatternList, _ text: Span<UInt8>) -> Bool {
        // Most ARNs that are compared are of other things, whose names end otherwise.
        guard patterns.mayEnd(text, 5) else { return false }
        var start = 0
        for index in 0..<5 {
            var end = start
            while end < text.count, text[end] != UInt8(ascii: ":") { end += 1 }
            guard end < text.count, patterns.matches(index, text.extracting(start..<end)) else { return false }
            start = end + 1
        }
        return patterns.matches(5, text.extracting(start..<text.count))
    }

    /// Whether a text has an ARN's six parts before its variables are filled in; a variable cannot be the whole ARN (recorded
    /// from PutRolePolicy, which refuses `${aws:PrincipalArn}`).
    static func isARNPattern(_ template: PolicyTemplate) -> Bool {
        let parts = template.splitAtColons()
        guard parts.count == 6, let first = parts[0].constant else { return false }
        return first.elementsEqual("arn".utf8) || first == [Wildcard.run]
    }

    /// Cuts a pattern at its own colons, not at those that came out of a variable; nil for what is no ARN.
    private static func parts(of bytes: [UInt8]) -> PatternList? {
        let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].elementsEqual("arn".utf8) || parts[0].elementsEqual([Wildcard.run]) else { return nil }
        var list = PatternList()
        for part in parts { list.append(part.map { $0 == PolicyTemplate.innerColon ? UInt8(ascii: ":") : $0 }) }
        return list
    }
}
