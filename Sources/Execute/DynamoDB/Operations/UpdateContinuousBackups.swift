import AWSTypes
import AWSWire
import IAMPolicy
import SQLiteStore
import ServiceModel

/// Begins to keep a table's past, or forgets it.
///
/// To enable what is enabled changes at most the period; a period that was asked for once is forgotten with the past (recorded).
struct UpdateContinuousBackups: Operation {
    struct Input {
        var table: TableReference
        var isEnabled: Bool
        var days: Int?
    }

    static let name = "UpdateContinuousBackups"
    static let traits = OperationTraits(isLong: true)
    static let example =
        #"{"TableName": "Music", "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let specification = try request.structure("PointInTimeRecoverySpecification")
        if specification == nil { request.requireMember("PointInTimeRecoverySpecification") }
        let isEnabled = try specification?.boolean("PointInTimeRecoveryEnabled")
        if isEnabled == nil { specification?.requireMember("PointInTimeRecoveryEnabled") }
        return try Input(
            table: request.table(), isEnabled: isEnabled ?? false,
            days: specification?.integer("RecoveryPeriodInDays", .atLeast(1), .atMost(Recovery.longest)))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:UpdateContinuousBackups", on: input.table, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> DescribeContinuousBackups.Output {
        if !input.isEnabled, input.days != nil { throw AWSError.periodOfDisabled }
        let table = try tables.source(input.table, in: context)
        let recovery: Recovery?
        do {
            recovery = try tables.store.change(table) { definition, connection in
                let history = ItemHistoryStore(table: definition.number, clock: tables.store.clock)
                switch (input.isEnabled, definition.recovery) {
                case (true, nil):
                    try connection.run(history.create)
                    definition.recovery = Recovery(began: context.now, days: input.days ?? Recovery.longest)
                case (true, let former?): definition.recovery?.days = input.days ?? former.days
                case (false, nil): break
                case (false, _?):
                    tables.store.database.expectLongWrite()
                    try connection.run(history.drop)
                    definition.recovery = nil
                }
                return definition.recovery
            }.result
        } catch let error as AWSError where error.code == .resourceNotFound {
            throw AWSError.sourceTableNotFound(input.table.name)
        }
        return .init(recovery: recovery, now: context.now)
    }

    func encode(_ output: DescribeContinuousBackups.Output, into response: inout StructureWriter) {
        response.continuousBackups(output.recovery, now: output.now)
    }
}
