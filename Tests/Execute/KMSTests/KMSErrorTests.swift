import Testing

/// A request that fails, and what KMS says.
struct KMSErrorRow: CustomTestStringConvertible, Sendable {
    var operation: String
    var request: String
    var error: String
    var source: String

    init(_ operation: String, _ request: String, _ error: String, source: String) {
        self.operation = operation
        self.request = request
        self.error = error
        self.source = source
    }

    var testDescription: String { "\(operation): \(error) (\(source))" }
}

@Suite struct KMSErrorTests {
    private static let recorded = "recorded, LocalStack's KMS snapshots"
    private static let key = KMSWorld.arn(KMSWorld.key)

    static let rows: [KMSErrorRow] = [
        KMSErrorRow(
            "DescribeKey", #"{"KeyId":"a15516a0-0000-4000-8000-000000000000"}"#,
            "NotFoundException: Key '\(KMSWorld.arn(KMSWorld.missing))' does not exist", source: recorded),
        KMSErrorRow(
            "DescribeKey", #"{"KeyId":"arn:aws:kms:us-east-1:111122223333:key/a15516a0-0000-4000-8000-000000000000"}"#,
            "NotFoundException: Key '\(KMSWorld.arn(KMSWorld.missing))' does not exist", source: recorded),
        KMSErrorRow(
            "DescribeKey", #"{"KeyId":"mrk-a15516a0000040008000000000000000"}"#,
            "NotFoundException: Key '\(KMSWorld.arn("mrk-a15516a0000040008000000000000000"))' does not exist", source: recorded),
        KMSErrorRow(
            "DescribeKey", #"{"KeyId":"90ae0000-0000-4000-8000-000000000000"}"#,
            "NotFoundException: Key '\(KMSWorld.arn(KMSWorld.gone))' does not exist", source: "KMS Developer Guide, Deleting keys"),
        KMSErrorRow(
            "DescribeKey", #"{"KeyId":"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}"#,
            "NotFoundException: Invalid arn eu-west-1", source: recorded),
        KMSErrorRow("DescribeKey", #"{"KeyId":"fake-key-id"}"#, "NotFoundException: Invalid keyId 'fake-key-id'", source: recorded),
        KMSErrorRow(
            "DescribeKey", #"{"KeyId":"134f2428cec14b25a1ae9048164dba47"}"#,
            "NotFoundException: Invalid keyId '134f2428cec14b25a1ae9048164dba47'", source: recorded),
        KMSErrorRow(
            "DescribeKey", #"{"KeyId":"mrk-fake-key-id"}"#, "NotFoundException: Invalid keyId 'mrk-fake-key-id'", source: recorded),
        KMSErrorRow(
            "DescribeKey", #"{"KeyId":"alias/none"}"#,
            "NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.", source: "recorded through DynamoDB"),
        KMSErrorRow(
            "DescribeKey", #"{"KeyId":"alias/gone"}"#,
            "NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/gone is not found.", source: "inferred"),
        KMSErrorRow(
            "EnableKey", #"{"KeyId":"alias/music"}"#, "NotFoundException: Invalid keyId 'alias/music'", source: "inferred from LocalStack"),
        KMSErrorRow(
            "CreateAlias", #"{"AliasName":"alias/music","TargetKeyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}"#,
            "AlreadyExistsException: An alias with the name arn:aws:kms:us-east-1:111122223333:alias/music already exists",
            source: "moto"),
        KMSErrorRow(
            "CreateAlias", #"{"AliasName":"music","TargetKeyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}"#,
            "ValidationException: Alias must start with the prefix \"alias/\". Please see "
                + "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html", source: recorded),
        KMSErrorRow(
            "CreateAlias", #"{"AliasName":"alias/aws/mine","TargetKeyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}"#,
            "NotAuthorizedException", source: "moto"),
        KMSErrorRow(
            "UpdateAlias", #"{"AliasName":"alias/none","TargetKeyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}"#,
            "NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.", source: "inferred"),
        KMSErrorRow(
            "Encrypt", "{\"KeyId\":\"\(KMSWorld.key)\",\"Plaintext\":\"\(String(repeating: "AAAA", count: 1366))\"}",
            "ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length "
                + "less than or equal to 4096", source: recorded),
        KMSErrorRow(
            "Encrypt", #"{"KeyId":"516a0000-0000-4000-8000-000000000000","Plaintext":"AAAA"}"#,
            "InvalidKeyUsageException: \(KMSWorld.arn(KMSWorld.signing)) key usage is SIGN_VERIFY which is not valid for Encrypt.",
            source: recorded),
        KMSErrorRow(
            "CreateKey", #"{"KeySpec":"RSA_2048"}"#,
            "ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
            source: recorded),
        KMSErrorRow(
            "CreateKey", #"{"KeySpec":"HMAC_random","KeyUsage":"GENERATE_VERIFY_MAC"}"#,
            "ValidationException: 1 validation error detected: Value 'HMAC_random' at 'keySpec' failed to satisfy constraint: Member must "
                + "satisfy enum value set: [RSA_2048, ECC_NIST_P384, ECC_NIST_P256, ECC_NIST_P521, HMAC_384, RSA_3072, ECC_SECG_P256K1, "
                + "RSA_4096, SYMMETRIC_DEFAULT, HMAC_256, HMAC_224, HMAC_512]", source: recorded),
        KMSErrorRow(
            "CreateKey", #"{"KeySpec":"HMAC_256","KeyUsage":"RANDOM"}"#,
            "ValidationException: 1 validation error detected: Value 'RANDOM' at 'keyUsage' failed to satisfy constraint: Member must "
                + "satisfy enum value set: [ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC]", source: recorded),
        KMSErrorRow(
            "Encrypt", #"{"KeyId":"d15ab1ed-0000-4000-8000-000000000000","Plaintext":"AAAA"}"#,
            "DisabledException: \(KMSWorld.arn(KMSWorld.disabled)) is disabled.", source: recorded),
        KMSErrorRow(
            "EnableKey", #"{"KeyId":"de1e7ed0-0000-4000-8000-000000000000"}"#,
            "KMSInvalidStateException: \(KMSWorld.arn(KMSWorld.pending)) is pending deletion.", source: "recorded through DynamoDB"),
        KMSErrorRow(
            "CancelKeyDeletion", #"{"KeyId":"1234abcd-12ab-34cd-56ef-1234567890ab"}"#,
            "KMSInvalidStateException: \(key) is not pending deletion.", source: "KMS Developer Guide, Key states"),
        KMSErrorRow("Decrypt", #"{"CiphertextBlob":"AAAA"}"#, "InvalidCiphertextException", source: recorded),
        KMSErrorRow(
            "Decrypt", "{\"KeyId\":\"\(KMSWorld.key)\",\"CiphertextBlob\":\"AAAA\"}", "InvalidCiphertextException", source: recorded),
        KMSErrorRow(
            "GenerateDataKey", "{\"KeyId\":\"\(KMSWorld.key)\",\"KeySpec\":\"AES_256\",\"DryRun\":true}",
            "DryRunOperationException: The request would have succeeded, but the DryRun option is set.", source: recorded),
        KMSErrorRow(
            "CreateGrant",
            "{\"KeyId\":\"\(KMSWorld.key)\",\"GranteePrincipal\":\"111122223333\",\"Operations\":[\"Decrypt\"],\"DryRun\":true}",
            "DryRunOperationException: The request would have succeeded, but the DryRun option is set.", source: recorded),
        KMSErrorRow(
            "CreateGrant",
            "{\"KeyId\":\"\(KMSWorld.rsa)\",\"GranteePrincipal\":\"111122223333\",\"Operations\":[\"Decrypt\"],"
                + "\"Constraints\":{\"EncryptionContextSubset\":{\"a\":\"b\"}}}",
            "ValidationException: EncryptionContext is supported only when creating a grant for a symmetric encryption KMS key.",
            source: "recorded through DynamoDB"),
        KMSErrorRow(
            "TagResource",
            "{\"KeyId\":\"\(KMSWorld.key)\",\"Tags\":[{\"TagKey\":\"a\",\"TagValue\":\"1\"},{\"TagKey\":\"a\",\"TagValue\":\"2\"}]}",
            "TagException: Duplicate tag keys", source: recorded),
        KMSErrorRow(
            "TagResource", "{\"KeyId\":\"\(KMSWorld.key)\",\"Tags\":[{\"TagKey\":\"AWS:a\",\"TagValue\":\"1\"}]}",
            "TagException: Tags beginning with aws: are reserved", source: recorded),
        KMSErrorRow(
            "CreateKey",
            "{\"Tags\":[\((0...50).map { "{\"TagKey\":\"k\($0)\",\"TagValue\":\"\"}" }.joined(separator: ","))]}",
            "TagException: Too many tags", source: recorded),
        KMSErrorRow(
            "CreateKey", "{\"Tags\":[{\"TagKey\":\"\(String(repeating: "a", count: 129))\",\"TagValue\":\"v\"}]}",
            "ValidationException: 1 validation error detected: Value '\(String(repeating: "a", count: 129))' at 'tags.1.member.tagKey' failed "
                + "to satisfy constraint: Member must have length less than or equal to 128", source: recorded),
        KMSErrorRow(
            "GetKeyPolicy", "{\"KeyId\":\"\(KMSWorld.key)\",\"PolicyName\":\"other\"}", "NotFoundException: No such policy exists",
            source: "LocalStack's source"),
        KMSErrorRow(
            "PutKeyPolicy", "{\"KeyId\":\"\(KMSWorld.key)\",\"Policy\":\"\(policy(principal: "arn:aws:iam::111122223333:user/Nobody"))\"}",
            "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.", source: "recorded"),
        KMSErrorRow(
            "PutKeyPolicy", "{\"KeyId\":\"\(KMSWorld.key)\",\"Policy\":\"\(policy(principal: "444455556666"))\"}",
            "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
            source: "recorded"),
        KMSErrorRow(
            "PutKeyPolicy", "{\"KeyId\":\"\(KMSWorld.key)\",\"Policy\":\"\(policy(principal: "everybody"))\"}",
            "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.", source: preflight),
        KMSErrorRow(
            "CreateKey", "{\"Policy\":\"\(policy(without: "Principal"))\"}",
            "MalformedPolicyDocumentException: Policy contains a statement with no principal.", source: preflight),
        KMSErrorRow(
            "CreateKey", "{\"Policy\":\"\(policy(without: "Action"))\"}",
            "MalformedPolicyDocumentException: Missing required field Action", source: preflight),
        KMSErrorRow(
            "CreateKey", "{\"Policy\":\"\(policy(without: "Resource"))\"}",
            "MalformedPolicyDocumentException: Missing required field Resource", source: preflight),
        KMSErrorRow(
            "CreateKey", "{\"Policy\":\"{\"}", "MalformedPolicyDocumentException: This policy contains invalid Json",
            source: "chosen: as other policies with principals"),
        KMSErrorRow(
            "CreateKey", "{\"Policy\":\"\(String(repeating: "x", count: 32_769))\"}",
            "LimitExceededException: The key policy is longer than 32768 bytes.", source: "KMS Developer Guide, own words"),
        KMSErrorRow(
            "CreateKey", "{\"Policy\":\"\(policy(principal: "111122223333", action: "kms:Get*"))\"}",
            "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
            source: "recorded"),
    ]

    static let preflight = "recorded, cdk-preflight 2026"

    /// A key policy of which a member is left out, as it stands inside a JSON text.
    static func policy(without member: String) -> String {
        let members = [
            "Principal": #"\"Principal\":{\"AWS\":\"111122223333\"}"#, "Action": #"\"Action\":\"kms:*\""#,
            "Resource": #"\"Resource\":\"*\""#,
        ]
        let rest = members.filter { $0.key != member }.sorted { $0.key < $1.key }.map(\.value).joined(separator: ",")
        return #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","# + rest + "}]}"
    }

    /// A key policy as it stands inside a JSON text.
    static func policy(principal: String, action: String = "kms:*") -> String {
        #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""# + principal
            + #"\"},\"Action\":\""# + action + #"\",\"Resource\":\"*\"}]}"#
    }

    @Test(arguments: rows) func `an error has its text`(_ row: KMSErrorRow) throws {
        #expect(try KMSWorld().error(row.operation, row.request) == row.error)
    }

    @Test func `every code that a call can meet has a row`() {
        let codes = Set(Self.rows.map { $0.error.prefix { $0 != ":" } })
        let elsewhere: Set<Substring> = [
            "IncorrectKeyException", "InvalidArnException", "InvalidGrantTokenException", "InvalidMarkerException",
            "UnsupportedOperationException", "AccessDeniedException",
        ]
        #expect(
            codes.union(elsewhere).sorted() == [
                "AccessDeniedException", "AlreadyExistsException", "DisabledException", "DryRunOperationException",
                "IncorrectKeyException", "InvalidArnException", "InvalidCiphertextException", "InvalidGrantTokenException",
                "InvalidKeyUsageException", "InvalidMarkerException", "KMSInvalidStateException", "LimitExceededException",
                "MalformedPolicyDocumentException",
                "NotAuthorizedException", "NotFoundException", "TagException", "UnsupportedOperationException", "ValidationException",
            ])
    }

    /// The document and whether its author could change it again.
    static let lockouts: [(statement: String, isTaken: Bool)] = [
        (#"{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}"#, true),
        (#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:Put*","Resource":"*"}"#, true),
        (#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["kms:PutKeyPolicy"],"Resource":"*"}"#, true),
        (
            #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/Alice"},"Action":"KMS:PUTKEYPOLIC?","Resource":"*"}"#,
            true
        ),
        (#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"NotAction":"kms:Encrypt","Resource":"*"}"#, true),
        (#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"NotAction":"kms:Put*","Resource":"*"}"#, false),
        (#"{"Effect":"Allow","NotPrincipal":{"AWS":"444455556666"},"Action":"kms:*","Resource":"*"}"#, true),
        (#"{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"kms:*","Resource":"*"}"#, false),
        (#"{"Effect":"Allow","Principal":{"Service":"dynamodb.amazonaws.com"},"Action":"kms:*","Resource":"*"}"#, false),
        (#"{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}"#, false),
    ]

    @Test(arguments: lockouts) func `a policy must not lock its author out`(_ row: (statement: String, isTaken: Bool)) throws {
        let world = try KMSWorld()
        let policy = "{\"Version\":\"2012-10-17\",\"Statement\":[\(row.statement)]}".replacing("\"", with: "\\\"")
        let lockedOut =
            "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future."
        let request = "{\"KeyId\":\"\(KMSWorld.key)\",\"Policy\":\"\(policy)\""
        #expect(world.error("PutKeyPolicy", request + "}") == (row.isTaken ? "no error" : lockedOut))
        #expect(world.error("PutKeyPolicy", request + ",\"BypassPolicyLockoutSafetyCheck\":true}") == "no error")
        #expect(
            world.authority.asked.map { $0.request.keys("kms:BypassPolicyLockoutSafetyCheck") } == [
                ["kms:BypassPolicyLockoutSafetyCheck=false"], ["kms:BypassPolicyLockoutSafetyCheck=true"],
            ])
    }

    @Test func `the wrong key for a ciphertext is incorrect, the wrong context makes it invalid`() throws {
        let world = try KMSWorld()
        let answer = try world.call(
            "Encrypt", "{\"KeyId\":\"\(KMSWorld.key)\",\"Plaintext\":\"AAAA\",\"EncryptionContext\":{\"a\":\"b\"}}")
        let blob = try KMSWorld.member("CiphertextBlob", of: answer)
        let incorrect =
            "IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation."
        for id in [KMSWorld.other, KMSWorld.hmac] {
            #expect(world.error("Decrypt", "{\"KeyId\":\"\(id)\",\"CiphertextBlob\":\"\(blob)\"}") == incorrect)
        }
        #expect(
            world.error(
                "ReEncrypt",
                "{\"SourceKeyId\":\"\(KMSWorld.other)\",\"DestinationKeyId\":\"\(KMSWorld.other)\",\"CiphertextBlob\":\"\(blob)\"}")
                == incorrect)
        #expect(world.error("Decrypt", "{\"CiphertextBlob\":\"\(blob)\"}") == "InvalidCiphertextException")
        #expect(
            world.error("Decrypt", "{\"CiphertextBlob\":\"\(blob)\",\"EncryptionContext\":{\"a\":\"c\"}}") == "InvalidCiphertextException")
    }

    @Test func `what is not done is said`() throws {
        let world = try KMSWorld()
        #expect(
            world.error("Encrypt", "{\"KeyId\":\"\(KMSWorld.rsa)\",\"Plaintext\":\"AAAA\"}")
                == "UnsupportedOperationException: Encrypt with a key of spec RSA_2048 is not supported.")
        #expect(
            world.error("CreateKey", #"{"MultiRegion":true}"#) == "UnsupportedOperationException: Multi-Region keys are not supported.")
        #expect(
            world.error("CreateKey", #"{"Origin":"EXTERNAL"}"#) == "UnsupportedOperationException: Origin EXTERNAL is not supported.")
        #expect(
            world.error("CreateKey", #"{"KeySpec":"SM2","KeyUsage":"SIGN_VERIFY"}"#)
                == "UnsupportedOperationException: KeySpec SM2 is not supported.")
    }
}
