import AWSTypes
import AWSWire
import IAMPolicy
import OpenSSL
import ServiceModel

/// Keeps a table's items as they are, under a name.
///
/// The answer says CREATING as AWS's does; the backup is there, unless its items are many, which are copied behind it.
struct CreateBackup: Operation {
    struct Input {
        var table: TableReference
        var name: String
    }

    static let name = "CreateBackup"
    static let traits = OperationTraits(isLong: true)
    static let example = #"{"TableName": "Music", "BackupName": "Friday"}"#

    let tables: Tables
    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            table: request.table(), name: request.required("BackupName", .tableNamePattern, .indexNameMinimum, .indexNameMaximum))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:CreateBackup", on: input.table, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Backup {
        let table = try tables.source(input.table, in: context)
        // A table whose key cannot be used cannot be kept either (recorded).
        try tables.open(table, in: context)
        let id = Backup.id(at: context.now, random: random)
        do {
            return try tables.store.makeBackup(of: table, named: input.name, id: id, now: context.now)
        } catch let error as AWSError where error.code == .resourceNotFound {
            throw AWSError.sourceTableNotFound(input.table.name)
        }
    }

    func encode(_ output: Backup, into response: inout StructureWriter) { response.backupDetails(output, status: "CREATING") }
}
