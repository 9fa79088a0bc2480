/// The Java names of DynamoDB's structures and maps, which its framework prints where a list stands in the place of one.
///
/// A member goes by its name with a small first letter, `[]` behind it for the elements of a list, `{}` for the values of a map. Source of the texts:
/// dynalite's type tests, run on AWS, for those that begin with what they name; the others follow the model. Members whose structure depends on the
/// operation are left out, as are those that other services have too.
enum ModelShapes {
    /// How the type of a member is printed; nil for one that is not known.
    static func javaName(_ member: String) -> String? {
        guard let shape = shapes[member] else { return nil }
        guard isMap(member) else { return "class \(package)\(shape)" }
        let value = shape.dropLast(2)
        return "java.util.Map<java.lang.String, \(value == "String" ? "java.lang.String" : package + value)>"
    }

    static func isMap(_ member: String) -> Bool { shapes[member]?.hasSuffix("{}") == true }

    private static let package = "com.amazonaws.dynamodb.v20120810."

    private static let shapes = [
        "attributeDefinitions[]": "AttributeDefinition", "attributeUpdates": "AttributeValueUpdate{}",
        "attributeUpdates{}": "AttributeValueUpdate", "conditionCheck": "ConditionCheck", "deleteRequest": "DeleteRequest",
        "expected": "ExpectedAttributeValue{}", "expected{}": "ExpectedAttributeValue", "expressionAttributeNames": "String{}",
        "expressionAttributeValues": "AttributeValue{}", "get": "Get", "keyConditions": "Condition{}", "keyConditions{}": "Condition",
        "keys[]": "AttributeValue{}", "keySchema[]": "KeySchemaElement", "localSecondaryIndexes[]": "LocalSecondaryIndex",
        "onDemandThroughput": "OnDemandThroughput",
        "pointInTimeRecoverySpecification": "PointInTimeRecoverySpecification", "projection": "Projection",
        "provisionedThroughput": "ProvisionedThroughput", "putRequest": "PutRequest", "queryFilter": "Condition{}",
        "queryFilter{}": "Condition", "requestItems{}": "KeysAndAttributes", "requestItems{}[]": "WriteRequest",
        "scanFilter": "Condition{}", "scanFilter{}": "Condition", "sSESpecification": "SSESpecification",
        "streamSpecification": "StreamSpecification", "timeToLiveSpecification": "TimeToLiveSpecification",
        "value": "AttributeValue", "warmThroughput": "WarmThroughput",
    ]
}
