import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the names of the inline policies of a user, group or role.
struct ListInlinePolicies<Entity: IAMEntity>: Operation {
    struct Input {
        var name: String
        var page: PageRequest
    }

    static var name: String { "List\(Entity.kind)Policies" }
    static var traits: OperationTraits { .readOnly }
    static var example: String { #"{"\#(Entity.nameMember)":"Example"}"# }

    func decode(_ request: StructureReader) throws -> Input {
        try Input(name: request.requiredName(Entity.nameMember, longest: Entity.longestName), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.name, Entity.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<String> {
        let entity: Entity = try context.directory.find(input.name, in: context.account)
        return input.page.page(of: Array(entity.policies.inline.keys)) { $0 }
    }

    func encode(_ page: Page<String>, into response: inout StructureWriter) {
        response.strings("PolicyNames", page.elements)
        page.encodeEnd(into: &response)
    }
}
