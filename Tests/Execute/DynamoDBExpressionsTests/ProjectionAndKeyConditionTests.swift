import DynamoDBExpressions
import DynamoDBValues
import Testing

@Suite struct ProjectionExpressionTests {
    private func project(_ text: String) throws -> String {
        var attributes = try Given.attributes(names: ["#d": "dot.name"])
        let item = try Given.item(
            #"{"a":{"S":"1"},"l":{"L":[{"N":"0"},{"N":"1"},{"N":"2"}]},"m":{"M":{"x":{"N":"1"},"y":{"L":[{"S":"p"}]}}},"dot.name":{"S":"d"}}"#
        )
        return Given.text(try ProjectionExpression(parsing: text).bind(&attributes).apply(to: item))
    }

    /// Source: Developer Guide, "Using projection expressions in DynamoDB".
    @Test(arguments: [
        ("a", #"{"a":{"S":"1"}}"#), ("a, zilch", #"{"a":{"S":"1"}}"#), ("l[2], l[0]", #"{"l":{"L":[{"N":"0"},{"N":"2"}]}}"#),
        ("m.x", #"{"m":{"M":{"x":{"N":"1"}}}}"#), ("m.y[0], a", #"{"a":{"S":"1"},"m":{"M":{"y":{"L":[{"S":"p"}]}}}}"#),
        ("m.q", "{}"), ("l[9]", "{}"), ("a.b", "{}"), ("#d", #"{"dot.name":{"S":"d"}}"#),
    ])
    func `a projection keeps what it names`(_ text: String, _ result: String) throws {
        #expect(try project(text) == result)
    }

    @Test func `a path may have thirty-two levels`() throws {
        #expect(try project("a" + String(repeating: ".b", count: 31)) == "{}")
    }

    @Test func `whole attributes are told from parts`() throws {
        var attributes = ExpressionAttributes()
        #expect(try ProjectionExpression(parsing: "a, b").bind(&attributes).isTopLevel)
        let nested = try ProjectionExpression(parsing: "a.b, a.c, d").bind(&attributes)
        #expect(!nested.isTopLevel)
        #expect(nested.topLevelNames == ["a", "d"])
    }
}

@Suite struct KeyConditionTests {
    private let partition = KeyCondition.KeyAttribute(name: "pk", type: .string)
    private let sort = KeyCondition.KeyAttribute(name: "sk", type: .number)

    private func bind(_ text: String) throws -> KeyCondition {
        var attributes = try Given.attributes(
            names: ["#k": "pk"], values: #"{":p":{"S":"q"},":1":{"N":"1"},":5":{"N":"5"},":b":{"BOOL":true}}"#)
        return try KeyConditionExpression(parsing: text).bind(&attributes)
    }

    private static let one = AttributeValue.number(DynamoDBNumber(1))
    private static let five = AttributeValue.number(DynamoDBNumber(5))

    @Test(
        arguments: [
            ("pk = :p", nil), (":p = pk", nil), ("#k = :p", nil), ("pk = :p AND sk = :1", .equal(one)), ("pk = :p AND sk < :1", .less(one)),
            ("sk <= :1 AND pk = :p", .lessOrEqual(one)), ("pk = :p AND sk > :1", .greater(one)),
            ("(pk = :p) AND (sk >= :1)", .greaterOrEqual(one)),
            ("pk = :p AND :1 >= sk", .lessOrEqual(one)), ("pk = :p AND :1 < sk", .greater(one)),
            ("pk = :p AND sk BETWEEN :1 AND :5", .between(one, five)),
        ] as [(String, KeyCondition.Test?)])
    func `a key condition names a collection and a range`(_ text: String, _ test: KeyCondition.Test?) throws {
        let condition = try bind(text)
        let range = try condition.resolve(partition: partition, sort: sort)
        #expect(range.partition == .string("q"))
        #expect(range.sort == test)
        #expect(condition.equalityValue(of: "pk") == .string("q"))
    }

    @Test func `begins_with on a string sort key`() throws {
        let sort = KeyCondition.KeyAttribute(name: "sk", type: .string)
        let range = try bind("pk = :p AND begins_with(sk, :p)").resolve(partition: partition, sort: sort)
        #expect(range.sort == .beginsWith(.string("q")))
    }

    /// Source: the words were recorded by a public conformance suite, October 2026; that the table is not asked, by dynalite's tests.
    @Test func `two conditions on one key are refused before the schema is known`() throws {
        let error = try #require(throws: ExpressionError.self) { try bind("pk = :p AND sk > :1 AND sk < :5") }
        #expect(error.message == "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key")
    }

    /// Source: recorded by a public conformance suite, October 2026, unless noted.
    @Test(arguments: [
        (
            "pk = :p AND sk > :1 AND extra = :5",
            "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)"
        ),
        ("pk = :p AND sk = :b", "One or more parameter values were invalid: Condition parameter type does not match schema type"),
        (
            "pk = :p AND begins_with(sk, :p)",
            "One or more parameter values were invalid: Condition parameter type does not match schema type"
        ),
        ("sk = :1", "Query condition missed key schema element: pk"),
        ("pk = :p AND extra = :1", "Query condition missed key schema element: sk"),
        ("pk > :p", "Query key condition not supported"),
    ])
    func `a key condition that the schema refuses`(_ text: String, _ message: String) throws {
        let condition = try bind(text)
        let error = try #require(throws: ExpressionError.self) { try condition.resolve(partition: partition, sort: sort) }
        #expect(error.message == message)
    }
}
