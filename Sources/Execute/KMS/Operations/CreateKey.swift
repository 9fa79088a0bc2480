import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import OpenSSL
import ServiceModel

/// Makes a key.
struct CreateKey: Operation {
    struct Input {
        var policy: String?
        var description: String
        var usage: String?
        var spec: String
        var origin: String
        var isMultiRegion: Bool
        var bypassesLockoutCheck: Bool
        var tags: [Tag]

        /// What the key is for where the request does not say: only symmetric keys have a choice of one.
        var effectiveUsage: String? { usage ?? (spec == KeySpec.symmetric ? "ENCRYPT_DECRYPT" : nil) }
    }

    static let name = "CreateKey"
    static let fullExample: String? = #"{"Tags":[{"TagKey":"team","TagValue":"blue"}]}"#

    let store: DirectoryStore
    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> Input {
        let spec = try request.string("KeySpec", .keySpec)
        let formerSpec = try request.string("CustomerMasterKeySpec", .keySpec)
        let input = Input(
            policy: try request.policyText(), description: try request.description() ?? "",
            usage: try request.string("KeyUsage", .keyUsage), spec: spec ?? formerSpec ?? KeySpec.symmetric,
            origin: try request.string("Origin", .oneOf(["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"])) ?? "AWS_KMS",
            isMultiRegion: try request.boolean("MultiRegion") ?? false,
            bypassesLockoutCheck: try request.boolean("BypassPolicyLockoutSafetyCheck") ?? false, tags: try KeyTags.read(request) ?? [])
        try request.finish()
        if spec != nil, formerSpec != nil { throw AWSError.twoKeySpecs }
        guard input.effectiveUsage != nil else { throw AWSError.missingKeyUsage }
        return input
    }

    /// Tags need `kms:TagResource` besides (KMS API Reference, CreateKey, `Tags`).
    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        var keys: [ConditionKey: ConditionValue] = [:]
        keys["kms:BypassPolicyLockoutSafetyCheck"] = .single(String(input.bypassesLockoutCheck))
        keys["kms:KeySpec"] = .single(input.spec)
        keys["kms:KeyUsage"] = input.effectiveUsage.map { .single($0) }
        keys["kms:KeyOrigin"] = .single(input.origin)
        keys["kms:MultiRegion"] = .single(String(input.isMultiRegion))
        let create = context.question("kms:CreateKey", others: keys, requestTags: input.tags)
        return input.tags.isEmpty ? [create] : [create, context.question("kms:TagResource", requestTags: input.tags)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Key {
        guard let spec = KeySpec.named(input.spec) else { throw AWSError.unsupported("KeySpec \(input.spec) is not supported.") }
        guard input.origin == "AWS_KMS" else { throw AWSError.unsupported("Origin \(input.origin) is not supported.") }
        guard !input.isMultiRegion else { throw AWSError.unsupported("Multi-Region keys are not supported.") }
        guard let usage = input.effectiveUsage, spec.usages.contains(usage) else {
            throw AWSError.usage(input.effectiveUsage ?? "", doesNotFit: input.spec)
        }
        try KeyTags.check(input.tags)
        var key = Key(
            id: random.uuid(), account: context.account, region: context.region,
            policy: try KeyPolicyCheck.read(
                input.policy ?? DefaultKeyPolicy.text(for: context.account), mayLockOut: input.bypassesLockoutCheck, in: context),
            created: context.now, material: random.bytes(SealedBox.keyByteCount))
        key.description = input.description
        key.spec = input.spec
        key.usage = usage
        key.tags = input.tags
        try store.update { [key] directory in directory.keys[key.arn] = key }
        return key
    }

    func encode(_ key: Key, into response: inout StructureWriter) { response.metadata(key) }
}

extension Constraint {
    /// The values are the model's, the words those recorded when there were fewer.
    fileprivate static let keySpec = Constraint(
        "Member must satisfy enum value set: [RSA_2048, ECC_NIST_P384, ECC_NIST_P256, ECC_NIST_P521, HMAC_384, RSA_3072, "
            + "ECC_SECG_P256K1, RSA_4096, SYMMETRIC_DEFAULT, HMAC_256, HMAC_224, HMAC_512]"
    ) { value in
        KeySpec.named(value) != nil || ["SM2", "ML_DSA_44", "ML_DSA_65", "ML_DSA_87", "ECC_NIST_EDWARDS25519"].contains(value)
    }

    fileprivate static let keyUsage = Constraint(
        "Member must satisfy enum value set: [ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC]"
    ) { ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"].contains($0) }
}
