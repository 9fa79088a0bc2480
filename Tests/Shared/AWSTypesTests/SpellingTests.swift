import AWSTypes
import Testing

/// A word with a slip, and what was meant; nil where nothing is near.
struct SlipCase: CustomTestStringConvertible, Sendable {
    var slip: String
    var word: String
    var meant: String?

    init(_ slip: String, _ word: String, _ meant: String?) {
        self.slip = slip
        self.word = word
        self.meant = meant
    }

    var testDescription: String { "\(word): \(slip)" }
}

@Suite struct SpellingTests {
    private static let words = ["port", "host", "data", "durability", "scenario", "denial-text", "log-level"]

    private static let rows = [
        SlipCase("the word itself", "port", "port"),
        SlipCase("a letter left out", "durabilty", "durability"),
        SlipCase("a letter added", "dataa", "data"),
        SlipCase("a letter changed", "scenarip", "scenario"),
        SlipCase("two letters changed places", "prot", "port"),
        SlipCase("capitals", "PORT", "port"),
        SlipCase("another dash", "denial_text", "denial-text"),
        SlipCase("an ending", "scenarios", "scenario"),
        SlipCase("something else", "concurrency", nil),
        SlipCase("nothing like it", "zzzz", nil),
    ]

    @Test(arguments: rows) func `the nearest word is found if it is near`(_ row: SlipCase) {
        #expect(Spelling.nearest(to: row.word, among: Self.words) == row.meant)
    }

    @Test func `among nothing there is nothing`() {
        #expect(Spelling.nearest(to: "port", among: []) == nil)
        #expect(Spelling.nearest(to: "", among: ["port"]) == nil)
    }
}
