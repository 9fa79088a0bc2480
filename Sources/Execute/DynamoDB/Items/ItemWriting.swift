import AWSTypes
import DynamoDBValues
import SQLiteStore

extension OpenTable {
    /// Checks what must hold of an item that is to be written, and tells where it belongs.
    func key(ofNew item: CanonicalItem, isUpdate: Bool = false) throws -> ItemKey {
        let stored = item.stored
        let key = try table.key.key(ofItem: stored)
        for index in indexesByName { try index.index.key.checkCopy(of: stored, in: index.index.name, isUpdate: isUpdate) }
        return key
    }

    /// Refuses keys that are empty, which a transaction tells before it looks at its parts one by one (recorded).
    func refuseEmptyKeys(of item: StoredItem, isUpdate: Bool = false, withIndexes: Bool = true) throws(AWSError) {
        if !isUpdate { for key in table.key.empty(in: item) { throw .emptyKey(key.name, type: key.type) } }
        guard withIndexes else { return }
        for index in indexesByName {
            for key in index.index.key.empty(in: item) {
                throw isUpdate ? .updatesIndexKeyEmpty(key.type) : .emptyIndexKey(key.name, type: key.type, index: index.index.name)
            }
        }
    }

    /// Whether a write has to know the item that stands there, for the sake of the indexes, of the stream or of the history.
    var needsFormer: Bool { !indexes.isEmpty || stream != nil || history != nil }

    /// Puts an item in the place of another or of none, or takes it away, here and in the indexes.
    ///
    /// - Parameter old: What stands there; where nothing depends on it, it may be left out.
    /// - Parameter isExpiry: Whether time to live takes it away, which the stream tells.
    /// - Returns: The write units used.
    @discardableResult
    func replace(
        _ old: ItemRow?, by new: CanonicalItem?, at key: ItemKey, isExpiry: Bool = false, in connection: borrowing Connection
    ) throws -> ConsumedCapacity {
        if let new {
            try items.put(new, at: key, in: connection)
        } else if old != nil {
            try items.delete(at: key, in: connection)
        }
        if let history, old != nil || new != nil { try history.note(old, at: key, in: connection) }
        if let stream { try stream.record(old, to: new, isExpiry: isExpiry, in: connection) }
        var capacity = ConsumedCapacity()
        capacity.table = ConsumedCapacity.write(bytes: max(old?.size ?? 0, new?.size ?? 0))
        for index in indexes {
            let units = try index.replace(old, by: new, at: key, in: connection)
            if units > 0 { capacity.add(units, to: index.index) }
        }
        return capacity
    }
}

extension OpenIndex {
    /// Brings the index up to date with an item's change, and returns the write units: one write for a copy that comes, goes or
    /// changes, two where it moves (Developer Guide, "Global secondary indexes", write capacity).
    fileprivate func replace(
        _ old: ItemRow?, by new: CanonicalItem?, at base: ItemKey, in connection: borrowing Connection
    ) throws -> Double {
        let former = old.flatMap { copy(of: CanonicalItem(bytes: $0.item, size: $0.size)) }
        let latter = new.flatMap { copy(of: $0) }
        switch (former, latter) {
        case (nil, nil): return 0
        case (let former?, let latter?) where former.key == latter.key:
            guard former.item.bytes != latter.item.bytes else { return 0 }
            try rows.put(latter.item, at: latter.key, of: base, in: connection)
            return ConsumedCapacity.write(bytes: max(former.item.size, latter.item.size))
        default:
            var units = 0.0
            if let former {
                try rows.delete(at: former.key, of: base, in: connection)
                units += ConsumedCapacity.write(bytes: former.item.size)
            }
            if let latter {
                try rows.put(latter.item, at: latter.key, of: base, in: connection)
                units += ConsumedCapacity.write(bytes: latter.item.size)
            }
            return units
        }
    }

    /// Puts the copy of an item in that was there before the index.
    ///
    /// What was written before the index was there may have in its keys what none can hold; AWS leaves it out too
    /// (Developer Guide, "Detecting and correcting index key violations").
    func add(_ item: CanonicalItem, at base: ItemKey, in connection: borrowing Connection) throws {
        guard (try? index.key.checkCopy(of: item.stored, in: index.name, isUpdate: false)) != nil, let copy = copy(of: item) else { return }
        try rows.put(copy.item, at: copy.key, of: base, in: connection)
    }
}
