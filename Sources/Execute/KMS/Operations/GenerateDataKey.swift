import AWSTypes
import AWSWire
import Directory
import OpenSSL
import ServiceModel

/// Makes a data key, and gives it as it is and sealed.
struct GenerateDataKey: DataKeyOperation {
    static let name = "GenerateDataKey"
    static let traits = OperationTraits(isReadOnly: true, secretMembers: ["Plaintext"])

    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> DataKeyRequest {
        try request.refuseRecipient()
        return try DataKeyRequest(request)
    }

    func encode(_ dataKey: DataKey, into response: inout StructureWriter) {
        response.string("CiphertextBlob", Base64.encode(dataKey.ciphertext.blob))
        response.string("Plaintext", Base64.encode(dataKey.plaintext))
        response.string("KeyId", dataKey.key.arn)
        response.string("KeyMaterialId", dataKey.key.materialID)
    }
}
