import AWSWire
import Directory
import OpenSSL

extension StructureWriter {
    /// `KeyMetadata`, as recorded: a symmetric key names its material, only a key that is to be deleted has a date.
    mutating func metadata(_ key: Key) {
        let spec = KeySpec.named(key.spec)
        structure("KeyMetadata") { writer in
            writer.string("AWSAccountId", key.account)
            writer.string("KeyId", key.id)
            writer.string("Arn", key.arn)
            writer.timestamp("CreationDate", key.created)
            writer.boolean("Enabled", key.state == .enabled)
            writer.string("Description", key.description)
            writer.string("KeyUsage", key.usage)
            writer.string("KeyState", key.state.rawValue)
            writer.timestamp("DeletionDate", key.deletion)
            writer.string("Origin", "AWS_KMS")
            writer.string("KeyManager", key.manager)
            writer.string("CustomerMasterKeySpec", key.spec)
            writer.string("KeySpec", key.spec)
            if let spec {
                writer.algorithms("EncryptionAlgorithms", spec.encryptionAlgorithms, for: "ENCRYPT_DECRYPT", of: key)
                writer.algorithms("SigningAlgorithms", spec.signingAlgorithms, for: "SIGN_VERIFY", of: key)
                writer.algorithms("KeyAgreementAlgorithms", spec.keyAgreementAlgorithms, for: "KEY_AGREEMENT", of: key)
            }
            writer.boolean("MultiRegion", false)
            if let spec { writer.algorithms("MacAlgorithms", spec.macAlgorithms, for: "GENERATE_VERIFY_MAC", of: key) }
            writer.string("CurrentKeyMaterialId", key.spec == KeySpec.symmetric ? key.materialID : nil)
        }
    }

    private mutating func algorithms(_ name: String, _ algorithms: [String], for usage: String, of key: Key) {
        if key.usage == usage { strings(name, algorithms) }
    }
}

extension Key {
    /// 64 digits that name the key's only material; made from its ARN, so that they tell nothing of the material.
    var materialID: String { Hex.encode(SHA256.hash(Array(arn.utf8))) }
}
