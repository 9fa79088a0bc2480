import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes tags off a user, role, managed policy or MFA device; keys that it does not have are passed over.
struct UntagEntity<Entity: IAMTaggable>: Operation {
    struct Input {
        var name: String
        var keys: [String]
    }

    static var name: String { "Untag\(Entity.tagKind)" }
    static var example: String { #"{"\#(Entity.tagMember)":"\#(Entity.tagExample)","TagKeys":["team"]}"# }

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        if !request.has("TagKeys") { request.requireMember("TagKeys") }
        return try Input(name: Entity.tagName(request), keys: request.strings("TagKeys") ?? [])
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, Entity.tagResource(input.name, in: context), ["aws:TagKeys": .list(input.keys)])]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        let keys = Set(input.keys.map { $0.lowercased() })
        try store.update { directory in
            var entity = try Entity.tagged(input.name, in: directory, account: context.account, forChange: true)
            entity.tags.removeAll { keys.contains($0.key.lowercased()) }
            directory[keyPath: Entity.records][entity.key] = entity
        }
    }
}
