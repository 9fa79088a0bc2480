import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Removes a table with its items.
///
/// The answer says DELETING as AWS's does; the table is gone.
struct DeleteTable: Operation {
    static let name = "DeleteTable"
    static let traits = OperationTraits(isLong: true)
    static let example = #"{"TableName": "Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> TableReference { try request.table() }

    func authorization(for input: TableReference, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DeleteTable", on: input, in: context)]
    }

    func execute(_ input: TableReference, in context: OperationContext) throws -> TableDescription {
        let table = try tables.definition(input, in: context)
        let removed = try tables.store.remove(
            table, at: context.now,
            check: { table throws in
                if table.isProtected { throw AWSError.deletionProtected }
                if table.globalIndexes.contains(where: { $0.isBackfilling == true }) { throw AWSError.indexesBeingChanged }
                try table.replication?.checkDeletion(now: context.now)
            },
            keep: { try tables.store.keepDeleted($0, now: context.now, in: $1) })
        if let key = removed.encrypted { tables.keys.release(key.keyARN, for: key.table, in: context) }
        return TableDescription(table: removed.table, status: "DELETING", extent: .deleted)
    }

    func encode(_ output: TableDescription, into response: inout StructureWriter) {
        response.tableDescription("TableDescription", output)
    }
}
