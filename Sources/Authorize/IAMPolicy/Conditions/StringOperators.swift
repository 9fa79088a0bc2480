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
        "StringEquals", takesVariables: true, comparesBytes: true, test: .value { wanted in { $0.utf8.span.isSame(as: wanted.span) } })

    private static let stringEqualsIgnoreCase = ConditionOperator(
        "StringEqualsIgnoreCase", takesVariables: true,
        test: .value { bytes in
            let wanted = String(decoding: bytes, as: UTF8.self).lowercased()
            let isASCII = wanted.utf8.allSatisfy { $0 < 0x80 }
            return { text in
                // Nothing is made on the heap for the texts that occur.
                guard isASCII, text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.lowercased().isSameText(as: wanted) }
                return text.utf8.count == wanted.utf8.count && text.utf8.elementsEqual(wanted.utf8) { $0.lowercasedASCII == $1 }
            }
        })

    private static let stringLike = ConditionOperator(
        "StringLike", takesVariables: true, takesWildcards: true, comparesBytes: true,
        test: .value { pattern in { Wildcard.matches(pattern.span, $0.utf8.span) } })
}
