import AWSTypes
import Testing

@Suite struct PercentEncodingTests {
    @Test(arguments: [
        ("", ""), ("azAZ09-._~", "azAZ09-._~"), ("a b/c+d", "a%20b%2Fc%2Bd"), ("\u{E9}", "%C3%A9"), ("%", "%25"), ("\u{0}", "%00"),
    ])
    func `a text goes there and back`(_ text: String, _ encoded: String) {
        #expect(text.percentEncoded == encoded)
        #expect(encoded.percentDecoded == text)
    }

    @Test(arguments: [("%", "%"), ("%4", "%4"), ("%4g", "%4g"), ("%+4", "%+4"), ("%-0", "%-0"), ("%e9", "\u{FFFD}"), ("%4a%4A", "JJ")])
    func `a percent sign without two digits stays`(_ encoded: String, _ text: String) {
        #expect(encoded.percentDecoded == text)
    }
}
