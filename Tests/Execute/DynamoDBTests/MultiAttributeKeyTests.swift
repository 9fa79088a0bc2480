import AWSTypes
import IAMPolicy
import OpenSSL
import Testing

@testable import DynamoDB

/// Source, unless a row says otherwise: a public conformance suite, recorded in three regions, October 2026; AWS Controllers' tests of the
/// same month for the definitions.
@Suite struct MultiAttributeKeyTests {
    /// A table `TTT` of key `p` with an index `MMM` over these attributes, all strings but those that begin with `n`.
    private static func table(hash: [String], range: [String], table: String = "TTT", more: String = "") -> String {
        let names = ["p"] + hash + range
        var seen: Set<String> = []
        let definitions = names.filter { seen.insert($0).inserted }.map {
            #"{"AttributeName":"\#($0)","AttributeType":"\#($0.hasPrefix("n") ? "N" : "S")"}"#
        }
        let keys =
            hash.map { #"{"AttributeName":"\#($0)","KeyType":"HASH"}"# } + range.map { #"{"AttributeName":"\#($0)","KeyType":"RANGE"}"# }
        return request(table, definitions, keys)
    }

    private static func request(_ table: String, _ definitions: [String], _ keys: [String]) -> String {
        """
        {"TableName":"\(table)","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[\(definitions.joined(separator: ","))],
         "KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],
         "GlobalSecondaryIndexes":[{"IndexName":"MMM","KeySchema":[\(keys.joined(separator: ","))],"Projection":{"ProjectionType":"ALL"}}]}
        """
    }

    private static func filled() throws -> TestWorld {
        let world = try TestWorld()
        try world.call("CreateTable", table(hash: ["h"], range: ["a", "b", "c", "d"]))
        for (p, a, b, c, d) in [
            ("p1", "T", "live", "b", "r1"), ("p2", "T", "live", "a", "r2"), ("p3", "T", "live", "a", "r1"),
            ("p4", "T", "draft", "c", "r1"), ("p5", "F", "live", "a", "r0"),
        ] {
            try world.call(
                "PutItem",
                #"{"TableName":"TTT","Item":{"p":{"S":"\#(p)"},"h":{"S":"o"},"a":{"S":"\#(a)"},"b":{"S":"\#(b)"},"c":{"S":"\#(c)"},"d":{"S":"\#(d)"}}}"#
            )
        }
        try world.call(
            "PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"p6"},"h":{"S":"o"},"a":{"S":"T"},"b":{"S":"live"},"d":{"S":"r1"}}}"#)
        return world
    }

    private static let values: [(name: String, value: String)] = [
        (":h", "o"), (":a", "T"), (":b", "live"), (":c", "a"), (":d", "r"), (":x", "r1"), (":y", "r1"),
    ]

    private static func query(_ world: TestWorld, _ condition: String, _ more: String = "") throws -> String {
        let used = values.filter { condition.contains($0.name) }.map { #""\#($0.name)":{"S":"\#($0.value)"}"# }.joined(separator: ",")
        return try world.answer(
            "Query",
            #"{"TableName":"TTT","IndexName":"MMM","KeyConditionExpression":"\#(condition)","ExpressionAttributeValues":{\#(used)},"ProjectionExpression":"p"\#(more)}"#
        )
    }

    private static func found(_ answer: String) -> [String] {
        answer.split(separator: #"{"p":{"S":""#).dropFirst().map { String($0.prefix(2)) }
    }

    @Test(arguments: [
        ("h = :h", ["p5", "p4", "p3", "p2", "p1"]), ("h = :h AND a = :a", ["p4", "p3", "p2", "p1"]),
        ("h = :h AND a = :a AND b = :b", ["p3", "p2", "p1"]), ("h = :h AND a = :a AND b = :b AND c = :c", ["p3", "p2"]),
        ("h = :h AND a = :a AND b = :b AND c > :c", ["p1"]), ("h = :h AND a = :a AND b < :b", ["p4"]),
        ("h = :h AND a = :a AND b <= :b", ["p4", "p3", "p2", "p1"]), ("h = :h AND a < :a", ["p5"]), ("h = :h AND a >= :a AND h = :h", []),
        ("h = :h AND a = :a AND b = :b AND c = :c AND begins_with(d, :d)", ["p3", "p2"]),
        ("h = :h AND a = :a AND b = :b AND c = :c AND d BETWEEN :x AND :y", ["p3"]), ("b = :b AND h = :h AND a = :a", ["p3", "p2", "p1"]),
    ])
    func `conditions on the first attributes of the key find what they say`(_ row: (String, [String])) throws {
        let world = try Self.filled()
        #expect(Self.found(try Self.query(world, row.0)) == row.1)
        let back = try Self.query(world, row.0, #","ScanIndexForward":false"#)
        #expect(Self.found(back) == row.1.reversed())
    }

    @Test(arguments: [
        (
            "h = :h AND a = :a AND c = :c",
            "RANGE key attributes b must have equality conditions specified in the query because a condition is present on key attribute c"
        ),
        (
            "h = :h AND a = :a AND b > :b AND c = :c",
            "RANGE key attributes b must have equality conditions specified in the query because a condition is present on key attribute c"
        ),
        (
            "h = :h AND b = :b",
            "RANGE key attributes a must have equality conditions specified in the query because a condition is present on key attribute b"
        ),
        // Inferred from the others.
        ("a = :a", "HASH key attributes h must have equality conditions specified in the query"),
        ("h > :h", "HASH key attributes h must have equality conditions specified in the query"),
    ])
    func `a gap in the conditions is refused`(_ row: (String, String)) throws {
        #expect(try Self.query(Self.filled(), row.0) == "ValidationException: \(row.1)")
    }

    @Test func `a position holds every key, and pages put together are the whole`() throws {
        let world = try Self.filled()
        var (found, start): ([String], String) = ([], "")
        for _ in 0..<10 {
            let page = try Self.query(world, "h = :h", #","Limit":2\#(start)"#)
            found += Self.found(String(page.split(separator: "LastEvaluatedKey").first ?? ""))
            let parts = page.split(separator: #","LastEvaluatedKey":"#)
            guard parts.count == 2 else { break }
            for name in ["p", "h", "a", "b", "c", "d"] { #expect(parts[1].contains(#""\#(name)":{"S""#)) }
            start = #","ExclusiveStartKey":\#(parts[1].dropLast())"#
        }
        #expect(found == ["p5", "p4", "p3", "p2", "p1"])
    }

    @Test func `four attributes in each key are described in their order`() throws {
        let world = try TestWorld()
        let (hash, range) = (["h1", "h2", "h3", "h4"], ["r1", "n2", "r3", "r4"])
        try world.call("CreateTable", Self.table(hash: hash, range: range))
        let keys =
            hash.map { #"{"AttributeName":"\#($0)","KeyType":"HASH"}"# } + range.map { #"{"AttributeName":"\#($0)","KeyType":"RANGE"}"# }
        #expect(try world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains(#""KeySchema":[\#(keys.joined(separator: ","))]"#))
    }

    @Test(
        arguments: [
            (
                ["h1", "h2", "h3", "h4", "h5"], [],
                "One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number of HASH key attributes"
            ),
            (
                ["h"], ["r1", "r2", "r3", "r4", "r5"],
                "One or more parameter values were invalid: The KeySchema exceeds the maximum allowed number of RANGE key attributes"
            ),
            (["h", "h"], [], "The KeySchema contains multiple key attributes with the same name"),
            (["h", "i"], ["h"], "The KeySchema contains multiple key attributes with the same name"),
        ] as [([String], [String], String)])
    func `keys that an index cannot have are refused`(_ row: ([String], [String], String)) throws {
        let world = try TestWorld()
        #expect(try world.answer("CreateTable", Self.table(hash: row.0, range: row.1)) == "ValidationException: \(row.2)")
    }

    @Test func `a hash attribute after a range attribute is refused`() throws {
        let definitions = ["p", "h", "r", "i"].map { #"{"AttributeName":"\#($0)","AttributeType":"S"}"# }
        let keys = [("h", "HASH"), ("r", "RANGE"), ("i", "HASH")].map { #"{"AttributeName":"\#($0.0)","KeyType":"\#($0.1)"}"# }
        #expect(
            try TestWorld().answer("CreateTable", Self.request("TTT", definitions, keys))
                == "ValidationException: One or more parameter values were invalid: All HASH key attributes must precede RANGE key attributes in the KeySchema"
        )
    }

    private static func select(_ world: TestWorld, _ clause: String, _ more: String = "") throws -> String {
        try world.answer("ExecuteStatement", #"{"Statement":"SELECT p FROM \"TTT\".\"MMM\" \#(clause)"\#(more)}"#)
    }

    /// Source: inferred from Query; the last column is whether everything is read.
    @Test(arguments: [
        ("WHERE h = 'o'", ["p5", "p4", "p3", "p2", "p1"], "false"), ("WHERE h = 'o' AND a = 'T'", ["p4", "p3", "p2", "p1"], "false"),
        ("WHERE h = 'o' AND a = 'T' AND b = 'live' AND c > 'a'", ["p1"], "false"),
        ("WHERE h = 'o' AND b = 'live'", ["p5", "p3", "p2", "p1"], "false"), ("WHERE h = 'o' AND h = 'x'", [], "false"),
        ("WHERE h IN ['o'] AND a = 'F'", ["p5"], "true"), ("WHERE h = 'o' OR a = 'F'", ["p5", "p4", "p3", "p2", "p1"], "true"),
        ("WHERE a = 'F'", ["p5"], "true"), ("", ["p5", "p4", "p3", "p2", "p1"], "true"),
        ("WHERE h = 'o' AND a = 'T' ORDER BY b", ["p4", "p3", "p2", "p1"], "false"),
        ("WHERE h = 'o' AND a = 'T' ORDER BY b DESC", ["p1", "p2", "p3", "p4"], "false"),
        ("WHERE h = 'o' ORDER BY a DESC, b DESC", ["p1", "p2", "p3", "p4", "p5"], "false"),
        ("WHERE h = 'o' ORDER BY h", ["p1", "p2", "p3", "p4", "p5"], "false"),
    ])
    func `a statement finds what stands in the index`(_ row: (String, [String], String)) throws {
        let world = try Self.filled()
        #expect(Self.found(try Self.select(world, row.0)) == row.1)
        let question = try #require(world.questions.first)
        #expect(question.context.value(of: "dynamodb:FullTableScan") == .single(row.2))
        #expect((question.context.value(of: "dynamodb:LeadingKeys") == .list(["o"])) == (row.2 == "false"))
        var (found, more): ([String], String) = ([], "")
        for _ in 0..<10 {
            let page = try Self.select(world, row.0, #","Limit":2\#(more)"#)
            let parts = page.split(separator: #","NextToken":"#)
            found += Self.found(String(parts[0]))
            guard parts.count == 2, let token = parts[1].split(separator: ",").first else { break }
            more = #","NextToken":\#(token.hasSuffix("}") ? token.dropLast() : token)"#
        }
        #expect(found == row.1)
    }

    @Test func `a statement is refused an order that the index does not have`() throws {
        let world = try Self.filled()
        for order in ["b", "a DESC, b", "a, c"] {
            let name = order.hasSuffix("c") ? "c" : "b"
            #expect(
                try Self.select(world, "WHERE h = 'o' ORDER BY \(order)")
                    == "ValidationException: Attribute \(name) in ORDER BY clause must be part of the primary key")
        }
        #expect(try Self.select(world, "WHERE h = 'o' AND a = 3").contains("ValidationException"))
    }

    @Test func `each attribute of the partition key is told to policies of a statement`() throws {
        let world = try TestWorld()
        try world.call("CreateTable", Self.table(hash: ["h1", "h2", "h3", "h4"], range: []))
        #expect(try Self.select(world, "WHERE h4 = 'd' AND h3 = 'c' AND h2 = 'b' AND h1 = 'a'") == #"{"Items":[]}"#)
        let question = try #require(world.questions.first)
        for (place, value) in [("First", "a"), ("Second", "b"), ("Third", "c"), ("Fourth", "d")] {
            let key = ConditionKey("dynamodb:\(place)PartitionKeyValues")
            #expect(question.context.value(of: key) == .list([value]))
        }
    }

    /// Zero bytes in a value must not run into the next attribute.
    @Test func `the parts of a key keep their order and their ends`() {
        var random = SeededRandom(seed: 4)
        func part() -> [UInt8] {
            (0..<Int.random(in: 0...3, using: &random)).map { _ in [0, 1, 2, 0xFF].randomElement(using: &random) ?? 0 }
        }
        for _ in 0..<5000 {
            let (one, other) = ([part(), part()], [part(), part()])
            let (left, right) = (one.flatMap(CompositeKey.part), other.flatMap(CompositeKey.part))
            let isBefore = one[0] == other[0] ? one[1].lexicographicallyPrecedes(other[1]) : one[0].lexicographicallyPrecedes(other[0])
            #expect(left.lexicographicallyPrecedes(right) == isBefore)
            #expect((left == right) == (one == other))
            #expect(left.starts(with: CompositeKey.opened(other[0])) == one[0].starts(with: other[0]))
        }
    }
}
