package import OpenSSL

/// Seals what a denial does not say openly, and opens it for who may know: EC2's encoded authorization messages (STS API Reference,
/// DecodeAuthorizationMessage).
///
/// A message is AES-256-GCM over its JSON, bound to the account of whoever was denied, in the letters of base64 for addresses.
package struct AuthorizationMessages: Sendable {
    private let sealing: SealedMessage

    /// - Parameter key: 32 bytes, the same for as long as messages are to be read.
    package init(key: [UInt8], random: any RandomSource) {
        // This version keeps a message's first letter from being a hyphen, which a command line would take for an option.
        sealing = SealedMessage(version: 1, key: key, random: random)
    }

    package func encode(_ message: [UInt8], for account: String) -> String {
        String(
            Base64.encode(sealing.seal(message, authenticating: account)).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.filter {
                $0 != "="
            })
    }

    /// The message that was encoded; nil for what is none, was changed, or is another account's.
    package func decode(_ text: String, for account: String) -> String? {
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }) else { return nil }
        let letters = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        let padding = String(repeating: "=", count: (4 - letters.count % 4) % 4)
        let bytes = Base64.decode(String(letters) + padding)
        return bytes.flatMap { sealing.open($0, authenticating: account) }.map { String(decoding: $0, as: UTF8.self) }
    }
}
