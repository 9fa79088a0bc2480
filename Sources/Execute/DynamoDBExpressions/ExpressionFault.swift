package import DynamoDBValues

/// What is wrong with an expression; the text that follows `Invalid …Expression: `.
///
/// Source of the texts, unless a case says otherwise: observed on AWS by the authors of public tests.
package enum ExpressionFault: Error, Sendable, Hashable {
    case empty
    case tooLong(Int)
    case tooManyOperators
    /// A token that cannot stand where it stands; `near` is the source from the token before it to the one after it, `offset` its
    /// place in the text.
    case syntax(token: String, near: String, offset: Int)
    case redundantParentheses
    case unknownFunction(String)
    case misusedFunction(String)
    case reservedWord(String)
    case sectionTwice(String)
    case undefinedName(String)
    case undefinedValue(String)
    case pathsOverlap(DocumentPath, DocumentPath)
    case pathsConflict(DocumentPath, DocumentPath)
    case operandCount(function: String, count: Int)
    /// The text is inferred from the others.
    case tooManyInOperands(Int)
    /// The text is inferred from the others.
    case indexOutOfRange(String)
    case pathTooDeep(Int)
    case notDistinct(function: String, DocumentPath)
    case needsPath(function: String)
    case operandType(function: String, type: String)
    /// ADD and DELETE print the type's long name and call themselves an operator.
    case clauseOperandType(clause: String, type: AttributeType)
    case attributeTypeName(String)
    case betweenTypes(AttributeValue, AttributeValue)
    case betweenBounds(AttributeValue, AttributeValue)
    case severalConditionsPerKey
    case nestedOperations
    case nestedKeyAttribute

    func text(in kind: ExpressionKind) -> String {
        switch self {
        case .empty: "The expression can not be empty;"
        case .tooLong(let size):
            "Expression size has exceeded the maximum allowed size;" + (kind == .update ? "" : " expression size: \(size)")
        case .tooManyOperators:
            "The expression contains too many operators; operator count: \(ExpressionLimits.operators + 1)"
        case .syntax(let token, let near, _): "Syntax error; token: \"\(token)\", near: \"\(near)\""
        case .redundantParentheses: "The expression has redundant parentheses;"
        case .unknownFunction(let name): "Invalid function name; function: \(name)"
        case .misusedFunction(let name): "The function is not allowed to be used this way in an expression; function: \(name)"
        case .reservedWord(let word): "Attribute name is a reserved keyword; reserved keyword: \(word)"
        case .sectionTwice(let clause): "The \"\(clause)\" section can only be used once in an update expression;"
        case .undefinedName(let name):
            "An expression attribute name used in the document path is not defined; attribute name: \(name)"
        case .undefinedValue(let name):
            "An expression attribute value used in expression is not defined; attribute value: \(name)"
        case .pathsOverlap(let one, let two): Self.paths("overlap", one, two)
        case .pathsConflict(let one, let two): Self.paths("conflict", one, two)
        case .operandCount(let function, let count):
            "Incorrect number of operands for operator or function; operator or function: \(function), number of operands: \(count)"
        case .tooManyInOperands(let count):
            "The IN operator is provided with too many operands; number of operands: \(count)"
        case .indexOutOfRange(let index): "List index is not within the allowable range; index: [\(index)]"
        case .pathTooDeep(let levels): "The document path has too many nesting levels; nesting levels: \(levels)"
        case .notDistinct(let function, let path):
            "The first operand must be distinct from the remaining operands for this operator or function; operator: "
                + "\(function), first operand: \(path)"
        case .needsPath(let function): "Operator or function requires a document path; operator or function: \(function)"
        case .operandType(let function, let type):
            "Incorrect operand type for operator or function; operator or function: \(function), operand type: \(type)"
        case .clauseOperandType(let clause, let type):
            "Incorrect operand type for operator or function; operator: \(clause), operand type: \(type.longName)"
        case .attributeTypeName(let name):
            "Invalid attribute type name found; type: \(name), valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
        case .betweenTypes(let lower, let upper):
            "The BETWEEN operator requires same data type for lower and upper bounds; " + Self.bounds(lower, upper)
        case .betweenBounds(let lower, let upper):
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; " + Self.bounds(lower, upper)
        case .severalConditionsPerKey: "KeyConditionExpressions must only contain one condition per key"
        case .nestedOperations: "KeyConditionExpressions cannot contain nested operations"
        case .nestedKeyAttribute: "KeyConditionExpressions cannot have conditions on nested attributes"
        }
    }

    private static func paths(_ verb: String, _ one: DocumentPath, _ two: DocumentPath) -> String {
        "Two document paths \(verb) with each other; must remove or rewrite one of these paths; path one: \(one), path two: \(two)"
    }

    private static func bounds(_ lower: AttributeValue, _ upper: AttributeValue) -> String {
        "lower bound operand: AttributeValue: \(lower.printed), upper bound operand: AttributeValue: \(upper.printed)"
    }
}

/// What is wrong with a key condition as such. Source: observed on AWS by the authors of public tests.
package enum KeyConditionFault: Error, Sendable, Hashable {
    case invalidOperator(String)
    case keyMustComeFirst(String)
    case severalNames
    case noKeyAttribute
    case tooManyConditions(Int, schema: Int)
    case missesKey(String)
    case notSupported
    case wrongType
    /// The text is inferred from the next.
    case hashNotEqual([String])
    /// Source: observed on AWS by the authors of a public test suite, October 2026, for one attribute.
    case rangeNotEqual([String], because: String)

    var text: String {
        switch self {
        case .invalidOperator(let name): "Invalid operator used in KeyConditionExpression: \(name)"
        case .keyMustComeFirst(let name):
            "Invalid condition in KeyConditionExpression: \(name) operator must have the key attribute as its first operand"
        case .severalNames: "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"
        case .noKeyAttribute: "Invalid condition in KeyConditionExpression: No key attribute specified"
        case .tooManyConditions(let count, let schema):
            "The number of query conditions (\(count)) exceeds the number of key attributes defined in the schema (\(schema))"
        case .missesKey(let name): "Query condition missed key schema element: \(name)"
        case .notSupported: "Query key condition not supported"
        case .hashNotEqual(let names):
            "HASH key attributes \(names.joined(separator: ", ")) must have equality conditions specified in the query"
        case .rangeNotEqual(let names, let later):
            "RANGE key attributes \(names.joined(separator: ", ")) must have equality conditions specified in the query because a condition is "
                + "present on key attribute \(later)"
        case .wrongType: "One or more parameter values were invalid: Condition parameter type does not match schema type"
        }
    }
}
