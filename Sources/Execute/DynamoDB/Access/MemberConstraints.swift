import AWSWire

/// The constraints of members that many requests have, made once: a constraint carries its text, which takes longer to make than most
/// members to read.
///
/// The order of an enum's values in the text is as recorded by dynalite's authors.
extension Constraint {
    static let returnConsumedCapacity = Constraint.oneOf(["INDEXES", "TOTAL", "NONE"])
    static let returnItemCollectionMetrics = Constraint.oneOf(["SIZE", "NONE"])
    static let returnOnConditionCheckFailure = Constraint.oneOf(["ALL_OLD", "NONE"])
    static let select = Constraint.oneOf(["SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"])
    static let comparisonOperator = Constraint.oneOf([
        "IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS",
    ])
    static let updateAction = Constraint.oneOf(["ADD", "PUT", "DELETE"])
    static let positive = Constraint.atLeast(1)
    static let indexNameMinimum = Constraint.minimumLength(3)
    static let indexNameMaximum = Constraint.maximumLength(255)
    static let tableNameMinimum = Constraint.minimumLength(1)
    static let tableNameMaximum = Constraint.maximumLength(1024)
    static let tableNamePattern = Constraint.pattern("[a-zA-Z0-9_.-]+") { $0.isASCII && TableReference.isAllowed(UInt8($0.value)) }
}
