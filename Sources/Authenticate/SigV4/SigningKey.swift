import OpenSSL
import Synchronization

/// The key that signs one day's requests to one service in one region, derived from a secret access key.
package struct SigningKey: Sendable {
    private let key: HMAC.Key

    /// Derives the key: an HMAC over the date, then the region, the service and the terminator.
    package init(secretAccessKey: String, date: String, region: String, service: String) {
        var key = Array("AWS4".utf8) + Array(secretAccessKey.utf8)
        for part in [date, region, service, CredentialScope.terminator] {
            key = HMAC.sha256(key: key, message: Array(part.utf8))
        }
        self.key = HMAC.Key(key)
    }

    /// The signature of a text: 64 lower-case hexadecimal digits.
    func signature(of stringToSign: Span<UInt8>) -> String {
        Hex.encode(key.code(for: stringToSign))
    }

    /// Whether some digits are the signature of a text. It takes the same time wherever they begin to differ.
    func isSignature(_ digits: Span<UInt8>, of stringToSign: Span<UInt8>) -> Bool {
        key.isHexCode(digits, of: stringToSign)
    }
}

/// Signing keys that were derived before, so that a request costs one HMAC and not five.
///
/// INVARIANT: a key is found by its whole secret, never by the access key's id, so a changed secret cannot meet an old key.
package final class SigningKeyCache: Sendable {
    private struct Origin: Hashable {
        var secretAccessKey: String
        var date: String
        var region: String
        var service: String

        /// Day and service are left out: of one secret and region there are few.
        func hash(into hasher: inout Hasher) {
            hasher.combine(secretAccessKey)
            hasher.combine(region)
        }
    }

    private let capacity: Int
    private let keys = Mutex<[Origin: SigningKey]>([:])

    /// - Parameter capacity: how many keys are kept. When it is reached all are forgotten: the day's keys are soon derived again,
    ///   and yesterday's are gone.
    package init(capacity: Int = 1024) {
        self.capacity = max(1, capacity)
    }

    /// How many keys are kept now.
    package var count: Int {
        keys.withLock(\.count)
    }

    package func key(for secretAccessKey: String, date: String, region: String, service: String) -> SigningKey {
        let origin = Origin(secretAccessKey: secretAccessKey, date: date, region: region, service: service)
        if let known = keys.withLock({ $0[origin] }) {
            return known
        }
        let derived = SigningKey(secretAccessKey: secretAccessKey, date: date, region: region, service: service)
        keys.withLock { keys in
            if keys.count >= capacity {
                keys.removeAll(keepingCapacity: true)
            }
            keys[origin] = derived
        }
        return derived
    }

    package func key(for secretAccessKey: String, scope: CredentialScope) -> SigningKey {
        key(for: secretAccessKey, date: scope.date, region: scope.region, service: scope.service)
    }
}
