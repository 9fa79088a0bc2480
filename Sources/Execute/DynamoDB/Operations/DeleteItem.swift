import AWSTypes
import AWSWire
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import ServiceModel

/// Takes one item away, by its key.
struct DeleteItem: Operation {
    struct Input {
        var table: TableReference
        var key: RequestItem
        var expressions: RequestExpressions
        var returns: WriteReturns
    }

    static let name = "DeleteItem"
    static let traits = OperationTraits(category: .data)
    static let example = #"{"TableName": "Music", "Key": {"Artist": {"S": "A"}}}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            table: request.writtenTable(), key: request.item("Key"), expressions: request.expressions(.condition),
            returns: request.writeReturns())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        var keys = DataConditionKeys(table: tables.find(input.table, in: context), touched: .one(input.key))
        keys.expressions = input.expressions
        keys.returnValues = input.returns.values.rawValue
        keys.report = input.returns.report
        return [tables.question("dynamodb:DeleteItem", on: input.table, in: context, keys: keys)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> WriteOutput {
        try input.expressions.checkParameters(.validator)
        let named = try input.key.item(.validator)
        guard input.returns.values == .none || input.returns.values == .allOld else { throw AWSError.returnValuesOldOnly }
        let condition = try input.expressions.bind(.validator).condition
        let table = try tables.table(input.table, in: context)
        try tables.open(table, in: context)
        let key = try table.table.key.key(input.key, .validator)
        return try tables.store.writeItem(of: table) { table, connection in
            let former = try table.items.row(at: key, in: connection)
            try condition?.require(former, showingItem: input.returns.showsItemOnFailure)
            let capacity = try table.replace(former, by: nil, at: key, in: connection)
            return WriteOutput(
                attributes: input.returns.values == .allOld ? former?.item : nil,
                capacity: CapacityUsed(input.table.text, capacity, input.returns.report),
                metrics: input.returns.wantsMetrics ? try table.metrics(ofItem: named.stored, at: key, in: connection) : nil)
        }
    }

    func encode(_ output: WriteOutput, into response: inout StructureWriter) { response.write(output) }
}
