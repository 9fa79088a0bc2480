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
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalize()
    }

    /// Appends the hash of a message to `text` in lower-case hexadecimal, the form in which SigV4 writes hashes.
    package static func appendHexHash(of bytes: Span<UInt8>, to text: inout [UInt8]) {
        var hash = SHA256()
        hash.update(bytes)
        hash.withDigest { Hex.append($0, to: &text) }
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
        withDigest { Array($0) }
    }

    /// Lends the finished hash out without allocating.
    func withDigest<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var finished = context
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SHA256.byteCount) { digest in
            SHA256_Final(digest.baseAddress, &finished)
            return body(UnsafeRawBufferPointer(digest))
        }
    }
}
