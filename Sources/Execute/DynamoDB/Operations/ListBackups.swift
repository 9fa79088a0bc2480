import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Lists the backups of the caller's account in this region, those that a user made unless it asks for others.
struct ListBackups: Operation {
    struct Input {
        var table: TableReference?
        var limit: Int
        var lower: Timestamp?
        var upper: Timestamp?
        var start: TablePartReference?
        var kinds: [Backup.Kind]
    }

    struct Output {
        var page: [Backup]
        var hasMore: Bool
    }

    static let name = "ListBackups"
    static let traits = OperationTraits(isReadOnly: true, isLong: true)

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let kind = try request.string("BackupType", .oneOf(["USER", "SYSTEM", "AWS_BACKUP", "ALL"])) ?? "USER"
        return try Input(
            table: request.has("TableName") ? request.table() : nil, limit: request.integer("Limit", .atLeast(1), .atMost(100)) ?? 100,
            lower: request.timestamp("TimeRangeLowerBound"), upper: request.timestamp("TimeRangeUpperBound"),
            start: request.has("ExclusiveStartBackupArn")
                ? request.part("ExclusiveStartBackupArn", as: .backup, or: .invalidBackupARN) : nil,
            kinds: kind == "ALL" ? [.user, .system] : Backup.Kind(rawValue: kind).map { [$0] } ?? [])
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.questionOfAll("dynamodb:ListBackups", in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        if let lower = input.lower, let upper = input.upper, upper < lower { throw AWSError.timeRangeUpsideDown }
        if let start = input.start, start.region != context.region { throw AWSError.startOfOtherRegion }
        if let table = input.table { try tables.requireOwn(table, in: context) }
        let found = try tables.store.backups(
            .init(
                account: context.account, region: context.region, table: input.table?.name, kinds: input.kinds, lower: input.lower,
                upper: input.upper, after: input.start, limit: input.limit))
        return Output(page: found.page, hasMore: found.hasMore)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structures("BackupSummaries", output.page) { $0.backupSummary($1) }
        if output.hasMore { response.string("LastEvaluatedBackupArn", output.page.last?.arn) }
    }
}
