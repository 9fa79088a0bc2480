package import DynamoDBValues

/// Why an expression is refused, before an item is looked at or while one is.
package enum ExpressionError: Error, Sendable, Hashable {
    /// The expression itself is at fault.
    case invalid(ExpressionKind, ExpressionFault)
    /// A key condition that could be a condition, but not one on a key. The text stands alone.
    case keyCondition(KeyConditionFault)
    case namesEmpty
    case valuesEmpty
    case invalidNameKey(String)
    case invalidValueKey(String)
    case invalidValue(AttributeValueError, key: String)
    /// A name that a placeholder stands for, empty or too long.
    case invalidName(AttributeValueError, key: String)
    case namesUnused([String])
    case valuesUnused([String])
    case namesWithoutExpression
    /// Values without an expression that could use them; the expressions that the operation would take.
    case valuesWithoutExpression([ExpressionKind])
    /// An expression beside the parameters that expressions replaced.
    case mixedWithLegacy(legacy: [String], expressions: [ExpressionKind])

    // Found with an item at hand.
    case missingAttribute
    case invalidUpdatePath
    case incorrectOperandType
    /// A value that an update made may not be stored: a sum out of range, a document too deep.
    case invalidResult(AttributeValueError)

    /// True for what is found in the request alone: since June 2026 PutItem, UpdateItem and DeleteItem put
    /// `1 validation error detected: ` before these texts, and only before these. Query, Scan and the transactions put nothing.
    ///
    /// Source: recorded by two public test suites, August and October 2026, for the empty expression, overlapping paths, a clause used twice,
    /// undefined values, unused names and values, and values without an expression; extended to the other faults of a request.
    package var hasValidatorPrefix: Bool {
        switch self {
        case .missingAttribute, .invalidUpdatePath, .incorrectOperandType, .invalidResult: false
        default: !isSerialization
        }
    }

    /// True for a SerializationException, false for a ValidationException.
    package var isSerialization: Bool {
        if case .invalidValue(let error, _) = self { error.isSerialization } else { false }
    }

    package static let validatorPrefix = "1 validation error detected: "

    package var message: String { message(in: .current) }

    /// The text, as the layer of DynamoDB that the operation runs words it.
    package func message(in layer: AttributeValueError.Layer) -> String {
        switch self {
        case .invalid(let kind, let fault): "Invalid \(kind.rawValue): \(fault.text(in: kind))"
        case .keyCondition(let fault): fault.text
        case .namesEmpty: "ExpressionAttributeNames must not be empty"
        case .valuesEmpty: "ExpressionAttributeValues must not be empty"
        case .invalidNameKey(let key): "ExpressionAttributeNames contains invalid key: Syntax error; key: \"\(key)\""
        case .invalidValueKey(let key): "ExpressionAttributeValues contains invalid key: Syntax error; key: \"\(key)\""
        case .invalidValue(let error, let key):
            layer == .current || error.isSerialization
                ? error.message
                : "ExpressionAttributeValues contains invalid value: \(error.message(in: .older)) for key \(key)"
        case .invalidName(let error, let key):
            "ExpressionAttributeNames contains invalid value: \(error.message(in: layer)) for key \(key)"
        case .namesUnused(let keys):
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {\(keys.joined(separator: ", "))}"
        case .valuesUnused(let keys):
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {\(keys.joined(separator: ", "))}"
        case .namesWithoutExpression: "ExpressionAttributeNames can only be specified when using expressions"
        case .valuesWithoutExpression(let kinds): Self.valuesWithoutExpression(kinds, layer)
        case .mixedWithLegacy(let legacy, let kinds):
            "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {"
                + legacy.joined(separator: ", ") + "} Expression parameters: {"
                + kinds.map(\.rawValue).joined(separator: ", ") + "}"
        case .missingAttribute: "The provided expression refers to an attribute that does not exist in the item"
        case .invalidUpdatePath: "The document path provided in the update expression is invalid for update"
        case .incorrectOperandType: "An operand in the update expression has an incorrect data type"
        case .invalidResult(let error): error.message(in: layer)
        }
    }

    private static func valuesWithoutExpression(_ kinds: [ExpressionKind], _ layer: AttributeValueError.Layer) -> String {
        let text = "ExpressionAttributeValues can only be specified when using expressions"
        guard layer == .older else { return text }
        return "\(text): \(kinds.map(\.rawValue).joined(separator: " and ")) \(kinds.count > 1 ? "are" : "is") null"
    }
}
