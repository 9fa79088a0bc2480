import AWSTypes
import IAMPolicy
import Testing

/// What DynamoDB's condition keys hold, operation by operation.
///
/// Source of all rows: DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control", "IAM with transactions", and the
/// Service Authorization Reference; that N is in canonical form and B in base64 is inferred.
@Suite struct DataConditionKeyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var operation: String
        var request: String
        /// `action resource`, then the keys that are there, in the order of `keys`; one a question.
        var questions: [String]
        var testDescription: String { "\(operation) \(request)" }

        init(_ operation: String, _ request: String, _ questions: String...) {
            self.operation = operation
            self.request = request
            self.questions = questions
        }
    }

    static let keys = [
        "LeadingKeys", "FirstPartitionKeyValues", "Attributes", "Select", "ReturnValues", "ReturnConsumedCapacity", "EnclosingOperation",
        "FullTableScan",
    ]

    private static let key = #""Key":{"p":{"S":"a"},"s":{"N":"1"}}"#
    private static let leading = "LeadingKeys=[a] FirstPartitionKeyValues=[a]"

    static let rows = [
        Row(
            "GetItem", #"{"TableName":"TTT",\#(key)}"#,
            "GetItem TTT \(leading) Attributes=[p,s] Select=ALL_ATTRIBUTES ReturnConsumedCapacity=NONE"),
        Row(
            "GetItem", ##"{"TableName":"TTT",\##(key),"ProjectionExpression":"x.y, #n[0]","ExpressionAttributeNames":{"#n":"z"}}"##,
            "GetItem TTT \(leading) Attributes=[p,s,x,z] Select=SPECIFIC_ATTRIBUTES ReturnConsumedCapacity=NONE"),
        Row(
            "GetItem", #"{"TableName":"TTT",\#(key),"AttributesToGet":["x"],"ReturnConsumedCapacity":"TOTAL"}"#,
            "GetItem TTT \(leading) Attributes=[p,s,x] Select=SPECIFIC_ATTRIBUTES ReturnConsumedCapacity=TOTAL"),
        Row(
            "GetItem", #"{"TableName":"NoSuchTable",\#(key),"ReturnConsumedCapacity":"INDEXES"}"#,
            "GetItem NoSuchTable Attributes=[p,s] Select=ALL_ATTRIBUTES ReturnConsumedCapacity=INDEXES"),
        Row(
            "PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"1"},"x":{"M":{"y":{"S":"1"}}}}}"#,
            "PutItem TTT \(leading) Attributes=[p,s,x] ReturnValues=NONE ReturnConsumedCapacity=NONE"),
        Row(
            "PutItem",
            #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"1"}},"ConditionExpression":"attribute_not_exists(c)","ReturnValues":"ALL_OLD"}"#,
            "PutItem TTT \(leading) Attributes=[p,s,c] ReturnValues=ALL_OLD ReturnConsumedCapacity=NONE"),
        Row(
            "PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"1"}},"Expected":{"c":{"Exists":false}}}"#,
            "PutItem TTT \(leading) Attributes=[p,s,c] ReturnValues=NONE ReturnConsumedCapacity=NONE"),
        Row(
            "UpdateItem",
            #"{"TableName":"TTT",\#(key),"UpdateExpression":"SET x = y + :v REMOVE m.n","ConditionExpression":"c = :v","ExpressionAttributeValues":{":v":{"N":"1"}},"ReturnValues":"UPDATED_NEW"}"#,
            "UpdateItem TTT \(leading) Attributes=[p,s,c,x,y,m] ReturnValues=UPDATED_NEW ReturnConsumedCapacity=NONE"),
        Row(
            "UpdateItem", #"{"TableName":"TTT",\#(key),"AttributeUpdates":{"x":{"Action":"DELETE"}}}"#,
            "UpdateItem TTT \(leading) Attributes=[p,s,x] ReturnValues=NONE ReturnConsumedCapacity=NONE"),
        Row(
            "DeleteItem",
            #"{"TableName":"TTT",\#(key),"ConditionExpression":"c > :v","ExpressionAttributeValues":{":v":{"N":"1"}}}"#,
            "DeleteItem TTT \(leading) Attributes=[p,s,c] ReturnValues=NONE ReturnConsumedCapacity=NONE"),
        Row(
            "Query",
            #"{"TableName":"TTT","KeyConditionExpression":"p = :p AND s > :s","FilterExpression":"f = :p","ProjectionExpression":"x","ExpressionAttributeValues":{":p":{"S":"a"},":s":{"N":"1"}}}"#,
            "Query TTT \(leading) Attributes=[f,p,s,x] Select=SPECIFIC_ATTRIBUTES ReturnConsumedCapacity=NONE"),
        Row(
            "Query", #"{"TableName":"TTT","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"a"}}}"#,
            "Query TTT \(leading) Attributes=[p] Select=ALL_ATTRIBUTES ReturnConsumedCapacity=NONE"),
        Row(
            "Query",
            #"{"TableName":"TTT","IndexName":"GGG","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"b"}}}"#,
            "Query TTT/index/GGG LeadingKeys=[b] FirstPartitionKeyValues=[b] Attributes=[g] Select=ALL_PROJECTED_ATTRIBUTES ReturnConsumedCapacity=NONE"
        ),
        Row(
            "Query",
            #"{"TableName":"TTT","IndexName":"GGG","Select":"COUNT","KeyConditions":{"g":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"b"}]}},"QueryFilter":{"f":{"ComparisonOperator":"NULL"}}}"#,
            "Query TTT/index/GGG LeadingKeys=[b] FirstPartitionKeyValues=[b] Attributes=[f,g] Select=COUNT ReturnConsumedCapacity=NONE"),
        Row("Scan", #"{"TableName":"TTT"}"#, "Scan TTT Select=ALL_ATTRIBUTES ReturnConsumedCapacity=NONE"),
        Row(
            "Scan",
            #"{"TableName":"TTT","IndexName":"III","FilterExpression":"f = :f","ExpressionAttributeValues":{":f":{"S":"a"}},"ReturnConsumedCapacity":"INDEXES"}"#,
            "Scan TTT/index/III Attributes=[f] Select=ALL_PROJECTED_ATTRIBUTES ReturnConsumedCapacity=INDEXES"),
        Row(
            "BatchGetItem",
            #"{"RequestItems":{"TTT":{"Keys":[{"p":{"S":"a"},"s":{"N":"1"}},{"p":{"S":"b"},"s":{"N":"1"}}],"ProjectionExpression":"x"}}}"#,
            "BatchGetItem TTT LeadingKeys=[a,b] FirstPartitionKeyValues=[a,b] Attributes=[p,s,x] Select=SPECIFIC_ATTRIBUTES ReturnConsumedCapacity=NONE"
        ),
        Row(
            "BatchWriteItem",
            #"{"RequestItems":{"TTT":[{"PutRequest":{"Item":{"p":{"S":"a"},"s":{"N":"1"},"x":{"S":"1"}}}},{"DeleteRequest":{"Key":{"p":{"S":"b"},"s":{"N":"1"}}}}]}}"#,
            "BatchWriteItem TTT LeadingKeys=[a,b] FirstPartitionKeyValues=[a,b] Attributes=[p,s,x] ReturnConsumedCapacity=NONE"),
        Row(
            "TransactGetItems",
            #"{"TransactItems":[{"Get":{"TableName":"TTT",\#(key)}},{"Get":{"TableName":"NNN","Key":{"p":{"N":"1.50"}},"ProjectionExpression":"x"}}]}"#,
            "GetItem TTT \(leading) Attributes=[p,s] Select=ALL_ATTRIBUTES ReturnConsumedCapacity=NONE EnclosingOperation=TransactGetItems",
            "GetItem NNN LeadingKeys=[1.5] FirstPartitionKeyValues=[1.5] Attributes=[p,x] Select=SPECIFIC_ATTRIBUTES ReturnConsumedCapacity=NONE EnclosingOperation=TransactGetItems"
        ),
        Row(
            "TransactWriteItems",
            #"""
            {"ReturnConsumedCapacity":"TOTAL","TransactItems":[
             {"Put":{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"1"},"x":{"S":"1"}}}},
             {"Update":{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"2"}},"UpdateExpression":"REMOVE y"}},
             {"Delete":{"TableName":"BBB","Key":{"p":{"B":"YWI="}}}},
             {"ConditionCheck":{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"3"}},"ConditionExpression":"attribute_exists(c)",
              "ReturnValuesOnConditionCheckFailure":"ALL_OLD"}}]}
            """#,
            "PutItem TTT \(leading) Attributes=[p,s,x] ReturnValues=NONE ReturnConsumedCapacity=TOTAL EnclosingOperation=TransactWriteItems",
            "UpdateItem TTT \(leading) Attributes=[p,s,y] ReturnValues=NONE ReturnConsumedCapacity=TOTAL EnclosingOperation=TransactWriteItems",
            "DeleteItem BBB LeadingKeys=[YWI=] FirstPartitionKeyValues=[YWI=] Attributes=[p] ReturnValues=NONE ReturnConsumedCapacity=TOTAL EnclosingOperation=TransactWriteItems",
            "ConditionCheckItem TTT \(leading) Attributes=[p,s,c] ReturnValues=ALL_OLD ReturnConsumedCapacity=TOTAL EnclosingOperation=TransactWriteItems"
        ),
    ]

    @Test(arguments: rows) func `each question has its keys`(_ row: Row) throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        for (name, type) in [("NNN", "N"), ("BBB", "B")] {
            try world.call(
                "CreateTable",
                #"{"TableName":"\#(name)","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"\#(type)"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}]}"#
            )
        }
        // The keys are there whatever the answer is.
        _ = try world.answer(row.operation, row.request)
        #expect(world.questions.map(Self.text) == row.questions)
    }

    private static func text(_ question: AuthorizationRequest) -> String {
        let held = keys.compactMap { name -> String? in
            switch question.context.value(of: ConditionKey("dynamodb:" + name)) {
            case .single(let text): "\(name)=\(text)"
            case .list(let texts): "\(name)=[\(texts.joined(separator: ","))]"
            case nil: nil
            }
        }
        let table = question.resource.split(separator: "/", maxSplits: 1).last ?? ""
        return (["\(question.action.dropFirst("dynamodb:".count)) \(table)"] + held).joined(separator: " ")
    }

    /// The operations of the model whose questions have keys, by the Service Authorization Reference.
    @Test func `every operation on items has rows`() {
        let operations = Set(Self.rows.map(\.operation))
        #expect(
            operations == [
                "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "BatchGetItem", "BatchWriteItem", "TransactGetItems",
                "TransactWriteItems",
            ])
    }
}
