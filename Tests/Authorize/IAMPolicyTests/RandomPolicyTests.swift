import IAMPolicy
import Testing

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

@Suite struct RandomPolicyTests {
    private static let valid = [
        #"{"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"A","Effect":"Deny","NotAction":["iam:*","dynamodb:Get*"],"Resource":["arn:aws:dynamodb:*:*:table/${aws:username, 'x'}"],"Condition":{"ForAllValues:StringLikeIfExists":{"aws:TagKeys":["a*","${aws:userid}"]},"IpAddress":{"aws:SourceIp":"2001:db8::/32"},"DateLessThan":{"aws:CurrentTime":"2026-01-31T12:00:00Z"}}}]}"#,
        #"{"Version":"2008-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:role/R"],"Service":"dynamodb.amazonaws.com"},"Action":"dynamodb:*","Resource":"*","Condition":{"Null":{"aws:TokenIssueTime":true},"NumericLessThan":{"aws:MultiFactorAuthAge":3600}}}}"#,
    ]

    /// Uses the policy too: whatever is taken must also be matched without a crash.
    private func exercise(_ text: String, as kind: PolicyKind) {
        guard let document = try? PolicyDocument(parsing: text, as: kind) else { return }
        let policy = AttachedPolicy(name: "P", document: document)
        let hasPrincipal = [.resource, .key, .trust].contains(kind)
        let decision = decide(
            AuthorizationRequest(action: "dynamodb:GetItem", resource: musicTable, resourceAccount: Callers.account), by: Callers.user,
            layers: hasPrincipal ? PolicyLayers(resource: policy) : PolicyLayers(identity: [policy]),
            context: FixedConditionKeys(["aws:username": .single("é"), "aws:tagkeys": .list(["a", ""]), "aws:sourceip": .single("::1")]))
        _ = decision.evidence().lines()
    }

    @Test func `no bytes crash the parser`() {
        var numbers = SeededNumbers(state: 1)
        let pieces = [
            "{", "}", "[", "]", "\"", ":", ",", "Statement", "Effect", "Allow", "${", "*", "arn:aws:", "\\u0000", "\u{0}", "é", " ", "1e9",
        ]
        let started = ContinuousClock.now
        for round in 0..<8_000 {
            let text =
                round.isMultiple(of: 2)
                ? (0..<Int.random(in: 0...40, using: &numbers)).compactMap { _ in pieces.randomElement(using: &numbers) }.joined()
                : String(decoding: (0..<40).map { _ in UInt8.random(in: 0...255, using: &numbers) }, as: UTF8.self)
            exercise(text, as: PolicyKind.allCases[round % PolicyKind.allCases.count])
        }
        #expect(ContinuousClock.now - started < .seconds(30))
    }

    @Test func `no mutation of a policy crashes anything`() {
        var numbers = SeededNumbers(state: 2)
        let started = ContinuousClock.now
        for round in 0..<12_000 {
            var bytes = Array(Self.valid[round % 2].utf8)
            for _ in 0...Int.random(in: 0...2, using: &numbers) {
                let place = Int.random(in: 0..<bytes.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &numbers)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &numbers)], at: place)
                default: bytes[place] = Array("*?:$/{}\"".utf8).randomElement(using: &numbers) ?? 0
                }
            }
            exercise(String(decoding: bytes, as: UTF8.self), as: round.isMultiple(of: 2) ? .identity : round % 4 == 1 ? .resource : .key)
        }
        #expect(ContinuousClock.now - started < .seconds(60))
    }

    @Test func `a hostile policy is matched in bounded time`() throws {
        let pattern = String(repeating: "*a", count: 1500)
        let policy = try AttachedPolicy.of(
            .identity,
            #"{"Effect":"Allow","Action":"dynamodb:\#(pattern)*b","Resource":"*"},"#
                + #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:dynamodb:*:*:\#(pattern)*b","Condition":{"StringLike":{"a:b":"\#(pattern)*b"}}}"#
        )
        let long = String(repeating: "a", count: 2000)
        let started = ContinuousClock.now
        let decision = decide(
            AuthorizationRequest(
                action: "dynamodb:\(long)", resource: "arn:aws:dynamodb:us-east-1:1:\(long)", resourceAccount: Callers.account),
            by: Callers.user, layers: PolicyLayers(identity: [policy]), context: FixedConditionKeys(["a:b": .single(long)]))
        #expect(!decision.isAllowed)
        #expect(ContinuousClock.now - started < .seconds(5))
    }
}
