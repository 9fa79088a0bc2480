import ByteJSON
import Testing

@Suite struct JSONDocumentTests {
    @Test(arguments: GrammarCase.accepted + GrammarCase.refused)
    func `a text is accepted or refused as RFC 8259 says, and refused at its first fault`(_ row: GrammarCase) throws {
        switch row.outcome {
        case .reads(let text):
            let document = try JSONDocument(parsing: row.bytes)
            #expect(document.root.rewritten == text)
        case .fails(let reason, let offset):
            let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: row.bytes) }
            #expect(error?.reason == reason)
            #expect(error?.offset == offset)
        }
    }

    /// Strings are read eight bytes at a time: what ends or interrupts such a run may stand at any place of it.
    @Test(arguments: 0..<20) func `a string is read whatever stands where in it`(_ place: Int) throws {
        let before = String(repeating: "a", count: place)
        let parts = [(#"\""#, "\""), (#"\\"#, "\\"), (#"\n"#, "\n"), ("é", "é"), ("😀", "😀"), (#"\u00e9"#, "é"), ("~", "~")]
        for (written, meant) in parts {
            for after in ["", "b", "bcdefghijklmnop"] {
                let text = "\(before)\(written)\(after)"
                let document = try JSONDocument(parsing: Array("{\"\(text)\":\"\(text)\"}".utf8))
                #expect(document.root[before + meant + after]?.string == before + meant + after)
                #expect(document.root[before + meant + after + "c"] == nil)
            }
        }
        for byte in [0x00, 0x0A, 0x1F] as [UInt8] {
            let text = Array("\"\(before)".utf8) + [byte] + Array("bcdefghijklmnop\"".utf8)
            let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: text) }
            #expect(error?.reason == .controlCharacter && error?.offset == place + 1)
        }
        let open = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: Array("\"\(before)".utf8)) }
        #expect(open?.reason == .unexpectedEnd && open?.offset == place + 1)
    }

    @Test func `every way to fail has a row`() {
        let covered = Set(
            GrammarCase.refused.compactMap { row in
                if case .fails(let reason, _) = row.outcome { reason } else { nil as JSONSyntaxError.Reason? }
            })
        // Depth has its own test; two gibibytes are not made in a test.
        let all: Set<JSONSyntaxError.Reason> = [
            .unexpectedEnd, .unexpectedByte, .textAfterValue, .invalidNumber, .invalidEscape, .unpairedSurrogate, .controlCharacter,
            .invalidUTF8,
        ]
        #expect(covered == all)
    }

    @Test func `a text cut off anywhere is refused`() throws {
        let whole = Array(#"{"a":[1.5e+3,"x\uD83D\uDE00\n",null,true,{"b":"é"}]}"#.utf8)
        _ = try JSONDocument(parsing: whole)
        for end in 0..<whole.count {
            #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: Array(whole[..<end])) }
        }
    }

    @Test func `the deepest nesting is read, one more is refused, and a million exhaust nothing`() throws {
        func nested(_ depth: Int) -> [UInt8] { Array(repeating: 0x5B, count: depth) + Array(repeating: 0x5D, count: depth) }
        _ = try JSONDocument(parsing: nested(512))
        _ = try JSONDocument(parsing: nested(3), maximumDepth: 3)
        for (depth, limit) in [(513, 512), (4, 3), (1_000_000, 512)] {
            let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: nested(depth), maximumDepth: limit) }
            #expect(error?.reason == .tooDeep)
            #expect(error?.offset == limit)
        }
        let objects = Array(String(repeating: "{\"a\":", count: 513).utf8)
        let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: objects) }
        #expect(error?.reason == .tooDeep)
        #expect(error?.offset == 512 * 5)
    }

    @Test func `positions count lines and columns from one, in bytes`() throws {
        let document = try JSONDocument(parsing: Array("{\n  \"é\": 1,\n  \"b\": [\n    true]}".utf8))
        #expect(document.root.position == JSONPosition(line: 1, column: 1))
        let list = try #require(document.root["b"])
        #expect(list.position.description == "line 3, column 8")
        #expect(list.elements.map(\.position) == [JSONPosition(line: 4, column: 5)])
        #expect(document.root["é"]?.position == JSONPosition(line: 2, column: 9))
        #expect(document.position(of: 0).description == "line 1, column 1")
    }
}

@Suite struct JSONViewTests {
    private let document: JSONDocument

    init() throws {
        let text = #"{"text":"a\"b","plain":"é","number":-1.50,"yes":true,"no":false,"nothing":null,"list":[1,[2,3],"x"],"plain":"last"}"#
        document = try JSONDocument(parsing: Array(text.utf8))
    }

    @Test func `a value shows itself as its own kind only`() {
        let root = document.root
        #expect(root.kind == .object)
        #expect(root["text"]?.string == "a\"b")
        #expect(root["text"]?.utf8.map(Array.init) == Array("a\"b".utf8))
        #expect(root["text"]?.number == nil)
        #expect(root["number"]?.number == "-1.50")
        #expect(root["number"]?.string == nil)
        #expect(root["number"]?.utf8 == nil)
        #expect(root["number"]?.boolean == nil)
        #expect(root["yes"]?.boolean == true)
        #expect(root["no"]?.boolean == false)
        #expect(root["nothing"]?.kind == .null)
        #expect(root["absent"] == nil)
        #expect(root["yes"]?["x"] == nil)
        #expect(root["list"]?["x"] == nil)
    }

    @Test func `of a name that stands twice the last value counts`() {
        #expect(document.root["plain"]?.string == "last")
    }

    @Test func `a comparison needs no String and knows escapes`() {
        #expect(document.root["text"]?.equals("a\"b") == true)
        #expect(document.root["text"]?.equals("a\\\"b") == false)
        #expect(document.root["plain"]?.equals("last") == true)
        #expect(document.root["plain"]?.equals("las") == false)
        #expect(document.root["number"]?.equals("-1.50") == false)
    }

    @Test func `members and elements come in the order of the text, whole subtrees stepped over`() {
        #expect(document.root.members.map { $0.key.string } == ["text", "plain", "number", "yes", "no", "nothing", "list", "plain"])
        #expect(document.root["list"]?.elements.map { String(decoding: $0.bytes, as: UTF8.self) } == ["1", "[2,3]", "\"x\""])
        #expect(document.root.elements.map(\.kind) == [])
        #expect(document.root["list"]?.members.map { $0.key.string } == [])
        #expect(document.root["text"]?.elements.map(\.kind) == [])
    }

    @Test func `a value's bytes are the text's own`() {
        #expect(document.root["list"].map { Array($0.bytes) } == Array(#"[1,[2,3],"x"]"#.utf8))
        #expect(document.root["text"].map { Array($0.bytes) } == Array(#""a\"b""#.utf8))
        #expect(document.root.range == 0..<document.bytes.count)
    }
}
