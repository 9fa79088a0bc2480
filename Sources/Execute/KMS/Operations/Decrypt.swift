import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import OpenSSL
import ServiceModel

/// Decrypts what Encrypt or GenerateDataKey gave.
struct Decrypt: Operation {
    struct Input {
        var blob: [UInt8]
        var keyID: String?
        var encryptionContext: EncryptionContext
        var algorithm: String
        var isDryRun: Bool
    }

    struct Output {
        var key: Key
        var plaintext: [UInt8]
    }

    static let name = "Decrypt"
    // Events of Decrypt show the context, the algorithm and the key, not the ciphertext (KMS Developer Guide, log entries).
    static let traits = OperationTraits(isReadOnly: true, secretMembers: ["CiphertextBlob", "Plaintext"])
    static let example = "{\"CiphertextBlob\":\"\(Ciphertext.example)\"}"
    static let fullExample: String? =
        "{\"KeyId\":\"alias/example\",\"CiphertextBlob\":\"\(Ciphertext.example)\",\"EncryptionContext\":{\"team\":\"blue\"}}"

    func decode(_ request: StructureReader) throws -> Input {
        try request.refuseRecipient()
        _ = try request.grantTokens()
        return Input(
            blob: try request.requiredBlob("CiphertextBlob", upTo: 6144), keyID: try request.optionalKeyID(),
            encryptionContext: try EncryptionContext(request, "EncryptionContext"), algorithm: try request.encryptionAlgorithm(),
            isDryRun: try request.dryRun())
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        let source = try CiphertextSource(input.blob, keyID: input.keyID, in: context)
        var conditions = CallConditions(encryptionContext: input.encryptionContext)
        conditions.others["kms:EncryptionAlgorithm"] = .single(input.algorithm)
        conditions.isKeyFromCiphertext = input.keyID == nil
        return [context.question("kms:Decrypt", on: source.key, conditions)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let source = try CiphertextSource(input.blob, keyID: input.keyID, in: context)
        let (key, plaintext) = try source.open(input.encryptionContext, for: Self.name, algorithm: input.algorithm, in: context)
        if input.isDryRun { throw AWSError.dryRun }
        return Output(key: key, plaintext: plaintext)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.string("KeyId", output.key.arn)
        response.string("Plaintext", Base64.encode(output.plaintext))
        response.string("EncryptionAlgorithm", KeySpec.symmetric)
        response.string("KeyMaterialId", output.key.materialID)
    }
}
