import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes a role without policies; the sessions of it end with it, and no policy means it any more.
struct DeleteRole: Operation {
    static let name = "DeleteRole"
    static let example = #"{"RoleName":"Example"}"#

    let store: DirectoryStore
    let references: PrincipalReferences

    func decode(_ request: StructureReader) throws -> String { try request.requiredName("RoleName", longest: Role.longestName) }

    func authorization(for name: String, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.bounded(name, Role.self))]
    }

    func execute(_ name: String, in context: OperationContext) throws {
        try store.update { directory in
            let role: Role = try directory.findOwn(name, in: context.account)
            if !role.policies.attached.isEmpty { throw AWSError.mustFirst("detach all policies") }
            if !role.policies.inline.isEmpty { throw AWSError.mustFirst("delete policies") }
            directory.roles[role.key] = nil
            try references.replace(role.arn, by: role.id, in: &directory)
        }
    }
}
