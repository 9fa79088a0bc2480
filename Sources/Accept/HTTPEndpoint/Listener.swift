import Synchronization

/// An address to listen on, and what it means to come in through it.
package struct Listener: Sendable, Hashable {
    /// What a connection may begin with.
    package enum Scheme: Sendable, Hashable {
        case http
        /// Plain HTTP and TLS on the same port, told apart by the first byte a client sends.
        case httpAndHTTPS
    }

    /// An address, `localhost`, or a name, which is looked up.
    package var host: String
    /// Zero for any port that is free.
    package var port: Int
    /// The VPC endpoint this address stands for.
    package var endpointID: String?
    package var scheme: Scheme

    package init(host: String = "127.0.0.1", port: Int, endpointID: String? = nil, scheme: Scheme = .http) {
        self.host = host
        self.port = port
        self.endpointID = endpointID
        self.scheme = scheme
    }
}

/// A listener that is listening: as it was asked for, with the port it got.
package struct BoundListener: Sendable, Hashable, Identifiable {
    package let id: UInt64
    package let listener: Listener

    package var host: String { listener.host }
    package var port: Int { listener.port }
    package var endpointID: String? { listener.endpointID }
}

/// Whether a listener still listens, as the connections that came in through it see it.
///
/// A connection may be on its way to its loop while its listener is removed; it asks when it arrives.
final class ListenerLife: Sendable {
    let bound: BoundListener
    private let isOver = Atomic(false)

    init(_ bound: BoundListener) {
        self.bound = bound
    }

    var hasEnded: Bool { isOver.load(ordering: .acquiring) }

    func end() {
        isOver.store(true, ordering: .releasing)
    }
}
