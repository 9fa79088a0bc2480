import DynamoDBValues

/// A condition on an item, as a tree.
///
/// AND and OR hold all their parts in one node, so that a long chain is not a deep tree.
indirect enum Condition: Sendable, Hashable {
    case comparison(Comparator, Operand, Operand)
    case between(Operand, Operand, Operand)
    case isIn(Operand, [Operand])
    case function(FunctionCall)
    case and([Condition])
    case or([Condition])
    case not(Condition)

    /// Every path in the condition, in the order of the text.
    var paths: [DocumentPath] {
        switch self {
        case .comparison(_, let one, let other): one.paths + other.paths
        case .between(let value, let lower, let upper): value.paths + lower.paths + upper.paths
        case .isIn(let value, let members): value.paths + members.flatMap(\.paths)
        case .function(let call): call.operands.flatMap(\.paths)
        case .and(let parts), .or(let parts): parts.flatMap(\.paths)
        case .not(let part): part.paths
        }
    }
}

/// The comparison operators, by the way they are written.
enum Comparator: String, Sendable, Hashable, CaseIterable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    var isOrdering: Bool { self != .equal && self != .notEqual }

    /// The operator with its sides exchanged.
    var mirrored: Comparator {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        case .equal, .notEqual: self
        }
    }
}
