import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Says how the capacity of a global table is to follow its use, region by region.
///
/// For a table that is paid by the request there is nothing to say but that it does not (recorded).
struct UpdateTableReplicaAutoScaling: Operation {
    struct Input {
        var table: TableReference
        var updates: [(member: String, scaling: ReplicaScaling)]
    }

    static let name = "UpdateTableReplicaAutoScaling"
    static let traits = OperationTraits(isLong: true)
    static let example =
        #"{"TableName": "Music", "ProvisionedWriteCapacityAutoScalingUpdate": {"AutoScalingDisabled": true}}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(table: request.table(), updates: request.scalingUpdates())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:UpdateTableReplicaAutoScaling", on: input.table, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> DescribeTableReplicaAutoScaling.Output {
        try tables.requireOwn(input.table, in: context)
        try tables.requireHere(input.table, in: context)
        guard let table = tables.find(input.table, in: context), table.table.replication != nil else {
            throw AWSError.scalingOfNoGlobalTable(input.table.name)
        }
        let changed = try tables.store.change(table) { definition, _ in
            guard var replication = definition.replication else { throw AWSError.scalingOfNoGlobalTable(definition.name) }
            if input.updates.isEmpty { throw AWSError.scalingWithoutUpdates(definition.name) }
            let regions = (replication.replicas.map(\.region) + [definition.region]).sorted()
            for (_, scaling) in input.updates {
                if let region = scaling.region, !regions.contains(region) { throw AWSError.replicaNotThere(region) }
                if let index = scaling.index, !definition.globalIndexes.contains(where: { $0.name == index }) {
                    throw AWSError.indexOfInsightsNotFound(index, of: definition.name)
                }
            }
            let scaling = input.updates.filter { $0.scaling.settings.isDisabled != true }
            if definition.billing == .payPerRequest, !scaling.isEmpty {
                throw AWSError.scalingPaidByRequest(definition.name, regions: regions, members: scaling.map(\.member))
            }
            replication.scaling = (replication.scaling ?? []) + input.updates.map(\.scaling)
            definition.replication = replication
        }.table.table
        return .init(table: changed, replication: changed.replication ?? Replication())
    }

    func encode(_ output: DescribeTableReplicaAutoScaling.Output, into response: inout StructureWriter) {
        response.scaling(of: output.table, output.replication)
    }
}
