import AWSTypes
import AWSWire
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import ServiceModel

/// Reads one item by its key.
///
/// Without a projection the stored bytes go into the answer as they are.
struct GetItem: Operation {
    struct Input {
        var table: TableReference
        var key: RequestItem
        var isConsistent: Bool
        var expressions: RequestExpressions
        var report: CapacityReport
    }

    struct Output {
        /// JSON.
        var item: [UInt8]?
        var capacity: CapacityUsed?
    }

    static let name = "GetItem"
    static let traits = OperationTraits(isReadOnly: true, category: .data)
    static let example = #"{"TableName": "Music", "Key": {"Artist": {"S": "A"}}}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            table: request.itemTable(), key: request.item("Key"), isConsistent: request.boolean("ConsistentRead") ?? false,
            expressions: request.expressions(.projection), report: request.capacityReport())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        var keys = DataConditionKeys(table: tables.find(input.table, in: context), touched: .one(input.key))
        keys.expressions = input.expressions
        keys.select = input.expressions.has(.projection) ? "SPECIFIC_ATTRIBUTES" : "ALL_ATTRIBUTES"
        keys.report = input.report
        return [tables.question("dynamodb:GetItem", on: input.table, in: context, keys: keys)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        try input.expressions.checkParameters(.current)
        _ = try input.key.item(.current)
        let projection = try input.expressions.bind(.current).projection
        let table = try tables.table(input.table, in: context)
        try tables.open(table, in: context)
        if let projection { try table.table.requireScalarKeys(projection.paths) }
        let key = try table.table.key.key(input.key, .current)
        guard projection != nil || input.report != .none else {
            return Output(item: try tables.store.read(table) { try table.items.item(at: key, in: $0) })
        }
        let row = try tables.store.read(table) { try table.items.row(at: key, in: $0) }
        var capacity = ConsumedCapacity()
        capacity.table = ConsumedCapacity.read(bytes: row?.size ?? 0, isConsistent: input.isConsistent)
        return Output(
            item: row.map { projection?.cut($0.stored) ?? $0.item }, capacity: CapacityUsed(input.table.text, capacity, input.report))
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        if let item = output.item { response.raw("Item", item) }
        response.capacity(output.capacity)
    }
}
