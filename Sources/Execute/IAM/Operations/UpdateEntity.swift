import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Gives a user or group another name, another path, or both; what names it goes on to mean it.
struct UpdateEntity<Entity: IAMRenamable>: Operation {
    struct Input {
        var name: String
        var newName: String?
        var newPath: String?
    }

    static var name: String { "Update\(Entity.kind)" }
    static var example: String { #"{"\#(Entity.nameMember)":"Example"}"# }
    static var fullExample: String? { #"{"\#(Entity.nameMember)":"Example","New\#(Entity.nameMember)":"Other","NewPath":"/team/"}"# }

    let store: DirectoryStore
    let references: PrincipalReferences

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            name: request.requiredName(Entity.nameMember), newName: request.name("New\(Entity.nameMember)", longest: Entity.longestName),
            newPath: request.has("NewPath") ? request.path("NewPath") : nil)
    }

    /// Leave is needed for what there is and for what it is to be (IAM API Reference, UpdateUser: "on both the source object and the
    /// target object").
    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let source = context.ask(Self.name, context.existing(input.name, Entity.self))
        guard input.newName != nil || input.newPath != nil else { return [source] }
        let path = input.newPath ?? context.directory.entity(input.name, in: context.account, as: Entity.self)?.path ?? "/"
        let target = "arn:aws:iam::\(context.account):\(Entity.word)\(path)\(input.newName ?? input.name)"
        return [source, context.ask(Self.name, IAMResource(arn: target))]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try store.update { directory in
            let former: Entity = try directory.find(input.name, in: context.account)
            var entity = former
            entity.name = input.newName ?? former.name
            entity.path = input.newPath ?? former.path
            // Names that differ in case only are the same, but for a name's own change of case.
            if entity.name.lowercased() != former.name.lowercased(), directory.isTaken(entity.name, in: context.account, by: Entity.self) {
                throw AWSError.alreadyExists(Entity.kind, entity.name)
            }
            directory[keyPath: Entity.records][former.key] = nil
            directory[keyPath: Entity.records][entity.key] = entity
            try entity.follow(from: former, in: &directory, references)
        }
    }
}
