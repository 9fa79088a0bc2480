import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Lists the exports of the caller's account in this region, or of one table.
///
/// The exports of a table that is gone are not found by its ARN any more, not even when another of its name is there (recorded).
struct ListExports: Operation {
    struct Input {
        var table: TableReference?
        var limit: Int
        var token: String?
    }

    struct Output {
        var page: [TableExport]
        var next: String?
    }

    static let name = "ListExports"
    static let traits = OperationTraits(isReadOnly: true, isLong: true)

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            table: request.table(byARN: "TableArn"),
            limit: request.integer("MaxResults", .atLeast(1), .atMost(25)) ?? 25, token: request.string("NextToken"))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        guard let table = input.table else { return [tables.questionOfAll("dynamodb:ListExports", in: context)] }
        return [tables.question("dynamodb:ListExports", on: table, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        if let table = input.table { try tables.requireOwn(table, in: context) }
        let place = try input.token.map { try JobPlace(token: $0, for: .export) }
        let id = input.table.map { tables.find($0, in: context)?.table.id ?? "" }
        let found = try JobStore(kind: .export, database: tables.store.database).list(
            account: context.account, region: context.region, table: input.table?.name, after: place, limit: input.limit,
            as: TableExport.self
        ) { id == nil || $0.tableID == id }
        return Output(page: found.page, next: found.last?.token(for: .export))
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structures("ExportSummaries", output.page) { $0.exportSummary($1) }
        response.string("NextToken", output.next)
    }
}
