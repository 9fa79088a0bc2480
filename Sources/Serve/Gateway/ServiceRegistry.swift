import AWSWire
package import ServiceModel

/// The services on the port, and how a request tells which one it wants (aws-side services: CLI wiring).
package struct ServiceRegistry: Sendable {
    package let services: [Service]
    private let byName: [String: Service]
    /// `dynamodb:`, where DynamoDB comes first.
    private let firstPrefix: String
    private let byVersion: [String: Service]
    private let byTarget: [String: (service: Service, operation: AnyOperation)]

    init(_ services: [Service]) {
        self.services = services
        byName = Dictionary(services.map { ($0.wire.name, $0) }) { first, _ in first }
        firstPrefix = (services.first?.wire.name ?? "") + ":"
        byVersion = Dictionary(services.filter { !$0.wire.wire.isJSON }.map { ($0.wire.version, $0) }) { first, _ in first }
        byTarget = services.reduce(into: [:]) { byTarget, service in
            guard let prefix = service.wire.targetPrefix else { return }
            for operation in service.operations.values { byTarget[prefix + operation.name] = (service, operation) }
        }
    }

    /// The service whose actions begin with `dynamodb:`.
    package subscript(name name: String) -> Service? { byName[name] }

    /// The service that an action belongs to: `kms` for `kms:Decrypt`, and for `KMS:decrypt` too (IAM User Guide, "Action": no regard
    /// to case).
    func service(ofAction action: String) -> Service? {
        // Nearly every action is the first service's, and spelled as AWS spells it.
        if action.hasPrefix(firstPrefix) { return services.first }
        guard let colon = action.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = String(action[..<colon])
        return byName[name] ?? byName[name.lowercased()]
    }

    /// The actions whose names begin with a service's: DynamoDB's and those of its streams are one service to policies.
    func actions(of service: String) -> [String] { services.filter { $0.wire.name == service }.flatMap(\.actions) }

    /// An action as its service spells it: `dynamodb:GetItem` for `DynamoDB:getitem`; one that nobody here knows keeps its name.
    func canonical(action: String) -> String {
        guard let service = service(ofAction: action)?.wire.name, let colon = action.firstIndex(of: ":") else { return action }
        let name = action[action.index(after: colon)...].lowercased()
        return "\(service):\(actions(of: service).first { $0.lowercased() == name } ?? String(action[action.index(after: colon)...]))"
    }

    /// What an `X-Amz-Target` names; nil for a target of nobody here, and no operation for one that its service does not have.
    func target(_ target: String) -> (service: Service, operation: AnyOperation?)? {
        if let found = byTarget[target] { return found }
        return services.first { $0.wire.targetPrefix.map(target.hasPrefix) == true }.map { ($0, nil) }
    }

    func service(queryVersion: String) -> Service? { byVersion[queryVersion] }
}
