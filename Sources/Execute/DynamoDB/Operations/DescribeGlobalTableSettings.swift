import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Describes the settings of a global table of version 2017.11.29, of which there are none any more (recorded).
struct DescribeGlobalTableSettings: Operation {
    static let name = "DescribeGlobalTableSettings"
    static let traits = OperationTraits.readOnly
    static let example = #"{"GlobalTableName": "Music"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> String { try request.globalTable() }

    func authorization(for input: String, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:DescribeGlobalTableSettings", onGlobalTable: input, in: context)]
    }

    func execute(_ input: String, in context: OperationContext) throws -> EmptyOutput { throw AWSError.globalTableNotFound(input) }
}
