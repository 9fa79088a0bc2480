import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Makes a group.
struct CreateGroup: Operation {
    struct Input {
        var name: String
        var path: String
    }

    static let name = "CreateGroup"
    static let example = #"{"GroupName":"Example"}"#

    let store: DirectoryStore
    let identifiers: Identifiers

    func decode(_ request: StructureReader) throws -> Input {
        try Input(name: request.requiredName("GroupName"), path: request.path())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, IAMResource(arn: "arn:aws:iam::\(context.account):group\(input.path)\(input.name)"))]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Group {
        try store.update { directory in
            if directory.isTaken(input.name, in: context.account, by: Group.self) { throw AWSError.alreadyExists("Group", input.name) }
            let group = Group(
                account: context.account, name: input.name, path: input.path, id: identifiers.uniqueID(.group), created: context.now)
            directory.groups[group.key] = group
            return group
        }
    }

    func encode(_ group: Group, into response: inout StructureWriter) {
        response.structure("Group") { group.encodeMembers(into: &$0) }
    }
}
