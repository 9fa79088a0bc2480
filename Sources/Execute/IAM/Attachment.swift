import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// A user, group or role and a managed policy, as the operations that attach and detach name them.
struct Attachment<Entity: IAMEntity> {
    var name: String
    var policyARN: String

    static var example: String {
        #"{"\#(Entity.nameMember)":"Example","PolicyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}"#
    }

    init(_ request: StructureReader) throws {
        name = try request.requiredName(Entity.nameMember, longest: Entity.longestName)
        policyARN = try request.policyARN()
    }

    func question(_ action: String, in context: OperationContext) -> AuthorizationRequest {
        context.ask(action, context.bounded(name, Entity.self), ["iam:PolicyARN": .single(policyARN)])
    }
}
