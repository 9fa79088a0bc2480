import AWSTypes
import AWSWire
import DynamoDBExpressions
import IAMPolicy
import ServiceModel

/// Runs up to twenty-five PartiQL statements, each for itself: what one is refused for, its denial too, is told in its place.
struct BatchExecuteStatement: Operation {
    struct Input {
        var requests: [StatementRequest]
        var report: CapacityReport
    }

    struct Output {
        var responses: [Response]
        var capacity: [CapacityUsed]
    }

    /// What one statement came to.
    struct Response {
        var error: AWSError?
        /// Of a statement that ran, whether or not it failed (recorded).
        var table: String?
        /// JSON.
        var item: [UInt8]?
    }

    static let name = "BatchExecuteStatement"
    static let traits = OperationTraits(
        category: .data, permission: .askedByPart(source: "API Reference, BatchStatementError: AccessDenied is a statement's error code"),
        isLong: true)
    static let example = #"{"Statements": [{"Statement": "SELECT * FROM \"Music\" WHERE \"Artist\" = 'A'"}]}"#

    /// API Reference, BatchExecuteStatement.
    private static let limit = 25

    let tables: Tables
    let denialText: DenialTextStyle

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            requests: request.statements("Statements", limit: Self.limit, of: "BatchStatementRequest"), report: request.capacityReport())
    }

    /// None beforehand: each statement is asked for on its own.
    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] { [] }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let statements = input.requests.map { request in Result { () throws(AWSError) in try request.prepared() } }
        let kinds = Set(statements.compactMap { try? $0.get().bound.isRead })
        if kinds.count > 1 { throw AWSError.mixedStatements(Self.name) }
        var usage = CapacityByTable(report: input.report)
        let responses = zip(statements, input.requests).map { statement, request in
            var response = Response()
            do {
                try run(statement.get(), request, into: &response, &usage, in: context)
            } catch {
                response.error = AWSError(reporting: error)
                response.item = nil
            }
            return response
        }
        return Output(responses: responses, capacity: usage.used)
    }

    private func run(
        _ statement: PreparedStatement, _ request: StatementRequest, into response: inout Response, _ usage: inout CapacityByTable,
        in context: OperationContext
    ) throws {
        try ask(statement, in: context)
        if case .exists = statement.bound.action { throw AWSError.existsOutsideTransaction }
        let table = try statement.open(tables, in: context)
        guard case .select(let columns) = statement.bound.action else {
            let write = try StatementWrite(statement.bound, of: table)
            response.table = statement.table.text
            let done = try write.run(on: table, showingItem: request.showsItemOnFailure, in: tables.store)
            response.item = done.returned
            return usage.add(done.capacity, to: statement.table.text)
        }
        let key = try StatementKeyRead(statement.bound, of: table, in: Self.name)
        response.table = statement.table.text
        let row = try tables.store.read(table) { try table.items.row(at: key.key(in: table), in: $0) }
        response.item = row.map { columns?.cut($0.stored) ?? $0.item }
        usage.add(
            ConsumedCapacity(table: ConsumedCapacity.read(bytes: row?.size ?? 0, isConsistent: request.isConsistent)),
            to: statement.table.text)
    }

    private func ask(_ statement: PreparedStatement, in context: OperationContext) throws {
        let decision = context.authority.decide(statement.question(tables, in: context), for: context.caller, via: nil)
        if decision.isAllowed || !context.authority.enforces(decision) { return }
        throw AWSError(.accessDenied, decision.denialMessage(style: denialText))
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structures("Responses", output.responses) { writer, response in
            if let error = response.error {
                writer.structure("Error") { writer in
                    writer.string("Code", error.statementCode)
                    writer.string("Message", error.message)
                    if let item = error.item { writer.raw("Item", item) }
                }
            }
            writer.string("TableName", response.table)
            if let item = response.item { writer.raw("Item", item) }
        }
        response.capacities(output.capacity)
    }
}

extension AWSError {
    /// The error's code as a batch tells it (API Reference, BatchStatementErrorCodeEnum).
    fileprivate var statementCode: String {
        switch code {
        case .validation: "ValidationError"
        case .conditionalCheckFailed: "ConditionalCheckFailed"
        case .duplicateItem: "DuplicateItem"
        case .resourceNotFound: "ResourceNotFound"
        case .accessDenied: "AccessDenied"
        default: "InternalServerError"
        }
    }

    /// The item that failed a condition.
    fileprivate var item: [UInt8]? {
        if case .json("Item", let item)? = members.first { item } else { nil }
    }
}
