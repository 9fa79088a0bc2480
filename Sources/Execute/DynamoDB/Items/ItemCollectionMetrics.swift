import AWSWire
import ByteJSON
import DynamoDBValues
import SQLiteStore

/// How large an item collection has grown, in the tables whose collections have a limit: those with local indexes.
struct ItemCollectionMetrics: Sendable {
    /// JSON.
    var key: [UInt8]
    var gigabytes: Int
}

/// The metrics of a call over several tables, by table in the order in which they were first written to.
struct MetricsByTable: Sendable {
    fileprivate var tables: [(name: String, metrics: [ItemCollectionMetrics])] = []

    mutating func add(_ metrics: ItemCollectionMetrics, to table: String) {
        if let at = tables.firstIndex(where: { $0.name == table }) {
            tables[at].metrics.append(metrics)
        } else {
            tables.append((table, [metrics]))
        }
    }
}

extension OpenTable {
    /// The metrics of the collection that an item belongs to; nil in a table without local indexes.
    func metrics(ofItem item: StoredItem, at key: ItemKey, in connection: borrowing Connection) throws -> ItemCollectionMetrics? {
        guard hasLocalIndexes else { return nil }
        var size = try items.size(ofPartition: key.partition, in: connection)
        for index in indexes where index.index.isLocal { size += try index.rows.size(ofPartition: key.partition, in: connection) }
        return ItemCollectionMetrics(key: item.projecting([table.key.partition.name]), gigabytes: size / 1_073_741_824)
    }
}

extension StructureWriter {
    mutating func metrics(_ metrics: ItemCollectionMetrics?) {
        guard let metrics else { return }
        structure("ItemCollectionMetrics") { $0.members(of: metrics) }
    }

    /// By table, as the batch and the transaction have them.
    mutating func metrics(_ metrics: MetricsByTable) {
        guard !metrics.tables.isEmpty else { return }
        structure("ItemCollectionMetrics") { writer in
            for table in metrics.tables { writer.structures(table.name, table.metrics) { $0.members(of: $1) } }
        }
    }

    private mutating func members(of metrics: ItemCollectionMetrics) {
        raw("ItemCollectionKey", metrics.key)
        raw("SizeEstimateRangeGB") { writer in
            writer.beginArray()
            writer.integer(metrics.gigabytes)
            writer.integer(metrics.gigabytes + 1)
            writer.endArray()
        }
    }
}

extension StructureReader {
    func wantsMetrics() throws -> Bool {
        try string("ReturnItemCollectionMetrics", .returnItemCollectionMetrics) == "SIZE"
    }
}
