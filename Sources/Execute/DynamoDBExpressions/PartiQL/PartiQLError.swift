package import DynamoDBValues

/// Why a PartiQL statement is refused, before its table is looked at.
///
/// Source of the texts, unless a case says otherwise: recorded on AWS by the authors of two public suites, September and October 2026.
package enum PartiQLError: Error, Sendable, Hashable {
    /// The parser cannot read it; the parser's words, or none.
    case malformed(String)
    case aliasing
    case emptyPathComponent
    case tooManyPathComponents
    case severalTablesInInsert
    /// The text was seen on DynamoDB's local version only.
    case unsupportedClause(String, PartiQLPlace)
    case unsupportedOperation(String)
    /// The text is inferred.
    case unexpectedSource
    case unexpectedPathComponent(PartiQLPlace)
    case indexOutOfRange(String, PartiQLPlace)
    case unknownFunction(String, PartiQLPlace)
    /// The text was seen on DynamoDB's local version only.
    case duplicateColumn(String)
    /// The text is inferred.
    case starWithColumns
    case parameterCount

    // MARK: Literals

    case unsupportedType(String, key: String, PartiQLPlace)
    case number(AttributeValueError, key: String)
    case emptyBag
    case mixedBag
    case duplicateStrings([String])
    case duplicateNumbers([String], key: String)
    case tooDeep(key: String)
    /// The text is inferred.
    case unsupportedTypeName(String)

    // MARK: Writes

    case setFunctionTarget(String, PartiQLPlace)
    case setFunctionArgument(String, PartiQLPlace)
    case setFunctionCount(String, PartiQLPlace)
    case returningOfDelete(String)
    /// The text is inferred.
    case returningOfInsert
    case insertedValue
    case attributeTypeName(String)
    /// What conditions and updates refuse everywhere, in the same words.
    case expression(ExpressionFault)

    package var message: String {
        switch self {
        case .malformed(let detail): "Statement wasn't well formed, can't be processed: \(detail)"
        case .aliasing: "Aliasing is not supported"
        case .emptyPathComponent: "Path component cannot be an empty string"
        case .tooManyPathComponents: "A path may contain at most 2 components in the FROM clause"
        case .severalTablesInInsert: "FROM clause may only contain a single table name"
        case .unsupportedClause(let name, let place): "Unsupported clause: \(name) at \(place)"
        case .unsupportedOperation(let name): "Unsupported operation: \(name)"
        case .unexpectedSource: "Unexpected from source"
        case .unexpectedPathComponent(let place): "Unexpected path component at \(place)"
        case .indexOutOfRange(let index, let place): "List index is not within the allowable range; index: [\(index)] at \(place)"
        case .unknownFunction(let name, let place): "Unrecognized function: \(name) at \(place)"
        case .duplicateColumn(let name): "Duplicate identifiers in select clause: \(name)"
        case .starWithColumns: "Other attributes should not be present in the projection when '*' is used."
        case .parameterCount: "Number of parameters in request and statement don't match."
        case .unsupportedType(let name, let key, let place): "Unsupported data type: \(name) under key \(key) at \(place)"
        case .number(let error, let key): "\(error.message(in: .older)) under \(key)"
        case .emptyBag: "Empty bags are not supported"
        case .mixedBag: "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags"
        case .duplicateStrings(let members): "\(Self.invalid)Input collection [\(members.joined(separator: ", "))] contains duplicates."
        case .duplicateNumbers(let members, let key):
            "\(Self.invalid)Input collection [\(members.joined(separator: ", "))] contains duplicates! under \(key)"
        case .tooDeep(let key): "Nesting Levels have exceeded supported limits under \(key)"
        case .unsupportedTypeName(let name): "Unsupported data type for IS operator: \(name)"
        case .setFunctionTarget(let name, let place): "The first argument to \(name) must equal the assignment value at \(place)"
        case .setFunctionArgument(let name, let place): "The second argument to \(name) must be a value with type SET at \(place)"
        case .setFunctionCount(let name, let place): "\(name) must have exactly two arguments at \(place)"
        case .returningOfDelete(let clause):
            "Invalid returning clause: RETURNING \(clause). Only RETURNING ALL OLD * is allowed in DELETE statements."
        case .returningOfInsert: "RETURNING is not supported in INSERT"
        case .insertedValue: "Statement wasn't well formed, can't be processed: Expected a tuple in VALUE"
        case .attributeTypeName(let name):
            "Invalid attribute type name found; type: \(name), valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}"
        case .expression(let fault): fault.text(in: .filter)
        }
    }

    private static let invalid = "One or more parameter values were invalid: "

    /// The cases whose texts no recording of AWS itself confirms.
    package static let unconfirmed = [
        "unsupportedClause", "unexpectedSource", "duplicateColumn", "starWithColumns", "unsupportedTypeName", "returningOfInsert",
        "insertedValue", "severalTablesInInsert",
    ]
}

extension PartiQLError {
    static let unexpectedTerm = PartiQLError.malformed("Unexpected term")
    static let unexpectedKeyword = PartiQLError.malformed("Unexpected keyword")
    static let unexpectedOperator = PartiQLError.malformed("Unexpected operator")
    static let leftover = PartiQLError.malformed("Unexpected token after expression")
    static let missingRightSide = PartiQLError.malformed("Missing right-hand side expression of infix operator")
    static let expectedManipulation = PartiQLError.malformed("Expected data manipulation")
    static let expectedIdentifier = PartiQLError.malformed("Expected identifier for simple path")
    static let expectedTypeName = PartiQLError.malformed("Expected type name")
    static let invalidDotComponent = PartiQLError.malformed("Invalid path dot component")
    /// No recording says what follows the colon.
    static let unreadable = PartiQLError.malformed("")
}
