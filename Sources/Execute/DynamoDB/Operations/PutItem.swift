import AWSTypes
import AWSWire
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import ServiceModel

/// Writes an item in the place of whatever has its key.
///
/// Where nothing depends on what stood there, this is one statement and no read.
struct PutItem: Operation {
    struct Input {
        var table: TableReference
        var item: RequestItem
        var expressions: RequestExpressions
        var returns: WriteReturns
    }

    static let name = "PutItem"
    static let traits = OperationTraits(category: .data)
    static let example = #"{"TableName": "Music", "Item": {"Artist": {"S": "A"}}}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            table: request.writtenTable(), item: request.item("Item"), expressions: request.expressions(.condition),
            returns: request.writeReturns())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        var keys = DataConditionKeys(table: tables.find(input.table, in: context), touched: .one(input.item))
        keys.expressions = input.expressions
        keys.returnValues = input.returns.values.rawValue
        keys.report = input.returns.report
        return [tables.question("dynamodb:PutItem", on: input.table, in: context, keys: keys)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> WriteOutput {
        try input.expressions.checkParameters(.validator)
        let item = try input.item.item(.validator)
        guard input.returns.values == .none || input.returns.values == .allOld else { throw AWSError.returnValuesOldOnly }
        guard item.size <= ItemSize.limit else { throw AWSError.itemTooLarge }
        let condition = try input.expressions.bind(.validator).condition
        let table = try tables.table(input.table, in: context)
        try tables.open(table, in: context)
        let key = try table.key(ofNew: item)
        return try tables.store.writeItem(of: table) { table, connection in
            let needsFormer = condition != nil || input.returns.needsFormer || table.needsFormer
            let former = needsFormer ? try table.items.row(at: key, in: connection) : nil
            try condition?.require(former, showingItem: input.returns.showsItemOnFailure)
            let capacity = try table.replace(former, by: item, at: key, in: connection)
            return WriteOutput(
                attributes: input.returns.values == .allOld ? former?.item : nil,
                capacity: CapacityUsed(input.table.text, capacity, input.returns.report),
                metrics: input.returns.wantsMetrics ? try table.metrics(ofItem: item.stored, at: key, in: connection) : nil)
        }
    }

    func encode(_ output: WriteOutput, into response: inout StructureWriter) { response.write(output) }
}
