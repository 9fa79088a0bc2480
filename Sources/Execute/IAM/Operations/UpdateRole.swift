import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Changes a role's description and the longest session of it.
///
/// A duration that is left out becomes an hour again (IAM API Reference, UpdateRole).
struct UpdateRole: Operation {
    struct Input {
        var name: String
        var description: String?
        var seconds: Int?
    }

    static let name = "UpdateRole"
    static let example = #"{"RoleName":"Example"}"#

    let store: DirectoryStore

    private static let defaultSeconds = 3600

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            name: request.requiredName("RoleName", longest: Role.longestName),
            description: request.string("Description", .maximumLength(1000)),
            seconds: request.maxSessionDuration())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.bounded(input.name, Role.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> EmptyOutput {
        try store.update { directory in
            var role: Role = try directory.find(input.name, in: context.account)
            if let description = input.description { role.description = description }
            role.maxSessionDuration = input.seconds ?? Self.defaultSeconds
            directory.roles[role.key] = role
            return EmptyOutput()
        }
    }
}
