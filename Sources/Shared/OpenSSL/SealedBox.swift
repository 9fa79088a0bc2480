import COpenSSL

/// AES-256-GCM: bytes that only the holder of the key can read, and that cannot be changed unnoticed.
package enum SealedBox {
    package static let keyByteCount = 32
    package static let nonceByteCount = 12
    private static let tagByteCount = 16

    /// The encrypted bytes followed by the 16 bytes of their tag.
    ///
    /// A nonce must never be used twice with one key. Key and nonce of another length than AES-256-GCM has are a programmer's
    /// mistake here: whoever seals has made them.
    package static func seal(_ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], authenticating: [UInt8] = []) -> [UInt8] {
        precondition(key.count == keyByteCount && nonce.count == nonceByteCount, "AES-256-GCM takes 32 bytes of key and 12 of nonce")
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        var written: Int32 = 0
        var box = [UInt8](repeating: 0, count: plaintext.count + tagByteCount)
        let succeeded = box.withUnsafeMutableBufferPointer { box in
            guard let start = box.baseAddress else {
                return false
            }
            let tag = start + plaintext.count
            return EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1
                && EVP_EncryptUpdate(context, nil, &written, authenticating, Int32(authenticating.count)) == 1
                && EVP_EncryptUpdate(context, start, &written, plaintext, Int32(plaintext.count)) == 1
                && EVP_EncryptFinal_ex(context, tag, &written) == 1
                && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tagByteCount), tag) == 1
        }
        precondition(succeeded, "OpenSSL cannot encrypt with AES-256-GCM")
        return box
    }

    /// The bytes that were sealed, or nil if key, nonce, authenticated bytes or the box are not those of the sealing.
    package static func open(_ box: [UInt8], key: [UInt8], nonce: [UInt8], authenticating: [UInt8] = []) -> [UInt8]? {
        guard key.count == keyByteCount, nonce.count == nonceByteCount, box.count >= tagByteCount else {
            return nil
        }
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        let length = box.count - tagByteCount
        var tag = Array(box[length...])
        var written: Int32 = 0
        // One byte more than needed: an empty array has no address, and without an address OpenSSL would take the box for
        // authenticated bytes.
        var plaintext = [UInt8](repeating: 0, count: length + 1)
        let succeeded =
            EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1
            && EVP_DecryptUpdate(context, nil, &written, authenticating, Int32(authenticating.count)) == 1
            && EVP_DecryptUpdate(context, &plaintext, &written, box, Int32(length)) == 1
            && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagByteCount), &tag) == 1
            && EVP_DecryptFinal_ex(context, &tag, &written) == 1
        guard succeeded else {
            return nil
        }
        plaintext.removeLast()
        return plaintext
    }
}
