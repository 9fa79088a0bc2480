import Foundation
package import OpenSSL
import Synchronization

/// Seals sessions into tokens and opens tokens again.
///
/// A token is AES-256-GCM over the session, bound to its access key: what anybody changed, or carried over to another
/// key, does not open. Opening is remembered, so that a session pays for it once.
package final class SessionTokens: Sendable {
    private let key: [UInt8]
    private let random: any RandomSource
    private let opened = Mutex<[String: Session]>([:])

    private static let rememberedTokens = 1000
    private static let nonceLength = 12
    /// The first byte of a token, before base64; it makes tokens begin as AWS's do and leaves room for a second form.
    private static let version: UInt8 = 0x17

    /// - Parameter key: 32 bytes, the same for as long as tokens are to be good.
    package init(key: [UInt8], random: any RandomSource) {
        self.key = key
        self.random = random
    }

    package func seal(_ session: Session) throws -> String {
        let nonce = random.bytes(Self.nonceLength)
        let plaintext = [UInt8](try JSONEncoder().encode(session))
        let sealed = SealedBox.seal(plaintext, key: key, nonce: nonce, authenticating: Array(session.accessKeyID.utf8))
        return Base64.encode([Self.version] + nonce + sealed)
    }

    /// The session of a token that came with an access key; nil for a token that is not one of ours, or another key's.
    package func open(_ token: String, accessKeyID: String) -> Session? {
        if let session = opened.withLock({ $0[token] }) {
            return session.accessKeyID == accessKeyID ? session : nil
        }
        guard let bytes = Base64.decode(token), bytes.count > 1 + Self.nonceLength, bytes[0] == Self.version else { return nil }
        let nonce = Array(bytes[1...Self.nonceLength])
        let sealed = Array(bytes[(1 + Self.nonceLength)...])
        guard let plaintext = SealedBox.open(sealed, key: key, nonce: nonce, authenticating: Array(accessKeyID.utf8)),
            let session = try? JSONDecoder().decode(Session.self, from: Data(plaintext))
        else { return nil }
        opened.withLock { opened in
            if opened.count >= Self.rememberedTokens { opened.removeAll() }
            opened[token] = session
        }
        return session
    }
}
