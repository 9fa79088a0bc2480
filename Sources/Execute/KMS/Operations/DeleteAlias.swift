import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes a name from a key.
struct DeleteAlias: Operation {
    struct Input {
        var name: String
    }

    static let name = "DeleteAlias"
    static let example = #"{"AliasName":"alias/example"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input { Input(name: try request.aliasName()) }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        let arn = KeyAlias.arn(of: input.name, account: context.account, region: context.region)
        let key = context.directory.aliases[arn].flatMap { context.directory.keys[$0.keyARN] }
        return [context.question("kms:DeleteAlias", onAlias: arn)]
            + (key.map { [context.question("kms:DeleteAlias", on: KeyReference($0))] } ?? [])
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        try AliasName.check(input.name)
        let arn = KeyAlias.arn(of: input.name, account: context.account, region: context.region)
        try store.update { directory in
            guard directory.aliases[arn] != nil else { throw AWSError.aliasNotFound(arn) }
            directory.aliases[arn] = nil
        }
    }
}
