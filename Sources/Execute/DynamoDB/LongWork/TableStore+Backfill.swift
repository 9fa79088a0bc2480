import AWSTypes
import DynamoDBValues
import SQLiteStore

/// Filling an index that is new with the items that were there before it.
///
/// From the transaction on that makes it, writers maintain the index as any other (`OpenTable.replace`); until it is full, nobody reads it, and it
/// is shown as CREATING. The items are copied a few at a time along their keys, each from the row that stands there in the very transaction
/// that copies it: what a writer has done before is copied as it left it, and what it does after, it does to the copy too. After a crash it begins
/// anew, as it can be done twice.
extension TableStore {
    /// Fills an index, and shows it as ready; does nothing where the index or the table has gone.
    func backfill(_ table: OpenTable, index number: Int) throws {
        let isWanted = try fillIndexes(of: table) { table in
            table.indexes.filter { $0.index.number == number && $0.index.isBackfilling == true }
        }
        guard isWanted else { return }
        try change(table) { definition, _ in
            guard let at = definition.globalIndexes.firstIndex(where: { $0.number == number }) else { return }
            definition.globalIndexes[at].isBackfilling = nil
        }
    }

    /// Copies a table's items into some of its indexes, a few in each transaction.
    ///
    /// - Parameter choose: The indexes, of the table as it is at the time; with none left, nothing more is done.
    /// - Returns: Whether it came to its end.
    @discardableResult
    func fillIndexes(of table: OpenTable, _ choose: (OpenTable) -> [OpenIndex]) throws -> Bool {
        var parts = WriteInParts(in: database)
        var place = BackfillPlace.begin
        while place.goesOn {
            let from = place
            do {
                place = try parts.write { rows, connection in
                    let table = try current(table, in: connection)
                    return try table.fill(choose(table), from: from, rows: rows, in: connection)
                }
            } catch let error as AWSError where error.code == .resourceNotFound {
                return false
            }
        }
        if case .end = place { return true } else { return false }
    }

    /// Takes an index back that could not be filled.
    func abandonBackfill(_ table: OpenTable, index number: Int) throws {
        try change(table) { definition, connection in
            guard let at = definition.globalIndexes.firstIndex(where: { $0.number == number && $0.isBackfilling == true }) else { return }
            database.expectLongWrite()
            try definition.dropIndex(at: at, in: connection)
        }
    }

    /// Goes on with the indexes that were not full when the process ended.
    func resumeBackfills(_ work: BackgroundWork) {
        for table in tablesWithBackfill {
            for index in table.table.globalIndexes where index.isBackfilling == true {
                work.begin { try self.backfill(table, index: index.number) }
            }
        }
    }
}

/// How far the filling of an index has come.
private enum BackfillPlace {
    case begin
    case after(ItemKey)
    case end
    /// There is no index to fill, or no more.
    case unwanted

    var goesOn: Bool {
        switch self {
        case .begin, .after: true
        case .end, .unwanted: false
        }
    }

    var key: ItemKey? {
        if case .after(let key) = self { key } else { nil }
    }
}

extension OpenTable {
    /// Copies some items into indexes, and tells how far it came.
    fileprivate func fill(
        _ indexes: [OpenIndex], from place: BackfillPlace, rows: Int, in connection: borrowing Connection
    ) throws -> BackfillPlace {
        if indexes.isEmpty { return .unwanted }
        var last: ItemKey?
        var (count, bytes) = (0, 0)
        try items.forEach(after: place.key.map { ($0, nil) }, in: connection) { row in
            let item = CanonicalItem(bytes: row.bytes(0), size: row.itemSize)
            guard let key = table.key.key(ofCopy: item.stored) else { return true }
            for index in indexes { try index.add(item, at: key, in: connection) }
            last = key
            count += 1
            bytes += item.bytes.count
            return count < rows && bytes < ItemBatches.bytesAtOnce
        }
        guard let last, count >= rows || bytes >= ItemBatches.bytesAtOnce else { return .end }
        return .after(last)
    }
}

extension Table {
    /// Drops an index with its copies, and the attributes that only it had for keys.
    mutating func dropIndex(at place: Int, in connection: borrowing Connection) throws {
        let index = OpenIndex(globalIndexes.remove(at: place), of: self)
        try connection.run(index.rows.drop)
        let used = Set(([key] + indexes.map(\.key)).flatMap(\.names))
        attributes.removeAll { !used.contains($0.name) }
    }
}
