import ByteJSON
import DynamoDBValues
import Testing

/// A value of a request that is refused, with the whole text of both layers.
struct RefusedValue: CustomTestStringConvertible {
    var json: String
    var text: String
    var older: String?
    var source: String

    var testDescription: String { json }

    static let layers = "recorded by a public conformance suite in four regions, October 2026"
    static let dynalite = "observed on AWS by the authors of dynalite's tests"
    static let invalid = "One or more parameter values were invalid: "
    static let rows: [RefusedValue] = [
        .init(
            json: #"{}"#, text: "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes", source: dynalite),
        .init(
            json: #"{"a":{"S":"x"}}"#, text: "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
            source: dynalite),
        .init(
            json: #"{"S":null}"#, text: "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
            source: dynalite),
        .init(
            json: #"{"S":"a","N":"1"}"#,
            text: "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
            source: dynalite),
        .init(
            json: #"{"S":"a","N":"b"}"#, text: "The parameter cannot be converted to a numeric value: b", source: dynalite),
        .init(
            json: #"{"N":""}"#, text: "The parameter cannot be converted to a numeric value: ",
            older: "The parameter cannot be converted to a numeric value", source: layers),
        .init(
            json: #"{"N":"1e126"}"#, text: "Number overflow. Attempting to store a number with magnitude larger than supported range",
            source: layers),
        .init(
            json: #"{"N":"1e-131"}"#, text: "Number underflow. Attempting to store a number with magnitude smaller than supported range",
            source: layers),
        .init(
            json: #"{"M":{"x":{"L":[{"N":"123456789012345678901234567890123456789"}]}}}"#,
            text: "Attempting to store more than 38 significant digits in a Number", source: layers),
        .init(json: #"{"NULL":false}"#, text: invalid + "Null attribute value types must have the value of true", source: dynalite),
        .init(json: #"{"NULL":"no"}"#, text: invalid + "Null attribute value types must have the value of true", source: dynalite),
        .init(json: #"{"SS":[]}"#, text: invalid + "An string set  may not be empty", source: dynalite),
        .init(json: #"{"NS":[]}"#, text: invalid + "An number set  may not be empty", source: dynalite),
        .init(json: #"{"BS":[]}"#, text: invalid + "Binary sets should not be empty", source: dynalite),
        .init(json: #"{"SS":["a",null]}"#, text: invalid + "An string set  may not have a null string as a member", source: "inferred"),
        .init(json: #"{"BS":["YQ==",null]}"#, text: invalid + "Binary sets may not contain null values", source: "inferred"),
        .init(
            json: #"{"SS":["b","a","b"]}"#, text: invalid + #"Input collection ["a", "b", "b"] contains duplicates."#,
            older: invalid + "Input collection [b, a, b] contains duplicates.", source: layers),
        .init(
            json: #"{"BS":["/w==","AA==","AA=="]}"#,
            text: invalid + #"Input collection ["AA==","/w==","AA=="]of type BS contains duplicates."#,
            older: invalid + "Input collection [/w==, AA==, AA==]of type BS contains duplicates.", source: layers),
        .init(
            json: #"{"NS":["2","1","2.0"]}"#, text: invalid + "Input collection contains duplicates.",
            older: "Input collection contains duplicates", source: layers),
        .init(json: #"{"NS":["1","b"]}"#, text: "The parameter cannot be converted to a numeric value: b", source: dynalite),
        .init(json: #"{"M":{"":{"S":"x"}}}"#, text: "Empty attribute name", source: layers),
        .init(
            json: String(repeating: #"{"M":{"n":"#, count: 32) + #"{"S":"x"}"# + String(repeating: "}}", count: 32),
            text: "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
            source: "recorded by a public conformance suite, eu-west-2, June 2026"),
        .init(
            json: String(repeating: #"{"L":["#, count: 200) + #"{"S":"x"}"# + String(repeating: "]}", count: 200),
            text: "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
            source: "recorded by a public conformance suite, eu-west-2, June 2026"),
    ]

    static let shapes: [RefusedValue] = [
        .init(json: #"{"S":1}"#, text: "NUMBER_VALUE cannot be converted to String", source: dynalite),
        .init(json: #"{"N":1.5}"#, text: "DECIMAL_VALUE cannot be converted to String", source: dynalite),
        .init(json: #"{"S":true}"#, text: "TRUE_VALUE cannot be converted to String", source: dynalite),
        .init(json: #"{"S":false}"#, text: "FALSE_VALUE cannot be converted to String", source: dynalite),
        .init(json: #"{"S":[]}"#, text: "Unrecognized collection type class java.lang.String", source: dynalite),
        .init(json: #"{"S":{}}"#, text: "Start of structure or map found where not expected", source: dynalite),
        .init(json: #"{"B":1}"#, text: "only base-64-encoded strings are convertible to bytes", source: dynalite),
        .init(json: #"{"B":[]}"#, text: "Unrecognized collection type class java.nio.ByteBuffer", source: dynalite),
        .init(json: #"{"B":"a"}"#, text: "Base64 encoded length is expected a multiple of 4 bytes but found: 1", source: dynalite),
        .init(json: #"{"B":"YR=="}"#, text: "Invalid last non-pad Base64 character dectected", source: dynalite),
        .init(json: #"{"B":"=+/="}"#, text: "Invalid last non-pad Base64 character dectected", source: dynalite),
        .init(json: #"{"B":"+/+="}"#, text: "Invalid last non-pad Base64 character dectected", source: dynalite),
        .init(json: #"{"B":"Y*=="}"#, text: "Invalid Base64 character: '*'", source: "inferred"),
        .init(json: #"{"BOOL":1}"#, text: "NUMBER_VALUE cannot be converted to Boolean", source: dynalite),
        .init(json: #"{"BOOL":"a"}"#, text: "Unexpected token received from parser", source: dynalite),
        .init(json: #"{"BOOL":[]}"#, text: "Unrecognized collection type class java.lang.Boolean", source: dynalite),
        .init(json: #"{"NULL":{}}"#, text: "Start of structure or map found where not expected", source: dynalite),
        .init(json: #"{"SS":"a"}"#, text: "Unexpected field type", source: dynalite),
        .init(json: #"{"NS":{}}"#, text: "Start of structure or map found where not expected", source: dynalite),
        .init(json: #"{"SS":[1]}"#, text: "NUMBER_VALUE cannot be converted to String", source: dynalite),
        .init(json: #"{"L":"a"}"#, text: "Unexpected field type", source: dynalite),
        .init(json: #"{"M":1}"#, text: "Unexpected field type", source: dynalite),
        .init(
            json: #"{"M":[]}"#,
            text: "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
            source: dynalite),
        .init(json: #"{"L":["a"]}"#, text: "Unexpected value type in payload", source: dynalite),
        .init(
            json: #"{"L":[[]]}"#, text: "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue",
            source: dynalite),
        .init(
            json: #"{"L":[{"N":"x"},{"S":1}]}"#, text: "NUMBER_VALUE cannot be converted to String",
            source: "dynalite: the whole request is converted before any value is judged"),
    ]
}

@Suite struct AttributeValueErrorTests {
    @Test(arguments: RefusedValue.rows)
    func `a refused value has AWS's text in both layers`(_ row: RefusedValue) throws {
        let view = try JSONDocument(parsing: Array(row.json.utf8), maximumDepth: 600).root
        let error = try #require(throws: AttributeValueError.self) { try AttributeValue(reading: view) }
        #expect(error.message == row.text)
        #expect(error.message(in: .older) == row.older ?? row.text)
        #expect(!error.isSerialization)
    }

    @Test(arguments: RefusedValue.shapes)
    func `another shape of JSON is a SerializationException`(_ row: RefusedValue) throws {
        let view = try JSONDocument(parsing: Array(row.json.utf8)).root
        let error = try #require(throws: AttributeValueError.self) { try AttributeValue(reading: view) }
        #expect(error == .serialization(row.text))
        #expect(error.message == row.text)
        #expect(error.isSerialization)
    }

    @Test func `every refusal has a row`() throws {
        var seen: Set<String> = []
        for row in RefusedValue.rows + RefusedValue.shapes {
            let view = try JSONDocument(parsing: Array(row.json.utf8), maximumDepth: 600).root
            let error = try #require(throws: AttributeValueError.self) { try AttributeValue(reading: view) }
            seen.insert(String("\(error)".prefix { $0 != "(" }))
        }
        let all: Set<String> = [
            "serialization", "empty", "severalTypes", "nullNotTrue", "emptySet", "duplicates", "nullMember", "notNumeric", "tooManyDigits",
            "overflow", "underflow", "nestedTooDeeply", "emptyAttributeName",
        ]
        #expect(all.subtracting(seen) == [])
    }

    @Test func `an empty name at the top precedes a deep value, one in a map follows it`() throws {
        let deep = String(repeating: #"{"M":{"n":"#, count: 40) + #"{"S":"x"}"# + String(repeating: "}}", count: 40)
        for (json, error) in [
            (#"{"d":\#(deep),"":{"S":"x"}}"#, AttributeValueError.emptyAttributeName),
            (#"{"m":{"M":{"":{"S":"x"}}},"d":\#(deep)}"#, .nestedTooDeeply),
        ] {
            let view = try JSONDocument(parsing: Array(json.utf8)).root
            #expect(throws: error) { try CanonicalItem.make(from: view) }
        }
    }

    @Test func `thirty-one levels around a value are accepted`() throws {
        let deep = String(repeating: #"{"M":{"n":"#, count: 31) + #"{"S":"x"}"# + String(repeating: "}}", count: 31)
        let value = try AttributeValue(reading: JSONDocument(parsing: Array(deep.utf8)).root)
        #expect(value.depth == 32)
    }
}
