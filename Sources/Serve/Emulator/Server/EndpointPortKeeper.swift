import AWSTypes
import EC2
import HTTPEndpoint
import Synchronization

/// Opens and closes the local ports that stand for VPC endpoints, while the server runs.
final class EndpointPortKeeper: EndpointPorts {
    private struct State {
        var endpoint: HTTPEndpoint?
        var listeners: [String: BoundListener] = [:]
    }

    private let host: String
    private let scheme: Listener.Scheme
    private let state = Mutex(State())

    init(host: String, scheme: Listener.Scheme) {
        self.host = host
        self.scheme = scheme
    }

    /// Names the endpoint that listens, once it does.
    func attach(_ endpoint: HTTPEndpoint) { state.withLock { $0.endpoint = endpoint } }

    /// - Parameter port: The port wanted; zero for any that is free.
    func open(endpointID: String, port: Int) throws -> Int {
        guard let endpoint = state.withLock({ $0.endpoint }) else {
            throw AWSError(.internalServerError, cause: "VPC endpoint ports cannot be opened before the server listens")
        }
        let bound = try endpoint.addListener(Listener(host: host, port: port, endpointID: endpointID, scheme: scheme))
        state.withLock { $0.listeners[endpointID] = bound }
        return bound.port
    }

    func close(endpointID: String) {
        let (endpoint, listener) = state.withLock { ($0.endpoint, $0.listeners.removeValue(forKey: endpointID)) }
        if let listener { endpoint?.removeListener(listener) }
    }

    /// The open ports by endpoint.
    var ports: [String: Int] { state.withLock { $0.listeners.mapValues(\.port) } }
}
