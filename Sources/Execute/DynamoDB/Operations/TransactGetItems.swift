import AWSTypes
import AWSWire
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import SQLiteStore
import ServiceModel

/// Reads up to a hundred items as they stand at one moment.
struct TransactGetItems: Operation {
    struct Part {
        var table: TableReference
        var key: RequestItem
        var expressions: RequestExpressions
    }

    struct Input {
        var parts: [Part]
        var report: CapacityReport
    }

    struct Output {
        /// JSON; nil for an item that is not there.
        var items: [[UInt8]?]
        var capacity: [CapacityUsed]
    }

    static let name = "TransactGetItems"
    static let traits = OperationTraits(isReadOnly: true, category: .data, isLong: true)
    static let example = #"{"TransactItems": [{"Get": {"TableName": "Music", "Key": {"Artist": {"S": "A"}}}}]}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let parts = try request.transactItems().map { item in
            let get = try item.structure("Get")
            if get == nil { item.requireMember("Get") }
            return try Part(
                table: get?.itemTable() ?? TableReference("none"), key: get?.item("Key") ?? RequestItem(nil),
                expressions: get?.expressions(.projection) ?? .none)
        }
        return try Input(parts: parts, report: request.capacityReport())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        input.parts.map { part in
            var keys = DataConditionKeys(table: tables.find(part.table, in: context), touched: .one(part.key))
            keys.expressions = part.expressions
            keys.select = part.expressions.has(.projection) ? "SPECIFIC_ATTRIBUTES" : "ALL_ATTRIBUTES"
            keys.report = input.report
            keys.enclosing = Self.name
            return tables.question("dynamodb:GetItem", on: part.table, in: context, keys: keys)
        }
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        for part in input.parts { _ = try part.key.item(.older) }
        let projections = try input.parts.map { try $0.expressions.bind(.older).projection }
        let found = try input.parts.map { try tables.table($0.table, in: context) }
        for table in found { try tables.open(table, in: context) }
        var faults = CancellationReasons(count: input.parts.count)
        let keys = try input.parts.enumerated().map { at, part in
            try faults.collect(at) { try found[at].table.key.key(part.key, .older) }
        }
        try faults.cancel()
        // That it is refused was recorded (a public conformance suite, May 2026); the words are TransactWriteItems's.
        var named: Set<PlacedKey> = []
        for case (let key?, let table) in zip(keys, found) where !named.insert(PlacedKey(key, in: table)).inserted {
            throw AWSError.itemTwiceInTransaction
        }
        var use = CapacityByTable(report: input.report, ofTransaction: "ReadCapacityUnits")
        let items: [[UInt8]?] = try tables.store.readSnapshot(found) { connection in
            try input.parts.indices.map { at in
                let row = try keys[at].flatMap { try found[at].items.row(at: $0, in: connection) }
                let units = ConsumedCapacity.read(bytes: row?.size ?? 0, isConsistent: true)
                use.add(ConsumedCapacity(table: units), to: input.parts[at].table.text)
                return row.map { projections[at]?.cut($0.stored) ?? $0.item }
            }
        }
        return Output(items: items, capacity: use.used)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.capacities(output.capacity)
        response.structures("Responses", output.items) { writer, item in
            if let item { writer.raw("Item", item) }
        }
    }
}
