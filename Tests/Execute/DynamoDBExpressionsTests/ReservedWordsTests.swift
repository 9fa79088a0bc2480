import Testing

@testable import DynamoDBExpressions

@Suite struct ReservedWordsTests {
    /// Source: Developer Guide, "Reserved words in DynamoDB".
    @Test func `there are 573 reserved words`() {
        #expect(ReservedWords.all.count == 573)
        #expect(ReservedWords.all.allSatisfy { $0 == $0.uppercased() })
        for word in ["ABORT", "NAME", "STATUS", "ZONE"] { #expect(ReservedWords.contains(word)) }
        #expect(ReservedWords.contains("namE"))
        #expect(!ReservedWords.contains("id"))
    }
}
