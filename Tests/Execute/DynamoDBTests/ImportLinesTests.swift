import OpenSSL
import Testing

@testable import DynamoDB

@Suite struct ImportLinesTests {
    private static func job(_ format: TableImport.Format) -> TableImport {
        TableImport(
            id: "", table: "", tableARN: "", tableID: "", bucket: "", bucketOwner: "", format: format, compression: .none, creation: "",
            region: "", account: "", began: TestWorld.now)
    }

    /// The lines of a text that comes in pieces of this size.
    private static func lines(_ text: [UInt8], _ format: TableImport.Format, by size: Int) throws -> [String] {
        var lines = ImportLines(job(format))
        var found: [String] = []
        func take(_ line: ArraySlice<UInt8>) -> Bool {
            found.append(String(decoding: line, as: UTF8.self))
            return true
        }
        for start in stride(from: 0, to: text.count, by: size) {
            _ = try lines.append(text[start..<min(start + size, text.count)], take)
        }
        try lines.finish(take)
        return found
    }

    @Test(arguments: 1...7)
    func `lines are the same in whatever pieces they come`(_ size: Int) throws {
        #expect(try Self.lines(Array("one\ntwo\r\n\nthree".utf8), .json, by: size) == ["one", "two\r", "", "three"])
        #expect(try Self.lines(Array("a,\"b\n,\"\"c\"\nd\"e\nf".utf8), .csv, by: size) == ["a,\"b\n,\"\"c\"", "d\"e", "f"])
    }

    /// Where lines end and where fields end is told by two readers, which must agree.
    @Test func `cut into lines first, CSV has the same fields`() throws {
        var random = SeededRandom(seed: 11)
        let alphabet = Array("a,\"\n\r".utf8)
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            let whole = Array(IteratorSequence(CSVLines(text, delimiter: UInt8(ascii: ","))))
            let cut = try Self.lines(text, .csv, by: 3).flatMap { line in
                Array(IteratorSequence(CSVLines(Array(line.utf8), delimiter: UInt8(ascii: ","))))
            }
            #expect(cut == whole, "\(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test func `a line that no item can be is refused before it fills the memory`() throws {
        var lines = ImportLines(Self.job(.json))
        let piece = Array(repeating: UInt8(ascii: "x"), count: 1 << 20)[...]
        for _ in 0..<16 { #expect(try lines.append(piece) { _ in true }) }
        #expect(throws: ImportLines.TooLong.self) { try lines.append(piece) { _ in true } }
    }
}
