import Foundation
import Testing

@testable import IAMPolicy

/// Policies and requests that somebody wrote to do harm: none may crash, hang or eat the memory.
@Suite struct HostilePolicyTests {
    private func timed(_ limit: Duration, _ body: () throws -> Void) rethrows {
        let started = ContinuousClock.now
        try body()
        #expect(ContinuousClock.now - started < limit)
    }

    /// Reads a text as every kind of policy, and asks what was taken.
    private func exercise(_ text: String, kinds: [PolicyKind] = PolicyKind.allCases, resource: String = musicTable) {
        for kind in kinds {
            guard let document = try? PolicyDocument(parsing: text, as: kind) else { continue }
            let policy = AttachedPolicy(name: "P", document: document)
            let isResources = [.resource, .key, .trust].contains(kind)
            let decision = decide(
                AuthorizationRequest(action: "dynamodb:GetItem", resource: resource, resourceAccount: Callers.account), by: Callers.user,
                layers: isResources ? PolicyLayers(resource: policy) : PolicyLayers(identity: [policy]),
                context: FixedConditionKeys(["k:one": .single(String(repeating: "a", count: 2000)), "k:many": .list(["a", ""])]))
            _ = decision.evidence().lines()
        }
    }

    @Test(arguments: ["[", #"{"Statement":"#, #"{"Version":"2012-10-17","Statement":[{"Condition":"#, #"[{"a":"#])
    func `brackets without end are refused at once`(_ opening: String) throws {
        timed(.seconds(5)) {
            let text = String(repeating: opening, count: 20_000)
            for kind in PolicyKind.allCases {
                let error = #expect(throws: PolicySyntaxError.self) { try PolicyDocument(parsing: text, as: kind) }
                #expect(error?.reason == .invalidJSON)
            }
        }
    }

    @Test func `long lists are read in time that grows with them`() {
        let count = 5000
        func list(_ entry: (Int) -> String) -> String { "[" + (0..<count).map { "\"\(entry($0))\"" }.joined(separator: ",") + "]" }
        let texts = [
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":\#(list { "a\($0):b" }),"Resource":"*"}}"#,
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":\#(list { "arn:aws:a:*:*:\($0)*" })}}"#,
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":\#(list { "arn:aws:a:*:*:${k:one}\($0)*" })}}"#,
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"k:one":\#(list { "*\($0)" })}}}}"#,
            #"{"Version":"2012-10-17","Statement":[\#((0..<count).map { #"{"Sid":"S\#($0)","Effect":"Allow","Action":"a:b","Resource":"*"}"# }.joined(separator: ","))]}"#,
        ]
        timed(.seconds(30)) { for text in texts { exercise(text, kinds: [.identity]) } }
        let principals = list { "arn:aws:iam::111122223333:user/\($0)" }
        timed(.seconds(10)) {
            exercise(
                #"{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":\#(principals)},"Action":"*","Resource":"*"}}"#,
                kinds: [.resource, .key])
        }
    }

    /// The promise of `Wildcard.matches`, counted and not timed.
    @Test func `a pattern looks at no more bytes than the product of the lengths`() {
        var numbers = SeededNumbers(state: 11)
        var worst = 0.0
        for round in 0..<1500 {
            let alphabet = round.isMultiple(of: 2) ? ["a", "*"] : ["a", "b", "*", "?", "**"]
            let pattern = Wildcard.pattern(
                (0..<Int.random(in: 0...60, using: &numbers)).compactMap { _ in alphabet.randomElement(using: &numbers) }.joined().utf8)
            let letters: [UInt8] = Array((round % 3 == 0 ? "a" : "ab").utf8)
            let subject = (0..<Int.random(in: 0...200, using: &numbers)).compactMap { _ in letters.randomElement(using: &numbers) }
            var steps = 0
            _ = Wildcard.match(pattern.span, subject.span) { steps += 1 }
            let bound = (pattern.count + 1) * (subject.count + 1)
            #expect(steps <= bound)
            worst = max(worst, Double(steps) / Double(bound))
        }
        for runs in [1, 10, 100, 1000] {
            let pattern = Wildcard.pattern(String(repeating: "*a", count: runs).utf8 + Array("*b".utf8))
            let subject = [UInt8](repeating: UInt8(ascii: "a"), count: 3000)
            var steps = 0
            #expect(!Wildcard.match(pattern.span, subject.span) { steps += 1 })
            #expect(steps <= (pattern.count + 1) * (subject.count + 1))
            // Each `*` takes the least it can, so that these do not even come near.
            #expect(steps <= 3 * subject.count + pattern.count)
        }
        #expect(worst <= 1)
    }

    /// An ARN of many parts, and patterns that could reach over all of them.
    @Test func `patterns that reach over colons stay within the product of the lengths`() throws {
        let resource = "arn:aws:dynamodb:us-east-1:111122223333:" + String(repeating: "aaaaaaaa:", count: 50) + "b"
        let patterns = ["arn:aws:dynamodb:*:*", "arn:aws:dynamodb:*a*a*a*a*:*a*a*a*a*:*a*a*a*a*c", "arn:aws:dynamodb:*:*:*:c"]
        for pattern in patterns {
            let text =
                #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":["\#(Array(repeating: pattern, count: 100).joined(separator: #"",""#))"]}}"#
            timed(.seconds(10)) { exercise(text, kinds: [.identity], resource: resource) }
        }
    }

    @Test func `variables that repeat a long value stay bounded`() throws {
        let value = String(repeating: "${k:one}", count: 700)
        let wild = String(repeating: "*${k:one}?", count: 500)
        for text in [value, wild, value + "*", wild + "b"] {
            let condition =
                #""Condition":{"StringLike":{"k:one":"\#(text)"},"StringNotEquals":{"k:one":"\#(text)"},"ForAnyValue:StringLike":{"k:many":"\#(text)"}}"#
            timed(.seconds(10)) {
                let policy =
                    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*",\#(condition)},{"Effect":"Allow","Action":"*","Resource":"arn:aws:dynamodb:*:*:\#(text)"}]}"#
                #expect(throws: Never.self) { try PolicyDocument(parsing: policy, as: .identity) }
                exercise(policy, kinds: [.identity])
            }
        }
    }

    /// Policies that are pasted together from pieces of policies: they get further than random bytes do.
    @Test func `pieces of policies in any order crash nothing`() {
        var numbers = SeededNumbers(state: 13)
        let values = [
            #""*""#, "[]", "{}", "null", "1e999", #""""#, #""arn:aws:dynamodb:*""#, #""arn:aws:iam::111122223333:root""#, #"["a:b","*:c"]"#,
            #"{"AWS":["*","1111-2222-3333"]}"#, #""${k:one, 'x'}""#, #""arn:${*}:a:*:*:${k:many}:${""#, #"{"Bool":{"k:one":[true,"no"]}}"#,
            #"{"ForAllValues:ArnLike":{"k:many":"arn:aws:a:${k:one}:*:*"}}"#,
            #"{"DateLessThan":{"k:one":"-292275054-12-31T23:59:59,9+23:59"}}"#,
            #"{"NumericEquals":{"k:one":1e400}}"#, #"{"IpAddress":{"k:one":"::ffff:1.2.3.4/128"}}"#, #"{"NullIfExists":{"":[]}}"#, "true",
            #""\ud800""#, #""\u0000""#, #"{"Null":{"k:one":["true","false"]}}"#, #"{"BinaryEquals":{"k:one":"===="}}"#,
        ]
        let names = [
            "Version", "Statement", "Id", "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
            "Condition",
        ]
        timed(.seconds(30)) {
            for _ in 0..<800 {
                var members = [#""Effect":"Allow""#, #""Action":"*""#, #""Resource":"*""#, #""Principal":"*""#].shuffled(using: &numbers)
                members.removeLast(Int.random(in: 0...2, using: &numbers))
                for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                    guard let name = names.randomElement(using: &numbers), let value = values.randomElement(using: &numbers) else {
                        continue
                    }
                    members.append("\"\(name)\":\(value)")
                }
                exercise(#"{"Version":"2012-10-17","Statement":[{\#(members.joined(separator: ","))}]}"#)
            }
        }
    }

    /// What was read is given back: a hundred megabytes of policies leave no trace.
    @Test func `memory does not grow with what was read`() throws {
        let text =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":["\#((0..<20_000).map { "arn:aws:a:*:*:b\($0)" }.joined(separator: #"",""#))"]}}"#
        #expect(try PolicyDocument(parsing: text, as: .identity).statements.count == 1)
        let before = try residentMegabytes()
        for _ in 0..<20 { _ = try PolicyDocument(parsing: text, as: .identity) }
        // Kept, they would be several hundred megabytes; other suites run beside this one.
        #expect(try residentMegabytes() - before < 200)
    }

    private func residentMegabytes() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try #require(Int(pages[1])) * 4096 / 1_048_576
    }
}
