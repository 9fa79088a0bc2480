import AWSTypes
import DynamoDBExpressions
import DynamoDBValues
import SQLiteStore

/// What a SELECT comes to: the partitions it reads, or everything, in which order, and what it shows of the items.
///
/// The whole condition is held against every row that is read, so that the ranges need only be wide enough, and must not overlap.
struct StatementRead: Sendable {
    let target: ReadRequest.Target
    private let condition: BoundCondition?
    private let columns: Columns?
    private let isConsistent: Bool
    /// Whether the table's own items have to be fetched for a local index's rows.
    private let fetchesItems: Bool
    /// The ranges in their order; nil for a scan.
    let ranges: [RowRange]?

    init(_ statement: BoundStatement, columns: Columns?, of table: OpenTable, isConsistent: Bool) throws {
        self.columns = columns
        self.isConsistent = isConsistent
        condition = statement.condition
        target = try Self.target(statement.index, columns, of: table, isConsistent: isConsistent)
        fetchesItems = target.index.map { $0.index.isLocal && !Self.missing(columns?.topLevelNames ?? [], in: $0).isEmpty } ?? false
        let schema = target.key
        guard case let branches? = condition?.branches(partition: schema.partition.name, sort: schema.sort?.name) else {
            if !statement.order.isEmpty { throw AWSError.orderWithoutCondition }
            ranges = nil
            return
        }
        for key in statement.order where !schema.names.contains(where: key.name.isSame) { throw AWSError.orderByOther(key.name) }
        guard schema.hasOnePartition, schema.hasOneSort else {
            let pinned = PinnedKeys(condition, of: schema)
            if pinned == nil, !statement.order.isEmpty { throw AWSError.orderWithoutPartition }
            ranges = try pinned.map { [try $0.range(orderedBy: statement.order, of: schema)] }
            if pinned != nil { try Self.requireProjection(of: condition, in: target) }
            return
        }
        switch branches {
        case .tooMany: throw AWSError.tooManyReads
        case .unpinned:
            if !statement.order.isEmpty { throw AWSError.orderWithoutPartition }
            ranges = nil
        case .pinned(let branches):
            let ordered = try BranchRanges(branches, of: schema).ordered(by: statement.order, of: schema)
            try Self.requireProjection(of: branches, firstRead: ordered.first, in: target)
            ranges = ordered
        }
    }

    /// Finds the rows, and refuses what an index cannot give.
    private static func target(
        _ name: String?, _ columns: Columns?, of table: OpenTable, isConsistent: Bool
    ) throws -> ReadRequest.Target {
        guard let name else { return ReadRequest.Target(table: table) }
        guard let index = table.index(name) else { throw AWSError.statementIndexNotFound }
        if !index.index.isLocal {
            if isConsistent { throw AWSError.consistentStatement }
            if index.index.isBackfilling == true { throw AWSError.indexBackfilling(name) }
            let missing = missing(columns?.topLevelNames ?? [], in: index)
            if !missing.isEmpty { throw AWSError.notProjected(missing, index: name) }
        }
        return ReadRequest.Target(table: table, index: index)
    }

    /// Refuses a condition on what the index does not hold, where keys are named beside it; in a scan it only finds nothing (recorded).
    ///
    /// Of several reads all must be at fault, and the first one's names are told: what was recorded fits this, and would fit as well that
    /// only the first read is judged, in an order that is not known.
    private static func requireProjection(of branches: [KeyBranch], firstRead: RowRange?, in target: ReadRequest.Target) throws {
        guard let index = target.index, branches.allSatisfy({ !missing($0.filterNames, in: index).isEmpty }),
            let first = branches.first(where: { KeyEncoding.encode($0.partition) == firstRead?.partition })
        else { return }
        throw AWSError.filterNotProjected(missing(first.filterNames, in: index), index: index.index.name)
    }

    private static func requireProjection(of condition: BoundCondition?, in target: ReadRequest.Target) throws {
        guard let index = target.index else { return }
        let missing = missing(condition?.referencedTopLevelNames ?? [], in: index)
        if !missing.isEmpty { throw AWSError.filterNotProjected(missing, index: index.index.name) }
    }

    private static func missing(_ names: [String], in index: OpenIndex) -> [String] {
        guard let attributes = index.attributes else { return [] }
        var missing = DistinctTexts()
        for name in names where !attributes.contains(where: name.isSame) { missing.add(name) }
        return missing.texts
    }

    // MARK: - Reading

    /// Reads a page, from the beginning or after the row that was read last.
    func page(limit: Int?, after position: StatementPosition?, in store: TableStore) throws -> StatementPage {
        var page = StatementPage(limit: limit, keyNames: target.keyNames)
        try store.read(target, missingIndex: { _ in AWSError.statementIndexNotFound }) { connection in
            guard let ranges else {
                return try scan(after: position, into: &page, in: connection)
            }
            for number in (position?.read ?? 0)..<max(ranges.count, position?.read ?? 0) {
                var range = ranges[number]
                if let position, position.read == number { try range.resume(after: position, in: target) }
                page.begin(number)
                try target.rows.forEach(range, in: connection) { try take($0, into: &page, in: connection) }
                page.end(isConsistent: isConsistent, of: target)
                if page.position != nil { return }
            }
        }
        return page
    }

    private func scan(after position: StatementPosition?, into page: inout StatementPage, in connection: borrowing Connection) throws {
        let place = try position.map { try $0.place(in: target) }
        page.begin(0)
        try target.rows.forEach(
            after: place.map { ($0.key, target.index == nil ? nil : $0.base) }, in: connection
        ) { try take($0, into: &page, in: connection) }
        page.end(isConsistent: isConsistent, of: target)
    }

    /// Takes in a row, and tells whether the page has room for another.
    private func take(_ row: borrowing Row, into page: inout StatementPage, in connection: borrowing Connection) throws -> Bool {
        var fetched: ItemRow?
        if fetchesItems, let item = try target.table.items.row(at: row.baseKey, in: connection) {
            page.countFetch(item.size, isConsistent: isConsistent)
            fetched = item
        }
        if condition == nil, columns == nil {
            page.append(row.bytes(0))
        } else {
            let stored = StoredItem(row.bytes(0))
            if condition?.evaluate(stored.item) != false { page.append(shown(fetched?.stored ?? stored)) }
        }
        return page.countRow(row.itemSize) { row.bytes(0) }
    }

    private func shown(_ stored: StoredItem) -> [UInt8] { columns?.cut(stored) ?? stored.bytes }
}

extension Columns {
    /// The columns of a stored item, as JSON.
    func cut(_ stored: StoredItem) -> [UInt8] { CanonicalItem(cut(stored.item)).bytes }
}
