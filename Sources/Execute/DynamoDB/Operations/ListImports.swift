import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Lists the imports of the caller's account in this region, or those that made a table of one name.
struct ListImports: Operation {
    struct Input {
        var table: TableReference?
        var limit: Int
        var token: String?
    }

    struct Output {
        var page: [TableImport]
        var next: String?
    }

    static let name = "ListImports"
    static let traits = OperationTraits(isReadOnly: true, isLong: true)

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            table: request.table(byARN: "TableArn"),
            limit: request.integer("PageSize", .atLeast(1), .atMost(25)) ?? 25,
            token: request.string("NextToken", .importToken, .minimumLength(112), .maximumLength(1024)))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        guard let table = input.table else { return [tables.questionOfAll("dynamodb:ListImports", in: context)] }
        return [tables.question("dynamodb:ListImports", on: table, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        if let table = input.table { try tables.requireOwn(table, in: context) }
        let place = try input.token.map { try JobPlace(token: $0, for: .tableImport) }
        let arn = input.table?.arn(account: context.account, region: context.region)
        let found = try JobStore(kind: .tableImport, database: tables.store.database).list(
            account: context.account, region: context.region, table: input.table?.name, after: place, limit: input.limit,
            as: TableImport.self
        ) { arn == nil || $0.tableARN == arn }
        return Output(page: found.page, next: found.last?.token(for: .tableImport))
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structures("ImportSummaryList", output.page) { $0.importSummary($1) }
        response.string("NextToken", output.next)
    }
}

extension Constraint {
    fileprivate static let importToken = Constraint("Member must satisfy regular expression pattern: ([0-9a-f]{16})+") { text in
        !text.isEmpty && text.utf8.count.isMultiple(of: 16)
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}
