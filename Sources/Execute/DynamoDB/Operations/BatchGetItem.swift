import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import ServiceModel

/// Reads up to a hundred items by their keys, from any tables.
struct BatchGetItem: Operation {
    /// What is asked of one table.
    struct Part {
        var table: TableReference
        var keys: [RequestItem]
        var isConsistent: Bool
        var expressions: RequestExpressions
        /// As it was sent, to be sent back for keys that are left.
        var view: JSONView?
    }

    struct Input {
        var parts: [Part]
        var report: CapacityReport
    }

    struct Output {
        /// By table, the JSON of its items.
        var items: [(table: String, json: [UInt8])] = []
        /// By table, what was not read for want of room.
        var left: [(part: Part, keys: ArraySlice<RequestItem>)] = []
        var capacity: [CapacityUsed] = []
    }

    static let name = "BatchGetItem"
    static let traits = OperationTraits(isReadOnly: true, category: .data, isLong: true)
    static let example = #"{"RequestItems": {"Music": {"Keys": [{"Artist": {"S": "A"}}]}}}"#

    /// API Reference, BatchGetItem: keys in a call, and bytes in an answer.
    private static let keyLimit = 100
    private static let byteLimit = 16 * 1_048_576

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let items = try request.structure("RequestItems")
        if items == nil { request.requireMember("RequestItems") }
        var parts: [Part] = []
        for (name, _) in items?.view?.members ?? JSONDocument.emptyObject.root.members {
            guard let part = try items?.entry(name.string ?? "") else { continue }
            if !part.has("Keys") { part.requireMember("Keys") }
            let keys = try part.structures("Keys", count: 1...Int.max) ?? []
            if keys.count > Self.keyLimit { throw AWSError.longKeys(name.string ?? "") }
            parts.append(
                try Part(
                    table: TableReference(checking: name.string ?? "", shown: ShownRequest.keys(part)),
                    keys: keys.map { try RequestItem($0.view) },
                    isConsistent: part.boolean("ConsistentRead") ?? false, expressions: part.expressions(.projection), view: part.view))
        }
        if items != nil, parts.isEmpty { throw AWSError.emptyRequest(Self.name) }
        return try Input(parts: parts, report: request.capacityReport())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        input.parts.map { part in
            var keys = DataConditionKeys(table: tables.find(part.table, in: context), touched: .many(part.keys))
            keys.expressions = part.expressions
            keys.select = part.expressions.has(.projection) ? "SPECIFIC_ATTRIBUTES" : "ALL_ATTRIBUTES"
            keys.report = input.report
            return tables.question("dynamodb:BatchGetItem", on: part.table, in: context, keys: keys)
        }
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        guard input.parts.reduce(0, { $0 + $1.keys.count }) <= Self.keyLimit else { throw AWSError.tooManyItems(Self.name) }
        for key in input.parts.lazy.flatMap(\.keys) { _ = try key.item(.current) }
        let projections = try input.parts.map { try $0.expressions.bind(.current).projection }
        for part in input.parts { try Self.refuseRepeats(part.keys) }
        let found = try input.parts.map { try tables.table($0.table, in: context) }
        for table in found { try tables.open(table, in: context) }
        var output = Output()
        var room = Self.byteLimit
        var named: Set<PlacedKey> = []
        for (at, part) in input.parts.enumerated() {
            let keys = try part.keys.map { try found[at].table.key.key($0, .current) }
            for key in keys where !named.insert(PlacedKey(key, in: found[at])).inserted { throw AWSError.duplicateKeys }
            try read(part, keys, of: found[at], projections[at], input.report, &room, into: &output)
        }
        return output
    }

    /// Refuses a key that stands twice for one table, in whichever order of its attributes; the table is not asked (dynalite's tests and
    /// ExtendDB's, run on AWS).
    private static func refuseRepeats(_ keys: [RequestItem]) throws {
        guard keys.count > 1 else { return }
        var seen: Set<Item> = []
        for key in keys { if let item = key.stored?.item, !seen.insert(item).inserted { throw AWSError.duplicateKeys } }
    }

    private func read(
        _ part: Part, _ keys: [ItemKey], of table: OpenTable, _ projection: Projection?, _ report: CapacityReport, _ room: inout Int,
        into output: inout Output
    ) throws {
        var json = [UInt8(ascii: "[")]
        var capacity = ConsumedCapacity()
        for (at, key) in keys.enumerated() {
            let row = room > 0 ? try tables.store.read(table) { try table.items.row(at: key, in: $0) } : nil
            guard room > 0, row?.size ?? 0 <= room else {
                room = 0
                output.left.append((part, part.keys[at...]))
                break
            }
            capacity.table += ConsumedCapacity.read(bytes: row?.size ?? 0, isConsistent: part.isConsistent)
            guard let row else { continue }
            room -= row.size
            if json.count > 1 { json.append(UInt8(ascii: ",")) }
            json += projection?.cut(row.stored) ?? row.item
        }
        json.append(UInt8(ascii: "]"))
        output.items.append((part.table.text, json))
        if let used = CapacityUsed(part.table.text, capacity, report) { output.capacity.append(used) }
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structure("Responses") { writer in
            for table in output.items { writer.raw(table.table, table.json) }
        }
        response.structure("UnprocessedKeys") { writer in
            for (part, keys) in output.left {
                writer.raw(part.table.text) { json in
                    json.beginObject()
                    for (name, value) in part.view?.members ?? JSONDocument.emptyObject.root.members where !name.equals("Keys") {
                        json.name(name.string ?? "")
                        json.raw(value.bytes)
                    }
                    json.name("Keys")
                    json.beginArray()
                    for key in keys { json.raw(key.view?.bytes ?? []) }
                    json.endArray()
                    json.endObject()
                }
            }
        }
        response.capacities(output.capacity)
    }
}

extension TableReference {
    /// Reads a table's name where it is a key of a map.
    ///
    /// - Parameter shown: What the map has there, as AWS prints it.
    init(checking text: String, shown: @autoclosure () -> String) throws {
        if !text.utf8.starts(with: "arn:".utf8), !Self.isName(text) { throw AWSError.tableNameInMap("{\(text)=\(shown())}") }
        try self.init(text)
    }
}
