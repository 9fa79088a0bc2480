import ByteJSON
import Testing

extension JSONView {
    /// The value written again by `JSONWriter`, which shows what was understood.
    var rewritten: String {
        var writer = JSONWriter()
        write(into: &writer)
        return writer.text
    }

    private func write(into writer: inout JSONWriter) {
        switch kind {
        case .object:
            writer.beginObject()
            for member in members {
                writer.name(member.key.string ?? "")
                member.value.write(into: &writer)
            }
            writer.endObject()
        case .array:
            writer.beginArray()
            for element in elements { element.write(into: &writer) }
            writer.endArray()
        case .string: writer.string(string ?? "")
        case .number: writer.raw(bytes)
        case .true, .false: writer.boolean(kind == .true)
        case .null: writer.null()
        }
    }
}

/// A number, and the digits that stand for it.
struct NumberCase: CustomTestStringConvertible, Sendable {
    var source: String
    var value: Double
    var text: String

    var testDescription: String { "\(value) [\(source)]" }
}

@Suite struct JSONWriterTests {
    private static let recorded = "AWS KMS and DynamoDB answers: seconds with up to three decimals"

    private static let numbers = [
        NumberCase(source: recorded, value: 1_763_910_000.123, text: "1763910000.123"),
        NumberCase(source: recorded, value: 1_763_910_000.12, text: "1763910000.12"),
        NumberCase(source: recorded, value: 1_763_910_000.1, text: "1763910000.1"),
        NumberCase(source: recorded, value: 1_763_910_000, text: "1763910000"),
        NumberCase(source: "three decimals at most", value: 0.0004, text: "0"),
        NumberCase(source: "three decimals at most", value: 0.0006, text: "0.001"),
        NumberCase(source: "noughts between", value: 5.007, text: "5.007"),
        NumberCase(source: "below nought", value: -0.5, text: "-0.5"),
        NumberCase(source: "below nought", value: -12.34, text: "-12.34"),
        NumberCase(source: "nought", value: -0.0, text: "0"),
        NumberCase(source: "RFC 8259, 6: no infinities", value: .infinity, text: "null"),
        NumberCase(source: "RFC 8259, 6: no NaN", value: .nan, text: "null"),
        NumberCase(source: "too large for thousandths", value: 1e300, text: "null"),
    ]

    @Test(arguments: numbers) func `a number has three decimals at most and no noughts at its end`(_ row: NumberCase) {
        var writer = JSONWriter()
        writer.number(row.value)
        #expect(writer.text == row.text)
    }

    @Test func `commas set themselves`() {
        var writer = JSONWriter(capacity: 0)
        writer.beginObject()
        writer.name("a")
        writer.beginArray()
        writer.integer(1)
        writer.beginArray()
        writer.endArray()
        writer.beginObject()
        writer.endObject()
        writer.boolean(true)
        writer.null()
        writer.raw("[0]".utf8)
        writer.endArray()
        writer.name("b")
        writer.string("[")
        writer.name("c")
        writer.string("x,")
        writer.name("d")
        writer.string("")
        writer.endObject()
        #expect(writer.text == #"{"a":[1,[],{},true,null,[0]],"b":"[","c":"x,","d":""}"#)
    }

    @Test func `just the characters that need it are escaped`() throws {
        let every = String(String.UnicodeScalarView((0...0x7F).compactMap(Unicode.Scalar.init))) + "é\u{2028}😀"
        var writer = JSONWriter()
        writer.string(every)
        let expected =
            #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017"#
            + ##"\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"##
            + "abcdefghijklmnopqrstuvwxyz{|}~\u{7F}é\u{2028}😀\""
        #expect(writer.text == expected)
        #expect(try JSONDocument(parsing: writer.bytes).root.string == every)
    }
}
