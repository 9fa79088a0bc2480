import AWSTypes
import AWSWire
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import ServiceModel

/// Changes attributes of one item, or makes the item.
struct UpdateItem: Operation {
    struct Input {
        var table: TableReference
        var key: RequestItem
        var expressions: RequestExpressions
        var returns: WriteReturns
    }

    static let name = "UpdateItem"
    static let traits = OperationTraits(category: .data)
    static let example = #"{"TableName": "Music", "Key": {"Artist": {"S": "A"}}}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            table: request.writtenTable(), key: request.item("Key"), expressions: request.expressions(.update),
            returns: request.writeReturns(stopsAtValues: true))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        var keys = DataConditionKeys(table: tables.find(input.table, in: context), touched: .one(input.key))
        keys.expressions = input.expressions
        keys.returnValues = input.returns.values.rawValue
        keys.report = input.returns.report
        return [tables.question("dynamodb:UpdateItem", on: input.table, in: context, keys: keys)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> WriteOutput {
        try input.expressions.checkParameters(.validator)
        let named = try input.key.item(.validator).stored
        let expressions = try input.expressions.bind(.validator)
        let table = try tables.table(input.table, in: context)
        try tables.open(table, in: context)
        let key = try table.table.key.key(input.key, .validator)
        let change = ItemUpdate(
            key: named.item, update: expressions.update, wording: .validator, isLegacy: input.expressions.legacy?.updates != nil)
        try change.checkKeys(of: table)
        return try tables.store.writeItem(of: table) { table, connection in
            let former = try table.items.row(at: key, in: connection)
            try expressions.condition?.require(former, showingItem: input.returns.showsItemOnFailure)
            let (outcome, item) = try change.apply(to: former, in: table)
            let capacity = try table.replace(former, by: item, at: key, in: connection)
            return WriteOutput(
                attributes: Self.attributes(outcome, former, item, input.returns.values),
                capacity: CapacityUsed(input.table.text, capacity, input.returns.report),
                metrics: input.returns.wantsMetrics ? try table.metrics(ofItem: named, at: key, in: connection) : nil)
        }
    }

    /// What the caller asked to see; left out where that is nothing (observed on AWS).
    private static func attributes(
        _ outcome: UpdateOutcome?, _ former: ItemRow?, _ item: CanonicalItem?, _ values: WriteReturns.Values
    ) -> [UInt8]? {
        switch values {
        case .none: nil
        case .allOld: former?.item
        case .allNew: item?.bytes
        case .updatedOld: outcome?.updatedOld.map { CanonicalItem($0).bytes }
        case .updatedNew: outcome?.updatedNew.map { CanonicalItem($0).bytes }
        }
    }

    func encode(_ output: WriteOutput, into response: inout StructureWriter) { response.write(output) }
}
