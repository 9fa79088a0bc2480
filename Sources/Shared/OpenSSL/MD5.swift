import COpenSSL

/// The MD5 hash, for checksums that AWS's protocols still carry. It protects nothing.
package enum MD5 {
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var context = MD5_CTX()
        MD5_Init(&context)
        bytes.withUnsafeBytes { buffer in
            _ = MD5_Update(&context, buffer.baseAddress, buffer.count)
        }
        return [UInt8](unsafeUninitializedCapacity: 16) { digest, count in
            MD5_Final(digest.baseAddress, &context)
            count = 16
        }
    }
}
