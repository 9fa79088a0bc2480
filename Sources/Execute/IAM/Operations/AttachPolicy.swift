import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Attaches a managed policy to a user, group or role.
struct AttachPolicy<Entity: IAMEntity>: Operation {
    static var name: String { "Attach\(Entity.kind)Policy" }
    static var example: String { Attachment<Entity>.example }

    let store: DirectoryStore

    static var limit: Int { 10 }

    func decode(_ request: StructureReader) throws -> Attachment<Entity> { try Attachment(request) }

    func authorization(for input: Attachment<Entity>, in context: OperationContext) -> [AuthorizationRequest] {
        [input.question(Self.name, in: context)]
    }

    func execute(_ input: Attachment<Entity>, in context: OperationContext) throws {
        try store.update { directory in
            var entity: Entity = try directory.findOwn(input.name, in: context.account)
            if directory.visiblePolicy(input.policyARN, to: context.account) == nil { throw AWSError.policyNotAttachable(input.policyARN) }
            if entity.policies.attached.contains(input.policyARN) { return }
            if entity.policies.attached.count >= Self.limit { throw AWSError.quota("PoliciesPer\(Entity.kind)", Self.limit) }
            entity.policies.attached.append(input.policyARN)
            directory[keyPath: Entity.records][entity.key] = entity
        }
    }
}
