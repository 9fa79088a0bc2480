import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Changes the regions of a global table of version 2017.11.29, of which there are none any more (recorded).
struct UpdateGlobalTable: Operation {
    struct Input {
        var name: String
        /// Whether each update adds a region.
        var adds: [Bool]
    }

    static let name = "UpdateGlobalTable"
    static let example = #"{"GlobalTableName": "Music", "ReplicaUpdates": [{"Delete": {"RegionName": "eu-west-1"}}]}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let updates = try request.structures("ReplicaUpdates")
        if updates == nil { request.requireMember("ReplicaUpdates") }
        let adds = try updates?.map { update in
            let create = try update.structure("Create")
            _ = try create?.required("RegionName")
            _ = try update.structure("Delete")?.required("RegionName")
            return create != nil
        }
        return try Input(name: request.globalTable(), adds: adds ?? [])
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [
            tables.question("dynamodb:UpdateGlobalTable", onGlobalTable: input.name, in: context),
            tables.question("dynamodb:UpdateGlobalTable", on: TableReference(named: input.name), in: context),
        ]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> EmptyOutput {
        if input.adds.isEmpty { throw AWSError.noReplicaUpdates }
        if input.adds.contains(true) { throw AWSError.legacyGlobalTables }
        throw AWSError.globalTableNotFound(input.name)
    }
}
