import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBValues
import IAMPolicy
import SQLiteStore
import ServiceModel

/// Puts and removes up to twenty-five items, in any tables.
///
/// Each item is written or not for itself, and what could not be is told as unprocessed (API Reference, BatchWriteItem). As a rule all are
/// written in one transaction of the store, which is quicker; where the store fails, each is tried alone, so that the answer tells which are
/// done and which are left. A call none of whose items could be written fails as a whole.
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
        var left: [(table: String, writes: [Write])] = []
        var metrics = MetricsByTable()
        var capacity: CapacityByTable
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
        var hasFaults = false
        for (name, _) in items?.view?.members ?? JSONDocument.emptyObject.root.members {
            let name = name.string ?? ""
            guard let requests = try items?.entries(name) else { continue }
            if requests.isEmpty { throw AWSError.emptyBatch(name) }
            if requests.count > Self.limit { throw AWSError.longBatch(name, requests.map(ShownRequest.write)) }
            parts.append(
                Part(
                    table: try TableReference(checking: name, shown: AWSError.list(requests.map(ShownRequest.write))),
                    writes: try requests.compactMap(Self.write)))
            if parts.last?.writes.count != requests.count { hasFaults = true }
        }
        if items != nil, parts.isEmpty { throw AWSError.emptyRequest(Self.name) }
        let input = try Input(parts: parts, report: request.capacityReport(), wantsMetrics: request.wantsMetrics())
        // Recorded so for a request with neither; one with both is taken to read the same.
        if hasFaults {
            try request.finish()
            throw Wording.older.fault(.severalTypes)
        }
        return input
    }

    /// One request; nil for one that is not one thing or the other.
    private static func write(_ request: StructureReader) throws -> Write? {
        switch (try request.structure("PutRequest")?.item("Item"), try request.structure("DeleteRequest")?.item("Key")) {
        case (let put?, nil): .put(put)
        case (nil, let delete?): .delete(delete)
        case (_?, _?), (nil, nil): nil
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
        var named: Set<PlacedKey> = []
        let places = try zip(input.parts, found).map { part, table in
            let keys = try part.writes.map { try Self.key(of: $0, in: table) }
            for key in keys where !named.insert(PlacedKey(key, in: table)).inserted { throw AWSError.duplicateKeys }
            return Place(part: part, table: table, keys: keys)
        }
        do {
            return try tables.store.database.write { connection in
                var output = Output(capacity: CapacityByTable(report: input.report))
                for place in places {
                    for (write, key) in zip(place.part.writes, place.keys) {
                        try self.write(write, at: key, of: place, input, into: &output, connection)
                    }
                }
                return output
            }
        } catch let failure as StoreError {
            return try writeOneByOne(input, at: places, after: failure)
        }
    }

    /// What is asked of one table, and where its items stand.
    private struct Place {
        var part: Part
        var table: OpenTable
        var keys: [ItemKey]
    }

    /// Writes what can be written.
    ///
    /// A table that goes away meanwhile leaves its items unprocessed as well: whoever sends them again is told that it is not there.
    private func writeOneByOne(_ input: Input, at places: [Place], after failure: StoreError) throws -> Output {
        var output = Output(capacity: CapacityByTable(report: input.report))
        var done = 0
        var refusal: any Error = failure
        for place in places {
            var left: [Write] = []
            for (write, key) in zip(place.part.writes, place.keys) {
                do {
                    output = try tables.store.database.write { [output] connection in
                        var output = output
                        try self.write(write, at: key, of: place, input, into: &output, connection)
                        return output
                    }
                    done += 1
                } catch is StoreError {
                    left.append(write)
                } catch let error as AWSError {
                    refusal = error
                    left.append(write)
                }
            }
            if !left.isEmpty { output.left.append((place.part.table.text, left)) }
        }
        guard done > 0 else { throw refusal }
        return output
    }

    private func write(
        _ write: Write, at key: ItemKey, of place: Place, _ input: Input, into output: inout Output, _ connection: borrowing Connection
    ) throws {
        let table = try tables.store.current(place.table, in: connection)
        let item = try write.item.item(.older)
        let capacity: ConsumedCapacity
        switch write {
        case .put:
            let needsFormer = input.report != .none || table.needsFormer
            let former = needsFormer ? try table.items.row(at: key, in: connection) : nil
            capacity = try table.replace(former, by: item, at: key, in: connection)
        case .delete:
            let former = try table.items.row(at: key, in: connection)
            capacity = try table.replace(former, by: nil, at: key, in: connection)
        }
        output.capacity.add(capacity, to: place.part.table.text)
        if input.wantsMetrics, let metrics = try table.metrics(ofItem: item.stored, at: key, in: connection) {
            output.metrics.add(metrics, to: place.part.table.text)
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
        response.structure("UnprocessedItems") { writer in
            for part in output.left {
                writer.structures(part.table, part.writes) { writer, write in
                    switch write {
                    case .put(let item): writer.structure("PutRequest") { $0.raw("Item", item.view?.bytes ?? []) }
                    case .delete(let key): writer.structure("DeleteRequest") { $0.raw("Key", key.view?.bytes ?? []) }
                    }
                }
            }
        }
        response.metrics(output.metrics)
        response.capacities(output.capacity.used)
    }
}
