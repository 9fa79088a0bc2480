import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes a group without users and policies.
struct DeleteGroup: Operation {
    static let name = "DeleteGroup"
    static let example = #"{"GroupName":"Example"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> String { try request.requiredName("GroupName") }

    func authorization(for name: String, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(name, Group.self))]
    }

    func execute(_ name: String, in context: OperationContext) throws {
        try store.update { directory in
            let group: Group = try directory.find(name, in: context.account)
            if !directory.users(in: group).isEmpty { throw AWSError.mustFirst("remove users from group") }
            if !group.policies.attached.isEmpty { throw AWSError.mustFirst("detach all policies") }
            if !group.policies.inline.isEmpty { throw AWSError.mustFirst("delete policies") }
            directory.groups[group.key] = nil
        }
    }
}
