import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import OpenSSL
import ServiceModel

/// Decrypts and encrypts again in one step, so that the plaintext never leaves.
struct ReEncrypt: Operation {
    struct Input {
        var blob: [UInt8]
        var sourceKeyID: String?
        var sourceContext: EncryptionContext
        var sourceAlgorithm: String
        var destinationKeyID: String
        var destinationContext: EncryptionContext
        var destinationAlgorithm: String
        var isDryRun: Bool
    }

    struct Output {
        var source: Key
        var destination: Key
        var ciphertext: Ciphertext
    }

    static let name = "ReEncrypt"
    static let traits = OperationTraits(isReadOnly: true, secretMembers: ["CiphertextBlob"])
    static let example = "{\"CiphertextBlob\":\"\(Ciphertext.example)\",\"DestinationKeyId\":\"\(Example.keyID)\"}"
    static let fullExample: String? =
        "{\"CiphertextBlob\":\"\(Ciphertext.example)\",\"SourceKeyId\":\"alias/example\",\"DestinationKeyId\":\"alias/example\","
        + #""SourceEncryptionContext":{"team":"blue"},"DestinationEncryptionContext":{"team":"blue"}}"#

    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> Input {
        _ = try request.grantTokens()
        return Input(
            blob: try request.requiredBlob("CiphertextBlob", upTo: 6144), sourceKeyID: try request.optionalKeyID("SourceKeyId"),
            sourceContext: try EncryptionContext(request, "SourceEncryptionContext"),
            sourceAlgorithm: try request.encryptionAlgorithm("SourceEncryptionAlgorithm"),
            destinationKeyID: try request.keyID("DestinationKeyId"),
            destinationContext: try EncryptionContext(request, "DestinationEncryptionContext"),
            destinationAlgorithm: try request.encryptionAlgorithm("DestinationEncryptionAlgorithm"), isDryRun: try request.dryRun())
    }

    /// `kms:ReEncryptFrom` on the one key and `kms:ReEncryptTo` on the other (KMS API Reference, ReEncrypt).
    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        let source = try CiphertextSource(input.blob, keyID: input.sourceKeyID, in: context)
        let destination = try KeyReference(input.destinationKeyID, takingAliases: true, in: context)
        let isSame = ConditionValue.single(String(source.key.arn == destination.arn))
        var from = CallConditions(encryptionContext: input.sourceContext)
        from.others["kms:ReEncryptOnSameKey"] = isSame
        from.isKeyFromCiphertext = input.sourceKeyID == nil
        var to = CallConditions(encryptionContext: input.destinationContext)
        to.others["kms:ReEncryptOnSameKey"] = isSame
        return [
            context.question("kms:ReEncryptFrom", on: source.key, from), context.question("kms:ReEncryptTo", on: destination, to),
        ]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let source = try CiphertextSource(input.blob, keyID: input.sourceKeyID, in: context)
        let (key, plaintext) = try source.open(input.sourceContext, for: Self.name, algorithm: input.sourceAlgorithm, in: context)
        let reference = try KeyReference(input.destinationKeyID, takingAliases: true, in: context)
        let destination = try context.directory.key(reference.arn, at: context.now)
        try KeyStates.enabled.check(destination)
        try destination.requireSymmetric(for: Self.name, algorithm: input.destinationAlgorithm)
        if input.isDryRun { throw AWSError.dryRun }
        return Output(
            source: key, destination: destination,
            ciphertext: Ciphertext(sealing: plaintext, under: destination, input.destinationContext, random: random))
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.string("CiphertextBlob", Base64.encode(output.ciphertext.blob))
        response.string("SourceKeyId", output.source.arn)
        response.string("KeyId", output.destination.arn)
        response.string("SourceEncryptionAlgorithm", KeySpec.symmetric)
        response.string("DestinationEncryptionAlgorithm", KeySpec.symmetric)
        response.string("SourceKeyMaterialId", output.source.materialID)
        response.string("DestinationKeyMaterialId", output.destination.materialID)
    }
}
