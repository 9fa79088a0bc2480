import ByteJSON
import DynamoDBValues
import Testing

@Suite struct StoredItemTests {
    private func stored(_ json: String) throws -> StoredItem {
        try CanonicalItem.make(from: JSONDocument(parsing: Array(json.utf8)).root).stored
    }

    /// A key is read where it stands; a string with escapes, or of another type, is not copied as it is written.
    @Test(arguments: [
        #"{"S":"x"}"#, #"{"S":""}"#, #"{"S":"a\"b"}"#, #"{"S":"a\\b"}"#, #"{"S":"\\"}"#, #"{"S":"tab\tand more than eight bytes"}"#,
        #"{"S":"é😀 beyond ASCII"}"#, #"{"N":"-12.50"}"#, #"{"B":"AAEC"}"#, #"{"BOOL":true}"#,
        #"{"SS":["a","b"]}"#, #"{"M":{"S":{"S":"x"}}}"#,
    ])
    func `a key has the bytes of its value`(_ value: String) throws {
        let item = try stored(#"{"before":{"S":"1"},"key":\#(value),"after":{"L":[{"S":"2"}]}}"#)
        let decoded = try #require(item.attribute("key"))
        for type in AttributeType.allCases {
            switch item.key("key", of: type) {
            case .missing: Issue.record("\(value) is there")
            case .ofType(let actual):
                #expect(actual == decoded.type)
                #expect(actual != type || KeyEncoding.encode(decoded) == nil)
            case .key(let bytes):
                #expect(decoded.type == type)
                #expect(bytes == KeyEncoding.encode(decoded))
            }
        }
    }

    @Test func `a key that is not there is missing`() throws {
        let item = try stored(#"{"a":{"S":"key"},"m":{"M":{"key":{"S":"x"}}}}"#)
        guard case .missing = item.key("key", of: .string) else {
            Issue.record("it is not at the top")
            return
        }
    }
}
