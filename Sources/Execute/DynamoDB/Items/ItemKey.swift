import AWSTypes
import DynamoDBExpressions
import DynamoDBValues

/// Where an item stands in its table, or its copy in an index: the bytes that SQLite keeps in order.
struct ItemKey: Sendable, Hashable {
    let partition: [UInt8]
    /// Empty in a table without a sort key.
    let sort: [UInt8]
    /// The partition's, worked out once for all the statements of a call.
    let hash: Int64

    init(partition: [UInt8], sort: [UInt8]) {
        self.partition = partition
        self.sort = sort
        hash = PartitionHash.column(of: partition)
    }
}

/// An item's place among all tables, by which calls over several items tell whether they name one twice, be it by its table's name and ARN.
struct PlacedKey: Hashable {
    private let table: Int
    private let key: ItemKey

    init(_ key: ItemKey, in table: OpenTable) {
        self.table = table.table.number
        self.key = key
    }
}

extension KeySchema {
    /// Where an item to be written belongs; it must have the keys, of the right types, and neither empty nor too long.
    func key(ofItem item: StoredItem) throws -> ItemKey {
        let first = try bytes(of: partition, in: item)
        guard first.count <= Self.partitionLimit else { throw AWSError.partitionKeyTooLong }
        guard let sort else { return ItemKey(partition: first, sort: []) }
        let second = try bytes(of: sort, in: item)
        guard second.count <= Self.sortLimit else { throw AWSError.sortKeyTooLong }
        return ItemKey(partition: first, sort: second)
    }

    /// Where the item stands that a request names by its key: these attributes and no others.
    func key(named key: StoredItem, attributes count: Int) throws -> ItemKey {
        guard count == (sort == nil ? 1 : 2) else { throw AWSError.keyMismatch }
        let first = try value(of: partition, inKey: key)
        let second = try sort.map { try value(of: $0, inKey: key) }
        guard first.count <= Self.partitionLimit else { throw AWSError.partitionKeyTooLong }
        guard (second ?? []).count <= Self.sortLimit else { throw AWSError.sortKeyTooLong }
        return ItemKey(partition: first, sort: second ?? [])
    }

    /// Where an item's copy stands in an index of these keys; nil where the item lacks one, and so is not in the index.
    func key(ofCopy item: StoredItem) -> ItemKey? {
        guard let first = Self.bytes(of: partition, morePartition, in: item) else { return nil }
        guard let sort else { return ItemKey(partition: first, sort: []) }
        guard let second = Self.bytes(of: sort, moreSort, in: item) else { return nil }
        return ItemKey(partition: first, sort: second)
    }

    /// A key's bytes; those of several attributes put together.
    private static func bytes(of attribute: AttributeDefinition, _ more: [AttributeDefinition]?, in item: StoredItem) -> [UInt8]? {
        guard let more else { return attribute.bytes(in: item) }
        var joined: [UInt8] = []
        for attribute in [attribute] + more {
            guard let bytes = attribute.bytes(in: item) else { return nil }
            joined += CompositeKey.part(bytes)
        }
        return joined
    }

    /// Refuses an item that has a key of the index in another type, empty, or too long.
    ///
    /// - Parameter isUpdate: Whether an update made the item: DynamoDB has other words then.
    func checkCopy(of item: StoredItem, in index: String, isUpdate: Bool) throws {
        try check(partitions, of: item, in: index, isUpdate: isUpdate, limit: Self.partitionLimit, tooLong: .partitionKeyTooLong)
        try check(sorts, of: item, in: index, isUpdate: isUpdate, limit: Self.sortLimit, tooLong: .sortKeyTooLong)
    }

    private func check(
        _ attributes: [AttributeDefinition], of item: StoredItem, in index: String, isUpdate: Bool, limit: Int, tooLong: AWSError
    ) throws {
        var size = 0
        for attribute in attributes {
            let bytes: [UInt8]
            switch item.key(attribute.name, of: attribute.type.attributeType) {
            case .missing: continue
            case .ofType(let actual):
                throw AWSError.indexKeyType(attribute.name, expected: attribute.type, actual: actual, index: index)
            case .key(let found): bytes = found
            }
            if bytes.isEmpty {
                if isUpdate { throw AWSError.updatesIndexKeyEmpty(attribute.type) }
                throw AWSError.emptyIndexKey(attribute.name, type: attribute.type, index: index)
            }
            size += bytes.count
        }
        guard size <= limit else { throw tooLong }
    }

    /// The attributes of these that an item has, and has nothing in.
    func empty(in item: StoredItem) -> [AttributeDefinition] {
        attributes.filter { item.attribute($0.name).flatMap(KeyEncoding.encode)?.isEmpty == true }
    }

    private func bytes(of attribute: AttributeDefinition, in item: StoredItem) throws -> [UInt8] {
        switch item.key(attribute.name, of: attribute.type.attributeType) {
        case .missing: throw AWSError.missingKey(attribute.name)
        case .ofType(let actual): throw AWSError.keyType(attribute.name, expected: attribute.type, actual: actual)
        case .key(let bytes):
            if bytes.isEmpty { throw AWSError.emptyKey(attribute.name, type: attribute.type) }
            return bytes
        }
    }

    private func value(of attribute: AttributeDefinition, inKey key: StoredItem) throws -> [UInt8] {
        guard case .key(let bytes) = key.key(attribute.name, of: attribute.type.attributeType) else { throw AWSError.keyMismatch }
        if bytes.isEmpty { throw AWSError.emptyKey(attribute.name, type: attribute.type) }
        return bytes
    }

    /// Developer Guide, "Constraints": partition keys and sort keys.
    private static let partitionLimit = 2048
    private static let sortLimit = 1024
}

extension Table {
    /// Refuses paths that look for something within a key, which is never a list or map.
    ///
    /// Source: dynalite's tests of projections and filters, run on AWS; the words also Alternator's, of updates.
    func requireScalarKeys(_ paths: [DocumentPath]?) throws {
        guard let nested = paths?.filter({ !$0.isTopLevel }), !nested.isEmpty else { return }
        let names = Set(nested.map(\.topLevelName))
        if let name = key.names.first(where: names.contains) { throw AWSError.keyNotScalar(name) }
        for index in indexes { if let name = index.key.names.first(where: names.contains) { throw AWSError.indexKeyNotScalar(name) } }
    }
}

extension AttributeDefinition {
    /// The key's bytes in an item; nil where it is not there, or of another type.
    fileprivate func bytes(in item: StoredItem) -> [UInt8]? {
        guard case .key(let bytes) = item.key(name, of: type.attributeType) else { return nil }
        return bytes
    }
}
