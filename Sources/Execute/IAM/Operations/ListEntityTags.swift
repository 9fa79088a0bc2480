import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the tags of a user, role, managed policy or MFA device.
struct ListEntityTags<Entity: IAMTaggable>: Operation {
    struct Input {
        var name: String
        var page: PageRequest
    }

    static var name: String { "List\(Entity.tagKind)Tags" }
    static var traits: OperationTraits { .readOnly }
    static var example: String { #"{"\#(Entity.tagMember)":"\#(Entity.tagExample)"}"# }

    func decode(_ request: StructureReader) throws -> Input {
        try Input(name: Entity.tagName(request), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, Entity.tagResource(input.name, in: context))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<Tag> {
        let entity = try Entity.tagged(input.name, in: context.directory, account: context.account, forChange: false)
        return input.page.page(of: entity.tags, by: \.key)
    }

    func encode(_ page: Page<Tag>, into response: inout StructureWriter) {
        response.tags(page.elements)
        page.encodeEnd(into: &response)
    }
}
