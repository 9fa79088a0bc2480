import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Puts tags on a user or role.
struct TagEntity<Entity: IAMPrincipalEntity>: Operation {
    struct Input {
        var name: String
        var tags: [Tag]
    }

    static var name: String { "Tag\(Entity.kind)" }
    static var example: String { #"{"\#(Entity.nameMember)":"Example","Tags":[{"Key":"a","Value":"b"}]}"# }

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        if !request.has("Tags") { request.requireMember("Tags") }
        return try Input(name: request.requiredName(Entity.nameMember), tags: request.tags())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.name, Entity.self), input.tags.conditionKeys)]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try store.update { directory in
            var entity: Entity = try directory.find(input.name, in: context.account)
            entity.tags = try entity.tags.merging(input.tags, quota: "TagsPer\(Entity.kind)")
            directory[keyPath: Entity.records][entity.key] = entity
        }
    }
}
