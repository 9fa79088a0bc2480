import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Describes a group and lists its users.
struct GetGroup: Operation {
    struct Input {
        var name: String
        var page: PageRequest
    }

    struct Output {
        var group: Group
        var users: Page<User>
    }

    static let name = "GetGroup"
    static let traits = OperationTraits.readOnly
    static let example = #"{"GroupName":"Example"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(name: request.requiredName("GroupName"), page: PageRequest(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.name, Group.self))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let group: Group = try context.directory.find(input.name, in: context.account)
        return Output(group: group, users: input.page.page(of: context.directory.users(in: group), by: \.name))
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structure("Group") { output.group.encodeMembers(into: &$0) }
        response.structures("Users", output.users.elements) { $1.encodeMembers(into: &$0) }
        output.users.encodeEnd(into: &response)
    }
}
