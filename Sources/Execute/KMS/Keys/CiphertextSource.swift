import AWSTypes
import Directory
import IAMPolicy
import OpenSSL
import ServiceModel

/// A ciphertext that is to be opened, and the key it is to be opened with: the one that the request names, or else the one
/// that the ciphertext does.
struct CiphertextSource: Sendable {
    var key: KeyReference
    private var ciphertext: Ciphertext?

    init(_ blob: [UInt8], keyID: String?, in context: OperationContext) throws(AWSError) {
        ciphertext = Ciphertext(blob)
        if let keyID {
            key = try KeyReference(keyID, takingAliases: true, in: context)
        } else if let ciphertext {
            key = try KeyReference(ciphertext.keyARN, takingAliases: false, in: context)
        } else {
            throw .invalidCiphertext
        }
    }

    /// Recorded: a named key that is another than the ciphertext's is an incorrect key, whatever its kind.
    func open(
        _ encryptionContext: EncryptionContext, for operation: String, algorithm: String, in context: OperationContext
    ) throws(AWSError) -> (Key, plaintext: [UInt8]) {
        let found = try context.directory.key(key.arn, at: context.now)
        try KeyStates.enabled.check(found)
        guard let ciphertext else { throw .invalidCiphertext }
        guard ciphertext.keyARN == found.arn else { throw .incorrectKey }
        try found.requireSymmetric(for: operation, algorithm: algorithm)
        return (found, try ciphertext.open(with: found, encryptionContext))
    }
}

extension Ciphertext {
    /// A well-formed ciphertext of the examples' key that opens with no key.
    static var example: String {
        let key = Key(
            id: Example.keyID, account: "111122223333", region: "us-east-1", policy: StoredPolicy(.empty(as: .key)),
            created: Timestamp(seconds: 0), material: [])
        return Base64.encode(Ciphertext(sealing: [0], under: key, EncryptionContext(), random: SeededRandom(seed: 0)).blob)
    }
}
