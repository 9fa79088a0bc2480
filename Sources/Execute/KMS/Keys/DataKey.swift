import AWSTypes
import AWSWire
import Directory
import OpenSSL

/// A request for a key to encrypt data with.
struct DataKeyRequest: KeyInput {
    var keyID: String
    var byteCount: Int
    var encryptionContext: EncryptionContext
    var isDryRun: Bool

    init(_ request: StructureReader) throws(AWSError) {
        keyID = try request.keyID()
        encryptionContext = try EncryptionContext(request, "EncryptionContext")
        let bytes = try request.integer("NumberOfBytes", .atLeast(1), .atMost(1024))
        let spec = try request.string("KeySpec", .oneOf(["AES_256", "AES_128"]))
        _ = try request.grantTokens()
        isDryRun = try request.dryRun()
        byteCount = bytes ?? (spec == "AES_128" ? 16 : 32)
        try request.finish()
        if (bytes == nil) == (spec == nil) { throw .neitherBytesNorSpec }
    }
}

/// A data key: as it is, and sealed under a KMS key.
struct DataKey: Sendable {
    var key: Key
    var plaintext: [UInt8]
    var ciphertext: Ciphertext

    init(_ request: DataKeyRequest, under key: Key, random: any RandomSource) {
        self.key = key
        plaintext = random.bytes(request.byteCount)
        ciphertext = Ciphertext(sealing: plaintext, under: key, request.encryptionContext, random: random)
    }
}
