import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBValues
import IAMPolicy
import SQLiteStore
import ServiceModel

/// Puts and removes up to twenty-five items, in any tables.
///
/// AWS promises for each item alone that it is written or not; here it is one transaction, so that a fault leaves nothing half done.
struct BatchWriteItem: Operation {
    enum Write {
        case put(RequestItem)
        case delete(RequestItem)

        var item: RequestItem {
            switch self {
            case .put(let item), .delete(let item): item
            }
        }
    }

    struct Part {
        var table: TableReference
        var writes: [Write]
    }

    struct Input {
        var parts: [Part]
        var report: CapacityReport
        var wantsMetrics: Bool
    }

    struct Output {
        var metrics: [(name: String, metrics: [ItemCollectionMetrics])] = []
        var capacity: [CapacityUsed] = []
    }

    static let name = "BatchWriteItem"
    static let traits = OperationTraits(category: .data, isLong: true)
    static let example = #"{"RequestItems": {"Music": [{"PutRequest": {"Item": {"Artist": {"S": "A"}}}}]}}"#

    /// API Reference, BatchWriteItem.
    private static let limit = 25

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let items = try request.structure("RequestItems")
        if items == nil { request.requireMember("RequestItems") }
        var parts: [Part] = []
        for (name, _) in items?.view?.members ?? JSONDocument.emptyObject.root.members {
            let name = name.string ?? ""
            guard let requests = try items?.structures(name) else { continue }
            if requests.isEmpty { throw AWSError.emptyBatch(name) }
            parts.append(Part(table: try TableReference(checking: name), writes: try requests.map(Self.write)))
        }
        if items != nil, parts.isEmpty { throw AWSError.emptyMember("{}", at: "requestItems") }
        return try Input(parts: parts, report: request.capacityReport(), wantsMetrics: request.wantsMetrics())
    }

    private static func write(_ request: StructureReader) throws -> Write {
        switch (try request.structure("PutRequest"), try request.structure("DeleteRequest")) {
        case (let put?, nil): return .put(try put.item("Item"))
        case (nil, let delete?): return .delete(try delete.item("Key"))
        // Recorded so for a request with neither; one with both is taken to read the same.
        case (_?, _?), (nil, nil): throw Wording.older.fault(.severalTypes)
        }
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        input.parts.map { part in
            var keys = DataConditionKeys(table: tables.find(part.table, in: context), touched: .many(part.writes.map(\.item)))
            keys.report = input.report
            return tables.question("dynamodb:BatchWriteItem", on: part.table, in: context, keys: keys)
        }
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        guard input.parts.reduce(0, { $0 + $1.writes.count }) <= Self.limit else { throw AWSError.tooManyItems(Self.name) }
        for write in input.parts.flatMap(\.writes) {
            let item = try write.item.item(.older)
            if case .put = write, item.size > ItemSize.limit { throw AWSError.itemTooLarge }
        }
        let found = try input.parts.map { try tables.table($0.table, in: context) }
        for table in found { try tables.open(table, in: context) }
        var keys: Set<PlacedKey> = []
        for (at, part) in input.parts.enumerated() {
            let named = try part.writes.map { PlacedKey(try Self.key(of: $0, in: found[at]), in: found[at]) }
            for key in named where !keys.insert(key).inserted { throw AWSError.duplicateKeys }
        }
        return try tables.store.database.write { connection in
            var output = Output()
            for (at, part) in input.parts.enumerated() {
                let table = try tables.store.current(found[at], in: connection)
                var capacity = ConsumedCapacity()
                var metrics: [ItemCollectionMetrics] = []
                for write in part.writes {
                    let key = try Self.key(of: write, in: table)
                    let needsFormer = input.report != .none || table.needsFormer
                    let item = try write.item.item(.older)
                    switch write {
                    case .put:
                        let former = needsFormer ? try table.items.row(at: key, in: connection) : nil
                        capacity.add(try table.replace(former, by: item, at: key, in: connection))
                    case .delete:
                        let former = try table.items.row(at: key, in: connection)
                        capacity.add(try table.replace(former, by: nil, at: key, in: connection))
                    }
                    if input.wantsMetrics, let found = try table.metrics(ofItem: item.stored, at: key, in: connection) {
                        metrics.append(found)
                    }
                }
                if !metrics.isEmpty { output.metrics.append((part.table.text, metrics)) }
                if let used = CapacityUsed(part.table.text, capacity, input.report) { output.capacity.append(used) }
            }
            return output
        }
    }

    private static func key(of write: Write, in table: OpenTable) throws -> ItemKey {
        switch write {
        case .put(let item):
            // Recorded: a batch words an item without its keys as a key that does not match.
            let item = try item.item(.older)
            guard table.table.key.key(ofCopy: item.stored) != nil else { throw AWSError.keyMismatch }
            return try table.key(ofNew: item)
        case .delete(let key): return try table.table.key.key(key, .older)
        }
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structure("UnprocessedItems") { _ in }
        response.metrics(output.metrics)
        response.capacities(output.capacity)
    }
}
