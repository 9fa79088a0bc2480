import AWSTypes
import DynamoDBValues

/// What is said of the parameters that expressions replaced.
extension AWSError {
    // MARK: Legacy parameters

    static func expectation(_ fault: String, _ attribute: String) -> AWSError { invalid("\(fault) for Attribute: \(attribute)") }

    static func argumentCount(_ name: String) -> AWSError { invalid("Invalid number of argument(s) for the \(name) ComparisonOperator") }

    static func argumentType(_ name: String, _ type: AttributeType) -> AWSError {
        invalid("ComparisonOperator \(name) is not valid for \(type.wireName) AttributeValue type")
    }

    /// This and the next: recorded by dynalite's authors.
    static var argumentTypes: AWSError { invalid("AttributeValues inside AttributeValueList must be of same type") }

    static var betweenBounds: AWSError {
        .validation("The BETWEEN condition was provided a range where the lower bound is greater than the upper bound")
    }

    /// Recorded by dynalite's authors.
    static var updateTypeMismatch: AWSError { .validation("Type mismatch for attribute to update") }

    static var updateWithoutValue: AWSError { invalid("Only DELETE action is allowed when no attribute value is specified") }

    static func actionType(_ text: String, _ type: AttributeType) -> AWSError { invalid("\(text) \(type.wireName)") }

    static var notIndexable: AWSError { .validation("Attempted conditional constraint is not an indexable operation") }
    static var joinerAlone: AWSError { .validation("ConditionalOperator cannot be used without Filter or Expected") }

    static var joinerOfOne: AWSError {
        .validation("ConditionalOperator can only be used when Filter or Expected has two or more elements")
    }

    static func duplicateAttribute(_ name: String) -> AWSError {
        invalid("Duplicate value in attribute name: \(name)")
    }
}
