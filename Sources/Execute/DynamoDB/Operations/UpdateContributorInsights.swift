import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Switches contributor insights of a table or a global index on and off.
///
/// To say again what holds changes nothing and answers the state that holds; everything else answers ENABLING or DISABLING (recorded).
struct UpdateContributorInsights: Operation {
    struct Input {
        var table: TableReference
        var index: String?
        var isEnabled: Bool
        var mode: ContributorInsights.Mode?
    }

    struct Output {
        var table: String
        var index: String?
        var status: String
        var mode: ContributorInsights.Mode?
    }

    static let name = "UpdateContributorInsights"
    static let traits = OperationTraits(isLong: true)
    static let example = #"{"TableName": "Music", "ContributorInsightsAction": "ENABLE"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            table: request.table(), index: request.index(),
            isEnabled: request.required("ContributorInsightsAction", .oneOf(["ENABLE", "DISABLE"])) == "ENABLE",
            mode: request.string("ContributorInsightsMode", .oneOf(ContributorInsights.Mode.allCases.map(\.rawValue)))
                .flatMap(ContributorInsights.Mode.init))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:UpdateContributorInsights", on: input.table, in: context, index: input.index)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        try tables.requireOwn(input.table, in: context)
        let table = try tables.definition(input.table, in: context)
        // What cannot be decrypted cannot be looked into (recorded).
        try tables.open(table, in: context)
        let change = try tables.store.change(table) { definition, _ in
            try definition.requireInsights(of: input.index)
            let former = definition.insights(of: input.index)
            let mode = input.isEnabled ? input.mode ?? .all : former?.mode
            var status = input.isEnabled ? "ENABLED" : "DISABLED"
            if input.isEnabled != (former?.isEnabled ?? false) || (input.isEnabled && former?.mode != mode) {
                definition.insights = (definition.insights ?? []).filter { $0.index != input.index }
                definition.insights?.append(
                    ContributorInsights(index: input.index, isEnabled: input.isEnabled, mode: mode ?? .all, changed: context.now))
                status = input.isEnabled ? "ENABLING" : "DISABLING"
            }
            return Output(table: definition.name, index: input.index, status: status, mode: mode)
        }
        return change.result
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.string("TableName", output.table)
        response.string("IndexName", output.index)
        response.string("ContributorInsightsStatus", output.status)
        response.string("ContributorInsightsMode", output.mode?.rawValue)
    }
}
