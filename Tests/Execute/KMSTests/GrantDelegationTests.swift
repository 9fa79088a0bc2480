import AWSTypes
import Directory
import IAMPolicy
import KMS
import ServiceModel
import Testing

/// Grants made by somebody who may do so only because of a grant (KMS Developer Guide, "Grants in AWS KMS").
@Suite struct GrantDelegationTests {
    struct Row: CustomTestStringConvertible {
        var had: String
        var wanted: String
        var isGiven: Bool
        var testDescription: String { "\(wanted) of \(had)" }
    }

    private static let ab = #"{"EncryptionContextEquals":{"a":"b"}}"#
    private static let subset = #"{"EncryptionContextSubset":{"a":"b"}}"#

    static let rows = [
        Row(had: "{}", wanted: "{}", isGiven: true),
        Row(had: "{}", wanted: ab, isGiven: true),
        Row(had: ab, wanted: ab, isGiven: true),
        Row(had: ab, wanted: subset, isGiven: false),
        Row(had: subset, wanted: subset, isGiven: true),
        Row(had: subset, wanted: ab, isGiven: true),
        Row(had: subset, wanted: #"{"EncryptionContextSubset":{"a":"b","c":"d"}}"#, isGiven: true),
        Row(
            had: #"{"EncryptionContextSubset":{"a":"b","c":"d"}}"#, wanted: #"{"EncryptionContextSubset":{"a":"b","c":"x"}}"#,
            isGiven: false),
    ]

    private static func request(_ operations: String, _ constraints: String) -> String {
        "{\"KeyId\":\"\(KMSWorld.other)\",\"GranteePrincipal\":\"arn:aws:iam::111122223333:user/Alice\",\"Operations\":\(operations),"
            + "\"Constraints\":\(constraints)}"
    }

    /// A key that leaves everything to identity policies, and one grant for Alice, who has none.
    private func world(_ constraints: String) throws -> KMSWorld {
        let world = try KMSWorld()
        try world.call("CreateGrant", Self.request(#"["CreateGrant","Decrypt"]"#, constraints))
        world.authority.deny("kms:CreateGrant", by: .identity)
        world.authority.usesGrants(of: try world.key(KMSWorld.other))
        return world
    }

    private static let refusal =
        "AccessDeniedException: User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: kms:CreateGrant on resource: "
        + "arn:aws:kms:us-east-1:111122223333:key/\(KMSWorld.other) because no identity-based policy allows the kms:CreateGrant action"

    @Test(arguments: rows) func `constraints stay as tight`(_ row: Row) throws {
        #expect(
            try world(row.had).error("CreateGrant", Self.request(#"["Decrypt"]"#, row.wanted)) == (row.isGiven ? "no error" : Self.refusal))
    }

    @Test(arguments: [(#"["Decrypt"]"#, true), (#"["CreateGrant"]"#, true), (#"["Encrypt"]"#, false), (#"["Decrypt","Encrypt"]"#, false)])
    func `no operation is added`(_ operations: String, _ isGiven: Bool) throws {
        #expect(try world("{}").error("CreateGrant", Self.request(operations, "{}")) == (isGiven ? "no error" : Self.refusal))
    }

    @Test func `an authority that only observes lets it through`() throws {
        let world = try world("{}")
        world.authority.observe()
        #expect(world.error("CreateGrant", Self.request(#"["Encrypt"]"#, "{}")) == "no error")
    }

    @Test func `whom a policy allows is not held to a grant`() throws {
        let world = try world("{}")
        world.authority.allowAll()
        #expect(world.error("CreateGrant", Self.request(#"["Encrypt"]"#, "{}")) == "no error")
    }

    @Test func `pairs whose keys differ in case only do not hide each other`() throws {
        let world = try KMSWorld()
        _ = world.error("Encrypt", "{\"KeyId\":\"\(KMSWorld.key)\",\"Plaintext\":\"YQ==\",\"EncryptionContext\":{\"A\":\"b\",\"a\":\"z\"}}")
        let question = try #require(world.authority.asked.last).request
        #expect(question.context.readings == 2)
        #expect(
            (0..<2).map { question.context.reading($0).value(of: "kms:EncryptionContext:a") } == [.single("b"), .single("z")])
        #expect(question.context.reading(1).value(of: "kms:EncryptionContextKeys") == .list(["A", "a"]))
    }
}
