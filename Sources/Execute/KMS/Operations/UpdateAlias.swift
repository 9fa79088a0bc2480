import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Points an alias to another key.
struct UpdateAlias: Operation {
    static let name = "UpdateAlias"
    static let example = AliasTarget.example

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> AliasTarget { try AliasTarget(request) }

    /// Permission is needed on the alias, on its key and on its new key (KMS Developer Guide, "Controlling access to
    /// aliases").
    func authorization(for input: AliasTarget, in context: OperationContext) throws -> [AuthorizationRequest] {
        let target = try input.target(in: context)
        try context.requireOwn(target, for: "kms:UpdateAlias")
        let alias = context.aliasARN(input.name)
        let former = context.directory.aliases[alias].flatMap { context.directory.keys[$0.keyARN] }.map { KeyReference($0) }
        return [context.question("kms:UpdateAlias", onAlias: alias)]
            + ([former].compactMap { $0 } + [target]).map { context.question("kms:UpdateAlias", on: $0) }
    }

    /// The former key may be in any state, the new one must not be about to be deleted.
    func execute(_ input: AliasTarget, in context: OperationContext) throws {
        try AliasName.check(input.name)
        let target = try input.target(in: context)
        let arn = context.aliasARN(input.name)
        try store.update { directory in
            guard var alias = directory.aliases[arn], let former = directory.keys[alias.keyARN], !former.isGone(at: context.now) else {
                throw AWSError.aliasNotFound(arn)
            }
            let key = try directory.key(target.arn, at: context.now)
            try KeyStates.notPendingDeletion.check(key)
            guard key.usage == former.usage, (key.spec == KeySpec.symmetric) == (former.spec == KeySpec.symmetric) else {
                throw AWSError.aliasCannotMove(arn)
            }
            alias.keyARN = key.arn
            alias.updated = context.now
            directory.aliases[arn] = alias
        }
    }
}
