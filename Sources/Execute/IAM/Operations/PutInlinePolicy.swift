import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Puts an inline policy into a user, group or role, in the place of one of the same name.
struct PutInlinePolicy<Entity: IAMEntity>: Operation {
    struct Input {
        var target: InlinePolicyName<Entity>
        var document: String
    }

    static var name: String { "Put\(Entity.kind)Policy" }
    static var example: String { #"{"\#(Entity.nameMember)":"Example","PolicyName":"Example","PolicyDocument":"{}"}"# }

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        try Input(target: InlinePolicyName(request), document: request.policyText())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.bounded(input.target.name, Entity.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        let policy = try PolicyTexts.read(input.document, as: .identity)
        try store.update { directory in
            var entity: Entity = try directory.findOwn(input.target.name, in: context.account)
            entity.policies.inline[input.target.policy] = policy
            let characters = entity.policies.inline.values.reduce(0) { $0 + PolicyTexts.count($1.text) }
            if characters > Entity.inlineCharacters {
                throw AWSError.inlinePoliciesTooLong(Entity.word, entity.name, limit: Entity.inlineCharacters)
            }
            directory[keyPath: Entity.records][entity.key] = entity
        }
    }
}
