import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells what a table is like and what it holds.
///
/// The items are counted when asked, where AWS counts about every six hours; a write then has no counter to keep. It counts as long.
struct DescribeTable: Operation {
    static let name = "DescribeTable"
    static let traits = OperationTraits(isReadOnly: true, isLong: true)
    static let example = #"{"TableName": "Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> TableReference { try request.table() }

    func authorization(for input: TableReference, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DescribeTable", on: input, in: context)]
    }

    func execute(_ input: TableReference, in context: OperationContext) throws -> TableDescription {
        let table = try tables.definition(input, in: context)
        return try tables.description(of: table, status: "ACTIVE")
    }

    func encode(_ output: TableDescription, into response: inout StructureWriter) {
        response.tableDescription("Table", output)
    }
}

extension Tables {
    /// Counts what a table and its indexes hold.
    func description(of table: OpenTable, status: String) throws -> TableDescription {
        try store.readSnapshot([table]) { connection in
            let total = try table.items.total(in: connection)
            // The first look has fixed the state that is seen; it may lack an index that was there when the table was looked up.
            let table = try store.current(table, in: connection)
            let filling = table.table.filling
            var description = TableDescription(table: table.table, status: filling == nil ? status : "CREATING")
            description.restore = filling?.restore
            if filling != nil { return description }
            description.total = .init(items: total.items, bytes: total.bytes)
            for index in table.indexes {
                let total = try index.rows.total(in: connection)
                description.indexTotals[index.index.name] = .init(items: total.items, bytes: total.bytes)
            }
            return description
        }
    }
}
