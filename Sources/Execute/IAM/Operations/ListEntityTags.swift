import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the tags of a user or role.
struct ListEntityTags<Entity: IAMPrincipalEntity>: Operation {
    struct Input {
        var name: String
        var page: PageRequest
    }

    static var name: String { "List\(Entity.kind)Tags" }
    static var traits: OperationTraits { .readOnly }
    static var example: String { #"{"\#(Entity.nameMember)":"Example"}"# }

    func decode(_ request: StructureReader) throws -> Input {
        try Input(name: request.requiredName(Entity.nameMember), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.name, Entity.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<Tag> {
        let entity: Entity = try context.directory.find(input.name, in: context.account)
        return input.page.page(of: entity.tags, by: \.key)
    }

    func encode(_ page: Page<Tag>, into response: inout StructureWriter) {
        response.tags(page.entries)
        page.encodeEnd(into: &response)
    }
}
