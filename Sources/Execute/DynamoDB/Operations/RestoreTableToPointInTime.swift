import AWSTypes
import AWSWire
import IAMPolicy
import OpenSSL
import ServiceModel

/// Makes a table of another table's items as they were at a moment.
///
/// The order of the checks was recorded: the request's shape, the source, whether its past is kept, the moment, the target.
struct RestoreTableToPointInTime: Operation {
    struct Input {
        var source: TableReference
        var target: String
        /// Nil for the latest.
        var moment: Timestamp?
        var overrides: RestoreOverrides
        var fault: AWSError?
    }

    static let name = "RestoreTableToPointInTime"
    static let traits = OperationTraits(isLong: true)
    static let example = #"{"SourceTableName": "Music", "TargetTableName": "Restored", "UseLatestRestorableTime": true}"#

    let tables: Tables
    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> Input {
        let moment = try request.timestamp("RestoreDateTime")
        let usesLatest = try request.boolean("UseLatestRestorableTime") ?? false
        let fault: AWSError? =
            switch (moment, usesLatest) {
            case (_?, true): .bothRestoreTimes
            case (nil, false): .noRestoreTime
            default: nil
            }
        return try Input(
            source: Self.source(request), target: request.targetTable(), moment: moment, overrides: request.restoreOverrides(),
            fault: fault)
    }

    private static func source(_ request: StructureReader) throws -> TableReference {
        switch (request.has("SourceTableArn"), request.has("SourceTableName")) {
        case (true, true): request.postpone(.oneRestoreSource)
        case (false, false): request.postpone(.missingParameter("TableName"))
        default: break
        }
        let name = try request.string("SourceTableName", .tableNamePattern, .indexNameMinimum, .indexNameMaximum)
        guard let arn = try request.string("SourceTableArn", .minimumLength(1), .tableNameMaximum) else {
            return TableReference(named: name ?? "")
        }
        if arn.utf8.starts(with: "arn:".utf8), let reference = try? TableReference(arn) { return reference }
        request.postpone(arn.utf8.starts(with: "arn:".utf8) ? .notATableARN("sourceTableArn") : .notAnARN(arn))
        return TableReference(named: arn)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:RestoreTableToPointInTime", on: input.source, in: context)]
            + tables.questionsOfRestore(to: input.target, in: context)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> TableDescription {
        try tables.requireOwn(input.source, in: context)
        if let fault = input.fault { throw fault }
        if let region = input.source.region, region != context.region, input.overrides.encryption == nil {
            throw AWSError.crossRegionNeedsEncryption
        }
        guard let source = tables.find(input.source, in: context), source.table.filling == nil else {
            throw AWSError.sourceTableNotFound(input.source.name)
        }
        guard let recovery = source.table.recovery else { throw AWSError.recoveryIsOff(source.table.name) }
        let moment = input.moment ?? max(context.now, recovery.began)
        guard recovery.reaches(moment, now: context.now) else {
            throw AWSError.restoreTime(moment, notIn: recovery, now: context.now)
        }
        if tables.find(TableReference(named: input.target), in: context) != nil { throw AWSError.targetExists(input.target) }
        let table = try input.overrides.table(
            named: input.target, from: source.table, account: context.account, region: context.region, id: random.uuid(),
            now: context.now)
        // The latest state is the present one, whatever the clock says of the last writes.
        let (store, past, present) = (tables.store, input.moment == nil ? nil : moment, WorkMoment())
        return try tables.restore(
            table, from: source.table, input.overrides, shownAs: RestoreSummary(backup: nil, table: source.arn, moment: moment),
            in: context, at: present,
            check: { connection in
                guard try store.current(source, in: connection).history(since: recovery.began) != nil else {
                    throw AWSError.recoveryIsOff(source.table.name)
                }
            },
            fill: { try store.copyPast(of: source, since: recovery.began, at: past, present: present, to: $0) })
    }

    func encode(_ output: TableDescription, into response: inout StructureWriter) {
        response.tableDescription("TableDescription", output)
    }
}
