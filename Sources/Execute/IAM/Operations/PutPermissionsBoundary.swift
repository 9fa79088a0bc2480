import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Bounds a user or role by a managed policy.
struct PutPermissionsBoundary<Entity: IAMPrincipalEntity>: Operation {
    struct Input {
        var name: String
        var boundary: String
    }

    static var name: String { "Put\(Entity.kind)PermissionsBoundary" }
    static var example: String {
        #"{"\#(Entity.nameMember)":"Example","PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess"}"#
    }

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            name: request.requiredName(Entity.nameMember, longest: Entity.longestName),
            boundary: request.policyARN("PermissionsBoundary"))
    }

    /// The condition key is the boundary to be, not the one that is.
    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.name, Entity.self), ["iam:PermissionsBoundary": .single(input.boundary)])]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try store.update { directory in
            var entity: Entity = try directory.findOwn(input.name, in: context.account)
            try directory.checkBoundary(input.boundary, for: context.account)
            entity.boundary = input.boundary
            directory[keyPath: Entity.records][entity.key] = entity
        }
    }
}
