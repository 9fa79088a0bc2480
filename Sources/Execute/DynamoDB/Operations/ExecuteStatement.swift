import AWSTypes
import AWSWire
import DynamoDBExpressions
import IAMPolicy
import ServiceModel

/// Runs one PartiQL statement.
///
/// A statement that cannot be read has no action to ask leave for, so its faults come first; what needs its table comes after leave.
struct ExecuteStatement: Operation {
    struct Input {
        var request: StatementRequest
        var statement: PreparedStatement
        var limit: Int?
        var token: String?
        var report: CapacityReport
    }

    struct Output {
        /// JSON.
        var items: [UInt8]
        var token: String?
        var capacity: CapacityUsed?
        /// JSON.
        var lastKey: [UInt8]?
    }

    static let name = "ExecuteStatement"
    /// AWS's events show the statement with the values of attributes that are no keys redacted (Developer Guide, "Understanding DynamoDB log
    /// file entries"); here the statement is left out with them.
    static let traits = OperationTraits(category: .data, isLong: true, secretMembers: ["Statement"])
    static let example = #"{"Statement": "SELECT * FROM \"Music\" WHERE \"Artist\" = 'A'"}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let statement = try StatementRequest(request)
        let limit = try request.integer("Limit", .positive)
        let token = try request.string("NextToken", .minimumLength(1), .maximumLength(32768))
        let report = try request.capacityReport()
        try request.finish()
        return try Input(request: statement, statement: statement.prepared(), limit: limit, token: token, report: report)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [input.statement.question(tables, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let statement = input.statement
        if case .exists = statement.bound.action { throw AWSError.existsOutsideTransaction }
        let table = try statement.open(tables, in: context)
        guard case .select(let columns) = statement.bound.action else {
            let done = try StatementWrite(statement.bound, of: table)
                .run(on: table, showingItem: input.request.showsItemOnFailure, in: tables.store)
            return Output(
                items: Array("[".utf8) + (done.returned ?? []) + Array("]".utf8),
                capacity: CapacityUsed(statement.table.text, done.capacity, input.report))
        }
        let read = try StatementRead(statement.bound, columns: columns, of: table, isConsistent: input.request.isConsistent)
        let token = StatementToken(request: input.request, table: table)
        let page = try read.page(limit: input.limit, after: input.token.map(token.position), in: tables.store)
        return Output(
            items: page.items + [UInt8(ascii: "]")], token: page.position.map(token.text),
            capacity: CapacityUsed(statement.table.text, page.capacity, input.report), lastKey: page.position?.key)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.raw("Items", output.items)
        response.string("NextToken", output.token)
        response.capacity(output.capacity)
        if let key = output.lastKey { response.raw("LastEvaluatedKey", key) }
    }
}
