import AWSTypes
import ByteJSON
import Testing

@testable import DynamoDB

@Suite struct ReadTests {
    private static let dynalite = "dynalite's recordings"

    /// A table of five items of one partition, and one of another.
    private static func world() throws -> TestWorld {
        let world = try TestWorld()
        try world.makeIndexedTable()
        for number in 1...5 {
            try world.call(
                "PutItem",
                #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"\#(number)"},"g":{"S":"b"},"n":{"N":"7"},"x":{"N":"\#(number % 2)"},"l":{"B":"AA=="}}}"#
            )
        }
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"z"},"s":{"N":"-1"}}}"#)
        return world
    }

    /// The sort keys of a page, in its order.
    private static func sortKeys(_ page: String) -> [String] {
        page.split(separator: #""s":{"N":""#).dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    private static func query(_ world: TestWorld, _ condition: String, _ values: String, _ more: String = "") throws -> String {
        try world.answer(
            "Query",
            #"{"TableName":"TTT","KeyConditionExpression":"\#(condition)","ExpressionAttributeValues":{\#(values)}\#(more)}"#)
    }

    @Test func `a condition on the sort key gives its range`() throws {
        let world = try Self.world()
        let a = #"":a":{"S":"a"},":n":{"N":"3"}"#
        #expect(Self.sortKeys(try Self.query(world, "p = :a", #"":a":{"S":"a"}"#)) == ["1", "2", "3", "4", "5"])
        #expect(Self.sortKeys(try Self.query(world, "p = :a AND s = :n", a)) == ["3"])
        #expect(Self.sortKeys(try Self.query(world, "p = :a AND s < :n", a)) == ["1", "2"])
        #expect(Self.sortKeys(try Self.query(world, "p = :a AND s <= :n", a)) == ["1", "2", "3"])
        #expect(Self.sortKeys(try Self.query(world, "p = :a AND s > :n", a)) == ["4", "5"])
        #expect(Self.sortKeys(try Self.query(world, "p = :a AND s >= :n", a)) == ["3", "4", "5"])
        #expect(
            Self.sortKeys(try Self.query(world, "p = :a AND s BETWEEN :n AND :m", a + #","# + #"":m":{"N":"4"}"#)) == ["3", "4"])
        #expect(
            Self.sortKeys(try Self.query(world, "p = :a AND s >= :n", a, #","ScanIndexForward":false"#)) == ["5", "4", "3"])
    }

    @Test func `pages end where the limit says and go on after it`() throws {
        let world = try Self.world()
        for isForward in [true, false] {
            for index in ["", #","IndexName":"GGG""#] {
                var found: [String] = []
                var start = ""
                let condition = index.isEmpty ? ("p = :a", #"":a":{"S":"a"}"#) : ("g = :b", #"":b":{"S":"b"}"#)
                for _ in 0..<4 {
                    let more = #","Limit":2,"ScanIndexForward":\#(isForward)"# + index + start
                    let page = try Self.query(world, condition.0, condition.1, more)
                    let parts = page.split(separator: #""LastEvaluatedKey":"#)
                    found += Self.sortKeys(String(parts[0]))
                    guard parts.count == 2 else { break }
                    start = #","ExclusiveStartKey":"# + parts[1].dropLast()
                }
                // Rows of an index with the same keys stand in the order of their hashes.
                let inOrder = index.isEmpty ? ["1", "2", "3", "4", "5"] : ["3", "2", "5", "4", "1"]
                #expect(found == (isForward ? inOrder : inOrder.reversed()))
            }
        }
    }

    @Test func `a filter comes after the limit`() throws {
        let world = try Self.world()
        let page = try Self.query(
            world, "p = :a", #"":a":{"S":"a"},":o":{"N":"1"}"#,
            #","FilterExpression":"x = :o","Limit":4,"ProjectionExpression":"s""#)
        #expect(
            page
                == #"{"Items":[{"s":{"N":"1"}},{"s":{"N":"3"}}],"Count":2,"ScannedCount":4,"LastEvaluatedKey":{"p":{"S":"a"},"s":{"N":"4"}}}"#
        )
        #expect(
            try Self.query(world, "p = :a", #"":a":{"S":"a"}"#, #","Select":"COUNT""#) == #"{"Count":5,"ScannedCount":5}"#)
    }

    @Test func `a local index fetches what it lacks, a global one refuses`() throws {
        let world = try Self.world()
        let local = #","IndexName":"LLL","Limit":1"#
        #expect(
            try Self.query(world, "p = :a", #"":a":{"S":"a"}"#, local)
                == #"{"Items":[{"p":{"S":"a"},"s":{"N":"3"},"l":{"B":"AA=="}}],"Count":1,"ScannedCount":1,"LastEvaluatedKey":{"p":{"S":"a"},"s":{"N":"3"},"l":{"B":"AA=="}}}"#
        )
        #expect(
            try Self.query(world, "p = :a", #"":a":{"S":"a"}"#, local + #","Select":"ALL_ATTRIBUTES""#).contains(#""x":{"N":"1"}"#))
        #expect(
            try Self.query(world, "g = :b", #"":b":{"S":"b"}"#, #","IndexName":"III","Select":"ALL_ATTRIBUTES""#)
                == "ValidationException: One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index III because its projection type is not ALL"
        )
        #expect(
            try Self.query(world, "g = :b", #"":b":{"S":"b"}"#, #","IndexName":"III","ConsistentRead":true"#)
                == "ValidationException: Consistent reads are not supported on global secondary indexes")
    }

    /// Source: Developer Guide, "Query": a result set has up to 1 MB; that items which are fetched count to it is inferred.
    @Test(arguments: ["Query", "ExecuteStatement"])
    func `what a local index fetches fills a page`(_ operation: String) throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        let text = String(repeating: "x", count: 100_000)
        for number in 0..<30 {
            try world.call(
                "PutItem",
                #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"\#(number)"},"l":{"B":"AA=="},"x":{"S":"\#(text)"}}}"#)
        }
        var (sizes, start): ([Int], String) = ([], "")
        for _ in 0..<10 {
            let answer = try world.call(
                operation,
                operation == "Query"
                    ? #"{"TableName":"TTT","IndexName":"LLL","Select":"ALL_ATTRIBUTES","KeyConditionExpression":"p = :a","ExpressionAttributeValues":{":a":{"S":"a"}}\#(start)}"#
                    : #"{"Statement":"SELECT s, x FROM \"TTT\".\"LLL\" WHERE p = 'a'"\#(start)}"#)
            sizes.append(answer.split(separator: #""x":{"#).count - 1)
            let document = try JSONDocument(parsing: Array(answer.utf8))
            if let key = document.root["LastEvaluatedKey"], operation == "Query" {
                start = #","ExclusiveStartKey":\#(String(decoding: key.bytes, as: UTF8.self))"#
            } else if let token = document.root["NextToken"]?.string {
                start = #","NextToken":"\#(token)""#
            } else {
                break
            }
        }
        #expect(sizes == [11, 11, 8])
    }

    @Test func `segments of a scan make up the whole`() throws {
        let world = try TestWorld()
        try world.makeTable(sorted: true)
        for number in 0..<40 {
            try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"\#(number % 7)"},"s":{"N":"\#(number)"}}}"#)
        }
        let whole = Self.sortKeys(try world.call("Scan", #"{"TableName":"TTT"}"#))
        #expect(Set(whole).count == 40)
        var parts: [String] = []
        for segment in 0..<3 {
            var start = ""
            while true {
                let page = try world.call("Scan", #"{"TableName":"TTT","Segment":\#(segment),"TotalSegments":3,"Limit":3\#(start)}"#)
                let halves = page.split(separator: #""LastEvaluatedKey":"#)
                parts += Self.sortKeys(String(halves[0]))
                guard halves.count == 2 else { break }
                start = #","ExclusiveStartKey":"# + halves[1].dropLast()
            }
        }
        #expect(parts == whole)
    }

    @Test func `a page ends at a megabyte`() throws {
        let world = try TestWorld()
        try world.makeTable(sorted: true)
        let text = String(repeating: "v", count: 300_000)
        for number in 0..<5 {
            try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"\#(number)"},"v":{"S":"\#(text)"}}}"#)
        }
        let page = try Self.query(world, "p = :a", #"":a":{"S":"a"}"#, #","Select":"COUNT","ReturnConsumedCapacity":"TOTAL""#)
        #expect(
            page
                == #"{"Count":4,"ScannedCount":4,"LastEvaluatedKey":{"p":{"S":"a"},"s":{"N":"3"}},"ConsumedCapacity":{"TableName":"TTT","CapacityUnits":146.5}}"#
        )
    }

    @Test(arguments: [
        Exchange(
            name: "no condition", operation: "Query", request: #"{"TableName":"TTT"}"#,
            answer: "ValidationException: Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
            source: dynalite),
        Exchange(
            name: "no such index", operation: "Scan", request: #"{"TableName":"TTT","IndexName":"none"}"#,
            answer: "ValidationException: The table does not have the specified index: none", source: dynalite),
        Exchange(
            name: "a condition without the partition key", operation: "Query",
            request: #"{"TableName":"TTT","KeyConditionExpression":"s = :n","ExpressionAttributeValues":{":n":{"N":"1"}}}"#,
            answer: "ValidationException: Query condition missed key schema element: p", source: dynalite),
        Exchange(
            name: "a start in another partition", operation: "Query",
            request:
                #"{"TableName":"TTT","KeyConditionExpression":"p = :a","ExpressionAttributeValues":{":a":{"S":"a"}},"ExclusiveStartKey":{"p":{"S":"b"},"s":{"N":"1"}}}"#,
            answer: "ValidationException: The provided starting key is outside query boundaries based on provided conditions",
            source: dynalite),
        Exchange(
            name: "a start that is no key", operation: "Scan", request: #"{"TableName":"TTT","ExclusiveStartKey":{"p":{"S":"b"}}}"#,
            answer: "ValidationException: The provided starting key is invalid: The provided key element does not match the schema",
            source: dynalite),
        Exchange(
            name: "a segment past the last", operation: "Scan", request: #"{"TableName":"TTT","Segment":1,"TotalSegments":1}"#,
            answer:
                "ValidationException: The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 1 is not less than TotalSegments: 1",
            source: dynalite),
        Exchange(
            name: "a filter on a key", operation: "Query",
            request:
                #"{"TableName":"TTT","KeyConditionExpression":"p = :a","FilterExpression":"s = :a","ExpressionAttributeValues":{":a":{"S":"a"}}}"#,
            answer: "ValidationException: Filter Expression can only contain non-primary key attributes: Primary key attribute: s",
            source: dynalite),
        Exchange(
            name: "what Select and a projection contradict in", operation: "Query",
            request:
                #"{"TableName":"TTT","KeyConditionExpression":"p = :a","ProjectionExpression":"s","Select":"COUNT","ExpressionAttributeValues":{":a":{"S":"a"}}}"#,
            answer:
                "ValidationException: 1 validation error detected: Cannot specify the ProjectionExpression when choosing to get only the Count",
            source: "moto, August 2026"),
        Exchange(
            name: "the projected attributes of no index", operation: "Scan",
            request: #"{"TableName":"TTT","Select":"ALL_PROJECTED_ATTRIBUTES"}"#,
            answer: "ValidationException: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
            source: "moto, August 2026"),
        Exchange(
            name: "the projected attributes of no index, queried", operation: "Query",
            request:
                #"{"TableName":"TTT","KeyConditionExpression":"p = :a","Select":"ALL_PROJECTED_ATTRIBUTES","ExpressionAttributeValues":{":a":{"S":"a"}}}"#,
            answer:
                "ValidationException: 1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
            source: "moto, August 2026"),
        Exchange(
            name: "a limit of zero, queried", operation: "Query",
            request: #"{"TableName":"TTT","KeyConditionExpression":"p = :a","Limit":0,"ExpressionAttributeValues":{":a":{"S":"a"}}}"#,
            answer:
                "ValidationException: 1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
            source: "a public conformance suite, recorded in May 2026"),
        Exchange(
            name: "something within a key, projected", operation: "Scan", request: #"{"TableName":"TTT","ProjectionExpression":"x, p[1]"}"#,
            answer:
                "ValidationException: Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: p",
            source: dynalite),
        Exchange(
            name: "something within an index's key, filtered by", operation: "Query",
            request:
                #"{"TableName":"TTT","KeyConditionExpression":"p = :a","FilterExpression":"g.x = :a","ExpressionAttributeValues":{":a":{"S":"a"}}}"#,
            answer:
                "ValidationException: Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: g",
            source: dynalite),
        Exchange(
            name: "something within a key, read", operation: "GetItem",
            request: #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"ProjectionExpression":"s.x"}"#,
            answer:
                "ValidationException: Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: s",
            source: dynalite),
        Exchange(
            name: "the condition on keys is judged before the filter", operation: "Query",
            request: #"{"TableName":"TTT","KeyConditionExpression":"a b","FilterExpression":""}"#,
            answer: #"ValidationException: Invalid KeyConditionExpression: Syntax error; token: "b", near: "a b""#, source: dynalite),
        Exchange(
            name: "what is no condition on keys is judged after the filter", operation: "Query",
            request: #"{"TableName":"TTT","KeyConditionExpression":"p = s","FilterExpression":""}"#,
            answer: "ValidationException: Invalid FilterExpression: The expression can not be empty;", source: "moto, August 2026"),
        Exchange(
            name: "and after names that are not used", operation: "Query",
            request: ##"{"TableName":"TTT","KeyConditionExpression":"(#0 = x)","ExpressionAttributeNames":{"#0":"p","#count":"count"}}"##,
            answer: "ValidationException: Value provided in ExpressionAttributeNames unused in expressions: keys: {#count}",
            source: "moto, August 2026; seldom AWS tells the other"),
        Exchange(
            name: "a start without the partition key comes before a condition without it", operation: "Query",
            request:
                #"{"TableName":"TTT","KeyConditionExpression":"s = :n","ExpressionAttributeValues":{":n":{"N":"1"}},"ExclusiveStartKey":{}}"#,
            answer: "ValidationException: The provided starting key is invalid", source: dynalite),
        Exchange(
            name: "a start's key of another type", operation: "Query",
            request:
                #"{"TableName":"TTT","KeyConditionExpression":"p = :a","ExpressionAttributeValues":{":a":{"S":"a"}},"ExclusiveStartKey":{"p":{"S":"a"},"s":{"S":"1"}}}"#,
            answer: "ValidationException: The provided key element does not match the schema", source: dynalite),
        Exchange(
            name: "a condition without the partition key comes before a start's sort key", operation: "Query",
            request:
                #"{"TableName":"TTT","KeyConditionExpression":"s = :n","ExpressionAttributeValues":{":n":{"N":"1"}},"ExclusiveStartKey":{"p":{"S":"a"},"s":{"S":"1"}}}"#,
            answer: "ValidationException: Query condition missed key schema element: p", source: dynalite),
        Exchange(
            name: "a start comes before what a global index has not", operation: "Scan",
            request: #"{"TableName":"TTT","IndexName":"III","Select":"ALL_ATTRIBUTES","ExclusiveStartKey":{"g":{"S":"1"}}}"#,
            answer: "ValidationException: The provided starting key is invalid", source: dynalite),
        Exchange(
            name: "a limit of zero", operation: "Scan", request: #"{"TableName":"TTT","Limit":0}"#,
            answer:
                "ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
            source: dynalite),
    ])
    func `a request that cannot be done is refused in AWS's words`(_ row: Exchange) throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        #expect(try world.answer(row.operation, row.request) == row.answer)
    }
}
