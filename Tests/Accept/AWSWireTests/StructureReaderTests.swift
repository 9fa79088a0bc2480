import AWSTypes
import AWSWire
import ByteJSON
import Testing

/// What a request's member `M` is asked for.
enum Demand: String, Sendable, CaseIterable {
    case string, integer, boolean, timestamp, strings, stringMap, structure, structures
}

/// A body with a member of the wrong type, and AWS's words for it.
struct MismatchCase: CustomTestStringConvertible, Sendable {
    var source: String
    var demand: Demand
    var value: String
    /// Nil where the value is taken.
    var message: String?

    init(_ source: String, _ demand: Demand, _ value: String, _ message: String?) {
        self.source = source
        self.demand = demand
        self.value = value
        self.message = message
    }

    var testDescription: String { "\(value) for \(demand.rawValue) [\(source)]" }
}

extension StructureReader {
    init(json: String) throws { self.init(try JSONDocument(parsing: Array(json.utf8))) }

    init(form: String) { self.init(FormDecoder.document(of: FormDecoder.parameters(of: form.utf8)), isForm: true) }

    func read(_ demand: Demand) throws(AWSError) {
        switch demand {
        case .string: _ = try string("M")
        case .integer: _ = try integer("M")
        case .boolean: _ = try boolean("M")
        case .timestamp: _ = try timestamp("M")
        case .strings: _ = try strings("M")
        case .stringMap: _ = try stringMap("M")
        case .structure: _ = try structure("M")
        case .structures: _ = try structures("M")
        }
    }
}

@Suite struct StructureReaderTypeTests {
    private static let recorded = "recorded: dynalite's type tests"
    private static let inferred = "inferred from the recorded ones"

    private static let rows = [
        MismatchCase(recorded, .string, "true", "TRUE_VALUE cannot be converted to String"),
        MismatchCase(recorded, .string, "false", "FALSE_VALUE cannot be converted to String"),
        MismatchCase(recorded, .string, "23", "NUMBER_VALUE cannot be converted to String"),
        MismatchCase(recorded, .string, "34.56", "DECIMAL_VALUE cannot be converted to String"),
        MismatchCase(recorded, .boolean, "34.56", "DECIMAL_VALUE cannot be converted to Boolean"),
        MismatchCase(recorded, .string, "[]", "Unrecognized collection type class java.lang.String"),
        MismatchCase(recorded, .string, "{}", "Start of structure or map found where not expected"),
        MismatchCase(recorded, .string, "null", nil),
        MismatchCase(recorded, .integer, "\"a\"", "STRING_VALUE cannot be converted to Integer"),
        MismatchCase(recorded, .integer, "true", "TRUE_VALUE cannot be converted to Integer"),
        MismatchCase(recorded, .integer, "[]", "Unrecognized collection type class java.lang.Integer"),
        MismatchCase(recorded, .integer, "{}", "Start of structure or map found where not expected"),
        MismatchCase(inferred, .integer, "1e99", "DECIMAL_VALUE cannot be converted to Integer"),
        MismatchCase(recorded, .boolean, "\"true\"", "Unexpected token received from parser"),
        MismatchCase(recorded, .boolean, "1", "NUMBER_VALUE cannot be converted to Boolean"),
        MismatchCase(recorded, .boolean, "[]", "Unrecognized collection type class java.lang.Boolean"),
        MismatchCase(recorded, .boolean, "{}", "Start of structure or map found where not expected"),
        MismatchCase(inferred, .timestamp, "true", "TRUE_VALUE cannot be converted to Timestamp"),
        MismatchCase(inferred, .timestamp, "\"soon\"", "STRING_VALUE cannot be converted to Timestamp"),
        MismatchCase(inferred, .timestamp, "1e300", "DECIMAL_VALUE cannot be converted to Timestamp"),
        MismatchCase(recorded, .strings, "\"a\"", "Unexpected field type"),
        MismatchCase(recorded, .strings, "23", "Unexpected field type"),
        MismatchCase(recorded, .strings, "{}", "Start of structure or map found where not expected"),
        MismatchCase(recorded, .strings, "[1]", "NUMBER_VALUE cannot be converted to String"),
        MismatchCase(recorded, .stringMap, "\"a\"", "Unexpected field type"),
        MismatchCase(recorded, .stringMap, "[]", "Start of list found where not expected"),
        MismatchCase(recorded, .stringMap, "{\"a\":1}", "NUMBER_VALUE cannot be converted to String"),
        MismatchCase(recorded, .structure, "\"a\"", "Unexpected field type"),
        MismatchCase(recorded, .structure, "true", "Unexpected field type"),
        MismatchCase(recorded, .structure, "[]", "Start of list found where not expected"),
        MismatchCase(recorded, .structures, "23", "Unexpected field type"),
        MismatchCase(recorded, .structures, "[\"a\"]", "Unexpected value type in payload"),
        MismatchCase(recorded, .structures, "[[]]", "Start of list found where not expected"),
        MismatchCase(recorded, .structures, "{}", "Start of structure or map found where not expected"),
    ]

    @Test(arguments: rows) func `a member of another type is refused in AWS's words`(_ row: MismatchCase) throws {
        let reader = try StructureReader(json: "{\"M\":\(row.value)}")
        do throws(AWSError) {
            try reader.read(row.demand)
            #expect(row.message == nil)
        } catch {
            #expect(error.code == .serialization)
            #expect(error.message == row.message)
        }
    }

    @Test func `every demand has rows`() {
        #expect(Set(Self.rows.map(\.demand)) == Set(Demand.allCases))
    }

    @Test func `values of the right type are read`() throws {
        let reader = try StructureReader(
            json: #"{"s":"é","i":5.7,"b":false,"t":1763910000.5,"l":["x"],"m":{"k":"v"},"o":{"s":"in"},"a":[{"s":"1"},{"s":"2"}],"n":null}"#
        )
        #expect(try reader.string("s") == "é")
        #expect(try reader.integer("i") == 5)
        #expect(try reader.boolean("b") == false)
        #expect(try reader.timestamp("t")?.milliseconds == 1_763_910_000_500)
        #expect(try reader.strings("l") == ["x"])
        #expect(try reader.stringMap("m")?.map { "\($0.key)=\($0.value)" } == ["k=v"])
        #expect(try reader.structure("o")?.string("s") == "in")
        #expect(try reader.structures("a")?.map { try $0.string("s") } == ["1", "2"])
        #expect(!reader.has("n") && !reader.has("x") && reader.has("s"))
        try reader.finish()
    }

    @Test func `a form's values are texts, its lists are numbered`() throws {
        let reader = StructureReader(
            form: "i=12&b=TRUE&t=2026-01-31T12:00:00Z&l.member.2=y&l.member.1=x&l.member.10=z&f.1=p&s.member.1.Key=k&e=")
        #expect(try reader.integer("i") == 12)
        #expect(try reader.boolean("b") == true)
        #expect(try reader.timestamp("t")?.milliseconds == 1_769_860_800_000)
        #expect(try reader.strings("l") == ["x", "y", "z"])
        #expect(try reader.strings("f") == ["p"])
        #expect(try reader.structures("s")?.map { try $0.string("Key") } == ["k"])
        #expect(try reader.string("e") == "")
        let error = #expect(throws: AWSError.self) { try StructureReader(form: "i=x").integer("i") }
        #expect(error?.code == .serialization && error?.message == nil)
    }

    @Test(arguments: ["[]", "1", "null", "\"a\""]) func `a body that is no object has no members`(_ body: String) throws {
        let reader = try StructureReader(json: body)
        #expect(try reader.string("M") == nil)
        #expect(StructureReader(nil).has("M") == false)
    }
}

/// A body, how its members are constrained, and the words about what is broken.
struct ConstraintCase: CustomTestStringConvertible, Sendable {
    var source: String
    var body: String
    var message: String?

    init(_ source: String, _ body: String, _ message: String?) {
        self.source = source
        self.body = body
        self.message = message
    }

    var testDescription: String { "\(body) [\(source)]" }
}

@Suite struct StructureReaderConstraintTests {
    private static let recorded = "recorded: dynalite's validation tests"

    private static let rows = [
        ConstraintCase(recorded, #"{"TableName":"abc","Limit":5,"Mode":"A"}"#, nil),
        ConstraintCase(
            recorded, "{}",
            "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null"),
        ConstraintCase(
            "recorded in 2026: the conformance suite, and moto's tests that ran on AWS; no word of the pattern", #"{"TableName":""}"#,
            "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or "
                + "equal to 3"),
        ConstraintCase(
            recorded, #"{"TableName":"a;b"}"#,
            "1 validation error detected: Value 'a;b' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression "
                + "pattern: [a-zA-Z0-9_.-]+"),
        ConstraintCase(
            "service model", #"{"TableName":"abc","Few":[]}"#,
            "1 validation error detected: Value '[]' at 'few' failed to satisfy constraint: Member must have length greater than or equal to 1"
        ),
        ConstraintCase(
            "the form: recorded for requests of a batch", #"{"TableName":"abc","Few":[{"Name":"x"},{"Names":["y",1],"Map":{"p":true}}]}"#,
            "1 validation error detected: Value '[One(name=x), One(names=[y, 1], map={p=true})]' at 'few' failed to satisfy constraint: "
                + "Member must have length less than or equal to 1"),
        ConstraintCase(
            recorded, #"{"TableName":"abcdef","Limit":0}"#,
            "2 validation errors detected: Value 'abcdef' at 'tableName' failed to satisfy constraint: Member must have length less than or "
                + "equal to 5; Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"),
        ConstraintCase(
            recorded, #"{"TableName":"abc","Limit":101,"Mode":"x"}"#,
            "2 validation errors detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal "
                + "to 100; Value 'x' at 'mode' failed to satisfy constraint: Member must satisfy enum value set: [A, B]"),
        ConstraintCase(
            recorded, #"{"TableName":"abc","Inner":{"Mode":"x"},"List":[{},{"Mode":"y"}]}"#,
            "3 validation errors detected: Value 'x' at 'inner.mode' failed to satisfy constraint: Member must satisfy enum value set: "
                + "[A, B]; Value null at 'list.1.member.mode' failed to satisfy constraint: Member must not be null; Value 'y' at "
                + "'list.2.member.mode' failed to satisfy constraint: Member must satisfy enum value set: [A, B]"),
    ]

    @Test func `what is postponed comes after the constraints and before nothing`() throws {
        let reader = try StructureReader(json: "{}")
        reader.postpone(.validation("first"))
        reader.postpone(.validation("second"))
        let first = #expect(throws: AWSError.self) { try reader.finish() }
        #expect(first?.message == "first")
        _ = try reader.required("TableName")
        let constraint = #expect(throws: AWSError.self) { try reader.finish() }
        #expect(
            constraint?.message
                == "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null")
    }

    @Test func `a number with a fraction`() throws {
        #expect(try StructureReader(json: #"{"M":0.5}"#).double("M") == 0.5)
        #expect(try StructureReader(json: "{}").double("M") == nil)
        let refusal = #expect(throws: AWSError.self) { try StructureReader(json: #"{"M":"a"}"#).double("M") }
        #expect(refusal?.message == "STRING_VALUE cannot be converted to Double")
    }

    @Test(arguments: rows) func `broken constraints are reported together, in order`(_ row: ConstraintCase) throws {
        let reader = try StructureReader(json: row.body)
        _ = try reader.required(
            "TableName", .minimumLength(3), .maximumLength(5),
            .pattern("[a-zA-Z0-9_.-]+") { $0.isASCII && ($0.properties.isAlphabetic || "0123456789_.-".unicodeScalars.contains($0)) })
        _ = try reader.integer("Limit", .atLeast(1), .atMost(100))
        _ = try reader.string("Mode", .oneOf(["A", "B"]))
        _ = try reader.structure("Inner")?.string("Mode", .oneOf(["A", "B"]))
        _ = try reader.structures("Few", count: 1...1, of: "One")
        for element in try reader.structures("List") ?? [] { _ = try element.required("Mode", .oneOf(["A", "B"])) }
        do throws(AWSError) {
            try reader.finish()
            #expect(row.message == nil)
        } catch {
            #expect(error.code == .validation)
            #expect(error.message == row.message)
        }
    }
}
