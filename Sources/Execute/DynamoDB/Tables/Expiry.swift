package import AWSTypes
import DynamoDBValues
import SQLiteStore

extension TableStore {
    /// Removes the items whose time is over, from the tables that have time to live.
    ///
    /// AWS does it within a few days and shows expired items until then (Developer Guide, "Time to Live"); here it is done when the
    /// server's clock comes round to it. An attribute that is no number, or a time more than five years ago, does not expire an item.
    ///
    /// - Returns: How many items went.
    @discardableResult
    package func removeExpired(now: Timestamp) throws -> Int {
        var removed = 0
        for table in tablesThatExpire {
            do {
                removed += try removeExpired(from: table, now: now)
            } catch let error as AWSError where error.code == .resourceNotFound {
                // It went in the meantime.
            }
        }
        try tidyBackups(now: now)
        return removed
    }

    private func removeExpired(from table: OpenTable, now: Timestamp) throws -> Int {
        guard let attribute = table.table.timeToLive else { return 0 }
        let times = ExpiredTimes(now: now)
        let expired = try read(table) { connection in
            var keys: [ItemKey] = []
            try table.items.forEach(in: connection) { row in
                let item = StoredItem(row.bytes(0))
                if times.contain(item.attribute(attribute)), let key = table.table.key.key(ofCopy: item) { keys.append(key) }
                return true
            }
            return keys
        }
        var removed = 0
        var rest = expired[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.expiryBatch)
            rest = rest.dropFirst(batch.count)
            removed += try remove(batch, from: table, attribute, now)
        }
        return removed
    }

    /// So few that other writers do not wait long.
    private static let expiryBatch = 200

    /// Looks at the table and at each item again, since both may have changed after they were found: what was switched off or is by
    /// another attribute now removes nothing more.
    func remove(_ keys: ArraySlice<ItemKey>, from table: OpenTable, _ attribute: String, _ now: Timestamp) throws -> Int {
        let times = ExpiredTimes(now: now)
        return try write(to: table) { table, connection in
            guard table.table.timeToLive == attribute else { return 0 }
            var removed = 0
            for key in keys {
                guard let row = try table.items.row(at: key, in: connection), times.contain(row.stored.attribute(attribute)) else {
                    continue
                }
                try table.replace(row, by: nil, at: key, isExpiry: true, in: connection)
                removed += 1
            }
            return removed
        }
    }
}

/// The times at which what is over now expired, in seconds.
struct ExpiredTimes: Sendable {
    private let from: DynamoDBNumber
    private let to: DynamoDBNumber

    private static let fiveYears = 5 * 365 * 86_400

    init(now: Timestamp) {
        (from, to) = (DynamoDBNumber(Int(now.seconds) - Self.fiveYears), DynamoDBNumber(Int(now.seconds)))
    }

    func contain(_ value: AttributeValue?) -> Bool {
        guard case .number(let number)? = value else { return false }
        return from < number && number < to
    }
}
