import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes an inline policy from a user, group or role.
struct DeleteInlinePolicy<Entity: IAMEntity>: Operation {
    static var name: String { "Delete\(Entity.kind)Policy" }
    static var example: String { InlinePolicyName<Entity>.example }

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> InlinePolicyName<Entity> { try InlinePolicyName(request) }

    func authorization(for input: InlinePolicyName<Entity>, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.bounded(input.name, Entity.self))]
    }

    func execute(_ input: InlinePolicyName<Entity>, in context: OperationContext) throws {
        try store.update { directory in
            var entity: Entity = try directory.findOwn(input.name, in: context.account)
            guard entity.policies.inline.removeValue(forKey: input.policy) != nil else {
                throw AWSError.inlinePolicyNotFound(Entity.word, input.policy)
            }
            directory[keyPath: Entity.records][entity.key] = entity
        }
    }
}
