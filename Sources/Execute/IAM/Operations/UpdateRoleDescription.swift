import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Changes a role's description; UpdateRole does it too.
struct UpdateRoleDescription: Operation {
    struct Input {
        var name: String
        var description: String
    }

    static let name = "UpdateRoleDescription"
    static let example = #"{"RoleName":"Example","Description":"reads"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            name: request.requiredName("RoleName", longest: Role.longestName),
            description: request.required("Description", .maximumLength(1000)))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.bounded(input.name, Role.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Role {
        try store.update { directory in
            var role: Role = try directory.find(input.name, in: context.account)
            role.description = input.description
            directory.roles[role.key] = role
            return role
        }
    }

    func encode(_ role: Role, into response: inout StructureWriter) {
        response.structure("Role") { role.encodeMembers(.listed, into: &$0) }
    }
}
