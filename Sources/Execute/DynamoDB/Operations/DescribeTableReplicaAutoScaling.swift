import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells how the capacity of a global table follows its use, region by region.
struct DescribeTableReplicaAutoScaling: Operation {
    struct Output {
        var table: Table
        var replication: Replication
    }

    static let name = "DescribeTableReplicaAutoScaling"
    static let traits = OperationTraits.readOnly
    static let example = #"{"TableName": "Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> TableReference { try request.table() }

    func authorization(for input: TableReference, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DescribeTableReplicaAutoScaling", on: input, in: context)]
    }

    /// A table of one region is none that this knows of (recorded).
    func execute(_ input: TableReference, in context: OperationContext) throws -> Output {
        try tables.requireOwn(input, in: context)
        try tables.requireHere(input, in: context)
        guard let table = tables.find(input, in: context)?.table, let replication = table.replication else {
            throw AWSError.scalingOfNoGlobalTable(input.name)
        }
        return Output(table: table, replication: replication)
    }

    func encode(_ output: Output, into response: inout StructureWriter) { response.scaling(of: output.table, output.replication) }
}
