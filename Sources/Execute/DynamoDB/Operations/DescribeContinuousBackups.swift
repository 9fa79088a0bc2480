import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells whether a table's past is kept, and which part of it can be restored.
struct DescribeContinuousBackups: Operation {
    struct Output {
        var recovery: Recovery?
        var now: Timestamp
    }

    static let name = "DescribeContinuousBackups"
    static let traits = OperationTraits.readOnly
    static let example = #"{"TableName": "Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> TableReference { try request.table() }

    func authorization(for input: TableReference, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DescribeContinuousBackups", on: input, in: context)]
    }

    func execute(_ input: TableReference, in context: OperationContext) throws -> Output {
        Output(recovery: try tables.source(input, in: context).table.recovery, now: context.now)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.continuousBackups(output.recovery, now: output.now)
    }
}
