import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Detaches a managed policy from a user, group or role.
struct DetachPolicy<Entity: IAMEntity>: Operation {
    static var name: String { "Detach\(Entity.kind)Policy" }
    static var example: String { Attachment<Entity>.example }

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Attachment<Entity> { try Attachment(request) }

    func authorization(for input: Attachment<Entity>, in context: OperationContext) -> [AuthorizationRequest] {
        [input.question(Self.name, in: context)]
    }

    func execute(_ input: Attachment<Entity>, in context: OperationContext) throws {
        try store.update { directory in
            var entity: Entity = try directory.findOwn(input.name, in: context.account)
            guard let place = entity.policies.attached.firstIndex(of: input.policyARN) else {
                throw AWSError.policyNotFound(input.policyARN)
            }
            entity.policies.attached.remove(at: place)
            directory[keyPath: Entity.records][entity.key] = entity
        }
    }
}
