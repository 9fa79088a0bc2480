import AWSTypes
import Directory
import IAMPolicy
import KMS
import ServiceModel
import Testing

/// What principals of other accounts can do with a key that allows them everything (KMS API Reference, "Cross-account use").
@Suite struct ForeignKeyTests {
    static let usable = [
        "CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ListGrants", "ReEncrypt",
        "RetireGrant", "RevokeGrant",
    ]
    static let administrative = [
        "CancelKeyDeletion", "CreateAlias", "DisableKey", "EnableKey", "GetKeyPolicy", "ListKeyPolicies", "ListResourceTags",
        "PutKeyPolicy", "ScheduleKeyDeletion", "TagResource", "UntagResource", "UpdateAlias", "UpdateKeyDescription",
    ]
    /// About no key, or about an alias of the caller's own account.
    static let keyless = ["CreateKey", "DeleteAlias", "ListAliases", "ListKeys", "ListRetirableGrants"]

    @Test func `every operation is in one of the tables`() throws {
        #expect(try Set(KMSWorld().service.operations.keys) == Set(Self.usable + Self.administrative + Self.keyless))
    }

    @Test(arguments: administrative) func `another account's key cannot be administered`(_ name: String) throws {
        let world = try KMSWorld()
        let foreign = KMSWorld.arn(KMSWorld.foreign, account: KMSWorld.foreignAccount)
        let request = try #require(world.service.operations[name]).example.replacing(KMSWorld.key, with: foreign)
        #expect(
            world.error(name, request)
                == "AccessDeniedException: User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: kms:\(name) on this "
                + "resource because the resource does not exist in this Region, no resource-based policies allow access, or a "
                + "resource-based policy explicitly denies access")
    }

    @Test(arguments: usable.filter { !["Decrypt", "ReEncrypt", "RetireGrant", "RevokeGrant"].contains($0) })
    func `another account's key can be used`(_ name: String) throws {
        let world = try KMSWorld()
        let foreign = KMSWorld.arn(KMSWorld.foreign, account: KMSWorld.foreignAccount)
        let request = try #require(world.service.operations[name]).example.replacing(KMSWorld.key, with: foreign)
        #expect(world.error(name, request) == "no error")
    }
}
