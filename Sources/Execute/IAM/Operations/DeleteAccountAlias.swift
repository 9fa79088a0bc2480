import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes the account's alias away.
struct DeleteAccountAlias: Operation {
    static let name = "DeleteAccountAlias"
    static let example = AccountAlias.example

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> AccountAlias { try AccountAlias(request) }

    func authorization(for alias: AccountAlias, in context: OperationContext) -> [AuthorizationRequest] {
        [context.askAboutAccount(Self.name)]
    }

    func execute(_ alias: AccountAlias, in context: OperationContext) throws {
        try store.update { directory in
            guard directory.accounts[context.account]?.alias == alias.name else { throw AWSError.aliasNotFound(alias.name) }
            directory.accounts[context.account]?.alias = nil
        }
    }
}
