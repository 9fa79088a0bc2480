import AWSTypes
import Directory
import IAMPolicy
import KMS
import ServiceModel
import Testing

@Suite struct TableKeyEventTests {
    private static let key = KMSWorld.arn(KMSWorld.key)
    private static let pairs = #"{"aws:dynamodb:subscriberId":"111122223333","aws:dynamodb:tableName":"Music"}"#

    private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    /// DynamoDB Developer Guide, "Monitoring DynamoDB interaction with AWS KMS".
    @Test func `each call of taking a key is an event`() throws {
        let world = try KMSWorld()
        try world.take()
        let calls = world.authority.calls
        #expect(
            calls.map { "\($0.eventName) \($0.isOnBehalfOfCaller) \($0.isReadOnly)" } == [
                "DescribeKey true true", "CreateGrant true false", "CreateGrant true false", "GenerateDataKey false true",
            ])
        #expect(calls.allSatisfy { $0.eventSource == "kms.amazonaws.com" && $0.invokedBy == "dynamodb.amazonaws.com" && $0.error == nil })
        #expect(
            calls.allSatisfy {
                $0.resources == [EventResource(type: "AWS::KMS::Key", arn: Self.key, account: KMSWorld.account)]
            })
        #expect(text(calls[0].requestParameters) == "{\"keyId\":\"\(KMSWorld.key)\"}")
        #expect(
            text(calls[1].requestParameters)
                == "{\"keyId\":\"\(Self.key)\",\"retiringPrincipal\":\"dynamodb.us-east-1.amazonaws.com\",\"constraints\":"
                + "{\"encryptionContextSubset\":\(Self.pairs)},\"granteePrincipal\":\"dynamodb.us-east-1.amazonaws.com\",\"operations\":"
                + #"["DescribeKey","GenerateDataKey","Decrypt","Encrypt","ReEncryptFrom","ReEncryptTo","RetireGrant"]}"#)
        let grant = try #require(try world.tableGrants().first)
        #expect(text(calls[1].responseElements) == "{\"grantId\":\"\(grant.id)\"}")
        #expect(
            text(calls[3].requestParameters) == "{\"encryptionContext\":\(Self.pairs),\"keySpec\":\"AES_256\",\"keyId\":\"\(Self.key)\"}")
    }

    @Test func `opening a key is an event of the caller's`() throws {
        let world = try KMSWorld()
        try world.tableKeys().open(Self.key, for: KMSWorld.table, in: world.context)
        let call = try #require(world.authority.calls.first)
        #expect(call.eventName == "Decrypt" && call.isOnBehalfOfCaller && call.isReadOnly)
        #expect(
            text(call.requestParameters)
                == "{\"encryptionContext\":\(Self.pairs),\"encryptionAlgorithm\":\"SYMMETRIC_DEFAULT\",\"keyId\":\"\(Self.key)\"}")
    }

    @Test func `a refused call has KMS's text, no parameters and the short code`() throws {
        let world = try KMSWorld()
        world.authority.deny("kms:Decrypt", by: .identity)
        _ = KMSWorld.errorText { try world.tableKeys().open(Self.key, for: KMSWorld.table, in: world.context) }
        let call = try #require(world.authority.calls.first)
        #expect(world.authority.calls.count == 1)
        #expect(call.error?.code.name == "AccessDenied" && call.requestParameters == nil && call.responseElements == nil)
        #expect(
            call.error?.message
                == "User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: kms:Decrypt on resource: \(Self.key) "
                + "because no identity-based policy allows the kms:Decrypt action")
    }

    @Test func `a call that fails otherwise has its code and its parameters`() throws {
        let world = try KMSWorld()
        _ = KMSWorld.errorText { try world.take(KMSWorld.disabled) }
        #expect(world.authority.calls.map(\.eventName) == ["DescribeKey", "CreateGrant"])
        #expect(world.authority.calls[1].error?.code.name == "DisabledException")
        #expect(world.authority.calls[1].requestParameters != nil)
        world.authority.forget()
        _ = KMSWorld.errorText { try world.take("alias/none") }
        #expect(world.authority.calls.map(\.eventName) == ["DescribeKey"])
        #expect(world.authority.calls[0].error?.code.name == "NotFoundException" && world.authority.calls[0].resources.isEmpty)
    }

    @Test func `a table's new key is seen in a ReEncrypt of the service`() throws {
        let world = try KMSWorld()
        try world.take(KMSWorld.other, replacing: Self.key)
        let call = try #require(world.authority.calls.last)
        #expect(call.eventName == "ReEncrypt" && !call.isOnBehalfOfCaller)
        #expect(call.resources.map(\.arn) == [Self.key, KMSWorld.arn(KMSWorld.other)])
    }
}
