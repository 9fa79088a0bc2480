import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes a user out of a group; one that is not in it stays out.
struct RemoveUserFromGroup: Operation {
    static let name = "RemoveUserFromGroup"
    static let example = GroupMembership.example

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> GroupMembership { try GroupMembership(request) }

    func authorization(for input: GroupMembership, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.group, Group.self))]
    }

    func execute(_ input: GroupMembership, in context: OperationContext) throws {
        try input.change(in: store, account: context.account) { _ in }
    }
}
