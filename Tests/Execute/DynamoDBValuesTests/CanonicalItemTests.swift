import ByteJSON
import DynamoDBValues
import Testing

@Suite struct CanonicalItemTests {
    private func canonical(_ json: String) throws -> CanonicalItem {
        try CanonicalItem.make(from: JSONDocument(parsing: Array(json.utf8)).root)
    }

    @Test(arguments: [
        (#" { "a" : { "S" : "x" } , "b" : {"N":"01.50"} } "#, #"{"a":{"S":"x"},"b":{"N":"1.5"}}"#),
        (#"{"a":{"S":"\u0061\/\n\u00e9\ud83d\ude00\u0001\""}}"#, #"{"a":{"S":"a/\né😀\u0001\""}}"#),
        (#"{"\u0061":{"S":"1"},"b":{"S":"2"},"a":{"S":"3"}}"#, #"{"b":{"S":"2"},"a":{"S":"3"}}"#),
        (#"{"a":{"S":"1","S":"2"}}"#, #"{"a":{"S":"2"}}"#),
        (#"{"a":{"S":null,"N":"1","X":[{}]}}"#, #"{"a":{"N":"1"}}"#),
        (#"{"a":{"\u0053":"x"}}"#, #"{"a":{"S":"x"}}"#),
        (#"{"a":{"SS":["b","a","é",""]}}"#, #"{"a":{"SS":["","a","b","é"]}}"#),
        (#"{"a":{"NS":["10","-2","3.0"]}}"#, #"{"a":{"NS":["-2","3","10"]}}"#),
        (#"{"a":{"BS":["/w==","AA==",""]}}"#, #"{"a":{"BS":["","AA==","/w=="]}}"#),
        (#"{"a":{"B":"\/w=="}}"#, #"{"a":{"B":"/w=="}}"#),
        (#"{"a":{"BOOL":"yes"},"b":{"BOOL":false},"c":{"NULL":true}}"#, #"{"a":{"BOOL":true},"b":{"BOOL":false},"c":{"NULL":true}}"#),
        (#"{"a":{"L":[{"M":{}},{"L":[]}]}}"#, #"{"a":{"L":[{"M":{}},{"L":[]}]}}"#),
        ("{}", "{}"),
    ])
    func `an item is stored as GetItem answers it`(_ sent: String, _ stored: String) throws {
        let item = try canonical(sent)
        #expect(String(decoding: item.bytes, as: UTF8.self) == stored)
        #expect(item.stored.item.size == item.size)
        #expect(CanonicalItem(item.stored.item) == item)
    }

    /// Source: Developer Guide, "DynamoDB item sizes and formats", with the cost of numbers as recorded.
    @Test(arguments: [
        (#"{"pk":{"S":"abc"}}"#, 5), (#"{"é":{"S":"日"}}"#, 5), (#"{"a":{"B":"AAEC"}}"#, 4), (#"{"a":{"BOOL":true}}"#, 2),
        (#"{"a":{"NULL":true}}"#, 2), (#"{"a":{"L":[]}}"#, 4), (#"{"a":{"M":{}}}"#, 4), (#"{"a":{"L":[{"S":"xy"}]}}"#, 7),
        (#"{"a":{"M":{"bc":{"S":"xy"}}}}"#, 9), (#"{"a":{"SS":["x","yz"]}}"#, 4), (#"{"a":{"NS":["1","100.5"]}}"#, 7),
        (#"{"a":{"BS":["AAEC"]}}"#, 4), (#"{"a":{"N":"-42"}}"#, 4), (#"{"a":{"S":"x"},"a":{"S":"longer"}}"#, 7),
    ])
    func `an item weighs what AWS says`(_ json: String, _ size: Int) throws {
        #expect(try canonical(json).size == size)
        #expect(try canonical(json).stored.item.size == size)
    }

    @Test func `an item that is no object is refused`() throws {
        #expect(throws: AttributeValueError.serialization("Unexpected field type")) { try canonical("1") }
        #expect(throws: AttributeValueError.serialization("Unexpected value type in payload")) { try canonical(#"{"a":"x"}"#) }
        #expect(throws: AttributeValueError.empty) { try canonical(#"{"a":null}"#) }
    }

    @Test func `one attribute is read without the others`() throws {
        let stored = try canonical(#"{"a":{"L":[{"S":"}],\"b\":"}]},"b":{"N":"7"},"q\"":{"S":"z"}}"#).stored
        #expect(stored.attribute("b") == .number(DynamoDBNumber(7)))
        #expect(stored.attribute("q\"") == .string("z"))
        #expect(stored.attribute("missing") == nil)
        #expect(String(decoding: stored.projecting(["q\"", "b"]), as: UTF8.self) == #"{"b":{"N":"7"},"q\"":{"S":"z"}}"#)
        #expect(String(decoding: stored.projecting([]), as: UTF8.self) == "{}")
    }

    @Test func `of many attributes by one name the last stays`() throws {
        let members = (0..<200).map { #""k\#($0 % 50)":{"N":"\#($0)"}"# }
        let item = try canonical("{" + members.joined(separator: ",") + "}").stored.item
        #expect(item.count == 50)
        #expect(item["k7"] == .number(DynamoDBNumber(157)))
        #expect(try canonical("{" + members.joined(separator: ",") + "}").size == item.size)
    }

    @Test func `random values come back as they were`() throws {
        var random = SeededGenerator(state: 4)
        for _ in 0..<1000 {
            let item = random.item()
            var writer = JSONWriter()
            item.append(to: &writer)
            let canonical = try canonical(writer.text)
            #expect(canonical.bytes == writer.bytes)
            #expect(canonical.size == item.size)
            #expect(canonical.stored.item == item)
            for (name, value) in item { #expect(canonical.stored.attribute(name) == value) }
        }
    }

    @Test func `random damage never crashes`() throws {
        var random = SeededGenerator(state: 5)
        let pieces = [
            #""S""#, #""N""#, #""L""#, #""M""#, #""SS""#, #""NS""#, #""BS""#, #""B""#, #""NULL""#, "{", "}", "[", "]", ":", ",", "null",
            "1",
        ]
        for _ in 0..<5000 {
            var writer = JSONWriter()
            random.item().append(to: &writer)
            var bytes = writer.bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let at = Int.random(in: 0...bytes.count, using: &random)
                if Bool.random(using: &random) {
                    bytes.insert(contentsOf: Array(pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8), at: at)
                } else {
                    bytes.removeSubrange(at..<min(bytes.count, at + 3))
                }
            }
            _ = StoredItem(bytes).item
            _ = StoredItem(bytes).attribute("n0")
            if let document = try? JSONDocument(parsing: bytes) { _ = try? CanonicalItem.make(from: document.root) }
        }
    }

    @Test func `two spellings of one character are two names and two values`() {
        let item: Item = ["\u{e9}": .string("1"), "e\u{301}": .string("2")]
        #expect(item.count == 2)
        #expect(AttributeValue.string("\u{e9}") != .string("e\u{301}"))
        #expect(AttributeValue.stringSet(of: ["\u{e9}", "e\u{301}"]) != .stringSet(of: ["\u{e9}"]))
    }

    @Test func `items are equal whatever their order`() {
        let one: Item = ["a": .null, "b": .boolean(true), "c": .string("x")]
        let other: Item = ["c": .string("x"), "a": .null, "b": .boolean(true)]
        #expect(one == other)
        #expect(one != ["c": .string("x"), "a": .null, "b": .boolean(false)])
    }
}
