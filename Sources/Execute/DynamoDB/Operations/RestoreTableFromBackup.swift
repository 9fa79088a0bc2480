import AWSTypes
import AWSWire
import IAMPolicy
import OpenSSL
import ServiceModel

/// Makes a table of a backup's items.
///
/// The answer says CREATING as AWS's does; the table is there with its items and indexes, unless they are many, which come behind it. A backup
/// feeds one restore at a time (recorded, AWS Controllers' notes on backups).
struct RestoreTableFromBackup: Operation {
    struct Input {
        var target: String
        var backup: TablePartReference?
        var overrides: RestoreOverrides
    }

    static let name = "RestoreTableFromBackup"
    static let traits = OperationTraits(isLong: true)
    static let example = """
        {"TargetTableName": "Restored",
         "BackupArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music/backup/01769860800000-00000000"}
        """

    let tables: Tables
    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            target: request.targetTable(), backup: request.part("BackupArn", as: .backup, or: .invalidBackupARN),
            overrides: request.restoreOverrides())
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        guard let backup = input.backup else { return [] }
        guard backup.account == context.account else { throw AWSError.accessIsDenied }
        let target = TableReference(named: input.target)
        return [
            AuthorizationRequest(
                action: "dynamodb:RestoreTableFromBackup", resource: backup.arn(region: backup.region), resourceAccount: backup.account),
            tables.question("dynamodb:RestoreTableFromBackup", on: target, in: context),
        ] + tables.questionsOfRestore(to: input.target, in: context)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> TableDescription {
        guard let reference = input.backup else { throw AWSError.invalidBackupARN }
        if reference.region != context.region, input.overrides.encryption == nil { throw AWSError.crossRegionNeedsEncryption }
        guard let found = try tables.store.backup(reference, region: reference.region) else {
            throw AWSError.backupNotFound(reference.arn(region: reference.region))
        }
        let source = found.backup.table
        let table = try input.overrides.table(
            named: input.target, from: source, account: context.account, region: context.region, id: random.uuid(), now: context.now)
        if tables.find(TableReference(named: input.target), in: context) != nil { throw AWSError.targetExists(input.target) }
        let (store, backup, number) = (tables.store, found.backup, found.number)
        return try tables.restore(
            table, from: source, input.overrides,
            shownAs: RestoreSummary(backup: backup.arn, table: source.arn, moment: backup.created), in: context,
            check: { connection in
                // It may have been deleted since it was looked up.
                guard let found = try store.find(reference, region: reference.region, in: connection) else {
                    throw AWSError.backupNotFound(reference.arn(region: reference.region))
                }
                if found.backup.isBeingMade == true { throw AWSError.backupBeingMade(backup.arn) }
                // The one being made here is not shown before the transaction ends.
                if store.isRestoring(backup.arn) { throw AWSError.backupBeingRestored(backup.arn, isDeletion: false) }
            },
            fill: { try store.restore(number, to: $0) })
    }

    func encode(_ output: TableDescription, into response: inout StructureWriter) {
        response.tableDescription("TableDescription", output)
    }
}
