import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Makes a user.
struct CreateUser: Operation {
    struct Input {
        var name: String
        var path: String
        var boundary: String?
        var tags: [Tag]
    }

    static let name = "CreateUser"
    static let example = #"{"UserName":"Example"}"#
    static let fullExample: String? =
        #"{"UserName":"Example","PermissionsBoundary":"arn:aws:iam::aws:policy/ReadOnlyAccess","Tags":[{"Key":"team","Value":"blue"}]}"#

    let store: DirectoryStore
    let identifiers: Identifiers

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            name: request.requiredName("UserName", longest: User.longestName), path: request.path(), boundary: request.boundary(),
            tags: request.tags())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let user = IAMResource(arn: "arn:aws:iam::\(context.account):user\(input.path)\(input.name)", boundary: input.boundary)
        return context.ask(Self.name, tagging: User.self, user, input.tags)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> User {
        try store.update { directory in
            if directory.isTaken(input.name, in: context.account, by: User.self) { throw AWSError.alreadyExists("User", input.name) }
            if let boundary = input.boundary { try directory.checkBoundary(boundary, for: context.account) }
            var user = User(
                account: context.account, name: input.name, path: input.path, id: identifiers.uniqueID(.user), created: context.now)
            user.boundary = input.boundary
            user.tags = try [Tag]().merging(input.tags, quota: "TagsPerUser")
            directory.users[user.key] = user
            return user
        }
    }

    func encode(_ user: User, into response: inout StructureWriter) { user.encode(into: &response) }
}
