import AWSWire
import Directory

/// A user and a group, as AddUserToGroup and RemoveUserFromGroup name them.
struct GroupMembership {
    var group: String
    var user: String

    static let example = #"{"GroupName":"Example","UserName":"Example"}"#

    init(_ request: StructureReader) throws {
        group = try request.requiredName("GroupName")
        user = try request.requiredName("UserName")
    }

    /// Changes the groups that the user is in; both must be there.
    func change(in store: DirectoryStore, account: String, _ change: (inout [String]) throws -> Void) throws {
        try store.update { directory in
            let group: Group = try directory.find(group, in: account)
            var user: User = try directory.find(user, in: account)
            var others = user.groups.filter { $0 != group.name }
            try change(&others)
            user.groups = others
            directory.users[user.key] = user
        }
    }
}
