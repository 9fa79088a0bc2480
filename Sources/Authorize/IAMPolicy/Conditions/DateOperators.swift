import AWSTypes

extension ConditionOperator {
    static let dateOperators = [
        dateEquals,
        dateEquals.negated(as: "DateNotEquals"),
        ConditionOperator("DateLessThan", reading: moment) { $0 < $1 },
        ConditionOperator("DateLessThanEquals", reading: moment) { $0 <= $1 },
        ConditionOperator("DateGreaterThan", reading: moment) { $0 > $1 },
        ConditionOperator("DateGreaterThanEquals", reading: moment) { $0 >= $1 },
    ]

    private static let dateEquals = ConditionOperator("DateEquals", reading: moment) { $0 == $1 }

    @Sendable private static func moment(_ text: String) -> Timestamp? { PolicyDate(text)?.timestamp }
}
