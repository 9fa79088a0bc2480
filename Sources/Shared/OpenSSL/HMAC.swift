import COpenSSL

/// Keyed hashes (RFC 2104): SHA-256 for SigV4, SHA-1 for one-time codes.
package enum HMAC {
    package static func sha256(key: [UInt8], message: [UInt8]) -> [UInt8] {
        Key(key).code(for: message.span)
    }

    package static func sha1(key: [UInt8], message: [UInt8]) -> [UInt8] {
        var inner = SHA_CTX()
        var outer = SHA_CTX()
        SHA1_Init(&inner)
        SHA1_Init(&outer)
        let block = HMAC.block(of: key) { long in HMAC.sha1(of: long) }
        update(&inner, with: block.map { $0 ^ HMAC.innerPad })
        update(&inner, with: message)
        update(&outer, with: block.map { $0 ^ HMAC.outerPad })
        update(&outer, with: finalize(&inner))
        return finalize(&outer)
    }

    /// Compares two codes in a time that depends on their lengths only, so that a guess is not told how near it came.
    package static func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else {
            return false
        }
        return CRYPTO_memcmp(left, right, left.count) == 0
    }

    fileprivate static let innerPad: UInt8 = 0x36
    fileprivate static let outerPad: UInt8 = 0x5c

    /// The key filled up to one hash block of 64 bytes; a longer key is replaced by its hash first.
    fileprivate static func block(of key: [UInt8], hash: ([UInt8]) -> [UInt8]) -> [UInt8] {
        var block = key.count > 64 ? hash(key) : key
        block.append(contentsOf: repeatElement(0, count: 64 - block.count))
        return block
    }

    private static func sha1(of bytes: [UInt8]) -> [UInt8] {
        var context = SHA_CTX()
        SHA1_Init(&context)
        update(&context, with: bytes)
        return finalize(&context)
    }

    private static func update(_ context: inout SHA_CTX, with bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            _ = SHA1_Update(&context, buffer.baseAddress, buffer.count)
        }
    }

    private static func finalize(_ context: inout SHA_CTX) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 20) { digest, count in
            SHA1_Final(digest.baseAddress, &context)
            count = 20
        }
    }
}

extension HMAC {
    /// A key for HMAC-SHA256 with both of its pads already hashed.
    ///
    /// What is kept is two hash states, so a code costs two hash blocks less than from the key's bytes. A SigV4 signing key is used
    /// for a whole day.
    package struct Key: Sendable {
        private var inner = SHA256()
        private var outer = SHA256()

        package init(_ bytes: [UInt8]) {
            let block = HMAC.block(of: bytes, hash: SHA256.hash)
            inner.update(block.map { $0 ^ HMAC.innerPad })
            outer.update(block.map { $0 ^ HMAC.outerPad })
        }

        package func code(for message: [UInt8]) -> [UInt8] {
            code(for: message.span)
        }

        package func code(for message: Span<UInt8>) -> [UInt8] {
            [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { code, count in
                write(codeFor: message, to: code)
                count = SHA256.byteCount
            }
        }

        /// Whether some text is the code of a message in lower-case hexadecimal.
        ///
        /// The comparison takes the same time wherever the two begin to differ.
        package func isHexCode(_ text: Span<UInt8>, of message: Span<UInt8>) -> Bool {
            guard text.count == SHA256.byteCount * 2 else {
                return false
            }
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { digits in
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SHA256.byteCount) { code in
                    write(codeFor: message, to: code)
                    Hex.write(UnsafeRawBufferPointer(code), to: UnsafeMutableRawBufferPointer(digits))
                }
                return text.withUnsafeBytes { CRYPTO_memcmp($0.baseAddress, digits.baseAddress, digits.count) == 0 }
            }
        }

        private func write(codeFor message: Span<UInt8>, to code: UnsafeMutableBufferPointer<UInt8>) {
            var hash = inner
            hash.update(message)
            hash.finish(into: code)
            hash = outer
            hash.update(Span(_unsafeElements: UnsafeBufferPointer(code)))
            hash.finish(into: code)
        }
    }
}
