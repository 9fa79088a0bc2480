import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Puts a user into a group.
struct AddUserToGroup: Operation {
    static let name = "AddUserToGroup"
    static let example = GroupMembership.example

    let store: DirectoryStore

    static let groupsPerUser = 10

    func decode(_ request: StructureReader) throws -> GroupMembership { try GroupMembership(request) }

    func authorization(for input: GroupMembership, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(input.group, Group.self))]
    }

    func execute(_ input: GroupMembership, in context: OperationContext) throws {
        try input.change(in: store, account: context.account) { others in
            if others.count >= Self.groupsPerUser { throw AWSError.quota("GroupsPerUser", Self.groupsPerUser) }
            others.append(input.group)
        }
    }
}
