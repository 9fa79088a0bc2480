import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Puts tags on a user, role, managed policy or MFA device.
struct TagEntity<Entity: IAMTaggable>: Operation {
    struct Input {
        var name: String
        var tags: [Tag]
    }

    static var name: String { "Tag\(Entity.tagKind)" }
    static var example: String { #"{"\#(Entity.tagMember)":"\#(Entity.tagExample)","Tags":[{"Key":"team","Value":"blue"}]}"# }

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        if !request.has("Tags") { request.requireMember("Tags") }
        return try Input(name: Entity.tagName(request), tags: request.tags())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, Entity.tagResource(input.name, in: context), input.tags.conditionKeys)]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try store.update { directory in
            var entity = try Entity.tagged(input.name, in: directory, account: context.account, forChange: true)
            entity.tags = try entity.tags.merging(input.tags, quota: "TagsPer\(Entity.tagKind)")
            directory[keyPath: Entity.records][entity.key] = entity
        }
    }
}
