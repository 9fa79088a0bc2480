import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Shows an inline policy of a user, group or role.
struct GetInlinePolicy<Entity: IAMEntity>: Operation {
    struct Output {
        var target: InlinePolicyName<Entity>
        var text: String
    }

    static var name: String { "Get\(Entity.kind)Policy" }
    static var traits: OperationTraits { .readOnly }
    static var example: String { InlinePolicyName<Entity>.example }

    func decode(_ request: StructureReader) throws -> InlinePolicyName<Entity> { try InlinePolicyName(request) }

    func authorization(for input: InlinePolicyName<Entity>, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.name, Entity.self))]
    }

    func execute(_ input: InlinePolicyName<Entity>, in context: OperationContext) throws -> Output {
        let entity: Entity = try context.directory.find(input.name, in: context.account)
        guard let policy = entity.policies.inline[input.policy] else {
            throw AWSError.inlinePolicyNotFound(Entity.word, input.policy)
        }
        return Output(target: input, text: policy.text)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.string(Entity.nameMember, output.target.name)
        response.string("PolicyName", output.target.policy)
        response.policy("PolicyDocument", output.text)
    }
}
