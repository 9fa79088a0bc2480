import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Gives a key another name.
struct CreateAlias: Operation {
    static let name = "CreateAlias"
    static let example = AliasTarget.example

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> AliasTarget { try AliasTarget(request) }

    func authorization(for input: AliasTarget, in context: OperationContext) throws -> [AuthorizationRequest] {
        let target = try input.target(in: context)
        try context.requireOwn(target, for: "kms:CreateAlias")
        return [
            context.question("kms:CreateAlias", onAlias: context.aliasARN(input.name)), context.question("kms:CreateAlias", on: target),
        ]
    }

    func execute(_ input: AliasTarget, in context: OperationContext) throws {
        try AliasName.check(input.name)
        let target = try input.target(in: context)
        try store.update { directory in
            let key = try directory.key(target.arn, at: context.now)
            try KeyStates.notPendingDeletion.check(key)
            let alias = KeyAlias(
                name: input.name, account: context.account, region: context.region, keyARN: key.arn, created: context.now)
            if let former = directory.aliases[alias.arn], directory.keys[former.keyARN]?.isGone(at: context.now) == false {
                throw AWSError.aliasExists(alias.arn)
            }
            directory.aliases[alias.arn] = alias
        }
    }
}
