import AWSTypes
import Directory
import OpenSSL

/// What Encrypt returns: the name of the key, and the bytes sealed under it.
///
///     01 02 02 00 | length, ARN of the key | nonce, 12 bytes | AES-256-GCM's bytes and tag
///
/// The first bytes are those with which AWS's begin. All before the nonce, and the encryption context, are authenticated.
struct Ciphertext: Sendable {
    var keyARN: String
    private var header: [UInt8]
    private var nonce: [UInt8]
    private var box: [UInt8]

    private static let mark: [UInt8] = [1, 2, 2, 0]

    init(sealing plaintext: [UInt8], under key: Key, _ context: EncryptionContext, random: any RandomSource) {
        keyARN = key.arn
        header = Self.mark + [UInt8(truncatingIfNeeded: key.arn.utf8.count)] + Array(key.arn.utf8)
        nonce = random.bytes(SealedBox.nonceByteCount)
        box = SealedBox.seal(plaintext, key: key.sealingKey, nonce: nonce, authenticating: header + context.bytes)
    }

    /// Nil for bytes that cannot have been made here.
    init?(_ blob: [UInt8]) {
        guard blob.starts(with: Self.mark), blob.count > 5 else { return nil }
        let length = 5 + Int(blob[4])
        guard blob.count > length + SealedBox.nonceByteCount else { return nil }
        header = Array(blob[..<length])
        keyARN = String(decoding: blob[5..<length], as: UTF8.self)
        nonce = Array(blob[length..<length + SealedBox.nonceByteCount])
        box = Array(blob[(length + SealedBox.nonceByteCount)...])
        guard let arn = ARN(keyARN), arn.service == "kms", arn.resource.hasPrefix("key/") else { return nil }
    }

    var blob: [UInt8] { header + nonce + box }

    func open(with key: Key, _ context: EncryptionContext) throws(AWSError) -> [UInt8] {
        guard
            let plaintext = SealedBox.open(box, key: key.sealingKey, nonce: nonce, authenticating: header + context.bytes)
        else { throw .invalidCiphertext }
        return plaintext
    }
}

extension Key {
    /// 32 bytes, whatever length the material has that a scenario or a store gave.
    fileprivate var sealingKey: [UInt8] {
        material.count == SealedBox.keyByteCount ? material : SHA256.hash(material)
    }
}
