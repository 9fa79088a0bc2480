import AWSTypes
import IAMPolicy
import Testing

/// Two tags whose keys differ in case only: one of them counts, and AWS does not say which (IAM User Guide, "Controlling access using
/// tags"), so that nothing is allowed that one of them would not allow.
@Suite struct TagCaseTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var name: String
        var statements: String
        var isAllowed: Bool

        var testDescription: String { name }
    }

    /// The request has `env` = prod and `ENV` = test, in either order.
    static let rows = [
        Row(name: "allowed with one", statements: allow(#""StringEquals":{"aws:RequestTag/env":"prod"}"#), isAllowed: false),
        Row(name: "allowed with the other", statements: allow(#""StringEquals":{"aws:RequestTag/ENV":"test"}"#), isAllowed: false),
        Row(name: "allowed with either", statements: allow(#""StringEquals":{"aws:RequestTag/env":["prod","test"]}"#), isAllowed: true),
        Row(
            name: "one statement for each",
            statements: allow(#""StringEquals":{"aws:RequestTag/env":"prod"}"#) + ","
                + allow(#""StringEquals":{"aws:RequestTag/Env":"test"}"#), isAllowed: true),
        Row(name: "allowed but with one", statements: allow(#""StringNotEquals":{"aws:RequestTag/env":"test"}"#), isAllowed: false),
        Row(name: "allowed but with a third", statements: allow(#""StringNotEquals":{"aws:RequestTag/env":"dev"}"#), isAllowed: true),
        Row(
            name: "denied with one", statements: allow + "," + deny(#""StringEquals":{"aws:RequestTag/env":"test"}"#), isAllowed: false),
        Row(
            name: "denied with the other", statements: allow + "," + deny(#""StringEquals":{"aws:RequestTag/env":"prod"}"#),
            isAllowed: false),
        Row(
            name: "denied but with one", statements: allow + "," + deny(#""StringNotEquals":{"aws:RequestTag/env":"prod"}"#),
            isAllowed: false),
        Row(name: "a variable", statements: allow(#""StringEquals":{"test:env":"${aws:RequestTag/env}"}"#), isAllowed: false),
        Row(
            name: "a variable under a negated operator", statements: allow(#""StringNotEquals":{"test:env":"${aws:RequestTag/env}"}"#),
            isAllowed: false),
        Row(
            name: "a variable in a resource",
            statements: #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:dynamodb:*:*:table/${aws:RequestTag/env}"}"#,
            isAllowed: false),
        Row(name: "whether it is there", statements: allow(#""Null":{"aws:RequestTag/env":"false"}"#), isAllowed: true),
        Row(
            name: "all keys are there", statements: allow(#""ForAllValues:StringEquals":{"aws:TagKeys":["env","ENV"]}"#), isAllowed: true),
        Row(name: "and both are judged", statements: allow(#""ForAllValues:StringEquals":{"aws:TagKeys":["env"]}"#), isAllowed: false),
    ]

    private static let allow = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#

    private static func allow(_ condition: String) -> String { statement("Allow", condition) }

    private static func deny(_ condition: String) -> String { statement("Deny", condition) }

    private static func statement(_ effect: String, _ condition: String) -> String {
        #"{"Effect":"\#(effect)","Action":"*","Resource":"*","Condition":{\#(condition)}}"#
    }

    @Test(arguments: rows)
    func `a request is allowed only whichever counts`(_ row: Row) throws {
        for tags in [[("env", "prod"), ("ENV", "test")], [("ENV", "test"), ("env", "prod")]] {
            let decision = try Self.decision(row.statements, tags.map { AWSTypes.Tag(key: $0.0, value: $0.1) })
            #expect(decision.isAllowed == row.isAllowed)
            #expect(decision.evidence().outcome == decision.outcome)
        }
    }

    /// `env` is prod and `ENV` test, `team` red and `TEAM` blue: any of the first may count with any of the second.
    @Test(arguments: ["prod", "test"], ["red", "blue"])
    func `each of one pair may count with each of another`(_ env: String, _ team: String) throws {
        let both = #""StringEquals":{"aws:RequestTag/env":"\#(env)","aws:RequestTag/team":"\#(team)"}"#
        let tags = [("env", "prod"), ("ENV", "test"), ("team", "red"), ("TEAM", "blue")].map { AWSTypes.Tag(key: $0.0, value: $0.1) }
        #expect(try Self.decision(Self.allow, tags).isAllowed)
        #expect(try !Self.decision(Self.allow + "," + Self.deny(both), tags).isAllowed)
    }

    @Test func `a tag of the resource may count with either of the request`() throws {
        let both = #""StringEquals":{"aws:RequestTag/env":"test","aws:ResourceTag/team":"red"}"#
        let tags = [("env", "prod"), ("ENV", "test")].map { AWSTypes.Tag(key: $0.0, value: $0.1) }
        let resource = FixedConditionKeys([:], requestTags: [AWSTypes.Tag(key: "of", value: "a"), AWSTypes.Tag(key: "OF", value: "b")])
        let mixed = #""StringEquals":{"aws:RequestTag/env":"test","aws:RequestTag/of":"a"}"#
        #expect(try Self.decision(Self.allow + "," + Self.deny(both), tags, and: resource).isAllowed)
        #expect(try !Self.decision(Self.allow + "," + Self.deny(mixed), tags, and: resource).isAllowed)
    }

    @Test(arguments: [8, 9, 25]) func `what can be read in more than 256 ways is denied`(_ doubled: Int) throws {
        let tags = (0..<doubled).flatMap { [AWSTypes.Tag(key: "key\($0)", value: ""), AWSTypes.Tag(key: "KEY\($0)", value: "")] }
        #expect(try Self.decision(Self.allow, tags).isAllowed == (doubled == 8))
    }

    @Test func `no number of tags takes long`() throws {
        let start = ContinuousClock.now
        let alike = Array(repeating: AWSTypes.Tag(key: "key", value: ""), count: 50_000)
        let others = (0..<50_000).map { AWSTypes.Tag(key: "key\($0)", value: "") }
        #expect(try !Self.decision(Self.allow, alike).isAllowed)
        #expect(try Self.decision(Self.allow, others).isAllowed)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func `keys that look alike and differ in bytes are two`() throws {
        let statement = Self.allow(#""StringEquals":{"aws:RequestTag/\u00e9":"ok"}"#)
        #expect(try Self.decision(statement, [AWSTypes.Tag(key: "\u{E9}", value: "ok")]).isAllowed)
        #expect(try !Self.decision(statement, [AWSTypes.Tag(key: "e\u{301}", value: "ok")]).isAllowed)
        #expect(ConditionKey("a:\u{E9}") != ConditionKey("a:e\u{301}"))
        #expect(ConditionKey("aws:RequestTag/\u{301}a").tagKey(after: "aws:requesttag/") == "\u{301}a")
    }

    private static func decision(
        _ statements: String, _ tags: [AWSTypes.Tag], and context: any ConditionKeyValues = NoConditionKeys()
    ) throws -> Decision {
        let request = AuthorizationRequest(
            action: "dynamodb:TagResource", resource: "arn:aws:dynamodb:us-east-1:111122223333:table/prod",
            resourceAccount: Callers.account, context: FixedConditionKeys(["test:env": .single("prod")], requestTags: tags))
        let policy = try PolicyDocument(parsing: #"{"Version":"2012-10-17","Statement":[\#(statements)]}"#, as: .identity)
        return decide(
            request, by: Callers.user, layers: PolicyLayers(identity: [AttachedPolicy(name: "policy", document: policy)]),
            context: context)
    }
}
