import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Gives the account an alias, in the place of the one it has; no other account may have it.
struct CreateAccountAlias: Operation {
    static let name = "CreateAccountAlias"
    static let example = AccountAlias.example

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> AccountAlias { try AccountAlias(request) }

    func authorization(for alias: AccountAlias, in context: OperationContext) -> [AuthorizationRequest] {
        [context.askAboutAccount(Self.name)]
    }

    func execute(_ alias: AccountAlias, in context: OperationContext) throws {
        try store.update { directory in
            if directory.accounts.unordered.contains(where: { $0.alias == alias.name }) { throw AWSError.aliasExists(alias.name) }
            directory.accounts[context.account]?.alias = alias.name
        }
    }
}
