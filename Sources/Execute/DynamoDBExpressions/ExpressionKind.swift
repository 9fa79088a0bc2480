/// The parameter that an expression was sent in; its errors name it.
package enum ExpressionKind: String, Sendable, Hashable, CaseIterable {
    case condition = "ConditionExpression"
    case filter = "FilterExpression"
    case keyCondition = "KeyConditionExpression"
    case projection = "ProjectionExpression"
    case update = "UpdateExpression"
}

/// What an expression may not exceed (Developer Guide, "Constraints", expression parameters).
enum ExpressionLimits {
    static let bytes = 4096
    static let operators = 300
    /// The operands of one IN.
    static let inOperands = 100
    /// The levels of a document path, the attribute's being the first (observed on AWS by the authors of Alternator's tests).
    static let pathLevels = 32
    /// Parentheses and functions inside one another. More of them need more operators than are allowed, or are redundant; so
    /// nothing valid is refused, and no text can exhaust the stack.
    static let nesting = 320
}
