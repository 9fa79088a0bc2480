import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists an account's roles by name, below a path.
struct ListRoles: Operation {
    struct Input {
        var pathPrefix: String
        var page: PageRequest
    }

    static let name = "ListRoles"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Input {
        try Input(pathPrefix: request.pathPrefix(), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.listing("role", below: input.pathPrefix))]
    }

    func execute(_ input: Input, in context: OperationContext) -> Page<Role> {
        input.page.page(of: context.directory.entities(Role.self, in: context.account, below: input.pathPrefix), by: \.name)
    }

    func encode(_ page: Page<Role>, into response: inout StructureWriter) {
        response.structures("Roles", page.elements) { $1.encodeMembers(.listed, into: &$0) }
        page.encodeEnd(into: &response)
    }
}
