import DynamoDBValues

/// A value in an expression: written, looked up, or made by a function.
indirect enum Operand: Sendable, Hashable {
    case path(DocumentPath)
    /// `:v`, until it is bound.
    case placeholder(String)
    case value(AttributeValue)
    case function(FunctionCall)
    /// Whether a condition holds, which PartiQL compares: `attribute_exists(a) = true`.
    case condition(Condition)

    /// The type, where the request alone tells it.
    var staticType: AttributeType? {
        switch self {
        case .value(let value): value.type
        case .function(let call):
            switch call.function {
            case .size: .number
            case .listAppend: .list
            case .ifNotExists: nil
            default: .boolean
            }
        case .condition: .boolean
        case .path, .placeholder: nil
        }
    }

    var path: DocumentPath? {
        if case .path(let path) = self { path } else { nil }
    }

    /// Every path in the operand, in the order of the text.
    var paths: [DocumentPath] {
        switch self {
        case .path(let path): [path]
        case .placeholder, .value: []
        case .function(let call): call.operands.flatMap(\.paths)
        case .condition(let condition): condition.paths
        }
    }
}

/// A function and what it is given.
struct FunctionCall: Sendable, Hashable {
    var function: ExpressionFunction
    var operands: [Operand]

    var name: String { function.rawValue }

    func refuseWrongCount() throws(ExpressionFault) {
        guard operands.count == function.operandCount else {
            throw .operandCount(function: name, count: operands.count)
        }
    }
}
