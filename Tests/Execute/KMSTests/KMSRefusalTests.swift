import IAMPolicy
import KMS
import Testing

/// A refusal: what was asked, which layer denied, and KMS's words.
struct KMSRefusalRow: CustomTestStringConvertible, Sendable {
    var operation: String
    var request: String
    var outcome = Decision.Outcome.implicitDeny
    var layer: PolicyKind
    var tail: String
    var source: String

    var testDescription: String { tail }
}

@Suite struct KMSRefusalTests {
    private static let recorded = "recorded on KMS"
    private static let withoutDetail =
        "kms:DescribeKey on this resource because the resource does not exist in this Region, no resource-based policies allow access, "
        + "or a resource-based policy explicitly denies access"
    private static let key = KMSWorld.arn(KMSWorld.key)
    private static let describe = "{\"KeyId\":\"\(KMSWorld.key)\"}"

    static let rows: [KMSRefusalRow] = [
        KMSRefusalRow(
            operation: "DescribeKey", request: describe, layer: .key,
            tail: "kms:DescribeKey on resource: \(key) because no resource-based policy allows the kms:DescribeKey action", source: recorded
        ),
        KMSRefusalRow(
            operation: "DescribeKey", request: describe, layer: .identity,
            tail: "kms:DescribeKey on resource: \(key) because no identity-based policy allows the kms:DescribeKey action", source: recorded
        ),
        KMSRefusalRow(
            operation: "DescribeKey", request: describe, outcome: .explicitDeny, layer: .identity,
            tail: "kms:DescribeKey on resource: \(key) with an explicit deny in an identity-based policy", source: recorded),
        KMSRefusalRow(
            operation: "DescribeKey", request: describe, outcome: .explicitDeny, layer: .key,
            tail: "kms:DescribeKey on resource: \(key) with an explicit deny in a resource-based policy", source: "KMS Developer Guide"),
        KMSRefusalRow(
            operation: "DescribeKey", request: "{\"KeyId\":\"\(KMSWorld.arn(KMSWorld.foreign, account: KMSWorld.foreignAccount))\"}",
            layer: .key, tail: withoutDetail, source: recorded),
        KMSRefusalRow(
            operation: "DescribeKey", request: "{\"KeyId\":\"\(KMSWorld.arn(KMSWorld.foreign, account: KMSWorld.foreignAccount))\"}",
            outcome: .explicitDeny, layer: .key, tail: withoutDetail, source: recorded),
        KMSRefusalRow(
            operation: "DescribeKey", request: "{\"KeyId\":\"\(KMSWorld.missing)\"}", layer: .key, tail: withoutDetail, source: recorded),
        KMSRefusalRow(
            operation: "ListKeys", request: "{}", layer: .identity,
            tail: "kms:ListKeys on resource: * because no identity-based policy allows the kms:ListKeys action", source: "inferred"),
    ]

    @Test(arguments: rows) func `a refusal has its text`(_ row: KMSRefusalRow) throws {
        let world = try KMSWorld()
        world.authority.deny("kms:\(row.operation)", row.outcome, by: row.layer)
        #expect(
            world.error(row.operation, row.request)
                == "AccessDeniedException: User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: \(row.tail)")
    }

    @Test func `a ciphertext stands for its key where the request names none`() throws {
        let world = try KMSWorld()
        let request = try world.prepareExample(of: "Decrypt")
        let user = "AccessDeniedException: User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: kms:Decrypt"
        for (layer, name) in [(PolicyKind.identity, "identity"), (.key, "resource")] {
            world.authority.deny("kms:Decrypt", by: layer)
            #expect(
                world.error("Decrypt", request)
                    == "\(user) on the resource associated with this ciphertext because no \(name)-based policy allows the kms:Decrypt action"
            )
        }
        #expect(
            world.error("Decrypt", "{\"KeyId\":\"\(KMSWorld.key)\",\(request.dropFirst())")
                == "\(user) on resource: \(Self.key) because no resource-based policy allows the kms:Decrypt action")
    }

    @Test func `permission comes before the key's state and before its absence`() throws {
        let world = try KMSWorld()
        world.authority.deny("kms:EnableKey", by: .identity)
        for id in [KMSWorld.pending, KMSWorld.missing] {
            #expect(
                world.error("EnableKey", "{\"KeyId\":\"\(id)\"}")
                    == "AccessDeniedException: User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: kms:EnableKey on "
                    + "resource: \(KMSWorld.arn(id)) because no identity-based policy allows the kms:EnableKey action")
        }
    }
}
