import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Lists the global tables of version 2017.11.29, of which there are none any more (recorded).
struct ListGlobalTables: Operation {
    static let name = "ListGlobalTables"
    static let traits = OperationTraits.readOnly

    let tables: Tables

    func decode(_ request: StructureReader) throws {
        _ = try request.string("ExclusiveStartGlobalTableName", .tableNamePattern, .indexNameMinimum, .indexNameMaximum)
        _ = try request.integer("Limit", .positive)
        _ = try request.string("RegionName")
    }

    func authorization(for input: Void, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.questionOfAll("dynamodb:ListGlobalTables", in: context)]
    }

    func execute(_ input: Void, in context: OperationContext) -> EmptyOutput { EmptyOutput() }

    func encode(_ output: EmptyOutput, into response: inout StructureWriter) { response.strings("GlobalTables", []) }
}
