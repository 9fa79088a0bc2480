import AWSTypes
import AWSWire

/// A backup as CreateBackup, DescribeBackup, DeleteBackup and ListBackups show it.
///
/// Of the table's settings it shows streams, time to live, encryption, indexes and throughput, and nothing else (recorded).
extension StructureWriter {
    mutating func backupDetails(_ backup: Backup, status: String) {
        structure("BackupDetails") { writer in
            writer.string("BackupArn", backup.arn)
            writer.string("BackupName", backup.name)
            writer.integer("BackupSizeBytes", backup.bytes)
            writer.string("BackupStatus", status)
            writer.string("BackupType", backup.kind.rawValue)
            writer.timestamp("BackupCreationDateTime", backup.created)
            writer.timestamp("BackupExpiryDateTime", backup.expires)
        }
    }

    mutating func backupDescription(_ backup: Backup, status: String) {
        structure("BackupDescription") { writer in
            writer.backupDetails(backup, status: status)
            writer.structure("SourceTableDetails") { $0.sourceTable(of: backup) }
            writer.structure("SourceTableFeatureDetails") { $0.features(of: backup.table) }
        }
    }

    mutating func backupSummary(_ backup: Backup) {
        string("TableName", backup.table.name)
        string("TableId", backup.table.id)
        string("TableArn", backup.table.arn)
        string("BackupArn", backup.arn)
        string("BackupName", backup.name)
        timestamp("BackupCreationDateTime", backup.created)
        timestamp("BackupExpiryDateTime", backup.expires)
        string("BackupStatus", backup.status)
        string("BackupType", backup.kind.rawValue)
        integer("BackupSizeBytes", backup.bytes)
    }

    private mutating func sourceTable(of backup: Backup) {
        let table = backup.table
        string("TableName", table.name)
        string("TableId", table.id)
        string("TableArn", table.arn)
        integer("TableSizeBytes", backup.bytes)
        key(table.key)
        timestamp("TableCreationDateTime", table.created)
        throughput(table.throughput)
        onDemand(table.onDemand)
        integer("ItemCount", backup.items)
        string("BillingMode", table.billing.rawValue)
    }

    private mutating func features(of table: Table) {
        if !table.localIndexes.isEmpty { structures("LocalSecondaryIndexes", table.localIndexes) { $0.indexInfo($1) } }
        if !table.globalIndexes.isEmpty {
            structures("GlobalSecondaryIndexes", table.globalIndexes) { writer, index in
                writer.indexInfo(index)
                writer.throughput(index.throughput)
                writer.onDemand(index.onDemand)
            }
        }
        if let stream = table.stream, stream.isEnabled {
            structure("StreamDescription") { writer in
                writer.boolean("StreamEnabled", true)
                writer.string("StreamViewType", stream.viewType)
            }
        }
        if let attribute = table.timeToLive {
            structure("TimeToLiveDescription") { writer in
                writer.string("TimeToLiveStatus", "ENABLED")
                writer.string("AttributeName", attribute)
            }
        }
        guard let encryptionKey = table.encryptionKey else { return }
        structure("SSEDescription") { writer in
            writer.string("Status", "ENABLED")
            writer.string("SSEType", "KMS")
            writer.string("KMSMasterKeyArn", encryptionKey)
        }
    }

    private mutating func indexInfo(_ index: Index) {
        string("IndexName", index.name)
        key(index.key)
        projection(index.projection)
    }

    private mutating func throughput(_ throughput: Throughput) {
        structure("ProvisionedThroughput") { writer in
            writer.integer("ReadCapacityUnits", throughput.read)
            writer.integer("WriteCapacityUnits", throughput.write)
        }
    }
}

/// From what a table is being restored, as the answer that begins it shows; a finished table shows it no more (recorded).
struct RestoreSummary: Sendable, Codable {
    var backup: String?
    var table: String
    var moment: Timestamp
}

extension StructureWriter {
    mutating func restore(_ restore: RestoreSummary) {
        structure("RestoreSummary") { writer in
            writer.string("SourceBackupArn", restore.backup)
            writer.string("SourceTableArn", restore.table)
            writer.timestamp("RestoreDateTime", restore.moment)
            writer.boolean("RestoreInProgress", true)
        }
    }
}
