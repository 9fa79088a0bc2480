import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Makes a long-term key; its secret is shown this once.
struct CreateAccessKey: Operation {
    static let name = "CreateAccessKey"
    static let traits = OperationTraits(secretMembers: ["SecretAccessKey"])

    let store: DirectoryStore
    let identifiers: Identifiers

    static let keysPerUser = 2

    func decode(_ request: StructureReader) throws -> String? { try request.name("UserName") }

    func authorization(for name: String?, in context: OperationContext) throws -> [AuthorizationRequest] {
        try KeyOwner(name, in: context).question(Self.name, in: context)
    }

    func execute(_ name: String?, in context: OperationContext) throws -> AccessKey {
        let owner = try KeyOwner(name, in: context)
        return try store.update { directory in
            try owner.check(in: directory, context.account)
            if directory.accessKeys(of: owner.userName, in: context.account).count >= Self.keysPerUser {
                throw AWSError.quota("AccessKeysPerUser", Self.keysPerUser)
            }
            let key = AccessKey(
                id: identifiers.accessKeyID(isTemporary: false), secret: identifiers.secretKey(), account: context.account,
                userName: owner.userName, created: context.now)
            directory.accessKeys[key.id] = key
            return key
        }
    }

    func encode(_ key: AccessKey, into response: inout StructureWriter) {
        response.structure("AccessKey") { writer in
            writer.string("UserName", key.userName)
            writer.string("AccessKeyId", key.id)
            writer.string("Status", key.status)
            writer.string("SecretAccessKey", key.secret)
            writer.timestamp("CreateDate", key.created)
        }
    }
}
