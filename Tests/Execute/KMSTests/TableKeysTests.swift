import AWSTypes
import Directory
import IAMPolicy
import KMS
import OpenSSL
import ServiceModel
import Testing

extension KMSWorld {
    static let table = EncryptedTable(name: "Music", account: account, region: region)

    func tableKeys(_ permissions: KMSCallerPermissions = .recorded, cacheSeconds: Int = 0) -> KMSTableKeys {
        KMSTableKeys(store: store, random: random, permissions: permissions, cacheSeconds: cacheSeconds)
    }

    @discardableResult
    func take(
        _ reference: String? = Self.key, replacing former: String? = nil, permissions: KMSCallerPermissions = .recorded
    ) throws -> String {
        try tableKeys(permissions).take(reference, for: Self.table, replacing: former, in: context)
    }

    /// Which questions were asked, in order, as `who action`.
    var questions: [String] { authority.asked.map(\.summary) }

    /// The grants that DynamoDB has on a key.
    func tableGrants(on id: String = Self.key) throws -> [Key.IssuedGrant] {
        try key(id).grants.filter { $0.grantee == "dynamodb.us-east-1.amazonaws.com" }
    }
}

@Suite struct TableKeysTests {
    private static let caller = "caller via dynamodb.amazonaws.com"
    private static let service = "dynamodb.amazonaws.com"
    /// Its name in grants and in `kms:ViaService`.
    private static let regional = "dynamodb.us-east-1.amazonaws.com"

    @Test func `taking a key asks the caller twice and the service once`() throws {
        let world = try KMSWorld()
        #expect(try world.take() == KMSWorld.arn(KMSWorld.key))
        #expect(
            world.questions == [
                "\(Self.caller) kms:DescribeKey", "\(Self.caller) kms:CreateGrant", "\(Self.caller) kms:CreateGrant",
                "\(Self.service) kms:GenerateDataKey",
            ])
        #expect(world.authority.asked.allSatisfy { $0.request.resource == KMSWorld.arn(KMSWorld.key) })
    }

    @Test func `the article's permissions are asked of the caller too`() throws {
        let world = try KMSWorld()
        try world.take(permissions: .article)
        #expect(
            world.questions == [
                "\(Self.caller) kms:DescribeKey", "\(Self.caller) kms:CreateGrant", "\(Self.caller) kms:CreateGrant",
                "\(Self.caller) kms:GenerateDataKey", "\(Self.caller) kms:ReEncryptFrom", "\(Self.caller) kms:ReEncryptTo",
                "\(Self.service) kms:GenerateDataKey",
            ])
    }

    @Test func `changing a table's key encrypts its table key anew, as the service`() throws {
        let world = try KMSWorld()
        #expect(try world.take(KMSWorld.other, replacing: KMSWorld.arn(KMSWorld.key)) == KMSWorld.arn(KMSWorld.other))
        #expect(
            world.authority.asked.suffix(3).map { "\($0.summary) \($0.request.resource)" } == [
                "\(Self.service) kms:GenerateDataKey \(KMSWorld.arn(KMSWorld.other))",
                "\(Self.service) kms:ReEncryptFrom \(KMSWorld.arn(KMSWorld.key))",
                "\(Self.service) kms:ReEncryptTo \(KMSWorld.arn(KMSWorld.other))",
            ])
    }

    @Test func `the former key may have lost its grants, but not be denied`() throws {
        let world = try KMSWorld()
        world.authority.deny("kms:ReEncryptFrom", .implicitDeny, by: .key)
        try world.take(KMSWorld.other, replacing: KMSWorld.arn(KMSWorld.key))
        world.authority.deny("kms:ReEncryptFrom", .explicitDeny, by: .key)
        #expect(
            KMSWorld.errorText { try world.take(KMSWorld.other, replacing: KMSWorld.arn(KMSWorld.key)) }.contains(
                "User: \(Self.service) is not authorized to perform: kms:ReEncryptFrom on resource: \(KMSWorld.arn(KMSWorld.key)) with"))
        #expect(try world.tableGrants(on: KMSWorld.other).count == 2)
    }

    @Test func `each question carries its condition keys`() throws {
        let world = try KMSWorld()
        try world.take("alias/music")
        let everything = [
            "kms:ViaService", "kms:CallerAccount", "kms:EncryptionContext:aws:dynamodb:tableName",
            "kms:EncryptionContext:aws:dynamodb:subscriberId", "kms:EncryptionContextKeys", "kms:GrantIsForAWSResource",
            "kms:GrantConstraintType", "kms:GrantOperations", "kms:GranteePrincipal", "kms:RetiringPrincipal", "kms:RequestAlias",
            "kms:ResourceAliases",
        ]
        let seen = world.authority.asked.map { asked in everything.flatMap { asked.request.keys($0) } }
        let aliases = ["kms:RequestAlias=alias/music", "kms:ResourceAliases=[\"alias/music\"]"]
        let caller = ["kms:ViaService=\(Self.regional)", "kms:CallerAccount=111122223333"]
        let context = [
            "kms:EncryptionContext:aws:dynamodb:tableName=Music", "kms:EncryptionContext:aws:dynamodb:subscriberId=111122223333",
            "kms:EncryptionContextKeys=[\"aws:dynamodb:subscriberId\", \"aws:dynamodb:tableName\"]",
        ]
        let grant = [
            "kms:GrantIsForAWSResource=true", "kms:GrantConstraintType=EncryptionContextSubset",
            "kms:GrantOperations=[\"DescribeKey\", \"GenerateDataKey\", \"Decrypt\", \"Encrypt\", \"ReEncryptFrom\", \"ReEncryptTo\", "
                + "\"RetireGrant\"]",
            "kms:GranteePrincipal=\(Self.regional)", "kms:RetiringPrincipal=\(Self.regional)",
        ]
        #expect(seen[0] == caller + aliases)
        #expect(seen[1] == caller + context + grant + aliases)
        #expect(seen[2] == seen[1])
        #expect(seen[3] == context + aliases)
        world.authority.forget()
        try world.tableKeys().open(KMSWorld.arn(KMSWorld.key), for: KMSWorld.table, in: world.context)
        #expect(
            everything.flatMap { world.authority.asked[0].request.keys($0) } == caller + context + ["kms:ResourceAliases=[\"alias/music\"]"]
        )
    }

    @Test func `a table has two grants, and gives them back`() throws {
        let world = try KMSWorld()
        try world.take()
        let grants = try world.tableGrants()
        #expect(grants.count == 2 && Set(grants.map(\.name)).count == 2)
        for grant in grants {
            #expect(grant.retiring == Self.regional && grant.issuingAccount == KMSWorld.account)
            #expect(
                grant.operations == ["DescribeKey", "GenerateDataKey", "Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo", "RetireGrant"])
            #expect(
                grant.encryptionContextSubset == ["aws:dynamodb:tableName": "Music", "aws:dynamodb:subscriberId": "111122223333"])
        }
        let other = EncryptedTable(name: "Films", account: KMSWorld.account, region: KMSWorld.region)
        _ = try world.tableKeys().take(KMSWorld.key, for: other, replacing: nil, in: world.context)
        world.authority.forget()
        world.tableKeys().release(KMSWorld.arn(KMSWorld.key), for: KMSWorld.table, in: world.context)
        #expect(world.questions == ["\(Self.service) kms:RetireGrant", "\(Self.service) kms:RetireGrant"])
        #expect(world.authority.calls.map(\.eventName) == ["RetireGrant", "RetireGrant"])
        #expect(try world.tableGrants().map { $0.encryptionContextSubset?["aws:dynamodb:tableName"] } == ["Films", "Films"])
    }

    @Test func `DynamoDB's own key is made on first use`() throws {
        let world = try KMSWorld()
        let first = try world.take(nil)
        #expect(try world.take("alias/aws/dynamodb") == first)
        let key = try #require(world.store.snapshot.keys[first])
        #expect(key.manager == "AWS" && key.description == "Default key that protects my DynamoDB data when no other key is defined")
        #expect(key.grants.count == 4)
        #expect(key.policy.text.contains(#""Id" : "auto-dynamodb-1""#))
        #expect(key.policy.text.contains(#""kms:ViaService" : "dynamodb.us-east-1.amazonaws.com""#))
        #expect(
            try world.call("DescribeKey", #"{"KeyId":"alias/aws/dynamodb"}"#).contains(#""KeyManager":"AWS""#))
    }

    @Test func `an open key stays open for the set time, for its caller and table`() throws {
        var world = try KMSWorld()
        let keys = world.tableKeys(cacheSeconds: 300)
        let arn = KMSWorld.arn(KMSWorld.key)
        func open(_ table: EncryptedTable = KMSWorld.table) throws -> Int {
            world.authority.forget()
            try keys.open(arn, for: table, in: world.context)
            return world.authority.asked.count
        }
        #expect(try [open(), open()] == [1, 0])
        #expect(try open(EncryptedTable(name: "Films", account: KMSWorld.account, region: KMSWorld.region)) == 1)
        world.accessKeyID = "AKIAOTHER"
        #expect(try open() == 1)
        world.accessKeyID = "AKIAEXAMPLE"
        try world.change(KMSWorld.key) { $0.state = .disabled }
        world.now = KMSWorld.now.adding(seconds: 299)
        #expect(try open() == 0)
        world.now = KMSWorld.now.adding(seconds: 300)
        #expect(KMSWorld.errorText { try open() }.hasPrefix("ValidationException: KMS key disabled error: "))
        world.now = KMSWorld.now
        keys.forgetOpenKeys()
        #expect(KMSWorld.errorText { try open() }.hasPrefix("ValidationException: KMS key disabled error: "))
    }

    @Test func `without a time nothing stays open, and a refusal never does`() throws {
        let world = try KMSWorld()
        for _ in 0..<2 { try world.tableKeys().open(KMSWorld.arn(KMSWorld.key), for: KMSWorld.table, in: world.context) }
        #expect(world.questions == ["\(Self.caller) kms:Decrypt", "\(Self.caller) kms:Decrypt"])
        let keys = world.tableKeys(cacheSeconds: 300)
        world.authority.deny("kms:Decrypt", by: .identity)
        for _ in 0..<2 {
            #expect(
                KMSWorld.errorText { try keys.open(KMSWorld.arn(KMSWorld.key), for: KMSWorld.table, in: world.context) }.hasPrefix(
                    "AccessDeniedException"))
        }
    }
}
