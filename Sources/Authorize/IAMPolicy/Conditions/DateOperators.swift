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

    /// Seconds beyond every calendar, and still milliseconds of 64 bits; IAM takes any number of that width.
    private static let farAway: Int64 = 9_000_000_000_000_000

    /// ISO 8601, a month without a day included, or seconds since 1970 (IAM User Guide, "Condition operators: date").
    @Sendable private static func moment(_ text: String) -> Timestamp? {
        if let seconds = Int64(text) { return Timestamp(seconds: min(max(seconds, -farAway), farAway)) }
        return Timestamp(iso8601: text) ?? Timestamp(iso8601: text + "-01")
    }
}
