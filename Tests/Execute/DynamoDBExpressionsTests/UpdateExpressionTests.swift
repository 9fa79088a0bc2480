import DynamoDBExpressions
import DynamoDBValues
import Testing

/// An update of an item, and what comes of it.
struct UpdateCase: CustomTestStringConvertible {
    var text: String
    /// Nil for an item that does not exist.
    var before: String?
    var after: String?
    var error: ExpressionError?
    var source = guide

    var testDescription: String { "\(text) on \(before ?? "nothing")" }

    static let guide = "Developer Guide, Using update expressions"
    static let alternator = "observed on AWS by the authors of Alternator's tests"
    static let suite = "recorded by a public conformance suite, 2026"
    static let dynalite = "observed on AWS by the authors of dynalite's tests"

    static let values = #"""
        {":1":{"N":"1"},":2":{"N":"2"},":s":{"S":"s"},":t":{"S":"t"},":l":{"L":[{"S":"x"}]},":ss":{"SS":["b","c"]},":ns":{"NS":["2"]},
        ":bs":{"BS":["AA=="]},":big":{"N":"9e125"},":m":{"M":{"k":{"S":"v"}}}}
        """#

    static let rows: [UpdateCase] = [
        .init(text: "SET a = :1", before: nil, after: #"{"pk":{"S":"p"},"a":{"N":"1"}}"#),
        .init(text: "set a = :1, b = a", before: #"{"a":{"S":"old"}}"#, after: #"{"a":{"N":"1"},"b":{"S":"old"}}"#, source: alternator),
        .init(text: "SET a = b, b = a", before: #"{"a":{"N":"1"},"b":{"N":"2"}}"#, after: #"{"a":{"N":"2"},"b":{"N":"1"}}"#),
        .init(text: "SET a = a + :1", before: #"{"a":{"N":"1.5"}}"#, after: #"{"a":{"N":"2.5"}}"#),
        .init(text: "SET a = :1 - a", before: #"{"a":{"N":"1.5"}}"#, after: #"{"a":{"N":"-0.5"}}"#),
        .init(text: "SET a = (a + :1)", before: #"{"a":{"N":"1"}}"#, after: #"{"a":{"N":"2"}}"#, source: dynalite),
        .init(
            text: "SET a = ((d.c)+(:1))", before: #"{"d":{"M":{"c":{"N":"1"}}}}"#, after: #"{"d":{"M":{"c":{"N":"1"}}},"a":{"N":"2"}}"#,
            source: dynalite),
        .init(text: "SET a = if_not_exists(a, :1)", before: #"{"a":{"N":"7"}}"#, after: #"{"a":{"N":"7"}}"#),
        .init(text: "SET a = if_not_exists(a, :1) + :2", before: "{}", after: #"{"a":{"N":"3"}}"#),
        .init(text: "SET a = if_not_exists(x, b)", before: #"{"b":{"N":"7"}}"#, after: #"{"b":{"N":"7"},"a":{"N":"7"}}"#, source: suite),
        .init(text: "SET a = list_append(a, :l)", before: #"{"a":{"L":[{"N":"1"}]}}"#, after: #"{"a":{"L":[{"N":"1"},{"S":"x"}]}}"#),
        .init(text: "SET a = list_append(:l, if_not_exists(a, :l))", before: "{}", after: #"{"a":{"L":[{"S":"x"},{"S":"x"}]}}"#),
        .init(
            text: "SET d.k = :1", before: #"{"d":{"M":{"k":{"S":"o"},"z":{"N":"1"}}}}"#,
            after: #"{"d":{"M":{"k":{"N":"1"},"z":{"N":"1"}}}}"#),
        .init(text: "SET l[1] = :s", before: #"{"l":{"L":[{"N":"1"},{"N":"2"}]}}"#, after: #"{"l":{"L":[{"N":"1"},{"S":"s"}]}}"#),
        .init(
            text: "SET l[9] = :t, l[5] = :s", before: #"{"l":{"L":[{"N":"1"}]}}"#, after: #"{"l":{"L":[{"N":"1"},{"S":"s"},{"S":"t"}]}}"#,
            source: suite),
        .init(text: "SET l[0] = :s", before: #"{"l":{"L":[]}}"#, after: #"{"l":{"L":[{"S":"s"}]}}"#, source: suite),
        .init(text: "REMOVE a", before: #"{"a":{"N":"1"},"b":{"N":"2"}}"#, after: #"{"b":{"N":"2"}}"#),
        .init(text: "REMOVE l[0], l[2]", before: #"{"l":{"L":[{"N":"1"},{"N":"2"},{"N":"3"}]}}"#, after: #"{"l":{"L":[{"N":"2"}]}}"#),
        .init(
            text: "REMOVE l[0], l[1].x", before: #"{"l":{"L":[{"N":"1"},{"M":{"x":{"N":"2"}}},{"M":{"x":{"N":"3"}}}]}}"#,
            after: #"{"l":{"L":[{"M":{}},{"M":{"x":{"N":"3"}}}]}}"#),
        .init(
            text: "REMOVE l[1][0], l[0]", before: #"{"l":{"L":[{"N":"1"},{"L":[{"N":"2"},{"N":"3"}]}]}}"#,
            after: #"{"l":{"L":[{"L":[{"N":"3"}]}]}}"#),
        .init(text: "REMOVE l[7]", before: #"{"l":{"L":[{"N":"1"}]}}"#, after: #"{"l":{"L":[{"N":"1"}]}}"#, source: alternator),
        .init(
            text: "REMOVE l[1] SET l[3] = :s", before: #"{"l":{"L":[{"N":"2"},{"N":"3"},{"N":"4"},{"N":"5"},{"N":"6"}]}}"#,
            after: #"{"l":{"L":[{"N":"2"},{"N":"4"},{"S":"s"},{"N":"6"}]}}"#, source: alternator),
        .init(text: "REMOVE d.k", before: #"{"d":{"M":{"k":{"S":"o"}}}}"#, after: #"{"d":{"M":{}}}"#, source: alternator),
        .init(text: "REMOVE d.q", before: #"{"d":{"M":{}}}"#, after: #"{"d":{"M":{}}}"#, source: suite),
        .init(text: "REMOVE a", before: nil, after: nil, source: alternator),
        .init(text: "REMOVE x.y", before: nil, after: nil, source: alternator),
        .init(text: "ADD a :1", before: nil, after: #"{"pk":{"S":"p"},"a":{"N":"1"}}"#),
        .init(text: "ADD a :1", before: #"{"a":{"N":"2"}}"#, after: #"{"a":{"N":"3"}}"#),
        .init(text: "ADD a :ss", before: #"{"a":{"SS":["a","b"]}}"#, after: #"{"a":{"SS":["a","b","c"]}}"#),
        .init(text: "ADD a :ns", before: #"{"a":{"NS":["3","1"]}}"#, after: #"{"a":{"NS":["1","2","3"]}}"#),
        .init(text: "ADD a :bs", before: #"{"a":{"BS":["/w=="]}}"#, after: #"{"a":{"BS":["AA==","/w=="]}}"#),
        .init(text: "ADD d.n :1", before: #"{"d":{"M":{}}}"#, after: #"{"d":{"M":{"n":{"N":"1"}}}}"#),
        .init(text: "DELETE a :ss", before: #"{"a":{"SS":["a","b"]}}"#, after: #"{"a":{"SS":["a"]}}"#),
        .init(text: "DELETE a :ss", before: #"{"a":{"SS":["b"]}}"#, after: "{}"),
        .init(text: "DELETE a :ns", before: #"{"a":{"NS":["1","2"]}}"#, after: #"{"a":{"NS":["1"]}}"#),
        .init(text: "DELETE a :bs", before: #"{"a":{"BS":["/w==","AA=="]}}"#, after: #"{"a":{"BS":["/w=="]}}"#),
        .init(text: "DELETE a :ss", before: "{}", after: "{}"),
        .init(text: "DELETE a :ss", before: nil, after: nil, source: "inferred from REMOVE"),
        .init(text: "SET a = b", before: "{}", error: .missingAttribute, source: dynalite),
        .init(text: "SET a = a + :1", before: nil, error: .missingAttribute, source: dynalite),
        .init(text: "SET a.b = :1", before: #"{"a":{"S":"x"}}"#, error: .invalidUpdatePath, source: alternator),
        .init(text: "SET a.b.c = :1", before: #"{"a":{"M":{}}}"#, error: .invalidUpdatePath, source: suite),
        .init(text: "SET a[0] = :1", before: "{}", error: .invalidUpdatePath, source: alternator),
        .init(text: "SET a.b = :1", before: nil, error: .invalidUpdatePath, source: alternator),
        .init(text: "REMOVE a.b", before: "{}", error: .invalidUpdatePath, source: alternator),
        .init(text: "REMOVE a[0]", before: #"{"a":{"S":"x"}}"#, error: .invalidUpdatePath, source: alternator),
        .init(text: "SET e = a + :1", before: #"{"a":{"S":"x"}}"#, error: .incorrectOperandType, source: dynalite),
        .init(text: "SET e = list_append(a, :l)", before: #"{"a":{"S":"x"}}"#, error: .incorrectOperandType, source: dynalite),
        .init(text: "ADD a :1", before: #"{"a":{"S":"x"}}"#, error: .incorrectOperandType, source: dynalite),
        .init(text: "ADD a :ss", before: #"{"a":{"NS":["1"]}}"#, error: .incorrectOperandType, source: dynalite),
        .init(text: "DELETE a :ss", before: #"{"a":{"N":"1"}}"#, error: .incorrectOperandType, source: dynalite),
        .init(text: "SET a = a + :big", before: #"{"a":{"N":"9e125"}}"#, error: .invalidResult(.overflow), source: alternator),
        .init(text: "ADD a :1", before: #"{"a":{"N":"1e50"}}"#, error: .invalidResult(.overflow), source: alternator),
    ]
}

@Suite struct UpdateExpressionTests {
    private let key: Item = ["pk": .string("p")]

    private func bind(_ text: String) throws -> BoundUpdate {
        var attributes = try Given.attributes(values: UpdateCase.values)
        return try UpdateExpression(parsing: text).bind(&attributes)
    }

    @Test(arguments: UpdateCase.rows)
    func `an update does as its row says`(_ row: UpdateCase) throws {
        let update = try bind(row.text)
        let before = try row.before.map(Given.item)
        if let expected = row.error {
            let error = try #require(throws: ExpressionError.self) { try update.apply(to: before, key: key) }
            #expect(error == expected)
            #expect(!error.hasValidatorPrefix)
        } else {
            let outcome = try update.apply(to: before, key: key)
            #expect(Given.text(outcome.new) == row.after ?? "nil")
            #expect(outcome.old == before)
        }
    }

    @Test func `every clause, function and error has rows`() {
        for word in ["SET", "REMOVE", "ADD", "DELETE", "if_not_exists", "list_append", " + ", " - "] {
            #expect(UpdateCase.rows.contains { $0.text.contains(word) && $0.error == nil }, "\(word)")
        }
        let errors = Set(UpdateCase.rows.compactMap { $0.error.map { String("\($0)".prefix { $0 != "(" }) } })
        #expect(errors == ["missingAttribute", "invalidUpdatePath", "incorrectOperandType", "invalidResult"])
    }

    @Test func `the texts of errors found with an item at hand`() {
        #expect(
            ExpressionError.missingAttribute.message == "The provided expression refers to an attribute that does not exist in the item")
        #expect(ExpressionError.invalidUpdatePath.message == "The document path provided in the update expression is invalid for update")
        #expect(ExpressionError.incorrectOperandType.message == "An operand in the update expression has an incorrect data type")
        #expect(
            ExpressionError.invalidResult(.overflow).message
                == "Number overflow. Attempting to store a number with magnitude larger than supported range")
    }

    /// Source: observed on AWS by the authors of Alternator's tests.
    @Test func `the touched parts, old and new`() throws {
        let item = try Given.item(
            #"{"pk":{"S":"p"},"a":{"M":{"b":{"S":"dog"},"c":{"L":[{"N":"1"},{"N":"2"},{"N":"3"}]}}},"d":{"S":"cat"}}"#)
        let outcome = try bind("SET a.c[1] = :1, a.b = :s, e = :t REMOVE d").apply(to: item, key: key)
        #expect(Given.text(outcome.updatedOld) == #"{"a":{"M":{"b":{"S":"dog"},"c":{"L":[{"N":"2"}]}}},"d":{"S":"cat"}}"#)
        #expect(Given.text(outcome.updatedNew) == #"{"a":{"M":{"b":{"S":"s"},"c":{"L":[{"N":"1"}]}}},"e":{"S":"t"}}"#)
        #expect(try bind("REMOVE d").apply(to: item, key: key).updatedNew == nil)
        #expect(try bind("SET z = :1").apply(to: item, key: key).updatedOld == nil)
    }

    @Test func `the attributes that an update touches and reads`() throws {
        let update = try bind("SET a.b = if_not_exists(c, :1), d = e + :1 REMOVE f[0] ADD g :1 DELETE h :ss")
        #expect(update.writtenTopLevelNames == ["a", "d", "f", "g", "h"])
        #expect(update.referencedTopLevelNames == ["a", "c", "d", "e", "f", "g", "h"])
        #expect(!update.onlyRemoves)
        #expect(try bind("REMOVE a DELETE b :ss").onlyRemoves)
    }

    @Test func `an update may not nest deeper than an item`() throws {
        let deep = String(repeating: #"{"M":{"n":"#, count: 31) + #"{"S":"x"}"# + String(repeating: "}}", count: 31)
        let item = try Given.item(#"{"a":\#(deep),"d":{"M":{}}}"#)
        #expect(throws: ExpressionError.invalidResult(.nestedTooDeeply)) { try bind("SET d.k = a").apply(to: item, key: key) }
        #expect(throws: Never.self) { try bind("SET k = a").apply(to: item, key: key) }
    }
}
