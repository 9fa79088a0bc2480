import AWSTypes
import Testing

@Suite struct TagSpellingTests {
    private static func tags(_ pairs: [(String, String)]) -> [AWSTypes.Tag] { pairs.map { AWSTypes.Tag(key: $0.0, value: $0.1) } }

    /// Too many ways to be counted.
    private static let many = (0..<70).flatMap { ["k\($0)", "K\($0)"] }

    @Test(arguments: [
        ([], 1), (["env"], 1), (["env", "team"], 1), (["env", "ENV"], 2), (["a", "env", "b", "Env", "c", "ENV"], 3), (["É", "é"], 2),
        (["\u{E9}", "e\u{301}"], 1), (["aa", "a"], 1), (["[", "{"], 1), (["a", "A", "b", "B", "B"], 6),
        (many, .max),
    ])
    func `the ways to read them are counted`(_ row: (keys: [String], spellings: Int)) {
        #expect(Self.tags(row.keys.map { ($0, "") }).spellings == row.spellings)
    }

    @Test func `of such keys one counts in each way to read them`() {
        let tags = Self.tags([("env", "1"), ("team", "blue"), ("ENV", "2"), ("Env", "3")])
        #expect(tags.spelling(0) == Self.tags([("env", "1"), ("team", "blue")]))
        #expect(tags.spelling(1) == Self.tags([("ENV", "2"), ("team", "blue")]))
        #expect(tags.spelling(2) == Self.tags([("Env", "3"), ("team", "blue")]))
        let pairs = Self.tags([("a", "1"), ("b", "1"), ("A", "2"), ("B", "2"), ("B", "3")])
        #expect((0..<6).map { pairs.spelling($0).map(\.value).joined() } == ["11", "21", "12", "22", "13", "23"])
    }

    @Test func `a tag is found by its key whatever the case, byte for byte after that`() {
        let tags = Self.tags([("Env", "1"), ("\u{E9}", "2")])
        #expect(tags.value(ofLowercasedKey: "env") == "1")
        #expect(tags.value(ofLowercasedKey: "\u{E9}") == "2")
        #expect(tags.value(ofLowercasedKey: "e\u{301}") == nil)
    }
}
