import AWSTypes
import AWSWire
import Directory
import OpenSSL
import ServiceModel

/// Makes a data key, and gives it as it is and sealed.
struct GenerateDataKey: KeyOperation {
    static let name = "GenerateDataKey"
    static let traits = OperationTraits(isReadOnly: true, secretMembers: ["Plaintext"])
    static let takesAliases = true
    static let states = KeyStates.enabled
    static let worksAcrossAccounts = true
    static let example = Example.key(#","KeySpec":"AES_256""#)
    static let fullExample: String? = #"{"KeyId":"alias/example","KeySpec":"AES_256","EncryptionContext":{"team":"blue"}}"#

    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> DataKeyRequest {
        try request.refuseRecipient()
        return try DataKeyRequest(request)
    }

    func conditions(of input: DataKeyRequest) -> CallConditions { CallConditions(encryptionContext: input.encryptionContext) }

    func execute(_ input: DataKeyRequest, in context: OperationContext) throws -> DataKey {
        let key = try key(input, in: context)
        try key.requireSymmetric(for: Self.name)
        if input.isDryRun { throw AWSError.dryRun }
        return DataKey(input, under: key, random: random)
    }

    func encode(_ dataKey: DataKey, into response: inout StructureWriter) {
        response.string("CiphertextBlob", Base64.encode(dataKey.ciphertext.blob))
        response.string("Plaintext", Base64.encode(dataKey.plaintext))
        response.string("KeyId", dataKey.key.arn)
        response.string("KeyMaterialId", dataKey.key.materialID)
    }
}
