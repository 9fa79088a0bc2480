package import OpenSSL

/// Seals what a denial does not say openly, and opens it for who may know: EC2's encoded authorization messages (STS API Reference,
/// DecodeAuthorizationMessage).
///
/// A message is AES-256-GCM over its JSON, bound to the account of whoever was denied, in the letters of base64 for addresses.
package struct AuthorizationMessages: Sendable {
    private let key: [UInt8]
    private let random: any RandomSource

    /// The first byte of a message: it leaves room for a second form, and keeps its first letter from being a hyphen, which a command line
    /// would take for an option.
    private static let version: UInt8 = 1

    /// - Parameter key: 32 bytes, the same for as long as messages are to be read.
    package init(key: [UInt8], random: any RandomSource) {
        self.key = key
        self.random = random
    }

    package func encode(_ message: [UInt8], for account: String) -> String {
        let nonce = random.bytes(SealedBox.nonceByteCount)
        let sealed = SealedBox.seal(message, key: key, nonce: nonce, authenticating: Array(account.utf8))
        return String(Base64.encode([Self.version] + nonce + sealed).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.filter { $0 != "=" })
    }

    /// The message that was encoded; nil for what is none, was changed, or is another account's.
    package func decode(_ text: String, for account: String) -> String? {
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }) else { return nil }
        let letters = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        let padding = String(repeating: "=", count: (4 - letters.count % 4) % 4)
        guard let bytes = Base64.decode(String(letters) + padding), bytes.count > 1 + SealedBox.nonceByteCount, bytes[0] == Self.version
        else {
            return nil
        }
        let nonce = Array(bytes[1...SealedBox.nonceByteCount])
        let sealed = Array(bytes[(1 + SealedBox.nonceByteCount)...])
        return SealedBox.open(sealed, key: key, nonce: nonce, authenticating: Array(account.utf8)).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
