import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Switches a long-term key off or on.
struct UpdateAccessKey: Operation {
    struct Input {
        var name: String?
        var id: String
        var isActive: Bool
    }

    static let name = "UpdateAccessKey"
    static let example = #"{"UserName":"Example","AccessKeyId":"AKIAEXAMPLEEXAMPLE22","Status":"Inactive"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            name: request.name("UserName"), id: request.accessKeyID(),
            isActive: request.required("Status", .oneOf(["Active", "Inactive"])) == "Active")
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        try KeyOwner(input.name, in: context).question(Self.name, in: context)
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        let owner = try KeyOwner(input.name, in: context)
        try store.update { directory in
            var key = try owner.key(input.id, in: directory, context.account)
            key.isActive = input.isActive
            directory.accessKeys[key.id] = key
        }
    }
}
