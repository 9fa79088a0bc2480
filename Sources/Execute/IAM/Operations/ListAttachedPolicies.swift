import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the managed policies that are attached to a user, group or role.
struct ListAttachedPolicies<Entity: IAMEntity>: Operation {
    struct Input {
        var name: String
        var pathPrefix: String
        var page: PageRequest
    }

    static var name: String { "ListAttached\(Entity.kind)Policies" }
    static var traits: OperationTraits { .readOnly }
    static var example: String { #"{"\#(Entity.nameMember)":"Example"}"# }

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            name: request.requiredName(Entity.nameMember, longest: Entity.longestName), pathPrefix: request.pathPrefix(),
            page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.name, Entity.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<ManagedPolicy> {
        let entity: Entity = try context.directory.find(input.name, in: context.account)
        let policies = entity.policies.attached.compactMap(context.directory.availableManagedPolicy)
        return input.page.page(of: policies.filter { $0.path.hasPrefix(input.pathPrefix) }, by: \.arn)
    }

    func encode(_ page: Page<ManagedPolicy>, into response: inout StructureWriter) {
        response.structures("AttachedPolicies", page.elements) { writer, policy in
            writer.string("PolicyName", policy.name)
            writer.string("PolicyArn", policy.arn)
        }
        page.encodeEnd(into: &response)
    }
}
