import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Describes a global table of version 2017.11.29, of which there are none any more: later ones are not found by it (recorded).
struct DescribeGlobalTable: Operation {
    static let name = "DescribeGlobalTable"
    static let traits = OperationTraits.readOnly
    static let example = #"{"GlobalTableName": "Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> String { try request.globalTable() }

    func authorization(for input: String, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DescribeGlobalTable", onGlobalTable: input, in: context)]
    }

    func execute(_ input: String, in context: OperationContext) throws -> EmptyOutput { throw AWSError.globalTableNotDescribed(input) }
}
