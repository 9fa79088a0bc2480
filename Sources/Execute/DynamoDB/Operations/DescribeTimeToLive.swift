import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Tells whether a table's items expire, and by which attribute.
struct DescribeTimeToLive: Operation {
    static let name = "DescribeTimeToLive"
    static let traits = OperationTraits.readOnly
    static let example = #"{"TableName": "Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> TableReference { try request.table() }

    func authorization(for input: TableReference, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DescribeTimeToLive", on: input, in: context)]
    }

    func execute(_ input: TableReference, in context: OperationContext) throws -> String? {
        try tables.requireOwn(input, in: context)
        return try tables.definition(input, in: context).table.timeToLive
    }

    func encode(_ output: String?, into response: inout StructureWriter) {
        response.structure("TimeToLiveDescription") { writer in
            writer.string("TimeToLiveStatus", output == nil ? "DISABLED" : "ENABLED")
            writer.string("AttributeName", output)
        }
    }
}
