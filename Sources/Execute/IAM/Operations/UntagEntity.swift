import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes tags off a user or role; keys that it does not have are passed over.
struct UntagEntity<Entity: IAMPrincipalEntity>: Operation {
    struct Input {
        var name: String
        var keys: [String]
    }

    static var name: String { "Untag\(Entity.kind)" }
    static var example: String { #"{"\#(Entity.nameMember)":"Example","TagKeys":["a"]}"# }

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        if !request.has("TagKeys") { request.requireMember("TagKeys") }
        return try Input(name: request.requiredName(Entity.nameMember), keys: request.strings("TagKeys") ?? [])
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.name, Entity.self), ["aws:TagKeys": .list(input.keys)])]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        let keys = Set(input.keys.map { $0.lowercased() })
        try store.update { directory in
            var entity: Entity = try directory.find(input.name, in: context.account)
            entity.tags.removeAll { keys.contains($0.key.lowercased()) }
            directory[keyPath: Entity.records][entity.key] = entity
        }
    }
}
