import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import OpenSSL
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
        var token: String?
        /// Of the parts as they were sent, to tell a repeated request from another under its token.
        var digest: [UInt8]
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
        let token = try request.string("ClientRequestToken", .minimumLength(1), .maximumLength(36))
        let digest = token == nil ? [] : SHA256.hash(Array(request.json("TransactItems")?.bytes ?? []))
        let input = try Input(
            parts: parts, report: request.capacityReport(), wantsMetrics: request.wantsMetrics(), token: token, digest: digest)
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
            if let token = input.token, try tables.store.isRepeated(token, input.digest, in: context, connection) { return Output() }
            var current: [OpenTable] = []
            for table in found { current.append(try tables.store.current(table, in: connection)) }
            var faults = CancellationReasons(count: input.parts.count)
            var keys: Set<PlacedKey> = []
            var places: [ItemKey?] = []
            // The parts are judged by themselves first; the first that is refused so ends the transaction, and nothing is said of
            // the rest (Alternator's tests).
            for (at, part) in input.parts.enumerated() {
                let named = try part.item.item(.older).stored
                try current[at].refuseEmptyKeys(of: named, withIndexes: part.kind == .put)
                let key = try faults.collect(at) { try Self.key(of: part, in: current[at]) }
                if let key, !keys.insert(PlacedKey(key, in: current[at])).inserted { throw AWSError.itemTwiceInTransaction }
                places.append(key)
                if faults.hasInvalid { try faults.cancel() }
            }
            var changes: [Change?] = []
            for (at, part) in input.parts.enumerated() {
                changes.append(
                    try faults.collect(at) {
                        try places[at].map { try Self.change(part, expressions[at], at: $0, in: current[at], connection) }
                    }?.flatMap { $0 })
            }
            try faults.cancel()
            return try Self.make(changes, input, in: current, connection)
        }
    }

    /// What one part does to one item; nothing for a check.
    private struct Change {
        var key: ItemKey
        var former: ItemRow?
        var item: CanonicalItem?
        var writes: Bool
    }

    private static func key(of part: Part, in table: OpenTable) throws -> ItemKey {
        guard part.kind == .put else { return try table.table.key.key(part.item, .older) }
        let item = try part.item.item(.older)
        guard item.size <= ItemSize.limit else { throw AWSError.itemTooLarge }
        return try table.key(ofNew: item)
    }

    private static func change(
        _ part: Part, _ expressions: BoundExpressions, at key: ItemKey, in table: OpenTable, _ connection: borrowing Connection
    ) throws -> Change {
        let former = try table.items.row(at: key, in: connection)
        try expressions.condition?.require(former, showingItem: part.showsItemOnFailure)
        switch part.kind {
        case .check: return Change(key: key, former: former, item: nil, writes: false)
        case .put: return Change(key: key, former: former, item: try part.item.item(.older), writes: true)
        case .delete: return Change(key: key, former: former, item: nil, writes: true)
        case .update:
            let update = ItemUpdate(key: try part.item.item(.older).stored.item, update: expressions.update, wording: .older)
            try update.checkKeys(of: table)
            return Change(key: key, former: former, item: try update.apply(to: former, in: table).item, writes: true)
        }
    }

    private static func make(
        _ changes: [Change?], _ input: Input, in tables: [OpenTable], _ connection: borrowing Connection
    ) throws -> Output {
        var use = CapacityByTable(report: input.report, ofTransaction: "WriteCapacityUnits")
        var output = Output()
        for (at, change) in changes.enumerated() {
            guard let change else { continue }
            let name = input.parts[at].table.text
            guard change.writes else {
                use.add(ConsumedCapacity(table: ConsumedCapacity.write(bytes: change.former?.size ?? 0)), to: name)
                continue
            }
            use.add(try tables[at].replace(change.former, by: change.item, at: change.key, in: connection), to: name)
            let item = try input.parts[at].item.item(.older).stored
            if input.wantsMetrics, let metrics = try tables[at].metrics(ofItem: item, at: change.key, in: connection) {
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

extension TableStore {
    /// Whether the same caller's account has sent the same under this token in the last ten minutes (API Reference,
    /// ClientRequestToken); otherwise the token is kept, as a part of the transaction.
    ///
    /// - Parameter digest: Of the transaction's parts as they were sent.
    func isRepeated(
        _ token: String, _ digest: [UInt8], in context: OperationContext, _ connection: borrowing Connection
    ) throws -> Bool {
        if let known = try self.digest(of: token, account: context.account, now: context.now, in: connection) {
            guard known == digest else { throw AWSError.tokenOfAnother }
            return true
        }
        try keep(
            token, digest: digest, account: context.account, until: context.now.adding(seconds: Self.tokenSeconds), in: connection)
        return false
    }
}
