import Directory
import IAMPolicy
import KMS
import Testing

@Suite struct GrantTests {
    private static let create =
        "{\"KeyId\":\"\(KMSWorld.key)\",\"Name\":\"music\",\"GranteePrincipal\":\"arn:aws:iam::111122223333:user/Alice\","
        + "\"RetiringPrincipal\":\"444455556666\",\"Operations\":[\"Decrypt\",\"DescribeKey\"],"
        + "\"Constraints\":{\"EncryptionContextEquals\":{\"a\":\"b\"}}}"

    @Test func `a grant is listed as it was made`() throws {
        let world = try KMSWorld()
        let answer = try world.call("CreateGrant", Self.create)
        let id = try KMSWorld.member("GrantId", of: answer)
        #expect(id.utf8.count == 64 && id.allSatisfy(\.isHexDigit))
        let token = try KMSWorld.member("GrantToken", of: answer)
        #expect(answer == "{\"GrantToken\":\"\(token)\",\"GrantId\":\"\(id)\"}")
        #expect(
            try world.call("ListGrants", "{\"KeyId\":\"\(KMSWorld.key)\",\"GrantId\":\"\(id)\"}")
                == "{\"Grants\":[{\"KeyId\":\"\(KMSWorld.arn(KMSWorld.key))\",\"GrantId\":\"\(id)\",\"Name\":\"music\",\"CreationDate\":1769860800,"
                + "\"GranteePrincipal\":\"arn:aws:iam::111122223333:user/Alice\",\"RetiringPrincipal\":\"444455556666\","
                + "\"IssuingAccount\":\"arn:aws:iam::111122223333:root\",\"Operations\":[\"Decrypt\",\"DescribeKey\"],"
                + "\"Constraints\":{\"EncryptionContextEquals\":{\"a\":\"b\"}}}],\"Truncated\":false}")
        #expect(try world.call("ListRetirableGrants", #"{"RetiringPrincipal":"444455556666"}"#).contains(id))
    }

    @Test func `a grant of the same name and content is the same grant`() throws {
        let world = try KMSWorld()
        let first = try world.call("CreateGrant", Self.create)
        #expect(try world.call("CreateGrant", Self.create) == first)
        #expect(try world.call("CreateGrant", Self.create.replacing("DescribeKey", with: "Encrypt")) != first)
        #expect(try world.call("CreateGrant", Self.create.replacing("\"Name\":\"music\",", with: "")) != first)
    }

    @Test func `policies can ask about a grant`() throws {
        let world = try KMSWorld()
        try world.call("CreateGrant", Self.create)
        #expect(
            world.authority.asked[0].request.keys(
                "kms:GrantIsForAWSResource", "kms:GrantOperations", "kms:GranteePrincipal", "kms:RetiringPrincipal",
                "kms:GrantConstraintType", "kms:EncryptionContext:a") == [
                    "kms:GrantIsForAWSResource=false", "kms:GrantOperations=[\"Decrypt\", \"DescribeKey\"]",
                    "kms:GranteePrincipal=arn:aws:iam::111122223333:user/Alice", "kms:RetiringPrincipal=444455556666",
                    "kms:GrantConstraintType=EncryptionContextEquals", "kms:EncryptionContext:a=b",
                ])
    }

    @Test(arguments: ["dynamodb.us-east-1.amazonaws.com", "arn:aws:iam::111122223333:user/Nobody", "nonsense"])
    func `a grantee must be somebody that a caller may name`(_ grantee: String) throws {
        #expect(
            try KMSWorld().error(
                "CreateGrant", "{\"KeyId\":\"\(KMSWorld.key)\",\"GranteePrincipal\":\"\(grantee)\",\"Operations\":[\"Decrypt\"]}")
                == "InvalidArnException: ARN does not refer to a valid principal: \(grantee)")
    }

    @Test func `an operation that no grant has is refused`() throws {
        #expect(
            try KMSWorld().error(
                "CreateGrant", "{\"KeyId\":\"\(KMSWorld.key)\",\"GranteePrincipal\":\"111122223333\",\"Operations\":[\"EnableKey\"]}"
            ).hasPrefix(
                "ValidationException: 1 validation error detected: Value '[EnableKey]' at 'operations' failed to satisfy constraint: Member "
                    + "must satisfy constraint: [Member must satisfy enum value set: [Decrypt, Encrypt, "))
    }

    @Test func `only whom a grant names can retire it`() throws {
        var world = try KMSWorld()
        let request = "{\"KeyId\":\"\(KMSWorld.key)\",\"GrantId\":\"\(KMSWorld.grantID)\"}"
        world.principal = Principal(kind: .user, account: KMSWorld.account, arn: "arn:aws:iam::111122223333:user/Bob")
        #expect(
            world.error("RetireGrant", request)
                == "AccessDeniedException: User: arn:aws:iam::111122223333:user/Bob is not authorized to perform: kms:RetireGrant on resource: "
                + "\(KMSWorld.arn(KMSWorld.key)) because no resource-based policy allows the kms:RetireGrant action")
        world.principal = Principal(kind: .root, account: KMSWorld.account, arn: "arn:aws:iam::111122223333:root")
        try world.call("RetireGrant", #"{"GrantToken":"AQpAM2Rh"}"#)
        #expect(try world.key(KMSWorld.key).grants.isEmpty)
        #expect(world.error("RetireGrant", #"{"GrantToken":"AQpAM2Rh"}"#) == "InvalidGrantTokenException")
        #expect(world.error("RetireGrant", request) == "NotFoundException: Grant ID \(KMSWorld.grantID) not found")
        #expect(world.error("RevokeGrant", request) == "NotFoundException: Grant ID \(KMSWorld.grantID) not found")
    }
}
