/// A message that travels sealed and comes back: a byte for its form, the nonce, and the box.
///
///     version | nonce, 12 bytes | AES-256-GCM's bytes and tag
///
/// The version leaves room for a second form, and decides the first letters of the message in base64.
package struct SealedMessage: Sendable {
    private let version: UInt8
    private let key: [UInt8]
    private let random: any RandomSource

    /// - Parameter key: 32 bytes, the same for as long as messages are to be opened.
    package init(version: UInt8, key: [UInt8], random: any RandomSource) {
        self.version = version
        self.key = key
        self.random = random
    }

    package func seal(_ plaintext: [UInt8], authenticating text: String) -> [UInt8] {
        let nonce = random.bytes(SealedBox.nonceByteCount)
        return [version] + nonce + SealedBox.seal(plaintext, key: key, nonce: nonce, authenticating: Array(text.utf8))
    }

    /// The plaintext, or nil for what was not sealed here, was changed, or goes with another text.
    package func open(_ message: [UInt8], authenticating text: String) -> [UInt8]? {
        guard message.count > 1 + SealedBox.nonceByteCount, message[0] == version else { return nil }
        let nonce = Array(message[1...SealedBox.nonceByteCount])
        let box = Array(message[(1 + SealedBox.nonceByteCount)...])
        return SealedBox.open(box, key: key, nonce: nonce, authenticating: Array(text.utf8))
    }
}
