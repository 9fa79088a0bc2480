import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes a long-term key.
struct DeleteAccessKey: Operation {
    struct Input {
        var name: String?
        var id: String
    }

    static let name = "DeleteAccessKey"
    static let example = #"{"UserName":"Example","AccessKeyId":"AKIAEXAMPLEEXAMPLE22"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        try Input(name: request.name("UserName"), id: request.accessKeyID())
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        try KeyOwner(input.name, in: context).question(Self.name, in: context)
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        let owner = try KeyOwner(input.name, in: context)
        try store.update { directory in
            directory.accessKeys[try owner.key(input.id, in: directory, context.account).id] = nil
        }
    }
}
