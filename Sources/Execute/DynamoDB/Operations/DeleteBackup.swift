import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Removes a backup with its items.
///
/// A system backup cannot be removed: it goes when its time is over (recorded).
struct DeleteBackup: Operation {
    static let name = "DeleteBackup"
    static let traits = OperationTraits(isLong: true)
    static let example = DescribeBackup.example

    let tables: Tables

    func decode(_ request: StructureReader) throws -> TablePartReference? {
        try request.part("BackupArn", as: .backup, or: .invalidBackupARN)
    }

    func authorization(for input: TablePartReference?, in context: OperationContext) throws -> [AuthorizationRequest] {
        try input.map { [try tables.question("dynamodb:DeleteBackup", on: $0, in: context)] } ?? []
    }

    func execute(_ input: TablePartReference?, in context: OperationContext) throws -> Backup {
        guard let input else { throw AWSError.invalidBackupARN }
        let removed = try tables.store.removeBackup(input, region: context.region) { backup in
            if backup.isBeingMade == true { throw AWSError.backupBeingMade(backup.arn) }
            if tables.store.isRestoring(backup.arn) { throw AWSError.backupBeingRestored(backup.arn, isDeletion: true) }
            if backup.kind == .system { throw AWSError.systemBackupStays(backup.arn, until: backup.expires ?? backup.created) }
        }
        guard let removed else { throw AWSError.backupNotFound(input.arn(region: input.region)) }
        return removed
    }

    func encode(_ output: Backup, into response: inout StructureWriter) { response.backupDescription(output, status: "DELETED") }
}
