import AWSTypes
import DynamoDBValues

/// What is said of the parameters that expressions replaced.
extension AWSError {
    // MARK: Legacy parameters

    static func expectation(_ fault: String, _ attribute: String) -> AWSError { invalid("\(fault) for Attribute: \(attribute)") }

    static var missingComparison: AWSError {
        .validation(
            "1 validation error detected: Value null at 'comparisonOperator' failed to satisfy constraint: Member must not be null")
    }

    static func unknownComparison(_ name: String) -> AWSError {
        .validation(
            "1 validation error detected: Value '\(name)' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]"
        )
    }

    static func argumentCount(_ name: String) -> AWSError { invalid("Invalid number of argument(s) for the \(name) ComparisonOperator") }

    static func argumentType(_ name: String, _ type: AttributeType) -> AWSError {
        invalid("ComparisonOperator \(name) is not valid for \(type.wireName) AttributeValue type")
    }

    static var updateWithoutValue: AWSError { invalid("Only DELETE action is allowed when no attribute value is specified") }

    static func actionType(_ text: String, _ type: AttributeType) -> AWSError { invalid("\(text) \(type.wireName)") }

    static func unknownAction(_ action: String, attribute: String) -> AWSError {
        .validation(
            "1 validation error detected: Value '\(action)' at 'attributeUpdates.\(attribute).member.action' failed to satisfy constraint: Member must satisfy enum value set: [ADD, DELETE, PUT]"
        )
    }

    static var notIndexable: AWSError { .validation("Attempted conditional constraint is not an indexable operation") }
    static var joinerAlone: AWSError { .validation("ConditionalOperator cannot be used without Filter or Expected") }

    static var joinerOfOne: AWSError {
        .validation("ConditionalOperator can only be used when Filter or Expected has two or more elements")
    }

    static func duplicateAttribute(_ name: String) -> AWSError {
        invalid("Duplicate value in attribute name: \(name)")
    }
}
