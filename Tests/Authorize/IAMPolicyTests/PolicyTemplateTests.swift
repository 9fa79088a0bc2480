import Testing

@testable import IAMPolicy

/// Two ways of matching a text with variables: piece by piece, and put together first.
@Suite struct PolicyTemplateTests {
    private func question(_ values: [ConditionKey: ConditionValue]) -> Question {
        Question(
            GatheredQuestion(
                AuthorizationRequest(action: "a:b", resource: musicTable, resourceAccount: Callers.account), by: Callers.user,
                layers: PolicyLayers(), context: FixedConditionKeys(values)))
    }

    @Test func `both ways come to the same`() throws {
        var numbers = SeededNumbers(state: 7)
        let pieces = ["a", "ab", "*", "?", "${k:one}", "${k:none}", "${k:none, 'a'}", "${k:list}", "${*}", "é", "/"]
        var isDirect = 0
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 1...5, using: &numbers)).compactMap { _ in pieces.randomElement(using: &numbers) }.joined()
            let value = (0..<Int.random(in: 0...3, using: &numbers)).compactMap { _ in ["a", "b", "*", "é"].randomElement(using: &numbers) }
            let subject = (0..<Int.random(in: 0...6, using: &numbers)).compactMap { _ in
                ["a", "b", "*", "é", "/"].randomElement(using: &numbers)
            }
            let question = question(["k:one": .single(value.joined()), "k:list": .list(["a"])])
            let template = try #require(PolicyTemplate(text, hasVariables: true, hasWildcards: true))
            let bytes = Array(subject.joined().utf8)
            let whole = template.resolve(in: question, limit: bytes.count).map { Wildcard.matches($0.span, bytes.span) } ?? false
            let direct = template.matches(bytes.span, in: question)
            if direct != nil { isDirect += 1 }
            #expect(direct ?? whole == whole, "\(text) for \(subject)")
        }
        #expect(isDirect > 500)
    }

    @Test func `a policy does not make more of a value than the text that it is compared with`() throws {
        let value = String(repeating: "a", count: 16_000)
        let question = question(["k:one": .single(value)])
        let template = try #require(
            PolicyTemplate(String(repeating: "?${k:one}", count: 400), hasVariables: true, hasWildcards: true))
        #expect(template.resolve(in: question, limit: 20_000) == nil)
        let operators = ["StringLike", "StringEquals", "StringEqualsIgnoreCase", "ArnLike", "Bool"]
        for name in operators {
            let found = try #require(ConditionOperator.byName[name.lowercased()])
            #expect(!found.compare(value, with: template, in: question), "\(name)")
        }
    }
}
