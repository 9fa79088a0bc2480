import AWSTypes
import Testing

@Suite struct TagSpellingTests {
    private static func tags(_ pairs: [(String, String)]) -> [AWSTypes.Tag] { pairs.map { AWSTypes.Tag(key: $0.0, value: $0.1) } }

    @Test(arguments: [
        ([], 1), (["env"], 1), (["env", "team"], 1), (["env", "ENV"], 2), (["a", "env", "b", "Env", "c", "ENV"], 3), (["É", "é"], 2),
        (["\u{E9}", "e\u{301}"], 1), (["aa", "a"], 1), (["[", "{"], 1),
    ])
    func `keys that differ in case only are counted`(_ row: (keys: [String], spellings: Int)) {
        #expect(Self.tags(row.keys.map { ($0, "") }).spellings == row.spellings)
    }

    @Test func `of such keys one counts in each way to read them`() {
        let tags = Self.tags([("env", "1"), ("team", "blue"), ("ENV", "2"), ("Env", "3")])
        #expect(tags.spelling(0) == Self.tags([("env", "1"), ("team", "blue")]))
        #expect(tags.spelling(1) == Self.tags([("ENV", "2"), ("team", "blue")]))
        #expect(tags.spelling(2) == Self.tags([("Env", "3"), ("team", "blue")]))
        #expect(tags.spelling(3) == tags.spelling(2))
    }

    @Test func `a tag is found by its key whatever the case, byte for byte after that`() {
        let tags = Self.tags([("Env", "1"), ("\u{E9}", "2")])
        #expect(tags.value(ofLowercasedKey: "env") == "1")
        #expect(tags.value(ofLowercasedKey: "\u{E9}") == "2")
        #expect(tags.value(ofLowercasedKey: "e\u{301}") == nil)
    }
}
