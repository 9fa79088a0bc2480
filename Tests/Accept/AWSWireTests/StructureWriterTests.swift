import AWSTypes
import AWSWire
import ByteJSON
import Testing

/// A protocol, and one answer in it, written whole.
struct AnswerCase: CustomTestStringConvertible, Sendable {
    var source: String
    var wire: WireProtocol
    var answer: String

    var testDescription: String { "\(wire.rawValue) [\(source)]" }
}

@Suite struct StructureWriterTests {
    private static func xml(_ item: String, _ time: String) -> String {
        "<Name>a &lt; b</Name><Size>-3</Size><Rate>1.5</Rate><On>true</On><Created>\(time)</Created><Inner><Deep>x</Deep></Inner>"
            + "<Words><\(item)>p</\(item)><\(item)>&amp;</\(item)></Words><Tags><\(item)><Key>k</Key></\(item)><\(item)><Key>l</Key></\(item)></Tags>"
            + "<Empty></Empty><Map><one>1</one></Map>"
    }

    private static let json =
        #"{"Name":"a < b","Size":-3,"Rate":1.5,"On":true,"Created":1763910000.123,"Inner":{"Deep":"x"},"Words":["p","&"],"#
        + #""Tags":[{"Key":"k"},{"Key":"l"}],"Empty":[],"Map":{"one":"1"}}"#

    private static let rows = [
        AnswerCase(source: "botocore, JSON parser", wire: .json10, answer: json),
        AnswerCase(source: "botocore, JSON parser", wire: .json11, answer: json),
        AnswerCase(source: "botocore, Query parser; seconds", wire: .query, answer: xml("member", "2025-11-23T15:00:00Z")),
        AnswerCase(source: "botocore, EC2 parser; milliseconds", wire: .ec2, answer: xml("item", "2025-11-23T15:00:00.123Z")),
    ]

    @Test(arguments: rows) func `one answer in each protocol`(_ row: AnswerCase) {
        var writer = StructureWriter(for: row.wire)
        writer.string("Name", "a < b")
        writer.string("Absent", nil)
        writer.integer("Size", -3)
        writer.integer("Absent", nil)
        writer.number("Rate", 1.5)
        writer.number("Absent", nil)
        writer.boolean("On", true)
        writer.boolean("Absent", nil)
        writer.timestamp("Created", Timestamp(milliseconds: 1_763_910_000_123))
        writer.timestamp("Absent", nil)
        writer.structure("Inner") { $0.string("Deep", "x") }
        writer.strings("Words", ["p", "&"])
        writer.structures("Tags", ["k", "l"]) { $0.string("Key", $1) }
        writer.strings("Empty", [])
        writer.stringMap("Map", [("one", "1")])
        #expect(String(decoding: writer.finish(), as: UTF8.self) == row.answer)
    }

    @Test(arguments: [(WireProtocol.json10, "{}"), (.json11, "{}"), (.query, ""), (.ec2, "")])
    func `an answer without members`(_ wire: WireProtocol, _ answer: String) {
        #expect(String(decoding: StructureWriter(for: wire).finish(), as: UTF8.self) == answer)
    }

    @Test func `JSON that is ready is copied as it is`() {
        var writer = StructureWriter(for: .json10)
        writer.raw("Item", Array(#"{"pk":{"S":"a"}}"#.utf8))
        writer.raw("List") { json in
            json.beginArray()
            json.integer(1)
            json.endArray()
        }
        writer.string("After", "x")
        #expect(String(decoding: writer.finish(), as: UTF8.self) == #"{"Item":{"pk":{"S":"a"}},"List":[1],"After":"x"}"#)
    }
}

@Suite struct XMLTextTests {
    @Test func `what XML must not see bare is escaped`() {
        var bytes: [UInt8] = []
        bytes.appendXMLElement("a", "<&>\"'\t\n\r\u{0}\u{1F}\u{7F}é😀")
        #expect(String(decoding: bytes, as: UTF8.self) == "<a>&lt;&amp;&gt;&quot;'\t\n&#xD;\u{FFFD}\u{FFFD}\u{7F}é😀</a>")
    }
}
