package import AWSTypes
import Synchronization

/// When each long-term access key was used last.
///
/// It is noted on every call, so it is kept in memory and not in the data file.
package final class AccessKeyUses: Sendable {
    package struct Use: Sendable, Hashable {
        package var time: Timestamp
        /// As credential scopes have it: `dynamodb`.
        package var service: String
        package var region: String

        package init(time: Timestamp, service: String, region: String) {
            self.time = time
            self.service = service
            self.region = region
        }
    }

    private let uses = Mutex<[String: Use]>([:])

    package init() {}

    package subscript(_ accessKeyID: String) -> Use? { uses.withLock { $0[accessKeyID] } }

    package func note(_ use: Use, of accessKeyID: String) { uses.withLock { $0[accessKeyID] = use } }

    package func removeAll() { uses.withLock { $0 = [:] } }
}
