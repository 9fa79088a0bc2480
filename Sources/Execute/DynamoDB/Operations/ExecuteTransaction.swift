import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBExpressions
import IAMPolicy
import SQLiteStore
import ServiceModel

/// Runs up to a hundred PartiQL statements, all or none: all of them reads, or all writes and conditions.
struct ExecuteTransaction: Operation {
    struct Input {
        var requests: [StatementRequest]
        var statements: [PreparedStatement]
        var report: CapacityReport
        var token: TransactionToken?
    }

    struct Output {
        /// JSON of what each SELECT found, nil for nothing; empty for writes (recorded).
        var items: [[UInt8]?] = []
        var capacity: [CapacityUsed] = []
    }

    static let name = "ExecuteTransaction"
    static let traits = OperationTraits(category: .data, isLong: true)
    static let example = #"{"TransactStatements": [{"Statement": "SELECT * FROM \"Music\" WHERE \"Artist\" = 'A'"}]}"#

    /// API Reference, ExecuteTransaction.
    private static let limit = 100

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let requests = try request.statements("TransactStatements", limit: Self.limit, of: "ParameterizedStatement")
        let token = try request.transactionToken(of: "TransactStatements")
        let report = try request.capacityReport()
        try request.finish()
        // All parameters are judged before any statement is read (recorded).
        for statement in requests { _ = try statement.values() }
        let statements = try requests.enumerated().map { number, statement in
            do throws(AWSError) { return try statement.prepared() } catch { throw AWSError.statement(number, refused: error) }
        }
        return Input(requests: requests, statements: statements, report: report, token: token)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        input.statements.map { $0.question(tables, in: context, enclosing: Self.name) }
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        let reads = input.statements.count(where: \.bound.isRead)
        guard reads == 0 || reads == input.statements.count else { throw AWSError.mixedStatements(Self.name) }
        var faults = CancellationReasons(count: input.statements.count)
        var found: [OpenTable] = []
        for (number, statement) in input.statements.enumerated() {
            guard let table = try faults.collectMissingTable(number, { try statement.open(tables, in: context) }) else { continue }
            found.append(table)
            try Self.check(statement.bound, number, of: table)
        }
        try faults.cancel()
        return try reads > 0 ? read(input, from: found) : write(input, to: found, in: context)
    }

    /// Refuses what no transaction can do; a statement on a table that is not there is not looked at (recorded).
    private static func check(_ statement: BoundStatement, _ number: Int, of table: OpenTable) throws {
        do {
            switch statement.action {
            case .select:
                if statement.index != nil { throw AWSError.indexInTransaction }
                _ = try StatementKeyRead(statement, of: table, in: name)
            case .exists:
                if statement.index != nil { throw AWSError.indexInTransaction }
                let names = table.table.key.names
                guard names.allSatisfy({ statement.condition?.equalities(of: $0).isEmpty == false }),
                    statement.condition?.without(equalitiesOf: names) != nil
                else { throw AWSError.existsWithoutCondition }
            case .insert, .update, .delete:
                if statement.returning != nil { throw AWSError.returningInTransaction }
                if statement.index != nil { throw AWSError.indexInTransaction }
            }
        } catch let error as AWSError {
            throw AWSError.statement(number, refused: error)
        }
    }

    // MARK: Reads

    private func read(_ input: Input, from found: [OpenTable]) throws -> Output {
        var faults = CancellationReasons(count: input.statements.count)
        let keys = try input.statements.enumerated().map { number, statement in
            try faults.collect(number) { try StatementKeyRead(statement.bound, of: found[number], in: Self.name).key(in: found[number]) }
        }
        try faults.cancel()
        try Self.refuseRepeats(keys, in: found)
        var use = CapacityByTable(report: input.report, ofTransaction: "ReadCapacityUnits")
        let items: [[UInt8]?] = try tables.store.readSnapshot(found) { connection in
            try input.statements.enumerated().map { number, statement in
                let row = try keys[number].flatMap { try found[number].items.row(at: $0, in: connection) }
                use.add(
                    ConsumedCapacity(table: ConsumedCapacity.read(bytes: row?.size ?? 0, isConsistent: true)), to: statement.table.text)
                guard case .select(let columns) = statement.bound.action else { return nil }
                return row.map { columns?.cut($0.stored) ?? $0.item }
            }
        }
        return Output(items: items, capacity: use.used)
    }

    private static func refuseRepeats(_ keys: [ItemKey?], in tables: [OpenTable]) throws {
        var seen: Set<PlacedKey> = []
        for (key, table) in zip(keys, tables) {
            if let key, !seen.insert(PlacedKey(key, in: table)).inserted { throw AWSError.itemTwiceInTransaction }
        }
    }

    // MARK: Writes

    private func write(_ input: Input, to found: [OpenTable], in context: OperationContext) throws -> Output {
        try tables.store.database.write { connection in
            if try tables.store.isRepeated(input.token, in: context, connection) { return Output() }
            let current = try found.map { try tables.store.current($0, in: connection) }
            var faults = CancellationReasons(count: input.statements.count)
            let writes = try input.statements.enumerated().map { number, statement in
                try faults.collect(number) { try StatementWrite(statement.bound, of: current[number], isInTransaction: true) }
            }
            try faults.cancel()
            try Self.refuseRepeats(writes.map { $0?.key }, in: current)
            var changes: [PlannedChange?] = []
            for (number, write) in writes.enumerated() {
                let showsItem = input.requests[number].showsItemOnFailure
                changes.append(
                    try faults.collect(number) { try write?.change(in: current[number], showingItem: showsItem, connection) } ?? nil)
            }
            try faults.cancel()
            var use = CapacityByTable(report: input.report, ofTransaction: "WriteCapacityUnits")
            for (number, change) in changes.enumerated() {
                guard let change else { continue }
                use.add(try current[number].make(change, in: connection), to: input.statements[number].table.text)
            }
            return Output(capacity: use.used)
        }
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structures("Responses", output.items) { writer, item in
            if let item { writer.raw("Item", item) }
        }
        response.capacities(output.capacity)
    }
}

extension CancellationReasons {
    /// Notes a table that is not there (recorded: it cancels the transaction, where TransactWriteItems is refused).
    fileprivate mutating func collectMissingTable<T>(_ part: Int, _ body: () throws -> T) throws -> T? {
        do {
            return try body()
        } catch let error as AWSError where error.code == .resourceNotFound {
            note(error, code: "ResourceNotFound", of: part)
            return nil
        }
    }
}
