import AWSTypes
import Directory
import IAMPolicy
import KMS
import ServiceModel
import Testing

/// A situation in which a table's key cannot be used, and what DynamoDB's caller is told.
struct TableKeyErrorRow: CustomTestStringConvertible, Sendable {
    struct Denial: Sendable {
        var action: String
        var outcome = Decision.Outcome.implicitDeny
        var layer: PolicyKind
        var kind: Principal.Kind?
    }

    var name: String
    /// The key; for `open` by its id.
    var reference = KMSWorld.key
    var denial: Denial?
    var permissions = KMSCallerPermissions.recorded
    var code = "AccessDeniedException"
    var text: String
    var source: String

    var testDescription: String { "\(name) (\(source))" }

    /// The whole error, with the number of KMS's request that the seeded randomness gives left open.
    func matches(_ error: String) -> Bool {
        let parts = "\(code): \(text)".split(separator: "<uuid>", omittingEmptySubsequences: false)
        guard parts.count == 2, error.hasPrefix(parts[0]), error.hasSuffix(parts[1]) else { return false }
        return error.utf8.count == parts[0].utf8.count + 36 + parts[1].utf8.count
    }
}

@Suite struct TableKeyErrorTests {
    private static let key = KMSWorld.arn(KMSWorld.key)
    private static let alice = "arn:aws:iam::111122223333:user/Alice"
    private static let model = "com.amazonaws.services.kms.model"

    private static func tail(_ code: String) -> String {
        "(Service: AWSKMS; Status Code: 400; Error Code: \(code); Request ID: <uuid>; Proxy: null)"
    }

    private static func denied(_ who: String, _ rest: String) -> String {
        "KMS key access denied error: \(model).AWSKMSException: User: \(who) is not authorized to perform: \(rest) "
            + tail("AccessDeniedException")
    }

    /// aws-sdk's classes stand in the recorded texts; "recorded" is DynamoDB's answer to CreateTable or UpdateTable.
    static let takes: [TableKeyErrorRow] = [
        TableKeyErrorRow(
            name: "key disabled", reference: KMSWorld.disabled, code: "ValidationException",
            text: "KMS key disabled error: \(model).DisabledException: \(KMSWorld.arn(KMSWorld.disabled)) is disabled. "
                + tail("DisabledException"), source: "recorded"),
        TableKeyErrorRow(
            name: "pending deletion", reference: KMSWorld.pending, code: "ValidationException",
            text: "KMS validation error: \(model).KMSInvalidStateException: \(KMSWorld.arn(KMSWorld.pending)) is pending deletion. "
                + tail("KMSInvalidStateException"), source: "recorded"),
        TableKeyErrorRow(
            name: "no such id", reference: KMSWorld.missing, code: "ValidationException",
            text: "KMS validation error: \(model).NotFoundException: Key '\(KMSWorld.arn(KMSWorld.missing))' does not exist "
                + tail("NotFoundException"), source: "recorded"),
        TableKeyErrorRow(
            name: "no such ARN", reference: KMSWorld.arn(KMSWorld.missing), code: "ValidationException",
            text: "KMS validation error: \(model).NotFoundException: Key '\(KMSWorld.arn(KMSWorld.missing))' does not exist "
                + tail("NotFoundException"), source: "recorded"),
        TableKeyErrorRow(
            name: "no such alias", reference: "alias/x", code: "ValidationException",
            text: "KMS validation error: \(model).NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/x is not found. "
                + tail("NotFoundException"), source: "recorded"),
        TableKeyErrorRow(
            name: "another region", reference: "arn:aws:kms:eu-west-1:111122223333:key/\(KMSWorld.key)", code: "ValidationException",
            text: "KMS validation error: \(model).NotFoundException: Invalid arn eu-west-1 " + tail("NotFoundException"),
            source: "recorded"),
        TableKeyErrorRow(
            name: "RSA key", reference: KMSWorld.rsa, code: "InternalServerError",
            text: "KMS internal error: \(model).AWSKMSException: EncryptionContext is supported only when creating a grant for a symmetric "
                + "encryption KMS key. " + tail("ValidationException"), source: "recorded"),
        TableKeyErrorRow(
            name: "HMAC key", reference: KMSWorld.hmac, code: "InternalServerError",
            text: "KMS internal error: \(model).AWSKMSException: EncryptionContext is supported only when creating a grant for a symmetric "
                + "encryption KMS key. " + tail("ValidationException"), source: "recorded"),
        TableKeyErrorRow(
            name: "key policy denies CreateGrant", denial: .init(action: "kms:CreateGrant", outcome: .explicitDeny, layer: .key),
            text: denied(alice, "kms:CreateGrant on resource: \(key) with an explicit deny in a resource-based policy"),
            source: "recorded up to 'explicit'"),
        TableKeyErrorRow(
            name: "no policy allows CreateGrant", denial: .init(action: "kms:CreateGrant", layer: .key),
            text: denied(alice, "kms:CreateGrant on resource: \(key) because no resource-based policy allows the kms:CreateGrant action"),
            source: "recorded"),
        TableKeyErrorRow(
            name: "no identity policy allows CreateGrant", denial: .init(action: "kms:CreateGrant", layer: .identity),
            text: denied(alice, "kms:CreateGrant on resource: \(key) because no identity-based policy allows the kms:CreateGrant action"),
            source: "inferred from KMS's text"),
        TableKeyErrorRow(
            name: "no identity policy allows DescribeKey", denial: .init(action: "kms:DescribeKey", layer: .identity),
            text: denied(alice, "kms:DescribeKey on resource: \(key) because no identity-based policy allows the kms:DescribeKey action"),
            source: "inferred from KMS's text"),
        TableKeyErrorRow(
            name: "another account's key", reference: KMSWorld.arn(KMSWorld.foreign, account: KMSWorld.foreignAccount),
            denial: .init(action: "kms:DescribeKey", layer: .key),
            text: denied(
                alice,
                "kms:DescribeKey on this resource because the resource does not exist in this Region, no resource-based policies allow "
                    + "access, or a resource-based policy explicitly denies access"), source: "recorded"),
        TableKeyErrorRow(
            name: "key policy denies GenerateDataKey",
            denial: .init(action: "kms:GenerateDataKey", outcome: .explicitDeny, layer: .key, kind: .service),
            text: denied(
                "dynamodb.amazonaws.com",
                "kms:GenerateDataKey on resource: \(key) with an explicit deny in a resource-based policy"), source: "inferred"),
        TableKeyErrorRow(
            name: "the article: GenerateDataKey", denial: .init(action: "kms:GenerateDataKey", layer: .identity, kind: .user),
            permissions: .article,
            text: denied(
                alice, "kms:GenerateDataKey on resource: \(key) because no identity-based policy allows the kms:GenerateDataKey action"),
            source: "the article"),
        TableKeyErrorRow(
            name: "the article: ReEncrypt", denial: .init(action: "kms:ReEncryptFrom", layer: .identity, kind: .user),
            permissions: .article,
            text: denied(
                alice, "kms:ReEncryptFrom on resource: \(key) because no identity-based policy allows the kms:ReEncryptFrom action"),
            source: "the article"),
        TableKeyErrorRow(
            name: "the article: DescribeKey", denial: .init(action: "kms:DescribeKey", layer: .identity), permissions: .article,
            text: denied(alice, "kms:DescribeKey on resource: \(key) because no identity-based policy allows the kms:DescribeKey action"),
            source: "the article"),
        TableKeyErrorRow(
            name: "the article: CreateGrant", denial: .init(action: "kms:CreateGrant", layer: .identity), permissions: .article,
            text: denied(alice, "kms:CreateGrant on resource: \(key) because no identity-based policy allows the kms:CreateGrant action"),
            source: "the article"),
    ]

    static let opens: [TableKeyErrorRow] = [
        TableKeyErrorRow(
            name: "identity policy denies Decrypt", denial: .init(action: "kms:Decrypt", outcome: .explicitDeny, layer: .identity),
            text: denied(alice, "kms:Decrypt on resource: \(key) with an explicit deny in an identity-based policy"), source: "recorded"),
        TableKeyErrorRow(
            name: "no identity policy allows Decrypt", denial: .init(action: "kms:Decrypt", layer: .identity),
            text: denied(alice, "kms:Decrypt on resource: \(key) because no identity-based policy allows the kms:Decrypt action"),
            source: "inferred"),
        TableKeyErrorRow(
            name: "the key policy does not allow Decrypt", denial: .init(action: "kms:Decrypt", layer: .key),
            text: denied(alice, "kms:Decrypt on resource: \(key) because no resource-based policy allows the kms:Decrypt action"),
            source: "inferred"),
        TableKeyErrorRow(
            name: "key disabled", reference: KMSWorld.disabled, code: "ValidationException",
            text: "KMS key disabled error: \(model).DisabledException: \(KMSWorld.arn(KMSWorld.disabled)) is disabled. "
                + tail("DisabledException"), source: "recorded"),
        TableKeyErrorRow(
            name: "pending deletion", reference: KMSWorld.pending, code: "ValidationException",
            text: "KMS validation error: \(model).KMSInvalidStateException: \(KMSWorld.arn(KMSWorld.pending)) is pending deletion. "
                + tail("KMSInvalidStateException"), source: "inferred from CreateTable"),
        TableKeyErrorRow(
            name: "gone", reference: KMSWorld.gone, code: "ValidationException",
            text: "KMS validation error: \(model).NotFoundException: Key '\(KMSWorld.arn(KMSWorld.gone))' does not exist "
                + tail("NotFoundException"), source: "inferred from CreateTable"),
    ]

    private func world(for row: TableKeyErrorRow) throws -> KMSWorld {
        let world = try KMSWorld()
        if let denial = row.denial { world.authority.deny(denial.action, denial.outcome, by: denial.layer, to: denial.kind) }
        return world
    }

    @Test(arguments: takes) func `a key that cannot be taken`(_ row: TableKeyErrorRow) throws {
        let world = try world(for: row)
        let before = world.store.snapshot.keys.all.map(\.grants.count)
        let error = KMSWorld.errorText { try world.take(row.reference, permissions: row.permissions) }
        #expect(row.matches(error), "\(error)")
        #expect(world.store.snapshot.keys.all.map(\.grants.count) == before)
    }

    @Test(arguments: opens) func `a key that cannot be opened`(_ row: TableKeyErrorRow) throws {
        let world = try world(for: row)
        let error = KMSWorld.errorText {
            try world.tableKeys().open(KMSWorld.arn(row.reference), for: KMSWorld.table, in: world.context)
        }
        #expect(row.matches(error), "\(error)")
    }

    @Test func `an internal error has its status`() throws {
        let world = try KMSWorld()
        let error = try #require(throws: AWSError.self) { try world.take(KMSWorld.rsa) }
        #expect(error.code == .internalServerError && error.code.status == 500)
    }

    @Test func `a former key that cannot be used is the one that is named`() throws {
        let world = try KMSWorld()
        #expect(
            KMSWorld.errorText { try world.take(KMSWorld.key, replacing: KMSWorld.arn(KMSWorld.disabled)) }.hasPrefix(
                "ValidationException: KMS key disabled error: \(Self.model).DisabledException: \(KMSWorld.arn(KMSWorld.disabled)) is disabled."
            ))
        #expect(try world.tableGrants().isEmpty)
    }

    /// Whether state or permission comes first is not recorded; nobody without permission learns the state here.
    @Test(arguments: [KMSWorld.disabled, KMSWorld.pending]) func `permission comes before state`(_ id: String) throws {
        let world = try KMSWorld()
        world.authority.deny("kms:CreateGrant", by: .key)
        world.authority.deny("kms:Decrypt", by: .key)
        #expect(KMSWorld.errorText { try world.take(id) }.hasPrefix("AccessDeniedException"))
        #expect(
            KMSWorld.errorText { try world.tableKeys().open(KMSWorld.arn(id), for: KMSWorld.table, in: world.context) }.hasPrefix(
                "AccessDeniedException"))
    }
}
