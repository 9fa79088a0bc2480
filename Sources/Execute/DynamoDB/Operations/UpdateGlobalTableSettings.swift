import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Changes the settings of a global table of version 2017.11.29, of which there are none any more (recorded).
struct UpdateGlobalTableSettings: Operation {
    static let name = "UpdateGlobalTableSettings"
    static let example = #"{"GlobalTableName": "Music", "GlobalTableBillingMode": "PAY_PER_REQUEST"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> String {
        _ = try request.string("GlobalTableBillingMode", .oneOf(["PROVISIONED", "PAY_PER_REQUEST"]))
        _ = try request.integer("GlobalTableProvisionedWriteCapacityUnits", .positive)
        _ = try request.structure("GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate")?.scaling()
        for index in try request.structures("GlobalTableGlobalSecondaryIndexSettingsUpdate") ?? [] {
            if try index.index() == nil { index.requireMember("IndexName") }
            _ = try index.integer("ProvisionedWriteCapacityUnits", .positive)
        }
        for replica in try request.structures("ReplicaSettingsUpdate") ?? [] {
            _ = try replica.required("RegionName")
            _ = try replica.integer("ReplicaProvisionedReadCapacityUnits", .positive)
        }
        return try request.globalTable()
    }

    func authorization(for input: String, in context: OperationContext) -> [AuthorizationRequest] {
        [
            tables.question("dynamodb:UpdateGlobalTableSettings", onGlobalTable: input, in: context),
            tables.question("dynamodb:UpdateGlobalTableSettings", on: TableReference(named: input), in: context),
        ]
    }

    func execute(_ input: String, in context: OperationContext) throws -> EmptyOutput { throw AWSError.globalTableNotFound(input) }
}
