import AWSTypes
import Directory
import IAMPolicy
import OpenSSL

/// A grant as it is asked for, by a caller or by DynamoDB for a table.
struct GrantSpecification: Sendable, Hashable {
    var name: String?
    var grantee: String
    var retiring: String?
    var operations: [String]
    var encryptionContextEquals: EncryptionContext?
    var encryptionContextSubset: EncryptionContext?

    /// The model's `GrantOperation`.
    static let allOperations = [
        "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo", "Sign", "Verify",
        "GetPublicKey", "CreateGrant", "RetireGrant", "DescribeKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext",
        "GenerateMac", "VerifyMac", "DeriveSharedSecret",
    ]

    /// What policies may ask about it (KMS Developer Guide, "AWS KMS condition keys"). The constraint's pairs are the
    /// encryption context of CreateGrant.
    func conditions(isForAWSResource: Bool) -> CallConditions {
        var keys: [ConditionKey: ConditionValue] = [
            "kms:GrantIsForAWSResource": .single(String(isForAWSResource)), "kms:GrantOperations": .list(operations),
            "kms:GranteePrincipal": .single(grantee),
        ]
        if let retiring { keys["kms:RetiringPrincipal"] = .single(retiring) }
        var conditions = constraints
        conditions.others.merge(keys) { own, _ in own }
        return conditions
    }

    /// What the grant's constraints bring to conditions, when it is made and when it is retired.
    var constraints: CallConditions {
        var conditions = CallConditions()
        if encryptionContextEquals != nil { conditions.others["kms:GrantConstraintType"] = .single("EncryptionContextEquals") }
        if encryptionContextSubset != nil { conditions.others["kms:GrantConstraintType"] = .single("EncryptionContextSubset") }
        conditions.encryptionContext = encryptionContextEquals ?? encryptionContextSubset ?? EncryptionContext()
        return conditions
    }

    /// Puts the grant on a key.
    ///
    /// One that has a name and is alike in everything to a grant that is there is that grant (KMS API Reference,
    /// CreateGrant, `Name`).
    func issue(on key: inout Key, by account: String, at now: Timestamp, random: any RandomSource) throws(AWSError) -> Key.IssuedGrant {
        if encryptionContextEquals != nil || encryptionContextSubset != nil, key.spec != KeySpec.symmetric {
            throw .constraintNeedsSymmetricKey
        }
        if name != nil, let same = key.grants.first(where: { GrantSpecification($0) == self && $0.issuingAccount == account }) {
            return same
        }
        let grant = Key.IssuedGrant(
            id: Hex.encode(random.bytes(32)), token: Base64.encode(random.bytes(96)), name: name, created: now, grantee: grantee,
            retiring: retiring, issuingAccount: account, operations: operations,
            encryptionContextEquals: encryptionContextEquals?.dictionary, encryptionContextSubset: encryptionContextSubset?.dictionary)
        key.grants.append(grant)
        return grant
    }
}

extension GrantSpecification {
    init(_ grant: Key.IssuedGrant) {
        self.init(
            name: grant.name, grantee: grant.grantee, retiring: grant.retiring, operations: grant.operations,
            encryptionContextEquals: grant.encryptionContextEquals.map { EncryptionContext($0) },
            encryptionContextSubset: grant.encryptionContextSubset.map { EncryptionContext($0) })
    }
}
