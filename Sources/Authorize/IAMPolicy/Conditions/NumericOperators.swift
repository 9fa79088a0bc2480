extension ConditionOperator {
    static let numericOperators = [
        numericEquals,
        numericEquals.negated(as: "NumericNotEquals"),
        ConditionOperator("NumericLessThan", reading: number) { $0 < $1 },
        ConditionOperator("NumericLessThanEquals", reading: number) { $0 <= $1 },
        ConditionOperator("NumericGreaterThan", reading: number) { $0 > $1 },
        ConditionOperator("NumericGreaterThanEquals", reading: number) { $0 >= $1 },
    ]

    private static let numericEquals = ConditionOperator("NumericEquals", reading: number) { $0 == $1 }

    /// An integer or a decimal; Swift's `inf`, `nan` and hexadecimal forms are no numbers of a policy.
    @Sendable private static func number(_ text: String) -> Double? {
        let allowed = "0123456789+-.eE".utf8
        guard text.utf8.count <= 64, text.utf8.allSatisfy(allowed.contains), let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
