import DynamoDBExpressions
import DynamoDBValues
import Testing

/// A condition on the item of the suite, and whether it holds.
struct ConditionCase: CustomTestStringConvertible {
    var text: String
    var holds: Bool
    var source = guide

    var testDescription: String { text }

    static let guide = "Developer Guide, Condition and filter expressions, operators, and functions"
    static let alternator = "observed on AWS by the authors of Alternator's tests"

    static let item = #"""
        {"s":{"S":"hello"},"n":{"N":"5"},"n2":{"N":"5.0"},"m":{"N":"7"},"b":{"B":"aGk="},"t":{"BOOL":true},"x":{"NULL":true},
        "l":{"L":[{"N":"1"},{"S":"two"},{"SS":["p","q"]}]},"d":{"M":{"k":{"N":"3"},"l":{"L":[{"S":"deep"}]}}},
        "ss":{"SS":["a","b"]},"ns":{"NS":["1","2"]},"bs":{"BS":["aGk="]},"dot.name":{"S":"odd"}}
        """#
    static let values = #"""
        {":hello":{"S":"hello"},":he":{"S":"he"},":ell":{"S":"ell"},":5":{"N":"5"},":3":{"N":"3"},":9":{"N":"9"},":hi":{"B":"aGk="},
        ":h":{"B":"aA=="},":a":{"S":"a"},":1":{"N":"1.0"},":sets":{"SS":["q","p"]},":S":{"S":"S"},":N":{"S":"N"},":L":{"S":"L"},
        ":zz":{"S":"zz"},":true":{"BOOL":true},":ss":{"SS":["b","a"]},":2":{"N":"2"},":accented":{"S":"abÿ"},":clef":{"S":"é𝄞"}}
        """#

    static let rows: [ConditionCase] = [
        .init(text: "s = :hello", holds: true), .init(text: "n = n2", holds: true), .init(text: "n = :hello", holds: false),
        .init(text: "ss = :ss", holds: true), .init(text: "t = :true", holds: true), .init(text: "zilch = :5", holds: false),
        .init(text: "n <> :3", holds: true), .init(text: "n <> :5", holds: false), .init(text: "n <> :hello", holds: true),
        .init(text: "zilch <> :5", holds: true, source: alternator), .init(text: "n < :9", holds: true),
        .init(text: "n < :5", holds: false),
        .init(text: "n <= :5", holds: true), .init(text: "n > :3", holds: true), .init(text: "n >= :5", holds: true),
        .init(text: "n >= :9", holds: false), .init(text: "s < :zz", holds: true), .init(text: "b > :h", holds: true),
        .init(text: "n < :hello", holds: false, source: alternator), .init(text: "zilch < :9", holds: false, source: alternator),
        .init(text: "t < :9", holds: false, source: alternator), .init(text: "n < m", holds: true), .init(text: "m <= n", holds: false),
        .init(text: "n BETWEEN :3 AND :9", holds: true), .init(text: "n between :5 and :5", holds: true),
        .init(text: "n BETWEEN :9 AND :9", holds: false), .init(text: "s BETWEEN :3 AND :9", holds: false),
        .init(text: "n IN (:3, :5)", holds: true), .init(text: "n IN (:3)", holds: false), .init(text: "zilch IN (:3)", holds: false),
        .init(text: "attribute_exists(s)", holds: true), .init(text: "attribute_exists(d.k)", holds: true),
        .init(text: "attribute_exists(d.q)", holds: false), .init(text: "attribute_exists(l[2])", holds: true),
        .init(text: "attribute_exists(l[3])", holds: false), .init(text: "attribute_exists(s.k)", holds: false),
        .init(text: "attribute_not_exists(zilch)", holds: true), .init(text: "attribute_not_exists(s)", holds: false),
        .init(text: "attribute_type(s, :S)", holds: true), .init(text: "attribute_type(s, :N)", holds: false),
        .init(text: "attribute_type(l, :L)", holds: true), .init(text: "attribute_type(zilch, :S)", holds: false),
        .init(text: "begins_with(s, :he)", holds: true), .init(text: "begins_with(s, :ell)", holds: false),
        .init(text: "begins_with(b, :h)", holds: true), .init(text: "begins_with(n, :he)", holds: false, source: alternator),
        .init(text: "begins_with(:hello, s)", holds: true, source: alternator),
        .init(text: "contains(s, :ell)", holds: true), .init(text: "contains(b, :hi)", holds: true, source: alternator),
        .init(text: "contains(ss, :a)", holds: true), .init(text: "contains(ns, :1)", holds: true),
        .init(text: "contains(bs, :hi)", holds: true),
        .init(text: "contains(l, :1)", holds: true, source: alternator), .init(text: "contains(l, :sets)", holds: true, source: alternator),
        .init(text: "contains(s, :5)", holds: false), .init(text: "contains(d, :a)", holds: false),
        .init(text: "contains(zilch, :a)", holds: false),
        .init(text: "size(s) = :5", holds: true), .init(text: "size(b) = :2", holds: true), .init(text: "size(l) = :3", holds: true),
        .init(text: "size(d) = :2", holds: true), .init(text: "size(ss) < n", holds: true), .init(text: "size(ns) = :2", holds: true),
        .init(text: "size(bs) = :1", holds: true), .init(text: "size(:hello) = n", holds: true, source: alternator),
        .init(text: "size(:accented) = :3", holds: true, source: "dynalite's tests, run on AWS"),
        .init(text: "size(:clef) = :3", holds: true, source: "checked on AWS by ExtendDB's authors, May 2026"),
        .init(text: "size(n) = :1", holds: false, source: alternator), .init(text: "size(zilch) > :1", holds: false),
        .init(text: "s = :hello AND n = :3", holds: false), .init(text: "s = :hello OR n = :3", holds: true),
        .init(text: "NOT n = :3", holds: true), .init(text: "NOT n = :5", holds: false), .init(text: "n > :9", holds: false),
        .init(text: "NOT NOT NOT NOT n = :5", holds: true, source: alternator),
        .init(text: "not n = :3 and n = :3", holds: false), .init(text: "n = :5 OR n = :3 AND n = :3", holds: true),
        .init(text: "(n = :5 OR n = :3) AND n = :3", holds: false), .init(text: "n BETWEEN :3 AND :9 AND s = :hello", holds: true),
        .init(text: "(n)between(:3)and(:9)", holds: true), .init(text: "(d).k = :3", holds: true),
        .init(text: "(d.l)[0] <> :a", holds: true),
        .init(text: "#dot = :hello OR d.#k = :3", holds: true),
    ]
}

@Suite struct ConditionExpressionTests {
    private func bind(_ text: String) throws -> BoundCondition {
        var attributes = try Given.attributes(names: ["#dot": "dot.name", "#k": "k"], values: ConditionCase.values)
        return try ConditionExpression(parsing: text).bind(&attributes)
    }

    @Test(arguments: ConditionCase.rows)
    func `a condition holds as its row says`(_ row: ConditionCase) throws {
        let item = try Given.item(ConditionCase.item)
        #expect(try bind(row.text).evaluate(item) == row.holds)
        #expect(try bind("NOT (\(row.text))").evaluate(item) != row.holds)
    }

    @Test func `every comparator, function and keyword has rows that hold and that do not`() {
        for word in [
            "= ", "<> ", "< ", "<= ", "> ", ">= ", "BETWEEN", "IN (", "attribute_exists", "attribute_not_exists", "attribute_type",
            "begins_with", "contains", "size", " AND ", " OR ", "NOT ",
        ] {
            let rows = ConditionCase.rows.filter { $0.text.contains(word) }
            #expect(rows.contains { $0.holds }, "\(word)")
            #expect(rows.contains { !$0.holds }, "\(word)")
        }
    }

    @Test func `an item that does not exist has no attributes`() throws {
        #expect(try bind("attribute_not_exists(s)").evaluate(nil))
        #expect(try !bind("s = :hello").evaluate(nil))
    }

    @Test func `the attributes that a condition reads`() throws {
        #expect(
            try bind("d.k = :3 AND (size(s) > n OR d.l[0] IN (m, :3)) AND NOT attribute_exists(#dot)").referencedTopLevelNames
                == ["d", "s", "n", "m", "dot.name"])
    }

    @Test func `the value that an attribute must equal`() throws {
        #expect(try bind("n = :3 AND s = :hello").equalities(of: "s").first == .string("hello"))
        #expect(try bind(":hello = s").equalities(of: "s").first == .string("hello"))
        #expect(try bind("s = :hello OR n = :3").equalities(of: "s").first == nil)
        #expect(try bind("NOT s = :hello").equalities(of: "s").first == nil)
        #expect(try bind("s > :hello").equalities(of: "s").first == nil)
    }

    @Test func `three hundred operators are accepted`() throws {
        let chain = String(repeating: "n<m or ", count: 149) + "n<m"
        #expect(throws: Never.self) { try ConditionExpression(parsing: chain) }
        let nested = "n<m " + String(repeating: "or (n<m ", count: 149) + String(repeating: ")", count: 149)
        #expect(try bind(nested).evaluate(try Given.item(ConditionCase.item)))
    }
}
