import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes a user that nothing hangs on any more; no policy means it from now on.
///
/// In which order AWS looks for what is left is not known.
struct DeleteUser: Operation {
    static let name = "DeleteUser"
    static let example = #"{"UserName":"Example"}"#

    let store: DirectoryStore
    let references: PrincipalReferences

    func decode(_ request: StructureReader) throws -> String { try request.requiredName("UserName") }

    func authorization(for name: String, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existing(name, User.self))]
    }

    func execute(_ name: String, in context: OperationContext) throws {
        try store.update { directory in
            let user: User = try directory.find(name, in: context.account)
            if !user.groups.isEmpty { throw AWSError.mustFirst("remove users from group") }
            if !user.policies.attached.isEmpty { throw AWSError.mustFirst("detach all policies") }
            if !user.policies.inline.isEmpty { throw AWSError.mustFirst("delete policies") }
            if !directory.accessKeys(of: user.name, in: user.account).isEmpty { throw AWSError.mustFirst("delete access keys") }
            if !directory.devices(of: user).isEmpty { throw AWSError.mustFirst("delete MFA device") }
            directory.users[user.key] = nil
            try references.replace(user.arn, by: user.id, in: &directory)
        }
    }
}
