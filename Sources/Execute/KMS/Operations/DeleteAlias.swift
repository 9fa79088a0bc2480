import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes a name from a key.
struct DeleteAlias: Operation {
    static let name = "DeleteAlias"
    static let example = #"{"AliasName":"alias/example"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> String { try request.aliasName() }

    func authorization(for name: String, in context: OperationContext) throws -> [AuthorizationRequest] {
        let arn = context.aliasARN(name)
        let key = context.directory.aliases[arn].flatMap { context.directory.keys[$0.keyARN] }
        return [context.question("kms:DeleteAlias", onAlias: arn)]
            + (key.map { [context.question("kms:DeleteAlias", on: KeyReference($0))] } ?? [])
    }

    func execute(_ name: String, in context: OperationContext) throws {
        try AliasName.check(name)
        let arn = context.aliasARN(name)
        try store.update { directory in
            guard directory.aliases[arn] != nil else { throw AWSError.aliasNotFound(arn) }
            directory.aliases[arn] = nil
        }
    }
}
