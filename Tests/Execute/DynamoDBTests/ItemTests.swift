import AWSTypes
import IAMPolicy
import Testing

@testable import DynamoDB

@Suite struct ItemTests {
    private static let dynalite = "dynalite's recordings"

    @Test func `an item is put, read, changed and taken away`() throws {
        let world = try TestWorld()
        try world.makeTable(sorted: true)
        let item = #"{"p":{"S":"a"},"s":{"N":"1"},"x":{"L":[{"S":"é"},{"N":"1.50"}]}}"#
        #expect(try world.call("PutItem", #"{"TableName":"TTT","Item":\#(item)}"#) == "{}")
        let key = #"{"p":{"S":"a"},"s":{"N":"1.0"}}"#
        let stored = item.replacing("1.50", with: "1.5")
        #expect(try world.call("GetItem", #"{"TableName":"TTT","Key":\#(key)}"#) == #"{"Item":\#(stored)}"#)
        #expect(
            try world.call("GetItem", #"{"TableName":"TTT","Key":\#(key),"ProjectionExpression":"x[1],s"}"#)
                == #"{"Item":{"s":{"N":"1"},"x":{"L":[{"N":"1.5"}]}}}"#)
        #expect(
            try world.call(
                "UpdateItem",
                #"{"TableName":"TTT","Key":\#(key),"UpdateExpression":"SET y = :y REMOVE x","ExpressionAttributeValues":{":y":{"S":"z"}},"ReturnValues":"ALL_NEW"}"#
            ) == #"{"Attributes":{"p":{"S":"a"},"s":{"N":"1"},"y":{"S":"z"}}}"#)
        #expect(
            try world.call("DeleteItem", #"{"TableName":"TTT","Key":\#(key),"ReturnValues":"ALL_OLD"}"#)
                == #"{"Attributes":{"p":{"S":"a"},"s":{"N":"1"},"y":{"S":"z"}}}"#)
        #expect(try world.call("GetItem", #"{"TableName":"TTT","Key":\#(key)}"#) == "{}")
        #expect(try world.call("DeleteItem", #"{"TableName":"TTT","Key":\#(key),"ReturnValues":"ALL_OLD"}"#) == "{}")
    }

    @Test(arguments: [
        Exchange(
            name: "no table", operation: "PutItem", request: #"{"TableName":"none","Item":{"p":{"S":"a"}}}"#,
            answer: "ResourceNotFoundException: Requested resource not found", source: dynalite),
        Exchange(
            name: "a value's fault comes before the table's", operation: "GetItem", request: #"{"TableName":"none","Key":{"p":{"N":"x"}}}"#,
            answer: "ValidationException: The parameter cannot be converted to a numeric value: x", source: dynalite),
        Exchange(
            name: "a writer's text has a prefix", operation: "PutItem", request: #"{"TableName":"none","Item":{"p":{"N":"x"}}}"#,
            answer: "ValidationException: 1 validation error detected: The parameter cannot be converted to a numeric value: x",
            source: "recorded, October 2026"),
        Exchange(
            name: "no key in the item", operation: "PutItem", request: #"{"TableName":"TTT","Item":{"p":{"S":"a"}}}"#,
            answer: "ValidationException: One or more parameter values were invalid: Missing the key s in the item", source: dynalite),
        Exchange(
            name: "a key of another type", operation: "PutItem", request: #"{"TableName":"TTT","Item":{"p":{"N":"1"},"s":{"N":"1"}}}"#,
            answer: "ValidationException: One or more parameter values were invalid: Type mismatch for key p expected: S actual: N",
            source: dynalite),
        Exchange(
            name: "an empty key", operation: "PutItem", request: #"{"TableName":"TTT","Item":{"p":{"S":""},"s":{"N":"1"}}}"#,
            answer:
                "ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p",
            source: "Alternator's tests, checked on AWS"),
        Exchange(
            name: "half a key", operation: "GetItem", request: #"{"TableName":"TTT","Key":{"p":{"S":"a"}}}"#,
            answer: "ValidationException: The provided key element does not match the schema", source: dynalite),
        Exchange(
            name: "a key with more", operation: "DeleteItem",
            request: #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"},"x":{"S":"b"}}}"#,
            answer: "ValidationException: The provided key element does not match the schema", source: dynalite),
        Exchange(
            name: "what PutItem cannot return", operation: "PutItem",
            request: #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"1"}},"ReturnValues":"ALL_NEW"}"#,
            answer: "ValidationException: ReturnValues can only be ALL_OLD or NONE", source: dynalite),
        Exchange(
            name: "a key that is changed", operation: "UpdateItem",
            request:
                #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"UpdateExpression":"SET s = :s","ExpressionAttributeValues":{":s":{"N":"2"}}}"#,
            answer:
                "ValidationException: One or more parameter values were invalid: Cannot update attribute s. This attribute is part of the key",
            source: dynalite),
        Exchange(
            name: "no item", operation: "PutItem", request: #"{"TableName":"TTT"}"#,
            answer:
                "ValidationException: 1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null",
            source: dynalite),
        Exchange(
            name: "a list for an item", operation: "PutItem", request: #"{"TableName":"TTT","Item":[]}"#,
            answer:
                "SerializationException: Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
            source: dynalite),
        Exchange(
            name: "an expression that is empty", operation: "DeleteItem",
            request: #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"ConditionExpression":""}"#,
            answer: "ValidationException: 1 validation error detected: Invalid ConditionExpression: The expression can not be empty;",
            source: "recorded, August 2026"),
    ])
    func `a request that cannot be done is refused in AWS's words`(_ row: Exchange) throws {
        let world = try TestWorld()
        try world.makeTable(sorted: true)
        let answer = try world.answer(row.operation, row.request)
        #expect(answer == row.answer)
    }

    @Test func `an index's key cannot become what it must not be`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        func update(_ value: String) throws -> String {
            try world.answer(
                "UpdateItem",
                #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"UpdateExpression":"SET g = :g","ExpressionAttributeValues":{":g":\#(value)}}"#
            )
        }
        #expect(try update(#"{"S":"x"}"#) == "{}")
        #expect(
            try update(#"{"N":"1"}"#)
                == "ValidationException: One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: GGG"
        )
        #expect(
            try update(#"{"S":""}"#)
                == "ValidationException: One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value."
        )
        #expect(
            try world.answer("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"1"},"g":{"N":"1"}}}"#)
                == "ValidationException: One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: GGG"
        )
    }

    @Test func `a condition decides, and shows the item that failed it`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let put = #"{"TableName":"TTT","Item":{"p":{"S":"a"},"x":{"N":"1"}},"ConditionExpression":"attribute_not_exists(p)""#
        #expect(try world.call("PutItem", put + "}") == "{}")
        #expect(try world.answer("PutItem", put + "}") == "ConditionalCheckFailedException: The conditional request failed")
        let error = try #require(throws: AWSError.self) {
            try world.call("PutItem", put + #","ReturnValuesOnConditionCheckFailure":"ALL_OLD"}"#)
        }
        guard case .json("Item", let item)? = error.members.first else {
            Issue.record("the item is missing")
            return
        }
        #expect(String(decoding: item, as: UTF8.self) == #"{"p":{"S":"a"},"x":{"N":"1"}}"#)
    }

    @Test func `the sizes of items and keys have limits`() throws {
        let world = try TestWorld()
        try world.makeTable()
        func put(key: Int, value: Int) throws -> String {
            let (key, value) = (String(repeating: "k", count: key), String(repeating: "v", count: value))
            return try world.answer("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"\#(key)"},"v":{"S":"\#(value)"}}}"#)
        }
        #expect(try put(key: 2048, value: 1) == "{}")
        #expect(
            try put(key: 2049, value: 1)
                == "ValidationException: One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes"
        )
        #expect(try put(key: 1, value: 409_600 - 3) == "{}")
        #expect(try put(key: 1, value: 409_600 - 2) == "ValidationException: Item size has exceeded the maximum allowed size")
    }

    @Test func `capacity is told as it was asked for`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        let item = #"{"p":{"S":"a"},"s":{"N":"1"},"g":{"S":"b"},"n":{"N":"1"}}"#
        #expect(
            try world.call("PutItem", #"{"TableName":"TTT","Item":\#(item),"ReturnConsumedCapacity":"INDEXES"}"#)
                == #"{"ConsumedCapacity":{"TableName":"TTT","CapacityUnits":3,"Table":{"CapacityUnits":1},"GlobalSecondaryIndexes":{"GGG":{"CapacityUnits":1},"III":{"CapacityUnits":1}}}}"#
        )
        #expect(
            try world.call("GetItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"ReturnConsumedCapacity":"TOTAL"}"#)
                == #"{"Item":\#(item),"ConsumedCapacity":{"TableName":"TTT","CapacityUnits":0.5}}"#)
        #expect(
            try world.call(
                "DeleteItem",
                #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"ReturnItemCollectionMetrics":"SIZE"}"#)
                == #"{"ItemCollectionMetrics":{"ItemCollectionKey":{"p":{"S":"a"}},"SizeEstimateRangeGB":[0,1]}}"#)
    }

    @Test func `condition keys are told when they are asked for`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        _ = try world.answer(
            "UpdateItem",
            ##"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"UpdateExpression":"SET #x.y = :v","ExpressionAttributeNames":{"#x":"x"},"ExpressionAttributeValues":{":v":{"S":"z"}}}"##
        )
        let keys = try #require(world.questions.first?.context)
        #expect(keys.value(of: "dynamodb:LeadingKeys") == .list(["a"]))
        #expect(keys.value(of: "dynamodb:Attributes") == .list(["p", "s", "x"]))
        #expect(keys.value(of: "dynamodb:ReturnValues") == .single("NONE"))
        #expect(keys.value(of: "dynamodb:Select") == nil)
        #expect(keys.value(of: "dynamodb:EnclosingOperation") == nil)
        _ = try world.call(
            "Query",
            #"{"TableName":"TTT","IndexName":"GGG","KeyConditionExpression":"g = :v","ExpressionAttributeValues":{":v":{"S":"z"}}}"#)
        let question = try #require(world.questions.first)
        #expect(question.resource == "arn:aws:dynamodb:us-east-1:111122223333:table/TTT/index/GGG")
        #expect(question.context.value(of: "dynamodb:LeadingKeys") == .list(["z"]))
        #expect(question.context.value(of: "dynamodb:Select") == .single("ALL_PROJECTED_ATTRIBUTES"))
        _ = try world.answer("GetItem", #"{"TableName":"none","Key":{"p":{"S":"a"}}}"#)
        #expect(world.questions.first?.context.value(of: "dynamodb:LeadingKeys") == nil)
    }

    @Test func `a name that looks like the key's and differs in bytes is another attribute's`() throws {
        let world = try TestWorld()
        try world.call(
            "CreateTable",
            #"""
            {"TableName":"TTT","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"\u00e9","AttributeType":"S"}],
             "KeySchema":[{"AttributeName":"\u00e9","KeyType":"HASH"}]}
            """#)
        let key = #"{"TableName":"TTT","Key":{"\u00e9":{"S":"a"}},"#
        let names = ##""ExpressionAttributeNames":{"#e":"\u00e9","#n":"e\u0301"},"ExpressionAttributeValues":{":v":{"S":"a"}}"##
        let other = ##""ExpressionAttributeNames":{"#n":"e\u0301"},"ExpressionAttributeValues":{":v":{"S":"a"}}}"##
        #expect(try world.answer("UpdateItem", key + ##""UpdateExpression":"SET #n = :v","## + other) == "{}")
        #expect(
            try world.answer(
                "Query",
                ##"{"TableName":"TTT","KeyConditionExpression":"#e = :v","FilterExpression":"#n = :v","Select":"COUNT","## + names + "}")
                == #"{"Count":1,"ScannedCount":1}"#)
        #expect(
            try world.answer("Query", ##"{"TableName":"TTT","KeyConditionExpression":"#e = :v AND #n = :v","## + names + "}")
                == "ValidationException: Query key condition not supported")
    }
}
