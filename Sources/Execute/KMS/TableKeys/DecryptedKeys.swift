import AWSTypes
import ServiceModel
import Synchronization

/// Which table keys were decrypted lately, and for whom.
///
/// AWS keeps a table key for five minutes (DynamoDB Developer Guide, "DynamoDB encryption at rest: usage notes"), so that a
/// key that is disabled, or a permission taken away, is felt only then. Nothing is kept where the time is 0.
final class DecryptedKeys: Sendable {
    struct Use: Hashable {
        var accessKeyID: String
        var principal: String
        var table: EncryptedTable
        var keyARN: String
    }

    private let seconds: Int64
    private let decrypted = Mutex<[Use: Timestamp]>([:])

    private static let limit = 10_000

    init(seconds: Int64) { self.seconds = seconds }

    /// A clock that was set back does not make a key last longer.
    func isFresh(_ use: Use, at now: Timestamp) -> Bool {
        guard seconds > 0, let then = decrypted.withLock({ $0[use] }) else { return false }
        return then <= now && now < then.adding(seconds: seconds)
    }

    func keep(_ use: Use, at now: Timestamp) {
        guard seconds > 0 else { return }
        decrypted.withLock { decrypted in
            if decrypted.count >= Self.limit { decrypted.removeAll() }
            decrypted[use] = now
        }
    }

    func forgetAll() { decrypted.withLock { $0.removeAll() } }
}
