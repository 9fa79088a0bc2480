extension ConditionOperator {
    static let stringOperators = [
        stringEquals,
        stringEquals.negated(as: "StringNotEquals"),
        stringEqualsIgnoreCase,
        stringEqualsIgnoreCase.negated(as: "StringNotEqualsIgnoreCase"),
        stringLike,
        stringLike.negated(as: "StringNotLike"),
    ]

    /// The same bytes; `*` means itself.
    private static let stringEquals = ConditionOperator(
        "StringEquals", takesVariables: true, test: .value { wanted in { $0.utf8.elementsEqual(wanted) } })

    private static let stringEqualsIgnoreCase = ConditionOperator(
        "StringEqualsIgnoreCase", takesVariables: true,
        test: .value { bytes in
            let wanted = String(decoding: bytes, as: UTF8.self).lowercased()
            return { $0.lowercased().isSameText(as: wanted) }
        })

    private static let stringLike = ConditionOperator(
        "StringLike", takesVariables: true, takesWildcards: true,
        test: .value { pattern in { Wildcard.matches(pattern.span, $0.utf8.span) } })
}
