import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import OpenSSL
import ServiceModel

/// Encrypts up to 4096 bytes.
struct Encrypt: KeyOperation {
    struct Input: KeyInput {
        var keyID: String
        var plaintext: [UInt8]
        var encryptionContext: EncryptionContext
        var algorithm: String
        var isDryRun: Bool
    }

    static let name = "Encrypt"
    static let traits = OperationTraits(isReadOnly: true, secretMembers: ["Plaintext"])
    static let takesAliases = true
    static let states = KeyStates.enabled
    static let worksAcrossAccounts = true
    static let example = Example.key(#","Plaintext":"aGVsbG8=""#)
    static let fullExample: String? = #"{"KeyId":"alias/example","Plaintext":"aGVsbG8=","EncryptionContext":{"team":"blue"}}"#

    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> Input {
        let input = Input(
            keyID: try request.keyID(), plaintext: try request.requiredBlob("Plaintext", upTo: 4096),
            encryptionContext: try EncryptionContext(request, "EncryptionContext"), algorithm: try request.encryptionAlgorithm(),
            isDryRun: try request.dryRun())
        _ = try request.grantTokens()
        return input
    }

    func conditions(of input: Input) -> CallConditions {
        var conditions = CallConditions(encryptionContext: input.encryptionContext)
        conditions.others["kms:EncryptionAlgorithm"] = .single(input.algorithm)
        return conditions
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Ciphertext {
        let key = try key(input, in: context)
        try key.requireSymmetric(for: Self.name, algorithm: input.algorithm)
        if input.isDryRun { throw AWSError.dryRun }
        return Ciphertext(sealing: input.plaintext, under: key, input.encryptionContext, random: random)
    }

    func encode(_ ciphertext: Ciphertext, into response: inout StructureWriter) {
        response.string("CiphertextBlob", Base64.encode(ciphertext.blob))
        response.string("KeyId", ciphertext.keyARN)
        response.string("EncryptionAlgorithm", KeySpec.symmetric)
    }
}
