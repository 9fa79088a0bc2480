import Foundation

/// What AWS's Service Authorization Reference says, as `Cases/extract_service_authorization.py` wrote it down.
struct ServiceAuthorizationReference: Decodable, Sendable {
    struct Service: Decodable, Sendable {
        var actions: [String: Action]
        var resourceTypes: [String: ResourceType]
        /// The service's condition keys and their types.
        var keys: [String: String]
    }

    struct Action: Decodable, Sendable {
        struct Taken: Decodable, Sendable {
            var required: Bool
            var keys: [String]
        }

        var access: String
        var keys: [String]
        var resourceTypes: [String: Taken]
    }

    struct ResourceType: Decodable, Sendable {
        var arn: String
        var keys: [String]

        /// Whether an ARN has this type's form; `*` in the place of a name does.
        func matches(_ arn: String) -> Bool {
            var pattern = ""
            for (index, piece) in self.arn.split(separator: "${", omittingEmptySubsequences: false).enumerated() {
                guard index > 0, let end = piece.firstIndex(of: "}") else {
                    pattern += NSRegularExpression.escapedPattern(for: String(piece))
                    continue
                }
                // A path has slashes; a stream's label has colons.
                let isWithin = ["Partition", "Region", "Account"].contains(piece[..<end])
                pattern += isWithin ? "[^:]*" : piece[..<end].hasSuffix("Path") ? ".*" : "[^/]*"
                pattern += NSRegularExpression.escapedPattern(for: String(piece[piece.index(after: end)...]))
            }
            return arn.range(of: "^\(pattern)$", options: .regularExpression) != nil
        }
    }

    var source: String
    var services: [String: Service]

    static func load() throws -> ServiceAuthorizationReference {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/service-authorization.json")
        return try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    }

    func action(_ name: String) -> Action? {
        let parts = name.split(separator: ":", maxSplits: 1)
        return services[String(parts[0])]?.actions[String(parts[1])]
    }

    /// The types that an action takes and whose form an ARN has.
    func types(of arn: String, for name: String) -> [String] {
        guard let service = services[String(name.prefix { $0 != ":" })], let action = action(name) else { return [] }
        return action.resourceTypes.keys.filter { service.resourceTypes[$0]?.matches(arn) == true }.sorted()
    }

    /// The condition keys of an action on certain types of resources.
    func keys(_ name: String, on types: [String]) -> Set<String> {
        guard let service = services[String(name.prefix { $0 != ":" })], let action = action(name) else { return [] }
        return types.reduce(into: Set(action.keys)) { keys, type in
            // EC2 says for each action which of a type's keys it has; the others leave it to the type.
            let own = action.resourceTypes[type]?.keys ?? []
            keys.formUnion(own.isEmpty ? service.resourceTypes[type]?.keys ?? [] : own)
        }
    }
}
