package import AWSTypes
import AWSWire

/// The other regions that a table is said to be in.
///
/// Only what is said is kept: the other regions hold no table, and nothing is written there (see `Gap.replicas`).
package struct Replication: Sendable, Codable {
    /// In the order in which they were added.
    package var replicas: [Replica] = []
    /// The region that votes without holding items, where the regions agree before a write is answered.
    package var witness: String?
    /// `STRONG`, or nil for the usual, which is not shown (recorded).
    package var consistency: String?
    /// When a replica was made from this table last.
    package var sourced: Timestamp?
    package var scaling: [ReplicaScaling]?

    package init() {}

    var isEmpty: Bool { replicas.isEmpty && witness == nil }

    /// Refuses to delete a table that others are, or were lately, made from (recorded).
    func checkDeletion(now: Timestamp) throws(AWSError) {
        if consistency != nil { throw .strongEndsWhole }
        if let sourced, now < sourced.adding(seconds: 86_400), !replicas.isEmpty { throw .sourceOfReplicas }
    }
}

/// One region of a global table, as it differs from the table.
package struct Replica: Sendable, Codable {
    package var region: String
    package var encryptionKey: String?
    /// Read capacity units; nil for the table's.
    package var readUnits: Int?
    package var maximumReadUnits: Int?
    package var tableClass: TableClass?
    package var tableClassChanged: Timestamp?
    package var indexes: [Override] = []

    /// An index's read capacity in the region.
    package struct Override: Sendable, Codable {
        package var index: String
        package var readUnits: Int?
        package var maximumReadUnits: Int?
    }

    package init(region: String) { self.region = region }

    /// Takes over what an action says; what it does not say stays.
    mutating func apply(_ settings: Replica, now: Timestamp) {
        encryptionKey = settings.encryptionKey ?? encryptionKey
        readUnits = settings.readUnits ?? readUnits
        maximumReadUnits = settings.maximumReadUnits ?? maximumReadUnits
        if let tableClass = settings.tableClass {
            self.tableClass = tableClass
            tableClassChanged = now
        }
        for override in settings.indexes {
            indexes.removeAll { $0.index == override.index }
            indexes.append(override)
        }
    }
}

extension StructureWriter {
    /// What a table's description says of its other regions.
    mutating func replication(of description: TableDescription) {
        let table = description.table
        guard let replication = table.replication else {
            return string("GlobalTableSettingsReplicationMode", table.settingsReplication)
        }
        string("GlobalTableVersion", "2019.11.21")
        structures("Replicas", replication.replicas) { $0.replica($1, of: table) }
        if let witness = replication.witness {
            structures("GlobalTableWitnesses", [witness]) { writer, region in
                writer.string("RegionName", region)
                writer.string("WitnessStatus", "ACTIVE")
            }
        }
        string("GlobalTableSettingsReplicationMode", "ENABLED_WITH_OVERRIDES")
    }

    private mutating func replica(_ replica: Replica, of table: Table) {
        string("RegionName", replica.region)
        string("ReplicaStatus", "ACTIVE")
        string("KMSMasterKeyId", replica.encryptionKey)
        override("ProvisionedThroughputOverride", "ReadCapacityUnits", replica.readUnits)
        override("OnDemandThroughputOverride", "MaxReadRequestUnits", replica.maximumReadUnits)
        warm(table.warmUnits, status: "ACTIVE")
        if !table.globalIndexes.isEmpty {
            structures("GlobalSecondaryIndexes", table.globalIndexes) { writer, index in
                let override = replica.indexes.first { $0.index == index.name }
                writer.string("IndexName", index.name)
                writer.override("ProvisionedThroughputOverride", "ReadCapacityUnits", override?.readUnits)
                writer.override("OnDemandThroughputOverride", "MaxReadRequestUnits", override?.maximumReadUnits)
                writer.warm(index.warmUnits(in: table), status: "ACTIVE")
            }
        }
        if let tableClass = replica.tableClass {
            structure("ReplicaTableClassSummary") { writer in
                writer.string("TableClass", tableClass.rawValue)
                writer.timestamp("LastUpdateDateTime", replica.tableClassChanged)
            }
        }
        string("GlobalTableSettingsReplicationMode", "ENABLED_WITH_OVERRIDES")
    }

    private mutating func override(_ member: String, _ unit: String, _ value: Int?) {
        guard let value else { return }
        structure(member) { $0.integer(unit, value) }
    }
}
