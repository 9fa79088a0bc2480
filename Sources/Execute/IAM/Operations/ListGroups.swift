import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists an account's groups by name, below a path.
struct ListGroups: Operation {
    struct Input {
        var pathPrefix: String
        var page: PageRequest
    }

    static let name = "ListGroups"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Input {
        try Input(pathPrefix: request.pathPrefix(), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.listing("group", below: input.pathPrefix))]
    }

    func execute(_ input: Input, in context: OperationContext) -> Page<Group> {
        input.page.page(of: context.directory.entities(Group.self, in: context.account, below: input.pathPrefix), by: \.name)
    }

    func encode(_ page: Page<Group>, into response: inout StructureWriter) {
        response.structures("Groups", page.elements) { $1.encodeMembers(into: &$0) }
        page.encodeEnd(into: &response)
    }
}
