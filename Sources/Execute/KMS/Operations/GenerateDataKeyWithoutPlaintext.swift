import AWSTypes
import AWSWire
import Directory
import OpenSSL
import ServiceModel

/// Makes a data key, and gives it sealed only.
struct GenerateDataKeyWithoutPlaintext: DataKeyOperation {
    static let name = "GenerateDataKeyWithoutPlaintext"
    static let traits = OperationTraits.readOnly

    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> DataKeyRequest { try DataKeyRequest(request) }

    func encode(_ dataKey: DataKey, into response: inout StructureWriter) {
        response.string("CiphertextBlob", Base64.encode(dataKey.ciphertext.blob))
        response.string("KeyId", dataKey.key.arn)
        response.string("KeyMaterialId", dataKey.key.materialID)
    }
}
