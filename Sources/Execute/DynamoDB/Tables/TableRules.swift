import AWSTypes

/// What must hold between the parts of a table's definition.
///
/// The order in which faults are reported is dynalite's, recorded on DynamoDB.
enum TableRules {
    /// Developer Guide, "Service quotas": indexes per table.
    private static let localLimit = 5
    static let globalLimit = 20
    /// Developer Guide, "Global secondary indexes", multi-attribute key schema: attributes in each of the two keys.
    private static let globalKeyLimit = 4

    static func checkBilling(_ mode: BillingMode, _ throughput: Throughput?) throws(AWSError) {
        switch mode {
        case .payPerRequest: if throughput != nil { throw .throughputNotAllowed }
        case .provisioned: if throughput == nil { throw .throughputMissing }
        }
    }

    /// Refuses a table's throughput that no table can have (dynalite's tests, run on AWS).
    static func checkBounds(_ throughput: Throughput?) throws(AWSError) {
        guard let throughput else { return }
        let most = 1_000_000_000_000
        if throughput.read > most { throw .throughputOutOfBounds(throughput.read, "ReadCapacityUnits") }
        if throughput.write > most { throw .throughputOutOfBounds(throughput.write, "WriteCapacityUnits") }
    }

    /// Reads a table's or an index's keys: one partition key, and at most one sort key.
    static func key(
        _ elements: [KeyElement], defined: [AttributeDefinition], at path: String = "keySchema"
    ) throws(AWSError) -> KeySchema {
        guard let first = elements.first else { throw .missingKeySchema }
        guard elements.count <= 2 else {
            let shown = elements.map { "KeySchemaElement(attributeName=\($0.name), keyType=\($0.role))" }.joined(separator: ", ")
            throw .tooManyKeys("[\(shown)]", at: path)
        }
        guard elements.count <= defined.count else { throw .keysWithoutDefinition }
        func definition(_ element: KeyElement) throws(AWSError) -> AttributeDefinition {
            guard let found = defined.first(where: { $0.name == element.name }) else {
                throw .undefinedKeys(keys: elements.map(\.name), attributes: defined.map(\.name))
            }
            return found
        }
        let partition = try definition(first)
        let second = elements.dropFirst().first
        let sort: AttributeDefinition? = if let second { try definition(second) } else { nil }
        if let second, second.name == first.name { throw .sameKeyTwice }
        guard first.role == "HASH" else { throw .firstKeyNotHash }
        if let second, second.role != "RANGE" { throw .secondKeyNotRange }
        return KeySchema(partition: partition, sort: sort)
    }

    /// Reads the keys of a global index, which may have up to four attributes in each (recorded, AWS Controllers' tests, October 2026).
    private static func globalKey(_ elements: [KeyElement], defined: [AttributeDefinition]) throws(AWSError) -> KeySchema {
        guard elements.count > 2 || elements.map(\.role) == ["HASH", "HASH"] else { return try key(elements, defined: defined) }
        func definitions(_ role: String) throws(AWSError) -> [AttributeDefinition] {
            var found: [AttributeDefinition] = []
            for element in elements where element.role == role {
                guard let definition = defined.first(where: { $0.name == element.name }) else {
                    throw .undefinedKeys(keys: elements.map(\.name), attributes: defined.map(\.name))
                }
                found.append(definition)
            }
            return found
        }
        let (partitions, sorts) = (try definitions("HASH"), try definitions("RANGE"))
        guard Set(elements.map(\.name)).count == elements.count else { throw .sameKeySeveralTimes }
        guard elements.first?.role == "HASH" else { throw .firstKeyNotHash }
        guard elements.prefix(partitions.count).allSatisfy({ $0.role == "HASH" }) else { throw .hashKeysNotFirst }
        guard partitions.count <= globalKeyLimit else { throw .tooManyKeyAttributes("HASH") }
        guard sorts.count <= globalKeyLimit else { throw .tooManyKeyAttributes("RANGE") }
        guard let key = KeySchema(partitions: partitions, sorts: sorts) else { throw .missingKeySchema }
        return key
    }

    static func projection(_ request: ProjectionRequest?) throws(AWSError) -> Index.Projection {
        guard let request else { throw .missingProjection }
        switch request.type {
        case "INCLUDE":
            guard let attributes = request.attributes, !attributes.isEmpty else { throw .projectionWithoutAttributes }
            var seen: Set<String> = []
            for name in attributes where !seen.insert(name).inserted { throw .duplicateProjected(name) }
            return .include(attributes)
        case let type? where request.attributes != nil: throw .projectionWithAttributes(type)
        case "KEYS_ONLY": return .keysOnly
        case "ALL": return .all
        default: throw .unknownProjection
        }
    }

    static func localIndexes(_ requests: [IndexRequest]?, of key: KeySchema, defined: [AttributeDefinition]) throws(AWSError) -> [Index] {
        guard let requests else { return [] }
        guard !requests.isEmpty else { throw .emptyIndexList("LocalSecondaryIndexes") }
        guard key.sort != nil else { throw .localIndexesNeedSortKey }
        var indexes: [Index] = []
        for request in requests {
            let indexKey = try Self.key(request.key, defined: defined)
            guard indexKey.sort != nil else { throw .localIndexWithoutSort(request.name) }
            guard indexKey.partition.name == key.partition.name else {
                throw .localIndexPartition(indexKey.partition.name, of: key.partition.name, indexName: request.name)
            }
            let projection = try projection(request.projection)
            if indexes.contains(where: { $0.name == request.name }) { throw .duplicateIndex(request.name) }
            indexes.append(Index(name: request.name, number: 0, key: indexKey, projection: projection, isLocal: true))
        }
        guard indexes.count <= localLimit else { throw .tooManyLocalIndexes(localLimit) }
        return indexes
    }

    static func globalIndexes(
        _ requests: [IndexRequest]?, besides local: [Index], defined: [AttributeDefinition], billing: BillingMode
    ) throws(AWSError) -> [Index] {
        guard let requests else { return [] }
        guard !requests.isEmpty else { throw .emptyIndexList("GlobalSecondaryIndexes") }
        var indexes: [Index] = []
        for request in requests {
            let index = try globalIndex(request, defined: defined, billing: billing)
            if (local + indexes).contains(where: { $0.name == request.name }) { throw .duplicateIndex(request.name) }
            indexes.append(index)
        }
        guard indexes.count <= globalLimit else { throw .tooManyGlobalIndexes(globalLimit) }
        return indexes
    }

    static func globalIndex(
        _ request: IndexRequest, defined: [AttributeDefinition], billing: BillingMode
    ) throws(AWSError) -> Index {
        let key = try globalKey(request.key, defined: defined)
        let projection = try projection(request.projection)
        switch billing {
        case .payPerRequest: if request.throughput != nil { throw .throughputNotAllowed(forIndex: request.name) }
        case .provisioned: if request.throughput == nil { throw .throughputMissing(forIndex: request.name) }
        }
        return Index(
            name: request.name, number: 0, key: key, projection: projection, throughput: request.throughput ?? Throughput(),
            onDemand: request.onDemand, warm: request.warm, isLocal: false)
    }

    static func checkDefinitions(_ defined: [AttributeDefinition], usedBy keys: [KeySchema]) throws(AWSError) {
        var names: Set<String> = []
        for definition in defined where !names.insert(definition.name).inserted { throw .duplicateDefinition(definition.name) }
        var used: [String] = []
        for name in keys.flatMap(\.names) where !used.contains(name) { used.append(name) }
        guard used.count != defined.count else { return }
        throw keys.count == 1 ? .surplusDefinitions : .unusedDefinitions(keys: used, attributes: defined.map(\.name))
    }

    /// - Parameter isNew: Whether the table is being created, of which DynamoDB has other words.
    static func checkStream(_ stream: StreamSpecification?, isNew: Bool) throws(AWSError) {
        guard let stream else { return }
        switch (stream.isEnabled, stream.viewType) {
        case (true, nil): throw isNew ? .newStreamViewMissing : .streamViewMissing
        case (false, _?): throw isNew ? .newStreamViewSurplus : .streamViewSurplus
        default: break
        }
    }
}
