import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes the bounds off a user or role.
struct DeletePermissionsBoundary<Entity: IAMPrincipalEntity>: Operation {
    static var name: String { "Delete\(Entity.kind)PermissionsBoundary" }
    static var example: String { #"{"\#(Entity.nameMember)":"Example"}"# }

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> String {
        try request.requiredName(Entity.nameMember, longest: Entity.longestName)
    }

    func authorization(for name: String, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.bounded(name, Entity.self))]
    }

    func execute(_ name: String, in context: OperationContext) throws {
        try store.update { directory in
            var entity: Entity = try directory.findOwn(name, in: context.account)
            if entity.boundary == nil { throw AWSError.boundaryNotSet(Entity.word, name) }
            entity.boundary = nil
            directory[keyPath: Entity.records][entity.key] = entity
        }
    }
}
