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

    /// The first eight bytes of the hash of three parts put together, as a number whose order is theirs.
    package static func firstBytes(_ first: [UInt8], _ second: [UInt8], _ third: [UInt8] = []) -> UInt64 {
        var context = MD5_CTX()
        MD5_Init(&context)
        first.withUnsafeBytes { _ = MD5_Update(&context, $0.baseAddress, $0.count) }
        second.withUnsafeBytes { _ = MD5_Update(&context, $0.baseAddress, $0.count) }
        third.withUnsafeBytes { _ = MD5_Update(&context, $0.baseAddress, $0.count) }
        var digest: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &digest) { buffer in
            _ = MD5_Final(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), &context)
        }
        return UInt64(bigEndian: digest.0)
    }
}
