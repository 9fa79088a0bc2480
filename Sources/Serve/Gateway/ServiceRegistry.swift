import AWSWire
package import ServiceModel

/// The services on the port, and how a request tells which one it wants (aws-side services: CLI wiring).
package struct ServiceRegistry: Sendable {
    package let services: [Service]
    private let byName: [String: Service]
    private let byVersion: [String: Service]

    init(_ services: [Service]) {
        self.services = services
        byName = Dictionary(services.map { ($0.wire.name, $0) }) { first, _ in first }
        byVersion = Dictionary(services.filter { !$0.wire.wire.isJSON }.map { ($0.wire.version, $0) }) { first, _ in first }
    }

    /// The service whose actions begin with `dynamodb:`.
    package subscript(name name: String) -> Service? { byName[name] }

    /// The service that an action belongs to: `kms` for `kms:Decrypt`.
    func service(ofAction action: String) -> Service? {
        action.utf8.firstIndex(of: UInt8(ascii: ":")).flatMap { byName[String(action[..<$0])] }
    }

    /// The service and the operation's name of an `X-Amz-Target`; nil for a target of nobody here.
    func service(target: String) -> (service: Service, operation: Substring)? {
        for service in services {
            if let prefix = service.wire.targetPrefix, target.hasPrefix(prefix) {
                return (service, target.dropFirst(prefix.count))
            }
        }
        return nil
    }

    func service(queryVersion: String) -> Service? { byVersion[queryVersion] }
}
