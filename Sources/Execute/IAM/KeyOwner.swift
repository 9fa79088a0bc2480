import AWSTypes
import Directory
import IAMPolicy
import ServiceModel

/// Whose access keys an operation means: a user's, or the root user's where the root user names nobody.
///
/// What AWS prints as the root user's name is not known; the member is left out.
struct KeyOwner {
    var userName: String?

    init(_ given: String?, in context: OperationContext) throws(AWSError) {
        let isRoot = given == nil && context.caller.principal.kind == .root
        userName = isRoot ? nil : try context.userName(given)
    }

    func question(_ action: String, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(action, userName.map { context.existing($0, User.self) } ?? IAMResource(arn: context.caller.arn))]
    }

    /// Checks that the user is there.
    func check(in directory: Directory, _ account: String) throws(AWSError) {
        if let userName { _ = try directory.find(userName, in: account, as: User.self) }
    }

    func key(_ id: String, in directory: Directory, _ account: String) throws(AWSError) -> AccessKey {
        try check(in: directory, account)
        guard let key = directory.accessKeys[id], key.account == account, key.userName == userName else {
            throw .accessKeyNotFound(id)
        }
        return key
    }
}

extension Directory {
    /// The long-term keys of a user, or of the root user.
    func accessKeys(of userName: String?, in account: String) -> [AccessKey] {
        accessKeys.all.filter { $0.account == account && $0.userName == userName }
    }
}

extension AccessKey {
    var status: String { isActive ? "Active" : "Inactive" }
}
