import Foundation
package import OpenSSL
import Synchronization

/// Seals sessions into tokens and opens tokens again.
///
/// A token is AES-256-GCM over the session, bound to its access key: what anybody changed, or carried over to another
/// key, does not open. Opening is remembered, so that a session pays for it once.
package final class SessionTokens: Sendable {
    private let sealing: SealedMessage
    private let opened = Mutex<[String: Session]>([:])

    private static let rememberedTokens = 1000

    /// - Parameter key: 32 bytes, the same for as long as tokens are to be good.
    package init(key: [UInt8], random: any RandomSource) {
        // This version makes tokens begin as AWS's do.
        sealing = SealedMessage(version: 0x17, key: key, random: random)
    }

    package func seal(_ session: Session) throws -> String {
        Base64.encode(sealing.seal([UInt8](try JSONEncoder().encode(session)), authenticating: session.accessKeyID))
    }

    /// The session of a token that came with an access key; nil for a token that is not one of ours, or another key's.
    package func open(_ token: String, accessKeyID: String) -> Session? {
        if let session = opened.withLock({ $0[token] }) {
            return session.accessKeyID == accessKeyID ? session : nil
        }
        guard let plaintext = Base64.decode(token).flatMap({ sealing.open($0, authenticating: accessKeyID) }),
            let session = try? JSONDecoder().decode(Session.self, from: Data(plaintext))
        else { return nil }
        opened.withLock { opened in
            if opened.count >= Self.rememberedTokens { opened.removeAll() }
            opened[token] = session
        }
        return session
    }
}
