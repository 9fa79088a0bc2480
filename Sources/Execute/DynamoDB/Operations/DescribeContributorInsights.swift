import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells whether contributor insights of a table or a global index are on.
struct DescribeContributorInsights: Operation {
    struct Input {
        var table: TableReference
        var index: String?
    }

    struct Output {
        var table: Table
        var index: String?
    }

    static let name = "DescribeContributorInsights"
    static let traits = OperationTraits.readOnly
    static let example = #"{"TableName": "Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input { try Input(table: request.table(), index: request.index()) }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DescribeContributorInsights", on: input.table, in: context, index: input.index)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        try tables.requireOwn(input.table, in: context)
        let table = try tables.definition(input.table, in: context).table
        try table.requireInsights(of: input.index)
        return Output(table: table, index: input.index)
    }

    /// What was never switched on has a name and a state (recorded).
    func encode(_ output: Output, into response: inout StructureWriter) {
        response.string("TableName", output.table.name)
        response.string("IndexName", output.index)
        guard let insights = output.table.insights(of: output.index) else {
            return response.string("ContributorInsightsStatus", "DISABLED")
        }
        if insights.isEnabled { response.strings("ContributorInsightsRuleList", insights.rules(of: output.table)) }
        response.string("ContributorInsightsStatus", insights.status)
        response.timestamp("LastUpdateDateTime", insights.changed)
        response.string("ContributorInsightsMode", insights.mode.rawValue)
    }
}
