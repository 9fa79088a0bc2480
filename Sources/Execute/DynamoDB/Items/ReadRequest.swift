import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBExpressions
import DynamoDBValues
import IAMPolicy
import SQLiteStore
import ServiceModel

/// What Query and Scan have in common: what is read, how much of it, and what of it is returned.
struct ReadRequest: Sendable {
    var table: TableReference
    var index: String?
    var select: String?
    var limit: Int?
    var isConsistent: Bool
    var start: RequestItem?
    var expressions: RequestExpressions
    var report: CapacityReport

    /// The rows to read: a table's or an index's.
    struct Target {
        var table: OpenTable
        var index: OpenIndex?

        var rows: ItemStore { index?.rows ?? table.items }
        var key: KeySchema { index?.index.key ?? table.table.key }

        /// The attributes of a position: the index's keys, then the table's.
        var keyNames: [String] {
            var names = key.names
            for name in table.table.key.names where !names.contains(where: name.isSame) { names.append(name) }
            return names
        }
    }

    /// The answer of a Query or Scan.
    struct Output: Sendable {
        var page: Page
        var capacity: CapacityUsed?
        var showsItems: Bool
    }
}

extension StructureReader {
    func readRequest(_ expressions: RequestExpressions.Offer) throws -> ReadRequest {
        try ReadRequest(
            table: itemTable(), index: index(),
            select: string("Select", .select),
            limit: expressions.kinds.contains(.keyCondition) ? limitOfQuery() : integer("Limit", .positive),
            isConsistent: boolean("ConsistentRead") ?? false,
            start: optionalItem("ExclusiveStartKey"), expressions: self.expressions(expressions), report: capacityReport())
    }
}

extension StructureReader {
    /// Query's Limit, which has words of its own where it is less than one (a public conformance suite, May 2026); Scan's has the framework's.
    private func limitOfQuery() throws(AWSError) -> Int? {
        let limit = try integer("Limit")
        if let limit, limit < 1 {
            note("Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1")
        }
        return limit
    }
}

extension ReadRequest {
    func question(_ action: String, _ tables: Tables, in context: OperationContext) -> AuthorizationRequest {
        var keys = DataConditionKeys(table: tables.find(table, in: context))
        keys.index = index
        keys.expressions = expressions
        keys.select =
            select ?? (expressions.has(.projection) ? "SPECIFIC_ATTRIBUTES" : index == nil ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES")
        keys.report = report
        return tables.question(action, on: table, in: context, keys: keys)
    }

    /// Refuses a Select that the request itself contradicts.
    ///
    /// - Parameter wording: Query's texts have a prefix since 2026, Scan's have not (recorded).
    func checkSelect(_ wording: Wording) throws {
        let member = expressions.legacy?.attributes == nil ? "ProjectionExpression" : "AttributesToGet"
        let fault: String? =
            switch (select, expressions.has(.projection)) {
            case ("SPECIFIC_ATTRIBUTES", false):
                "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"
            case ("COUNT", true): "Cannot specify the \(member) when choosing to get only the Count"
            case ("ALL_ATTRIBUTES", true): "Cannot specify the \(member) when choosing to get ALL_ATTRIBUTES"
            case ("ALL_PROJECTED_ATTRIBUTES", true):
                "Cannot specify the \(member) when choosing to get ALL_PROJECTED_ATTRIBUTES"
            case ("ALL_PROJECTED_ATTRIBUTES", false) where index == nil:
                "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"
            default: nil
            }
        if let fault { throw AWSError.validation(wording == .validator ? "1 validation error detected: " + fault : fault) }
    }

    /// Finds what is to be read.
    func target(in table: OpenTable) throws -> Target {
        guard let name = index else { return Target(table: table) }
        guard let index = table.index(name) else { throw AWSError.indexNotFound(name) }
        if !index.index.isLocal {
            if isConsistent { throw AWSError.consistentGlobalIndex }
            if index.index.isBackfilling == true { throw AWSError.indexBackfilling(name) }
        }
        return Target(table: table, index: index)
    }

    /// Refuses what a global index does not have.
    func checkSelection(of target: Target, _ bound: BoundExpressions) throws {
        guard let name = index, let index = target.index, !index.index.isLocal, let attributes = index.attributes else { return }
        if select == "ALL_ATTRIBUTES" { throw AWSError.allAttributesOfIndex(name) }
        let missing = (bound.projection?.topLevelNames ?? []).filter { !attributes.contains($0) }
        if !missing.isEmpty { throw AWSError.notProjected(missing, index: name) }
    }

    /// Reads a page.
    ///
    /// - Parameter walk: Walks over the rows that are asked for, until it is told that the page is full.
    func page(
        of target: Target, _ bound: BoundExpressions, in store: TableStore,
        walk: (borrowing Connection, (borrowing Row) throws -> Bool) throws -> Void
    ) throws -> Page {
        let selection: Selection =
            select == "COUNT" ? .count : bound.projection.map { .projected($0) } ?? .all
        var page = Page(limit: limit, filter: bound.filter, selection: selection, keyNames: target.keyNames)
        let fetchesItems = fetchesItems(target, bound)
        try store.read(target, missingIndex: AWSError.indexNotFound) { connection in
            try walk(connection) { row in
                guard fetchesItems, let item = try target.table.items.row(at: row.baseKey, in: connection) else { return page.take(row) }
                return page.take(item, isConsistent: isConsistent, for: row)
            }
        }
        return page
    }

    /// Whether the table's own items have to be fetched for a local index's rows, which hold too little of them.
    private func fetchesItems(_ target: Target, _ bound: BoundExpressions) -> Bool {
        guard let index = target.index, index.index.isLocal, let attributes = index.attributes else { return false }
        if select == "ALL_ATTRIBUTES" { return true }
        return (bound.projection?.topLevelNames ?? []).contains { !attributes.contains($0) }
    }

    /// - Parameter parts: How many partitions of AWS's a Scan went through, each of which costs a read at least.
    func output(_ page: Page, from target: Target, parts: Int = 1) -> Output {
        var capacity = ConsumedCapacity()
        let least = ConsumedCapacity.read(bytes: 0, isConsistent: isConsistent) * Double(parts)
        let units = max(least, ConsumedCapacity.read(bytes: page.bytes, isConsistent: isConsistent))
        if let index = target.index { capacity.add(units, to: index.index) } else { capacity.table = units }
        capacity.table += page.fetchedUnits
        return Output(page: page, capacity: CapacityUsed(table.text, capacity, report), showsItems: select != "COUNT")
    }

    /// Refuses an ExclusiveStartKey that has not the attributes of what is read.
    ///
    /// It comes before the key condition is held against the schema. Source of this order and of the two wordings: dynalite's tests of
    /// starting keys, run on AWS.
    ///
    /// - Parameter condition: A Query's, which must name the partition key before the start's sort key is judged.
    func checkStart(in target: Target, before condition: KeyCondition?) throws {
        guard let start else { return }
        guard let item = start.stored else { throw AWSError.startKeyInvalid }
        let isScanOfTable = target.index == nil && condition == nil
        guard start.attributeCount == target.keyNames.count else {
            throw isScanOfTable ? AWSError.startKeyMismatch : AWSError.startKeyInvalid
        }
        guard !isScanOfTable else { return }
        for attribute in target.key.partitions { try Self.checkStart(item, attribute) }
        if let condition, let missed = target.key.partitions.first(where: { key in condition.clauses.allSatisfy { $0.name != key.name } }) {
            throw Wording.current.fault(ExpressionError.keyCondition(.missesKey(missed.name)))
        }
        for attribute in target.key.sorts { try Self.checkStart(item, attribute) }
    }

    private static func checkStart(_ item: StoredItem, _ attribute: AttributeDefinition) throws {
        guard let value = item.attribute(attribute.name) else { throw AWSError.startKeyInvalid }
        guard value.type == attribute.type.attributeType else { throw AWSError.keyMismatch }
        if KeyEncoding.encode(value)?.isEmpty == true { throw AWSError.emptyKey(attribute.name, type: attribute.type) }
    }

    /// Where to go on: the position that ExclusiveStartKey names.
    func position(in target: Target) throws -> (key: ItemKey, base: ItemKey?)? {
        guard let start else { return nil }
        guard let item = start.stored else { throw AWSError.startKeyInvalid }
        guard let key = target.key.key(ofCopy: item), let base = target.table.table.key.key(ofCopy: item) else {
            throw AWSError.startKeyMismatch
        }
        return (key, target.index == nil ? nil : base)
    }
}

extension StructureWriter {
    mutating func page(_ output: ReadRequest.Output) {
        if output.showsItems { raw("Items", output.page.items + [UInt8(ascii: "]")]) }
        integer("Count", output.page.count)
        integer("ScannedCount", output.page.scanned)
        if let key = output.page.lastKey { raw("LastEvaluatedKey", key) }
        capacity(output.capacity)
    }
}
