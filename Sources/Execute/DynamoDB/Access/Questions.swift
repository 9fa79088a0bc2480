import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Finds the tables that requests name, and makes the questions that are asked about them.
struct Tables: Sendable {
    let store: TableStore
    let keys: any TableKeys

    /// The table, where it is there.
    func find(_ reference: TableReference, in context: OperationContext) -> OpenTable? {
        store.find(
            .init(name: reference.name, account: reference.account ?? context.account, region: reference.region ?? context.region))
    }

    /// The table, for an operation on items, which does not find one that is CREATING (recorded by dynalite's authors).
    func table(_ reference: TableReference, in context: OperationContext) throws -> OpenTable {
        try requireHere(reference, in: context)
        guard let table = find(reference, in: context), table.table.filling == nil else { throw AWSError.tableNotFound }
        return table
    }

    /// The table, for an operation on tables, whose error names it.
    func definition(_ reference: TableReference, in context: OperationContext) throws -> OpenTable {
        try requireHere(reference, in: context)
        guard let table = find(reference, in: context) else { throw AWSError.tableNotFound(reference.name) }
        return table
    }

    /// Refuses to make another table of a name.
    func refuseTaken(_ reference: TableReference, in context: OperationContext) throws {
        guard let table = find(reference, in: context) else { return }
        try table.requireFilled()
        throw AWSError.tableExists(reference.name)
    }

    /// Gives back the key that a table was to have which does not come to be.
    ///
    /// Where another call has made a table of this name under the same key, the grants are that table's.
    func giveBackKey(of table: Table, in context: OperationContext) {
        guard let key = table.encryptionKey, store.find(.init(of: table))?.table.encryptionKey != key else { return }
        keys.release(key, for: EncryptedTable(name: table.name, account: table.account, region: table.region), in: context)
    }

    /// Opens the key of an encrypted table, for reading or writing items: the caller's leave of KMS is asked.
    func open(_ table: OpenTable, in context: OperationContext) throws {
        if let encrypted = table.encrypted { try keys.open(encrypted.keyARN, for: encrypted.table, in: context) }
    }

    /// Refuses the ARN of another region: it was that region's table that leave was asked for.
    func requireHere(_ reference: TableReference, in context: OperationContext) throws {
        if let region = reference.region, region != context.region { throw AWSError.invalidResourceARN(reference.text) }
    }

    /// May the caller do this to a table, whether or not it is there?
    func question(
        _ action: String, on reference: TableReference, in context: OperationContext, index: String? = nil,
        keys: some ConditionKeyValues = NoConditionKeys()
    ) -> AuthorizationRequest {
        var arn = reference.arn(account: context.account, region: context.region)
        if let index { arn += "/index/" + index }
        return AuthorizationRequest(
            action: action, resource: arn, resourceAccount: reference.account ?? context.account, context: keys)
    }

    /// The same for an operation on items, whose condition keys have found the table already.
    func question(_ action: String, on reference: TableReference, in context: OperationContext, keys: DataConditionKeys)
        -> AuthorizationRequest
    {
        guard let table = keys.table, keys.index == nil else {
            return question(action, on: reference, in: context, index: keys.index, keys: keys)
        }
        return AuthorizationRequest(action: action, resource: table.arn, resourceAccount: table.table.account, context: keys)
    }

    /// Refuses another account's table, for the operations that do not reach over accounts (Developer Guide, "API operations
    /// supported by resource-based policies").
    func requireOwn(_ reference: TableReference, in context: OperationContext) throws {
        if let account = reference.account, account != context.account { throw AWSError.ownersOnly }
    }
}

extension OperationContext {
    /// The question of an action that has no resource, and what a denial of it prints.
    func question(_ action: String, printing resource: String? = nil) -> AuthorizationRequest {
        AuthorizationRequest(
            action: action, resource: "*", printedResource: resource, resourceAccount: account, hasResourceType: false)
    }
}
