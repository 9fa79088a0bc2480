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
        _ = try request.long("GlobalTableProvisionedWriteCapacityUnits", .positive)
        _ = try request.structure("GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate")?.scaling()
        try Self.checkIndexes(request, "GlobalTableGlobalSecondaryIndexSettingsUpdate", kind: "Write")
        for replica in try request.structures("ReplicaSettingsUpdate", count: 1...50, of: "ReplicaSettingsUpdate") ?? [] {
            _ = try replica.required("RegionName")
            _ = try replica.long("ReplicaProvisionedReadCapacityUnits", .positive)
            _ = try replica.structure("ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate")?.scaling()
            try Self.checkIndexes(replica, "ReplicaGlobalSecondaryIndexSettingsUpdate", kind: "Read")
            _ = try replica.string("ReplicaTableClass", .oneOf(["STANDARD", "STANDARD_INFREQUENT_ACCESS"]))
        }
        return try request.globalTable()
    }

    private static func checkIndexes(_ request: StructureReader, _ member: String, kind: String) throws {
        for index in try request.structures(member, count: 1...20, of: member) ?? [] {
            if try index.index() == nil { index.requireMember("IndexName") }
            _ = try index.long("Provisioned\(kind)CapacityUnits", .positive)
            _ = try index.structure("Provisioned\(kind)CapacityAutoScalingSettingsUpdate")?.scaling()
        }
    }

    func authorization(for input: String, in context: OperationContext) -> [AuthorizationRequest] {
        [
            tables.question("dynamodb:UpdateGlobalTableSettings", onGlobalTable: input, in: context),
            tables.question("dynamodb:UpdateGlobalTableSettings", on: TableReference(named: input), in: context),
        ]
    }

    func execute(_ input: String, in context: OperationContext) throws -> EmptyOutput { throw AWSError.globalTableNotFound(input) }
}
