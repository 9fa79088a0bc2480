/// A function of the expression languages, by its name; names are compared as they are written.
///
/// Source: Developer Guide, "Condition and filter expressions, operators, and functions" and "Update expressions".
enum ExpressionFunction: String, Sendable, Hashable, CaseIterable {
    case attributeExists = "attribute_exists"
    case attributeNotExists = "attribute_not_exists"
    case attributeType = "attribute_type"
    case beginsWith = "begins_with"
    case contains
    case size
    case ifNotExists = "if_not_exists"
    case listAppend = "list_append"

    var operandCount: Int {
        switch self {
        case .attributeExists, .attributeNotExists, .size: 1
        default: 2
        }
    }

    /// Whether it tells something true or false, and so stands alone in a condition and nowhere else.
    var isCondition: Bool {
        switch self {
        case .size, .ifNotExists, .listAppend: false
        default: true
        }
    }

    /// Whether it gives a value in this language.
    func isOperand(in kind: ExpressionKind) -> Bool {
        kind == .update ? self == .ifNotExists || self == .listAppend : self == .size
    }
}
