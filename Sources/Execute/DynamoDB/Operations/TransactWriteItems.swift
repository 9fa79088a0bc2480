import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import SQLiteStore
import ServiceModel

/// Writes and checks up to a hundred items, all or none.
struct TransactWriteItems: Operation {
    enum Kind: String, CaseIterable {
        case check = "ConditionCheck"
        case put = "Put"
        case delete = "Delete"
        case update = "Update"

        /// There is no action for the transaction itself (Developer Guide, "Using IAM with transactions").
        var action: String {
            switch self {
            case .check: "dynamodb:ConditionCheckItem"
            case .put: "dynamodb:PutItem"
            case .delete: "dynamodb:DeleteItem"
            case .update: "dynamodb:UpdateItem"
            }
        }
    }

    struct Part {
        var kind: Kind
        var table: TableReference
        /// The item of a Put, the key of the others.
        var item: RequestItem
        var expressions: RequestExpressions
        var showsItemOnFailure: Bool
    }

    struct Input {
        var parts: [Part]
        var report: CapacityReport
        var wantsMetrics: Bool
        var token: TransactionToken?
    }

    struct Output {
        var capacity: [CapacityUsed] = []
        var metrics = MetricsByTable()
    }

    static let name = "TransactWriteItems"
    static let traits = OperationTraits(category: .data, isLong: true)
    static let example = #"{"TransactItems": [{"Put": {"TableName": "Music", "Item": {"Artist": {"S": "A"}}}}]}"#
    static let fullExample: String? = #"""
        {"TransactItems": [{"Put": {"TableName": "Music", "Item": {"Artist": {"S": "A"}}}},
         {"Delete": {"TableName": "Music", "Key": {"Artist": {"S": "B"}}}},
         {"Update": {"TableName": "Music", "Key": {"Artist": {"S": "C"}}, "UpdateExpression": "REMOVE Year1"}},
         {"ConditionCheck": {"TableName": "Music", "Key": {"Artist": {"S": "D"}}, "ConditionExpression": "attribute_exists(Artist)"}}]}
        """#

    /// API Reference, TransactWriteItems: the items and keys of a request together (that what stands in the table does not count is from
    /// Alternator's tests).
    private static let byteLimit = 4 * 1_048_576

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        let items = try request.transactItems()
        let parts = try items.compactMap(Self.part)
        let token = try request.transactionToken(of: "TransactItems")
        let input = try Input(parts: parts, report: request.capacityReport(), wantsMetrics: request.wantsMetrics(), token: token)
        if parts.count < items.count {
            try request.finish()
            throw AWSError.severalActionsInPart
        }
        return input
    }

    /// One part; nil for one that is not just one of the four.
    private static func part(_ item: StructureReader) throws -> Part? {
        let parts = try Kind.allCases.compactMap { kind in try item.structure(kind.rawValue).map { try part(kind, $0) } }
        return parts.count == 1 ? parts[0] : nil
    }

    private static func part(_ kind: Kind, _ request: StructureReader) throws -> Part {
        if kind == .update, !request.has("UpdateExpression") { request.requireMember("UpdateExpression") }
        if kind == .check, !request.has("ConditionExpression") { request.requireMember("ConditionExpression") }
        return try Part(
            kind: kind, table: request.itemTable(), item: request.item(kind == .put ? "Item" : "Key"),
            expressions: request.expressions(kind == .update ? .update : .condition),
            showsItemOnFailure: request.showsItemOnFailure())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        input.parts.map { part in
            var keys = DataConditionKeys(table: tables.find(part.table, in: context), touched: .one(part.item))
            keys.expressions = part.expressions
            keys.returnValues = part.kind == .check ? (part.showsItemOnFailure ? "ALL_OLD" : "NONE") : "NONE"
            keys.report = input.report
            keys.enclosing = Self.name
            return tables.question(part.kind.action, on: part.table, in: context, keys: keys)
        }
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        var size = 0
        for part in input.parts { size += try part.item.item(.older).size }
        let expressions = try input.parts.map { try $0.expressions.bind(.older) }
        let found = try input.parts.map { try tables.table($0.table, in: context) }
        for table in found { try tables.open(table, in: context) }
        guard size <= Self.byteLimit else { throw AWSError.transactionTooLarge }
        do {
            return try write(input, expressions, found, in: context)
        } catch let fault as UncollectedFault {
            throw fault.error
        }
    }

    private func write(
        _ input: Input, _ expressions: [BoundExpressions], _ found: [OpenTable], in context: OperationContext
    ) throws -> Output {
        try tables.store.database.write { connection in
            if try tables.store.isRepeated(input.token, in: context, connection) { return Output() }
            let current = try found.map { try tables.store.current($0, in: connection) }
            var faults = CancellationReasons(count: input.parts.count)
            var named: Set<PlacedKey> = []
            var keys: [ItemKey] = []
            // The parts are judged by themselves first; the first that is refused so ends the transaction, and nothing is said of
            // the rest (Alternator's tests).
            for (at, part) in input.parts.enumerated() {
                try current[at].refuseEmptyKeys(of: part.item.item(.older).stored, withIndexes: part.kind == .put)
                let key = try faults.collect(at) { try Self.key(of: part, in: current[at]) }
                try faults.cancel()
                guard let key, named.insert(PlacedKey(key, in: current[at])).inserted else { throw AWSError.itemTwiceInTransaction }
                keys.append(key)
            }
            var changes: [PlannedChange] = []
            for (at, part) in input.parts.enumerated() {
                let change = try faults.collect(at) { try Self.change(part, expressions[at], at: keys[at], in: current[at], connection) }
                if let change { changes.append(change) }
            }
            try faults.cancel()
            return try Self.make(changes, input, in: current, connection)
        }
    }

    private static func key(of part: Part, in table: OpenTable) throws -> ItemKey {
        guard part.kind == .put else { return try table.table.key.key(part.item, .older) }
        let item = try part.item.item(.older)
        guard item.size <= ItemSize.limit else { throw AWSError.itemTooLarge }
        return try table.key(ofNew: item)
    }

    private static func change(
        _ part: Part, _ expressions: BoundExpressions, at key: ItemKey, in table: OpenTable, _ connection: borrowing Connection
    ) throws -> PlannedChange {
        let former = try table.items.row(at: key, in: connection)
        try expressions.condition?.require(former, showingItem: part.showsItemOnFailure)
        switch part.kind {
        case .check: return PlannedChange(key: key, former: former, writes: false)
        case .put: return PlannedChange(key: key, former: former, item: try part.item.item(.older))
        case .delete: return PlannedChange(key: key, former: former)
        case .update:
            let update = ItemUpdate(key: try part.item.item(.older).stored.item, update: expressions.update, wording: .older)
            try update.checkKeys(of: table)
            return PlannedChange(key: key, former: former, item: try update.apply(to: former, in: table).item)
        }
    }

    private static func make(
        _ changes: [PlannedChange], _ input: Input, in tables: [OpenTable], _ connection: borrowing Connection
    ) throws -> Output {
        var use = CapacityByTable(report: input.report, ofTransaction: "WriteCapacityUnits")
        var output = Output()
        for (at, change) in changes.enumerated() {
            let name = input.parts[at].table.text
            use.add(try tables[at].make(change, in: connection), to: name)
            guard input.wantsMetrics, change.writes else { continue }
            let item = try input.parts[at].item.item(.older).stored
            if let metrics = try tables[at].metrics(ofItem: item, at: change.key, in: connection) {
                output.metrics.add(metrics, to: name)
            }
        }
        output.capacity = use.used
        return output
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.capacities(output.capacity)
        response.metrics(output.metrics)
    }
}
