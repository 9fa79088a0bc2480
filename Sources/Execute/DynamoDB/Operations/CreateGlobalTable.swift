import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Makes a global table of version 2017.11.29, which AWS no longer does in any region (recorded).
///
/// The refusal comes after the request's shape, and before the tables are looked for.
struct CreateGlobalTable: Operation {
    struct Input {
        var name: String
        var regions: [String]
    }

    static let name = "CreateGlobalTable"
    static let example = #"{"GlobalTableName": "Music", "ReplicationGroup": [{"RegionName": "eu-west-1"}]}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let group = try request.structures("ReplicationGroup")
        if group == nil { request.requireMember("ReplicationGroup") }
        return try Input(name: request.globalTable(), regions: group?.compactMap { try $0.string("RegionName") } ?? [])
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:CreateGlobalTable", onGlobalTable: input.name, in: context)]
            + ([context.region] + input.regions.filter { $0 != context.region }).map { region in
                AuthorizationRequest(
                    action: "dynamodb:CreateGlobalTable", resource: "arn:aws:dynamodb:\(region):\(context.account):table/\(input.name)",
                    resourceAccount: context.account)
            }
    }

    func execute(_ input: Input, in context: OperationContext) throws -> EmptyOutput { throw AWSError.legacyGlobalTables }
}

extension StructureReader {
    /// The name of a global table.
    func globalTable(_ member: String = "GlobalTableName") throws -> String {
        try required(member, .tableNamePattern, .indexNameMinimum, .indexNameMaximum)
    }
}
