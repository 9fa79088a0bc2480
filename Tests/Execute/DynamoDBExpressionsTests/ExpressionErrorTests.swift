import ByteJSON
import DynamoDBExpressions
import DynamoDBValues
import Testing

/// An expression that is refused, with what AWS says of it.
struct RefusedExpression: CustomTestStringConvertible {
    var kind: ExpressionKind
    var text: String
    var names: [String: String] = [:]
    var values = "{}"
    /// What follows `Invalid …Expression: `, or the whole text where it begins otherwise.
    var message: String
    var source: String

    var testDescription: String { "\(kind.rawValue) \(text.prefix(60))" }

    static let suite = "recorded by a public conformance suite, 2026"
    static let dynalite = "observed on AWS by the authors of dynalite's tests"
    static let alternator = "observed on AWS by the authors of Alternator's tests"
    private static let values = #"{":s":{"S":"a"},":n":{"N":"1"},":b":{"BOOL":true},":l":{"L":[]},":z":{"S":"z"}}"#

    private static func syntax(_ token: String, _ near: String) -> String { "Syntax error; token: \"\(token)\", near: \"\(near)\"" }
    private static func condition(
        _ text: String, _ message: String, names: [String: String] = [:], values: String = values, from source: String = dynalite
    ) -> RefusedExpression {
        .init(kind: .condition, text: text, names: names, values: values, message: message, source: source)
    }
    private static func update(
        _ text: String, _ message: String, names: [String: String] = [:], values: String = values, from source: String = dynalite
    ) -> RefusedExpression {
        .init(kind: .update, text: text, names: names, values: values, message: message, source: source)
    }
    private static func key(_ text: String, _ message: String, from source: String = dynalite) -> RefusedExpression {
        .init(kind: .keyCondition, text: text, values: values, message: message, source: source)
    }

    static let syntaxes: [RefusedExpression] = [
        update("INVALID SYNTAX HERE", syntax("INVALID", "INVALID SYNTAX"), from: suite),
        condition("a = = b", syntax("=", "= = b"), from: suite),
        condition("attribute_not_exists(", syntax("<EOF>", "("), from: suite),
        .init(kind: .projection, text: "!!bad", message: syntax("!", "!!"), source: suite),
        update("SET _123 = :s", syntax("_", "SET _123"), from: alternator),
        update("SET a-b = :s", syntax("-", "a-b"), from: "a public report: token: \"-\", near: \"book-price\""),
        update("SET a = :s,", syntax("<EOF>", ","), from: "moto's tests, run on AWS"),
        condition("a > 4", syntax("4", "> 4")),
        condition("a in b", syntax("b", "in b")),
        condition("a in (b,c,)", syntax(")", ",)")),
        condition("size(a).b > a", syntax(".", ").b")),
        condition("a[:s] > a", syntax(":s", "[:s]")),
        condition("a[4.5] > a", syntax(".", "4.5")),
        condition("ü > a", syntax("ü", "ü >")),
        condition("a", syntax("<EOF>", "a")),
        condition("a AND b = c", syntax("AND", "a AND b")),
        condition("# = a", syntax("#", "# =")),
        update("set a", syntax("<EOF>", "a")),
        update("set a=set", syntax("set", "=set")),
        update("remove a = b", syntax("=", "a = b")),
        update("add a = b", syntax("=", "a = b")),
        update("delete a b", syntax("b", "a b")),
        update("set :s = b", syntax(":s", "set :s =")),
        update("set a = b + c + d", syntax("+", "c + d")),
        update("set (a = b)", syntax("(", "set (a")),
        update("set a = (b.c).d + e", syntax(".", ").d")),
        .init(kind: .projection, text: "a,,b", message: syntax(",", ",,b"), source: dynalite),
        .init(
            kind: .projection, text: "a" + String(repeating: ".b", count: 32),
            message: "The document path has too many nesting levels; nesting levels: 33", source: alternator),
        .init(kind: .projection, text: "(a)", message: syntax("(", "(a"), source: dynalite),
        .init(kind: .projection, text: "a..b", message: syntax(".", "..b"), source: dynalite),
        .init(kind: .projection, text: ":a", message: syntax(":a", ":a"), source: dynalite),
    ]

    static let conditions: [RefusedExpression] = [
        condition("", "The expression can not be empty;"),
        condition("  ", "The expression can not be empty;"),
        condition(
            String(repeating: "a = :s AND ", count: 373) + "a = :s",
            "Expression size has exceeded the maximum allowed size; expression size: 4109", from: suite),
        condition(
            String(repeating: "a<b or ", count: 300) + "a<b", "The expression contains too many operators; operator count: 301",
            from: alternator),
        condition(
            "a<b " + String(repeating: "or (a<b ", count: 400) + String(repeating: ")", count: 400),
            "The expression contains too many operators; operator count: 301", from: alternator),
        condition(
            String(repeating: "not ", count: 1000) + "a<b", "The expression contains too many operators; operator count: 301",
            from: alternator),
        condition(
            String(repeating: "(", count: 2000) + "a<b" + String(repeating: ")", count: 2000), "The expression has redundant parentheses;",
            from: alternator),
        condition("((attribute_not_exists(pk)))", "The expression has redundant parentheses;", from: suite),
        condition("a > ((b))", "The expression has redundant parentheses;"),
        condition("(a)between(((b.c)).d)and(c)", "The expression has redundant parentheses;"),
        condition("a=a OR ((a=a OR (a=a OR a=a)))", "The expression has redundant parentheses;"),
        condition("attRIbute_exIsts(a)", "Invalid function name; function: attRIbute_exIsts"),
        condition(
            "attribute_exists(a) > b", "The function is not allowed to be used this way in an expression; function: attribute_exists"),
        condition("size(contains(a, b)) > a", "The function is not allowed to be used this way in an expression; function: contains"),
        condition("size(a)", "The function is not allowed to be used this way in an expression; function: size"),
        condition(
            "list_append(a, a) = b", "The function is not allowed to be used this way in an expression; function: list_append",
            from: alternator),
        condition(":s < abOrT", "Attribute name is a reserved keyword; reserved keyword: abOrT"),
        condition(
            "#P between :lo and :hi",
            "An expression attribute name used in the document path is not defined; attribute name: #P"),
        condition(
            "begins_with(:hello, #a)", "An expression attribute value used in expression is not defined; attribute value: :hello"),
        condition(
            "contains(things)",
            "Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1"),
        condition(
            "size(things, a) > b",
            "Incorrect number of operands for operator or function; operator or function: size, number of operands: 2"),
        condition(
            "a IN (" + (0...100).map { _ in ":s" }.joined(separator: ",") + ")",
            "The IN operator is provided with too many operands; number of operands: 101", from: "inferred from the limit of 100"),
        condition("a[99999999999] = b", "List index is not within the allowable range; index: [99999999999]", from: "inferred"),
        condition(
            "contains(#a, #a)",
            "The first operand must be distinct from the remaining operands for this operator or function; operator: contains, "
                + "first operand: [data]", names: ["#a": "data"], from: suite),
        condition(
            "((a=a) OR (a=a))",
            "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]"),
        condition("attribute_exists(:s)", "Operator or function requires a document path; operator or function: attribute_exists"),
        condition(
            "begins_with(a, :n)", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"),
        condition(
            "begins_with(a, size(a))",
            "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"),
        condition("size(:n) > a", "Incorrect operand type for operator or function; operator or function: size, operand type: N"),
        condition("size(size(a)) > a", "Incorrect operand type for operator or function; operator or function: size, operand type: N"),
        condition(
            "attribute_type(a, :n)",
            "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N"),
        condition(
            "attribute_type(a, b)",
            "Incorrect operand type for operator or function; operator or function: attribute_type, "
                + "operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}"),
        condition(
            "attribute_type(a, :s)",
            "Invalid attribute type name found; type: a, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"),
        condition("a < :l", "Incorrect operand type for operator or function; operator or function: <, operand type: L", from: alternator),
        condition(
            "a between :n and :s",
            "The BETWEEN operator requires same data type for lower and upper bounds; "
                + "lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}"),
        condition(
            "a between :z and :s",
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                + "lower bound operand: AttributeValue: {S:z}, upper bound operand: AttributeValue: {S:a}"),
        .init(
            kind: .filter, text: "", message: "The expression can not be empty;", source: dynalite),
    ]

    static let updates: [RefusedExpression] = [
        update("", "The expression can not be empty;"),
        update("SET " + String(repeating: "a", count: 4096), "Expression size has exceeded the maximum allowed size;", from: suite),
        update(" set #c = :c set abOrt = true ", "Attribute name is a reserved keyword; reserved keyword: abOrt"),
        update("set #c = if_not_exist(:c) set c = d", "Invalid function name; function: if_not_exist"),
        update(
            "set a = size(b)", "The function is not allowed to be used this way in an expression; function: size",
            from: "inferred from conditions"),
        update("set a = #c set c = :d", "The \"SET\" section can only be used once in an update expression;"),
        update("remove #d set a = b remove e", "The \"REMOVE\" section can only be used once in an update expression;"),
        update("add #d :e set a = b add e :f", "The \"ADD\" section can only be used once in an update expression;"),
        update("delete #d :e set a = b delete #e :f", "The \"DELETE\" section can only be used once in an update expression;"),
        update(
            "SET a = :x, #c = if_not_exists(:c)",
            "An expression attribute name used in the document path is not defined; attribute name: #c"),
        update("SET a = :v", "An expression attribute value used in expression is not defined; attribute value: :v", from: suite),
        update(
            "set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a)",
            "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [c, [1], a], path two: [c]",
            names: ["#c": "c"]),
        update(
            "remove a.#c set a[1] = #d",
            "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, c], path two: [a, [1]]",
            names: ["#c": "c", "#d": "[3]"]),
        update("add a.b :s", "Incorrect operand type for operator or function; operator: ADD, operand type: STRING"),
        update("delete a.b :n", "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER"),
        update(
            "set a = if_not_exists(c)",
            "Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1"),
        update("set a = if_not_exists(:s, c)", "Operator or function requires a document path; operator or function: if_not_exists"),
        update(
            "set a = list_append(:s, a)",
            "Incorrect operand type for operator or function; operator or function: list_append, operand type: S"),
        update("set a = a + :s", "Incorrect operand type for operator or function; operator or function: +, operand type: S"),
        update("set a = :l - a", "Incorrect operand type for operator or function; operator or function: -, operand type: L"),
        .init(
            kind: .projection, text: "b[1], b.a, #a.b, a", names: ["#a": "a"],
            message:
                "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]",
            source: dynalite),
        .init(
            kind: .projection, text: "a.abORt", message: "Attribute name is a reserved keyword; reserved keyword: abORt", source: dynalite),
    ]

    static let keyConditions: [RefusedExpression] = [
        key(
            "pk = :s AND begins_with(sk, :n)",
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, "
                + "operand type: N", from: suite),
        key(
            "pk = :s AND :b >= sk",
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: >=, operand type: BOOL",
            from: suite),
        key(
            "pk = :s AND sk BETWEEN :b AND :b",
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: BETWEEN, "
                + "operand type: BOOL", from: suite),
        key(
            "begins_with(sk, :n) AND pk = :missing",
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, "
                + "operand type: N", from: suite),
        key(
            "pk = :missing AND begins_with(sk, :n)",
            "Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :missing",
            from: suite),
        key("a > b and size(b) > c or a > c", "Invalid operator used in KeyConditionExpression: OR"),
        key("a in (b, size(c), d)", "Invalid operator used in KeyConditionExpression: IN"),
        key("attribute_exists(a)", "Invalid operator used in KeyConditionExpression: attribute_exists"),
        key("not a > b", "Invalid operator used in KeyConditionExpression: NOT"),
        key("a <> b", "Invalid operator used in KeyConditionExpression: <>"),
        key(
            ":s between size(b) and size(a) and b > :s",
            "Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand"),
        key(
            "begins_with(:s, b) and a > :s",
            "Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand"),
        key("a > size(b.d)", "Invalid KeyConditionExpression: KeyConditionExpressions cannot contain nested operations"),
        key("b > a.b", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"),
        key("begins_with(a, b)", "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition"),
        key("b[0] > a", "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes"),
        key(":s > :z AND a < :n", "Invalid condition in KeyConditionExpression: No key attribute specified"),
    ]
}

@Suite struct ExpressionErrorTests {
    @Test(arguments: RefusedExpression.syntaxes + RefusedExpression.conditions + RefusedExpression.updates)
    func `a faulty expression has AWS's whole text`(_ row: RefusedExpression) throws {
        var attributes = try Given.attributes(names: row.names, values: row.values)
        let error = try #require(throws: ExpressionError.self) { try Given.bind(row.kind, row.text, &attributes) }
        #expect(error.message == "Invalid \(row.kind.rawValue): \(row.message)")
        #expect(error.hasValidatorPrefix)
    }

    @Test(arguments: RefusedExpression.keyConditions)
    func `a condition that is none on keys has AWS's whole text`(_ row: RefusedExpression) throws {
        var attributes = try Given.attributes(names: row.names, values: row.values)
        let error = try #require(throws: ExpressionError.self) { try Given.bind(row.kind, row.text, &attributes) }
        #expect(error.message == row.message)
    }

    @Test func `a syntax error knows its place`() throws {
        let error = try #require(throws: ExpressionError.self) { try ConditionExpression(parsing: "a =  = b") }
        #expect(error == .invalid(.condition, .syntax(token: "=", near: "=  = b", offset: 5)))
    }

    @Test func `every fault has a row`() throws {
        var seen: Set<String> = []
        for row in RefusedExpression.syntaxes + RefusedExpression.conditions + RefusedExpression.updates + RefusedExpression.keyConditions {
            var attributes = try Given.attributes(names: row.names, values: row.values)
            let error = try #require(throws: ExpressionError.self) { try Given.bind(row.kind, row.text, &attributes) }
            switch error {
            case .invalid(_, let fault): seen.insert(String("\(fault)".prefix { $0 != "(" }))
            case .keyCondition(let fault): seen.insert(String("\(fault)".prefix { $0 != "(" }))
            default: Issue.record("not a fault of the expression: \(error)")
            }
        }
        // The four that need a key schema have their rows in KeyConditionTests.
        let all: Set<String> = [
            "empty", "tooLong", "tooManyOperators", "syntax", "redundantParentheses", "unknownFunction", "misusedFunction", "reservedWord",
            "sectionTwice", "undefinedName", "undefinedValue", "pathsOverlap", "pathsConflict", "operandCount", "tooManyInOperands",
            "indexOutOfRange", "pathTooDeep", "notDistinct", "needsPath", "operandType", "clauseOperandType", "attributeTypeName",
            "betweenTypes",
            "betweenBounds", "nestedOperations", "nestedKeyAttribute", "invalidOperator", "keyMustComeFirst", "severalNames",
            "noKeyAttribute",
        ]
        #expect(all.subtracting(seen) == [])
        #expect(seen.subtracting(all) == [])
    }

    @Test(
        arguments: [
            (#"{}"#, nil, ExpressionError.namesEmpty, "ExpressionAttributeNames must not be empty"),
            (#"{"a":"b"}"#, nil, .invalidNameKey("a"), #"ExpressionAttributeNames contains invalid key: Syntax error; key: "a""#),
            (##"{"#":"b"}"##, nil, .invalidNameKey("#"), ##"ExpressionAttributeNames contains invalid key: Syntax error; key: "#""##),
            (nil, #"{}"#, .valuesEmpty, "ExpressionAttributeValues must not be empty"),
            (nil, #"{"b":{"S":"x"}}"#, .invalidValueKey("b"), #"ExpressionAttributeValues contains invalid key: Syntax error; key: "b""#),
            (
                nil, #"{":b":{"NS":[]}}"#, .invalidValue(.emptySet(.numberSet), key: ":b"),
                "One or more parameter values were invalid: An number set  may not be empty"
            ),
        ] as [(String?, String?, ExpressionError, String)])
    func `names and values are checked when they are read`(
        _ names: String?, _ values: String?, _ expected: ExpressionError, _ message: String
    ) throws {
        let names = try names.map { try JSONDocument(parsing: Array($0.utf8)).root }
        let values = try values.map { try JSONDocument(parsing: Array($0.utf8)).root }
        let error = try #require(throws: ExpressionError.self) { try ExpressionAttributes(names: names, values: values) }
        #expect(error == expected)
        #expect(error.message == message)
        #expect(error.hasValidatorPrefix)
    }

    @Test func `JSON of another shape precedes every other fault of names and values`() throws {
        for (names, values, text) in [
            (##"{"bad":"x","#n":1}"##, "{}", "NUMBER_VALUE cannot be converted to String"),
            (##"{"bad":"x"}"##, #"{":a":{"N":"x"},":b":{"S":true}}"#, "TRUE_VALUE cannot be converted to String"),
        ] {
            let names = try JSONDocument(parsing: Array(names.utf8)).root
            let values = try JSONDocument(parsing: Array(values.utf8)).root
            let error = try #require(throws: ExpressionError.self) { try ExpressionAttributes(names: names, values: values) }
            #expect(error.message == text)
            #expect(error.isSerialization)
            #expect(!error.hasValidatorPrefix)
        }
    }

    @Test func `the older layer wraps a faulty value`() {
        let error = ExpressionError.invalidValue(.notNumeric("abc"), key: ":v")
        #expect(
            error.message(in: .older)
                == "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: abc for key :v")
    }

    @Test func `unused names precede unused values`() throws {
        var attributes = try Given.attributes(names: ["#a": "a", "#b": "b"], values: #"{":u":{"S":"x"},":v":{"S":"x"}}"#)
        _ = try ConditionExpression(parsing: "#a = :v").bind(&attributes)
        let first = try #require(throws: ExpressionError.self) { try attributes.refuseUnused() }
        #expect(first.message == "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}")
        _ = try ProjectionExpression(parsing: "#b").bind(&attributes)
        let second = try #require(throws: ExpressionError.self) { try attributes.refuseUnused() }
        #expect(second.message == "Value provided in ExpressionAttributeValues unused in expressions: keys: {:u}")
        _ = try UpdateExpression(parsing: "SET a = :u").bind(&attributes)
        try attributes.refuseUnused()
    }

    @Test func `errors of the request as a whole`() {
        #expect(ExpressionError.namesWithoutExpression.message == "ExpressionAttributeNames can only be specified when using expressions")
        let values = ExpressionError.valuesWithoutExpression([.update, .condition])
        #expect(values.message == "ExpressionAttributeValues can only be specified when using expressions")
        #expect(
            values.message(in: .older)
                == "ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null"
        )
        #expect(
            ExpressionError.mixedWithLegacy(legacy: ["Expected"], expressions: [.condition]).message
                == "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} "
                + "Expression parameters: {ConditionExpression}")
    }
}
