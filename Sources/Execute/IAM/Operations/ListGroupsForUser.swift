import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the groups that a user is in.
struct ListGroupsForUser: Operation {
    struct Input {
        var name: String
        var page: PageRequest
    }

    static let name = "ListGroupsForUser"
    static let traits = OperationTraits.readOnly
    static let example = #"{"UserName":"Example"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(name: request.requiredName("UserName"), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.name, User.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<Group> {
        let user: User = try context.directory.find(input.name, in: context.account)
        return input.page.page(of: user.groups.compactMap { context.directory.group($0, in: context.account) }, by: \.name)
    }

    func encode(_ page: Page<Group>, into response: inout StructureWriter) {
        response.structures("Groups", page.elements) { $1.encodeMembers(into: &$0) }
        page.encodeEnd(into: &response)
    }
}
