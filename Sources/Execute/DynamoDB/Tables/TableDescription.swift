import AWSTypes
import AWSWire

/// A table as DescribeTable and its like show it: the definition, its state, and what it holds.
struct TableDescription: Sendable {
    /// Which of the members an operation's answer has (recorded: DeleteTable shows neither keys nor creation).
    enum Extent: Sendable { case whole, created, deleted }

    /// What a table or an index holds.
    struct Total: Sendable {
        var items = 0
        var bytes = 0
    }

    var table: Table
    var status: String
    var extent = Extent.whole
    var total = Total()
    /// By the index's name.
    var indexTotals: [String: Total] = [:]
    /// Of the indexes whose state is another than the rest's.
    var indexStatus: [String: String] = [:]
    /// In place of the encryption that the table has, while it changes.
    var encryption: EncryptionDescription?
    /// Of a table that is being made from a backup or from another table's past.
    var restore: RestoreSummary?

    struct EncryptionDescription: Sendable {
        var status: String
        var key: String?
    }
}

extension StructureWriter {
    mutating func tableDescription(_ member: String, _ description: TableDescription) {
        structure(member) { $0.members(of: description) }
    }

    private mutating func members(of description: TableDescription) {
        let table = description.table
        if description.extent != .deleted {
            structures("AttributeDefinitions", table.attributes.sorted { $0.name < $1.name }) { $0.definition($1) }
        }
        string("TableName", table.name)
        if description.extent != .deleted { key(table.key) }
        string("TableStatus", description.status)
        if description.extent != .deleted { timestamp("CreationDateTime", table.created) }
        structure("ProvisionedThroughput") { $0.units(table.throughput, changes: table.throughputChanges) }
        integer("TableSizeBytes", description.total.bytes)
        integer("ItemCount", description.total.items)
        string("TableArn", table.arn)
        string("TableId", table.id)
        billing(of: table, extent: description.extent)
        if description.extent != .deleted { indexes(of: description) }
        stream(of: table)
        if description.extent != .deleted { replication(of: description) }
        if let restore = description.restore { self.restore(restore) }
        encryption(of: description)
        if let tableClass = table.tableClass {
            structure("TableClassSummary") { writer in
                writer.string("TableClass", tableClass.rawValue)
                writer.timestamp("LastUpdateDateTime", table.tableClassChanged)
            }
        }
        boolean("DeletionProtectionEnabled", table.isProtected)
        onDemand(table.onDemand)
        // Recorded: CreateTable's answer shows what was asked for, and nothing otherwise.
        if description.extent == .whole || (description.extent == .created && table.warm != nil) {
            warm(table.warmUnits, status: description.extent == .created ? "UPDATING" : "ACTIVE")
        }
        string("MultiRegionConsistency", table.replication?.consistency)
    }

    mutating func definition(_ definition: AttributeDefinition) {
        string("AttributeName", definition.name)
        string("AttributeType", definition.type.rawValue)
    }

    mutating func key(_ key: KeySchema) {
        let elements = key.partitions.map { ($0.name, "HASH") } + key.sorts.map { ($0.name, "RANGE") }
        structures("KeySchema", elements) { writer, element in
            writer.string("AttributeName", element.0)
            writer.string("KeyType", element.1)
        }
    }

    private mutating func units(_ throughput: Throughput, changes: ThroughputChanges) {
        timestamp("LastIncreaseDateTime", changes.increased)
        timestamp("LastDecreaseDateTime", changes.decreased)
        integer("NumberOfDecreasesToday", 0)
        integer("ReadCapacityUnits", throughput.read)
        integer("WriteCapacityUnits", throughput.write)
    }

    /// Shown for tables that are or were paid by the request; since when is not in CreateTable's answer (recorded).
    private mutating func billing(of table: Table, extent: TableDescription.Extent) {
        guard table.billing == .payPerRequest || table.billingChanged != nil else { return }
        structure("BillingModeSummary") { writer in
            writer.string("BillingMode", table.billing.rawValue)
            if extent != .created { writer.timestamp("LastUpdateToPayPerRequestDateTime", table.billingChanged) }
        }
    }

    private mutating func indexes(of description: TableDescription) {
        let table = description.table
        if !table.localIndexes.isEmpty {
            structures("LocalSecondaryIndexes", table.localIndexes) { $0.index($1, of: description) }
        }
        guard !table.globalIndexes.isEmpty else { return }
        structures("GlobalSecondaryIndexes", table.globalIndexes) { writer, index in
            writer.index(index, of: description)
        }
    }

    private mutating func index(_ index: Index, of description: TableDescription) {
        let total = description.indexTotals[index.name] ?? .init()
        string("IndexName", index.name)
        key(index.key)
        projection(index.projection)
        if !index.isLocal {
            let isBackfilling = index.isBackfilling == true && description.indexStatus[index.name] == nil
            let isNew = isBackfilling || description.status == "CREATING"
            let status = description.indexStatus[index.name] ?? (isNew ? "CREATING" : "ACTIVE")
            string("IndexStatus", status)
            // The answer that begins an index shows it before its items are looked at, and every other shows it after.
            if status == "CREATING", description.status != "CREATING" { boolean("Backfilling", isBackfilling) }
            structure("ProvisionedThroughput") { $0.units(index.throughput, changes: ThroughputChanges()) }
        }
        integer("IndexSizeBytes", total.bytes)
        integer("ItemCount", total.items)
        string("IndexArn", "\(description.table.arn)/index/\(index.name)")
        guard !index.isLocal else { return }
        onDemand(index.onDemand)
        if description.extent == .whole {
            warm(index.warmUnits(in: description.table), status: "ACTIVE")
        }
    }

    mutating func projection(_ projection: Index.Projection) {
        structure("Projection") { writer in
            switch projection {
            case .all: writer.string("ProjectionType", "ALL")
            case .keysOnly: writer.string("ProjectionType", "KEYS_ONLY")
            case .include(let names):
                writer.string("ProjectionType", "INCLUDE")
                writer.strings("NonKeyAttributes", names.sorted())
            }
        }
    }

    private mutating func stream(of table: Table) {
        if let stream = table.stream {
            structure("StreamSpecification") { writer in
                writer.boolean("StreamEnabled", true)
                writer.string("StreamViewType", stream.viewType)
            }
        }
        guard let label = table.streamLabel else { return }
        string("LatestStreamLabel", label)
        string("LatestStreamArn", "\(table.arn)/stream/\(label)")
    }

    private mutating func encryption(of description: TableDescription) {
        let shown =
            description.encryption ?? description.table.encryptionKey.map { .init(status: "ENABLED", key: $0) }
        guard let shown else { return }
        structure("SSEDescription") { writer in
            writer.string("Status", shown.status)
            guard let key = shown.key else { return }
            writer.string("SSEType", "KMS")
            writer.string("KMSMasterKeyArn", key)
        }
    }

    mutating func onDemand(_ limits: OnDemandThroughput?) {
        guard let limits else { return }
        structure("OnDemandThroughput") { writer in
            writer.integer("MaxReadRequestUnits", limits.read ?? -1)
            writer.integer("MaxWriteRequestUnits", limits.write ?? -1)
        }
    }

    mutating func warm(_ units: Throughput, status: String) {
        structure("WarmThroughput") { writer in
            writer.integer("ReadUnitsPerSecond", units.read)
            writer.integer("WriteUnitsPerSecond", units.write)
            writer.string("Status", status)
        }
    }
}

extension Table {
    var warmUnits: Throughput { Throughput(warm: warm, throughput, billing) }
}

extension Index {
    func warmUnits(in table: Table) -> Throughput { Throughput(warm: warm, throughput, table.billing) }
}

extension Throughput {
    /// What a table or an index can take at once: what was asked for, or what its billing starts with (recorded: 12,000 and 4,000 by
    /// the request, the provisioned units otherwise).
    fileprivate init(warm: WarmThroughput?, _ provisioned: Throughput, _ billing: BillingMode) {
        let initial = billing == .payPerRequest ? Throughput(read: 12_000, write: 4000) : provisioned
        self.init(read: warm?.read ?? initial.read, write: warm?.write ?? initial.write)
    }
}
