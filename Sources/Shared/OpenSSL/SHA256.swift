import COpenSSL

/// The SHA-256 hash, of a whole message or of one that comes in parts.
///
/// The state is a plain value: copying it copies a hash that is half done. `HMAC.Key` is built on that. OpenSSL marks these
/// functions as deprecated in favour of heap-allocated contexts that are found by name; those cost several times what hashing a
/// typical request body does.
package struct SHA256: Sendable {
    /// How many bytes a hash has.
    package static let byteCount = 32

    private var context = SHA256_CTX()

    package init() {
        SHA256_Init(&context)
    }

    /// The hash of a whole message.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        hash(bytes.span)
    }

    /// The hash of a whole message that is borrowed, such as a part of a request's buffer.
    package static func hash(_ bytes: Span<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { digest, count in
            var hash = SHA256()
            hash.update(bytes)
            hash.finish(into: digest)
            count = byteCount
        }
    }

    /// Writes the hash of a message in lower-case hexadecimal, the form in which SigV4 writes hashes.
    ///
    /// - Parameter text: room for 64 digits.
    package static func writeHexHash(of bytes: Span<UInt8>, to text: UnsafeMutableRawBufferPointer) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: byteCount) { digest in
            var hash = SHA256()
            hash.update(bytes)
            hash.finish(into: digest)
            Hex.write(UnsafeRawBufferPointer(digest), to: text)
        }
    }

    package mutating func update(_ bytes: [UInt8]) {
        update(bytes.span)
    }

    package mutating func update(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBytes { buffer in
            _ = SHA256_Update(&context, buffer.baseAddress, buffer.count)
        }
    }

    /// The hash of everything given so far. More may be added afterwards: the state itself is not spent.
    package func finalize() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { digest, count in
            var last = self
            last.finish(into: digest)
            count = SHA256.byteCount
        }
    }

    /// Writes the hash of everything given, after which the state is spent.
    mutating func finish(into digest: UnsafeMutableBufferPointer<UInt8>) {
        precondition(digest.count >= SHA256.byteCount, "a hash has 32 bytes")
        SHA256_Final(digest.baseAddress, &context)
    }
}
