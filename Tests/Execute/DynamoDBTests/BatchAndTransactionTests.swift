import AWSTypes
import IAMPolicy
import Testing

@testable import DynamoDB

@Suite struct BatchAndTransactionTests {
    private static let dynalite = "dynalite's recordings"
    private static let localStack = "LocalStack's recordings of DynamoDB"

    @Test func `a batch writes and reads over tables`() throws {
        let world = try TestWorld()
        try world.makeTable("one")
        try world.makeTable("two")
        let put = #"{"PutRequest":{"Item":{"p":{"S":"a"},"x":{"N":"1"}}}}"#
        #expect(
            try world.call("BatchWriteItem", #"{"RequestItems":{"one":[\#(put)],"two":[\#(put)]},"ReturnConsumedCapacity":"TOTAL"}"#)
                == #"{"UnprocessedItems":{},"ConsumedCapacity":[{"TableName":"one","CapacityUnits":1},{"TableName":"two","CapacityUnits":1}]}"#
        )
        #expect(world.questions.map(\.resource).allSatisfy { $0.hasPrefix("arn:aws:dynamodb:us-east-1:111122223333:table/") })
        #expect(world.questions.count == 2)
        let keys = #"[{"p":{"S":"a"}},{"p":{"S":"b"}}]"#
        #expect(
            try world.call(
                "BatchGetItem", #"{"RequestItems":{"one":{"Keys":\#(keys)},"two":{"Keys":\#(keys),"ProjectionExpression":"x"}}}"#)
                == #"{"Responses":{"one":[{"p":{"S":"a"},"x":{"N":"1"}}],"two":[{"x":{"N":"1"}}]},"UnprocessedKeys":{}}"#)
        try world.call("BatchWriteItem", #"{"RequestItems":{"one":[{"DeleteRequest":{"Key":{"p":{"S":"a"}}}}]}}"#)
        #expect(
            try world.call("BatchGetItem", #"{"RequestItems":{"one":{"Keys":\#(keys)}}}"#)
                == #"{"Responses":{"one":[]},"UnprocessedKeys":{}}"#)
    }

    @Test(arguments: [
        Exchange(
            name: "a key twice", operation: "BatchGetItem",
            request: #"{"RequestItems":{"TTT":{"Keys":[{"p":{"S":"a"}},{"p":{"S":"a"}}]}}}"#,
            answer: "ValidationException: Provided list of item keys contains duplicates", source: dynalite),
        Exchange(
            name: "a key twice, in another order, of no table", operation: "BatchGetItem",
            request:
                #"{"RequestItems":{"none":{"Keys":[{"p":{"S":"a"},"s":{"N":"1"}},{"s":{"N":"1.0"},"p":{"S":"a"}}]}}}"#,
            answer: "ValidationException: Provided list of item keys contains duplicates", source: dynalite),
        Exchange(
            name: "an item twice in a transaction that reads", operation: "TransactGetItems",
            request:
                #"{"TransactItems":[{"Get":{"TableName":"TTT","Key":{"p":{"S":"a"}}}},{"Get":{"TableName":"TTT","Key":{"p":{"S":"a"}}}}]}"#,
            answer: "ValidationException: Transaction request cannot include multiple operations on one item",
            source: "refused: a public conformance suite, May 2026; the words are those of TransactWriteItems"),
        Exchange(
            name: "a text for a list within a map", operation: "BatchWriteItem", request: #"{"RequestItems":{"TTT":"a"}}"#,
            answer:
                "SerializationException: class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')",
            source: dynalite),
        Exchange(
            name: "a text for a key", operation: "BatchGetItem", request: #"{"RequestItems":{"TTT":{"Keys":["a"]}}}"#,
            answer:
                "SerializationException: class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')",
            source: dynalite),
        Exchange(
            name: "no tables", operation: "BatchWriteItem", request: #"{"RequestItems":{}}"#,
            answer: "ValidationException: The requestItems parameter is required for BatchWriteItem",
            source: "a public conformance suite, recorded in us-east-1, October 2026"),
        Exchange(
            name: "an item without its key", operation: "BatchWriteItem",
            request: #"{"RequestItems":{"TTT":[{"PutRequest":{"Item":{"x":{"S":"a"}}}}]}}"#,
            answer: "ValidationException: The provided key element does not match the schema", source: localStack),
        Exchange(
            name: "an empty request", operation: "BatchWriteItem", request: #"{"RequestItems":{"TTT":[{}]}}"#,
            answer:
                "ValidationException: Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
            source: dynalite),
        Exchange(
            name: "a transaction on no table", operation: "TransactWriteItems",
            request: #"{"TransactItems":[{"Put":{"TableName":"none","Item":{"p":{"S":"a"}}}}]}"#,
            answer: "ResourceNotFoundException: Requested resource not found", source: localStack),
        Exchange(
            name: "an item twice in a transaction", operation: "TransactWriteItems",
            request:
                #"{"TransactItems":[{"Put":{"TableName":"TTT","Item":{"p":{"S":"a"}}}},{"Delete":{"TableName":"TTT","Key":{"p":{"S":"a"}}}}]}"#,
            answer: "ValidationException: Transaction request cannot include multiple operations on one item",
            source: "Developer Guide, transactions; text of public tests"),
        Exchange(
            name: "an empty key in a transaction", operation: "TransactWriteItems",
            request: #"{"TransactItems":[{"Put":{"TableName":"TTT","Item":{"p":{"S":""}}}}]}"#,
            answer:
                "ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: p",
            source: "a public conformance suite, recorded in four regions, June 2026"),
        Exchange(
            name: "a key of another type in a transaction", operation: "TransactWriteItems",
            request: #"{"TransactItems":[{"Delete":{"TableName":"TTT","Key":{"p":{"N":"5"}}}}]}"#,
            answer:
                "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons [ValidationError]",
            source: "a public conformance suite, recorded in four regions, June 2026"),
        Exchange(
            name: "a part that does two things", operation: "TransactWriteItems", request: #"{"TransactItems":[{}]}"#,
            answer: "ValidationException: TransactItems can only contain one of Check, Put, Update or Delete", source: "moto's tests"),
    ])
    func `a request that cannot be done is refused in AWS's words`(_ row: Exchange) throws {
        let world = try TestWorld()
        try world.makeTable()
        #expect(try world.answer(row.operation, row.request) == row.answer)
    }

    @Test func `too many items are refused`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let writes = (0..<26).map { #"{"PutRequest":{"Item":{"p":{"S":"\#($0)"}}}}"# }
        let nulls =
            "n=null, b=null, iNT=null, dECIMAL=null, dOUBLE=null, sS=null, nS=null, bS=null, iNTSET=null, dECIMALSET=null, dOUBLESET=null, m=null, l=null, nULL=null, bOOL=null"
        let shown = (0..<26).map {
            "WriteRequest(putRequest=PutRequest(item={p=AttributeValue(s=\($0), \(nulls))}, workloadProfileName=null), deleteRequest=null)"
        }
        // Source: a public conformance suite, recorded in eu-west-2, September 2026.
        #expect(
            try world.answer("BatchWriteItem", #"{"RequestItems":{"TTT":[\#(writes.joined(separator: ","))]}}"#)
                == "ValidationException: 1 validation error detected: Value '{TTT=[\(shown.joined(separator: ", "))]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]"
        )
        // Source: dynalite's recordings.
        try world.makeTable("Other")
        let (one, other) = (writes.prefix(13).joined(separator: ","), writes.suffix(13).joined(separator: ","))
        #expect(
            try world.answer("BatchWriteItem", #"{"RequestItems":{"TTT":[\#(one)],"Other":[\#(other)]}}"#)
                == "ValidationException: Too many items requested for the BatchWriteItem call")
        // Source: a public conformance suite, recorded, May to October 2026.
        let keys = (0..<101).map { #"{"p":{"S":"\#($0)"}}"# }.joined(separator: ",")
        #expect(
            try world.answer("BatchGetItem", #"{"RequestItems":{"TTT":{"Keys":[\#(keys)]}}}"#)
                == "ValidationException: 1 validation error detected: Value at 'RequestItems.TTT.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100"
        )
    }

    @Test func `an item is named twice also by its table's name and ARN`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/TTT"
        let key = #"{"p":{"S":"a"}}"#
        let refusal = "ValidationException: Provided list of item keys contains duplicates"
        #expect(
            try world.answer("BatchGetItem", #"{"RequestItems":{"TTT":{"Keys":[\#(key)]},"\#(arn)":{"Keys":[\#(key)]}}}"#) == refusal)
        let (put, delete) = (#"{"PutRequest":{"Item":\#(key)}}"#, #"{"DeleteRequest":{"Key":\#(key)}}"#)
        #expect(try world.answer("BatchWriteItem", #"{"RequestItems":{"TTT":[\#(put)],"\#(arn)":[\#(delete)]}}"#) == refusal)
        #expect(try world.call("Scan", #"{"TableName":"TTT","Select":"COUNT"}"#) == #"{"Count":0,"ScannedCount":0}"#)
    }

    /// Source: API Reference, BatchGetItem: a hundred items of 300 KB come in two answers, neither above 16 MB.
    @Test func `an answer that would exceed sixteen megabytes leaves keys over`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let filler = String(repeating: "x", count: 300 * 1024)
        for number in 0..<55 { try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"\#(number)"},"v":{"S":"\#(filler)"}}}"#) }
        let keys = (0..<55).map { #"{"p":{"S":"\#($0)"}}"# }.joined(separator: ",")
        let answer = try world.call("BatchGetItem", #"{"RequestItems":{"TTT":{"Keys":[\#(keys)]}}}"#)
        #expect(answer.hasSuffix(#""UnprocessedKeys":{"TTT":{"Keys":[{"p":{"S":"54"}}]}}}"#))
        #expect(answer.utf8.count < 16 * 1_048_576)
    }

    @Test func `a transaction does all or tells why not`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let parts = """
            {"Put":{"TableName":"TTT","Item":{"p":{"S":"a"}},"ConditionExpression":"attribute_not_exists(p)"}},
            {"Update":{"TableName":"TTT","Key":{"p":{"S":"b"}},"UpdateExpression":"SET x = :one","ExpressionAttributeValues":{":one":{"N":"1"}}}}
            """
        let request = #"{"TransactItems":[\#(parts)],"ReturnConsumedCapacity":"TOTAL"}"#
        #expect(
            try world.call("TransactWriteItems", request)
                == #"{"ConsumedCapacity":[{"TableName":"TTT","CapacityUnits":4,"WriteCapacityUnits":4}]}"#)
        #expect(world.questions.map(\.action) == ["dynamodb:PutItem", "dynamodb:UpdateItem"])
        #expect(
            world.questions.map { $0.context.value(of: "dynamodb:EnclosingOperation") }
                == Array(repeating: .single("TransactWriteItems"), count: 2)
        )
        let error = try #require(throws: AWSError.self) { try world.call("TransactWriteItems", request) }
        #expect(
            error.message
                == "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]")
        guard case .json("CancellationReasons", let reasons)? = error.members.first else {
            Issue.record("no reasons")
            return
        }
        #expect(
            String(decoding: reasons, as: UTF8.self)
                == #"[{"Code":"ConditionalCheckFailed","Message":"The conditional request failed"},{"Code":"None"}]"#)
        #expect(
            try world.call(
                "TransactGetItems",
                #"{"TransactItems":[{"Get":{"TableName":"TTT","Key":{"p":{"S":"b"}}}},{"Get":{"TableName":"TTT","Key":{"p":{"S":"c"}}}}]}"#)
                == #"{"Responses":[{"Item":{"p":{"S":"b"},"x":{"N":"1"}}},{}]}"#)
    }

    @Test func `a token makes a transaction happen once`() throws {
        let world = try TestWorld()
        try world.makeTable()
        func add(_ amount: Int) throws -> String {
            try world.answer(
                "TransactWriteItems",
                #"{"ClientRequestToken":"token","TransactItems":[{"Update":{"TableName":"TTT","Key":{"p":{"S":"a"}},"UpdateExpression":"ADD x :n","ExpressionAttributeValues":{":n":{"N":"\#(amount)"}}}}]}"#
            )
        }
        #expect(try add(1) == "{}")
        #expect(try add(1) == "{}")
        #expect(
            try add(2)
                == "IdempotentParameterMismatchException: Request parameters do not match the parameters of a previous request that used the same client token"
        )
        #expect(try world.call("GetItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"}}}"#) == #"{"Item":{"p":{"S":"a"},"x":{"N":"1"}}}"#)
        world.now = world.now.adding(seconds: 601)
        #expect(try add(2) == "{}")
        #expect(try world.call("GetItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"}}}"#) == #"{"Item":{"p":{"S":"a"},"x":{"N":"3"}}}"#)
    }
}
