import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells what a backup holds, and what its table was like.
struct DescribeBackup: Operation {
    static let name = "DescribeBackup"
    static let traits = OperationTraits.readOnly
    static let example =
        #"{"BackupArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music/backup/01769860800000-00000000"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> TablePartReference? {
        try request.part("BackupArn", as: .backup, or: .invalidBackupARN)
    }

    func authorization(for input: TablePartReference?, in context: OperationContext) throws -> [AuthorizationRequest] {
        try input.map { [try tables.question("dynamodb:DescribeBackup", on: $0, in: context)] } ?? []
    }

    func execute(_ input: TablePartReference?, in context: OperationContext) throws -> Backup {
        guard let input else { throw AWSError.invalidBackupARN }
        guard let found = try tables.store.backup(input, region: context.region) else {
            throw AWSError.backupNotFound(input.arn(region: input.region))
        }
        return found.backup
    }

    func encode(_ output: Backup, into response: inout StructureWriter) { response.backupDescription(output, status: output.status) }
}
