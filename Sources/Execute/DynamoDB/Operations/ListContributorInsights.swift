import AWSTypes
import AWSWire
import IAMPolicy
import OpenSSL
import ServiceModel

/// Lists the tables and global indexes whose contributor insights are on, of one table or of the caller's account in this region.
struct ListContributorInsights: Operation {
    struct Input {
        var table: TableReference?
        var limit: Int
        var token: String?
    }

    struct Entry {
        var table: String
        var insights: ContributorInsights

        /// Where a list goes on behind it.
        var place: String { table + " " + (insights.index ?? "") }
    }

    struct Output {
        var page: [Entry]
        var next: String?
    }

    static let name = "ListContributorInsights"
    static let traits = OperationTraits.readOnly

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            table: request.has("TableName") ? request.table() : nil, limit: request.integer("MaxResults", .atMost(100)) ?? 100,
            token: request.string("NextToken"))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.questionOfAll("dynamodb:ListContributorInsights", in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        var found: [OpenTable]
        if let table = input.table {
            try tables.requireOwn(table, in: context)
            found = [try tables.definition(table, in: context)]
        } else {
            found = tables.store.tables(account: context.account, region: context.region)
        }
        var entries = found.flatMap { table in
            (table.table.insights ?? []).filter(\.isEnabled).sorted { ($0.index ?? "") < ($1.index ?? "") }.map {
                Entry(table: table.table.name, insights: $0)
            }
        }[...]
        if let token = input.token {
            guard let bytes = Hex.decode(token) else { throw AWSError.insightsTokenInvalid(token) }
            entries = entries.drop { !bytes.lexicographicallyPrecedes($0.place.utf8) }
        }
        let page = Array(entries.prefix(max(input.limit, 1)))
        let next = page.count < entries.count ? page.last.map { Hex.encode(Array($0.place.utf8)) } : nil
        return Output(page: page, next: next)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structures("ContributorInsightsSummaries", output.page) { writer, entry in
            writer.string("TableName", entry.table)
            writer.string("IndexName", entry.insights.index)
            writer.string("ContributorInsightsStatus", entry.insights.status)
            writer.string("ContributorInsightsMode", entry.insights.mode.rawValue)
        }
        response.string("NextToken", output.next)
    }
}
