import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists an account's users by name, below a path.
struct ListUsers: Operation {
    struct Input {
        var pathPrefix: String
        var page: PageRequest
    }

    static let name = "ListUsers"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Input {
        try Input(pathPrefix: request.pathPrefix(), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.listing("user", below: input.pathPrefix))]
    }

    func execute(_ input: Input, in context: OperationContext) -> Page<User> {
        input.page.page(of: context.directory.entities(User.self, in: context.account, below: input.pathPrefix), by: \.name)
    }

    func encode(_ page: Page<User>, into response: inout StructureWriter) {
        response.structures("Users", page.elements) { $1.encodeMembers(into: &$0) }
        page.encodeEnd(into: &response)
    }
}
