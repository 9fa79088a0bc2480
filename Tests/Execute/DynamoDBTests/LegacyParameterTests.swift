import AWSTypes
import IAMPolicy
import Testing

@testable import DynamoDB

@Suite struct LegacyParameterTests {
    private static let dynalite = "dynalite's recordings"

    private static func world() throws -> TestWorld {
        let world = try TestWorld()
        try world.makeTable(sorted: true)
        for number in 1...3 {
            try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"\#(number)"},"x":{"S":"v\#(number)"}}}"#)
        }
        return world
    }

    @Test func `an update by attributes changes, adds and removes`() throws {
        let world = try Self.world()
        #expect(
            try world.call(
                "UpdateItem",
                #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"ReturnValues":"ALL_NEW","AttributeUpdates":{"x":{"Action":"DELETE"},"y":{"Value":{"S":"z"}},"n":{"Action":"ADD","Value":{"N":"2"}}}}"#
            ) == #"{"Attributes":{"p":{"S":"a"},"s":{"N":"1"},"n":{"N":"2"},"y":{"S":"z"}}}"#)
        #expect(world.questions.first?.context.value(of: "dynamodb:Attributes") == .list(["p", "s", "n", "x", "y"]))
    }

    @Test func `an expectation decides like a condition`() throws {
        let world = try Self.world()
        func delete(_ expected: String) throws -> String {
            try world.answer("DeleteItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"Expected":\#(expected)}"#)
        }
        let failed = "ConditionalCheckFailedException: The conditional request failed"
        #expect(try delete(#"{"x":{"Value":{"S":"other"}}}"#) == failed)
        #expect(try delete(#"{"x":{"Exists":false}}"#) == failed)
        #expect(try delete(#"{"x":{"ComparisonOperator":"NULL"}}"#) == failed)
        #expect(try delete(#"{"x":{"ComparisonOperator":"BEGINS_WITH","AttributeValueList":[{"S":"v"}]}}"#) == "{}")
    }

    @Test func `a query by key conditions is filtered and projected`() throws {
        let world = try Self.world()
        let request = #"""
            {"TableName":"TTT","KeyConditions":{"p":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"a"}]},
             "s":{"ComparisonOperator":"GT","AttributeValueList":[{"N":"1"}]}},
             "QueryFilter":{"x":{"ComparisonOperator":"IN","AttributeValueList":[{"S":"v1"},{"S":"v3"}]}},"AttributesToGet":["s"]}
            """#
        #expect(try world.call("Query", request) == #"{"Items":[{"s":{"N":"3"}}],"Count":1,"ScannedCount":2}"#)
        let keys = try #require(world.questions.first?.context)
        #expect(keys.value(of: "dynamodb:LeadingKeys") == .list(["a"]))
        #expect(keys.value(of: "dynamodb:Select") == .single("SPECIFIC_ATTRIBUTES"))
        #expect(
            try world.call(
                "Scan",
                #"{"TableName":"TTT","Select":"COUNT","ConditionalOperator":"OR","ScanFilter":{"x":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"v1"}]},"y":{"ComparisonOperator":"NOT_NULL"}}}"#
            ) == #"{"Count":1,"ScannedCount":3}"#)
        #expect(
            try world.call("GetItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"AttributesToGet":["x"]}"#)
                == #"{"Item":{"x":{"S":"v1"}}}"#)
    }

    private static let invalid = "ValidationException: One or more parameter values were invalid: "

    @Test(arguments: [
        Exchange(
            name: "both kinds", operation: "GetItem",
            request: #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"AttributesToGet":["x"],"ProjectionExpression":"x"}"#,
            answer:
                "ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}",
            source: dynalite),
        Exchange(
            name: "an operator without values", operation: "Scan",
            request: #"{"TableName":"TTT","ScanFilter":{"x":{"ComparisonOperator":"EQ"}}}"#,
            answer: invalid + "Invalid number of argument(s) for the EQ ComparisonOperator", source: dynalite),
        Exchange(
            name: "a type that an operator does not take", operation: "Scan",
            request: #"{"TableName":"TTT","ScanFilter":{"x":{"ComparisonOperator":"LT","AttributeValueList":[{"BOOL":true}]}}}"#,
            answer: invalid + "ComparisonOperator LT is not valid for BOOL AttributeValue type", source: dynalite),
        Exchange(
            name: "nothing expected", operation: "PutItem",
            request: #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"1"}},"Expected":{"x":{}}}"#,
            answer: invalid + "Value must be provided when Exists is null for Attribute: x", source: dynalite),
        Exchange(
            name: "an update without a value", operation: "UpdateItem",
            request: #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"AttributeUpdates":{"x":{"Action":"PUT"}}}"#,
            answer: invalid + "Only DELETE action is allowed when no attribute value is specified", source: dynalite),
        Exchange(
            name: "a sum of strings", operation: "UpdateItem",
            request:
                #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"AttributeUpdates":{"x":{"Action":"ADD","Value":{"S":"a"}}}}"#,
            answer: invalid + "ADD action is not supported for the type S", source: dynalite),
        Exchange(
            name: "a key condition that no key has", operation: "Query",
            request:
                #"{"TableName":"TTT","KeyConditions":{"p":{"ComparisonOperator":"NE","AttributeValueList":[{"S":"a"}]}}}"#,
            answer: "ValidationException: Attempted conditional constraint is not an indexable operation", source: dynalite),
        Exchange(
            name: "a key condition that no key has, of no table", operation: "Query",
            request: #"{"TableName":"none","KeyConditions":{"p":{"ComparisonOperator":"NULL"}}}"#,
            answer: "ResourceNotFoundException: Requested resource not found", source: dynalite),
        Exchange(
            name: "a key condition that no key has, and no partition key", operation: "Query",
            request: #"{"TableName":"TTT","KeyConditions":{"z":{"ComparisonOperator":"NULL"}}}"#,
            answer: "ValidationException: Query condition missed key schema element: p", source: dynalite),
        Exchange(
            name: "a value and a list", operation: "DeleteItem",
            request:
                #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"Expected":{"x":{"Value":{"S":"a"},"AttributeValueList":[]}}}"#,
            answer: invalid + "Value and AttributeValueList cannot be used together for Attribute: x", source: dynalite),
        Exchange(
            name: "parameters that do not go together come before values", operation: "GetItem",
            request: #"{"TableName":"none","Key":{"p":{}},"AttributesToGet":["x"],"ProjectionExpression":""}"#,
            answer:
                "ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}",
            source: dynalite),
        Exchange(
            name: "all that do not go together", operation: "Query",
            request:
                #"{"TableName":"none","AttributesToGet":["x"],"QueryFilter":{},"ConditionalOperator":"OR","KeyConditions":{},"ProjectionExpression":"","FilterExpression":"","KeyConditionExpression":""}"#,
            answer:
                "ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet, QueryFilter, ConditionalOperator, KeyConditions} Expression parameters: {ProjectionExpression, FilterExpression, KeyConditionExpression}",
            source: dynalite),
        Exchange(
            name: "a query's filter comes before the attributes to get", operation: "Query",
            request:
                #"{"TableName":"none","AttributesToGet":["x","x"],"QueryFilter":{"x":{"ComparisonOperator":"EQ"}},"ExclusiveStartKey":{"p":{}}}"#,
            answer: invalid + "Invalid number of argument(s) for the EQ ComparisonOperator", source: dynalite),
        Exchange(
            name: "a scan's comes after them", operation: "Scan",
            request:
                #"{"TableName":"none","AttributesToGet":["x","x"],"ScanFilter":{"x":{"ComparisonOperator":"EQ"}},"ExclusiveStartKey":{"p":{}}}"#,
            answer: invalid + "Duplicate value in attribute name: x", source: dynalite),
        Exchange(
            name: "a value of the wrong kind comes before all constraints", operation: "PutItem",
            request: #"{"Expected":{"x":{"Value":{"S":1}}}}"#,
            answer: "SerializationException: NUMBER_VALUE cannot be converted to String", source: dynalite),
        Exchange(
            name: "a list for a map", operation: "DeleteItem", request: #"{"Expected":[]}"#,
            answer:
                "SerializationException: Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.ExpectedAttributeValue>",
            source: dynalite),
        Exchange(
            name: "a list for a map's value", operation: "Scan", request: #"{"ScanFilter":{"x":[]}}"#,
            answer: "SerializationException: Unrecognized collection type class com.amazonaws.dynamodb.v20120810.Condition",
            source: dynalite),
        Exchange(
            name: "a list for a map of texts", operation: "GetItem", request: #"{"ExpressionAttributeNames":[]}"#,
            answer: "SerializationException: Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>",
            source: dynalite),
        Exchange(
            name: "no value at all", operation: "UpdateItem", request: #"{"AttributeUpdates":{"x":{"Value":23}}}"#,
            answer: "SerializationException: Unexpected field type", source: dynalite),
        Exchange(
            name: "an element that is no value", operation: "Scan",
            request: #"{"ScanFilter":{"x":{"AttributeValueList":["a"]}}}"#,
            answer: "SerializationException: Unexpected value type in payload", source: dynalite),
        Exchange(
            name: "an operator that joins nothing", operation: "Scan", request: #"{"TableName":"TTT","ConditionalOperator":"OR"}"#,
            answer: "ValidationException: ConditionalOperator cannot be used without Filter or Expected",
            source: "extenddb's tests, run on DynamoDB too"),
    ])
    func `a request that cannot be done is refused in AWS's words`(_ row: Exchange) throws {
        #expect(try Self.world().answer(row.operation, row.request) == row.answer)
    }
}
