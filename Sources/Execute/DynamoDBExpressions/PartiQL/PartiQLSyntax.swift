/// An expression of a statement as it is written, before parameters are put in; `range` is the token that errors point at.
struct PartiQLExpression: Sendable {
    indirect enum Node: Sendable {
        case path([PathStep])
        case string(String)
        /// With its sign.
        case number(String)
        case boolean(Bool)
        case null
        case missing
        case parameter(Int)
        case list([PartiQLExpression])
        case bag([PartiQLExpression])
        case structure([(key: PartiQLExpression, value: PartiQLExpression)])
        /// The name in small letters.
        case call(String, [PartiQLExpression])
        case not(PartiQLExpression)
        /// `+x` or `-x` of what is no number.
        case sign(PartiQLExpression)
        /// One kind of operator; AND and OR hold all their parts, so that a long chain is not a deep tree.
        case infix(String, [PartiQLExpression])
        case between(PartiQLExpression, PartiQLExpression, PartiQLExpression)
        case isIn(PartiQLExpression, PartiQLExpression)
        /// The type's name in small letters.
        case isType(PartiQLExpression, String)
        case like(PartiQLExpression, PartiQLExpression)
        case select(SelectSyntax)
    }

    enum PathStep: Sendable {
        case name(String)
        case index(Int)
    }

    var node: Node
    var range: Range<Int>
    var depth = 1
}

/// `"table"` or `"table"."index"`.
struct SourceSyntax: Sendable {
    var table: String
    var index: String?
}

/// `SELECT … FROM … WHERE … ORDER BY …`
struct SelectSyntax: Sendable {
    /// Nil for `*`.
    var columns: [PartiQLExpression]?
    var source: SourceSyntax
    var condition: PartiQLExpression?
    var order: [OrderSyntax] = []
}

/// One key of ORDER BY.
struct OrderSyntax: Sendable {
    var expression: PartiQLExpression
    var isDescending: Bool
}

/// One `SET path = value` or `REMOVE path`.
enum ChangeSyntax: Sendable {
    case set(PartiQLExpression, PartiQLExpression)
    case remove(PartiQLExpression)
}

/// A whole statement as it is written.
enum StatementSyntax: Sendable {
    case select(SelectSyntax)
    case insert(SourceSyntax, PartiQLExpression)
    case update(SourceSyntax, [ChangeSyntax], PartiQLExpression?, Returning?)
    case delete(SourceSyntax, PartiQLExpression?, Returning?)
    case exists(SelectSyntax)
}

/// What an UPDATE or DELETE gives back (Developer Guide, "PartiQL update statements", returnvalues).
package enum Returning: String, Sendable, Hashable, CaseIterable {
    case allOld = "ALL OLD *"
    case modifiedOld = "MODIFIED OLD *"
    case allNew = "ALL NEW *"
    case modifiedNew = "MODIFIED NEW *"
}
