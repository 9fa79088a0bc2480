import AWSTypes
import AWSWire
import IAMPolicy
import SQLiteStore
import ServiceModel

/// Changes how a table is billed, protected, encrypted, streamed and indexed.
///
/// What takes AWS minutes is done when the answer leaves; the answer says UPDATING all the same. Only a new index of a table with many items
/// is filled behind the answer, and shown as CREATING until then.
struct UpdateTable: Operation {
    struct Input {
        var table: TableReference
        var attributes: [AttributeDefinition]?
        var billing: BillingMode?
        var throughput: Throughput?
        var indexes: [IndexChange]?
        var stream: StreamSpecification?
        var encryption: EncryptionRequest?
        var tableClass: TableClass?
        var isProtected: Bool?
        var onDemand: OnDemandThroughput?
        var warm: WarmThroughput?
        var replication: ReplicationChange?
        var settingsReplication: String?

        /// Whether anything but the encryption is to change.
        var changesMore: Bool {
            billing != nil || throughput != nil || indexes?.isEmpty == false || stream != nil || tableClass != nil || isProtected != nil
                || onDemand != nil || warm != nil || settingsReplication != nil
        }

        /// Whether an index is to be made or dropped.
        var changesIndexes: Bool {
            indexes?.contains { if case .update = $0 { false } else { true } } ?? false
        }

        func creates(_ index: Index) -> Bool {
            indexes?.contains { if case .create(let request) = $0 { request.name == index.name } else { false } } ?? false
        }
    }

    enum IndexChange {
        case create(IndexRequest)
        case update(IndexRequest)
        case delete(String)

        var name: String {
            switch self {
            case .create(let request), .update(let request): request.name
            case .delete(let name): name
            }
        }

        func isDeletion(of index: String) -> Bool {
            if case .delete(index) = self { true } else { false }
        }
    }

    static let name = "UpdateTable"
    static let traits = OperationTraits(isLong: true)
    static let example = #"{"TableName": "Music", "DeletionProtectionEnabled": false}"#

    let tables: Tables

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            table: request.table(), attributes: request.attributeDefinitions(), billing: request.billingMode(),
            throughput: request.throughput(), indexes: request.structures("GlobalSecondaryIndexUpdates")?.compactMap(Self.change),
            stream: request.streamSpecification(), encryption: request.encryption(), tableClass: request.tableClass(),
            isProtected: request.boolean("DeletionProtectionEnabled"), onDemand: request.onDemandThroughput(),
            warm: request.warmThroughput(), replication: request.replicationChange(),
            settingsReplication: request.settingsReplication())
    }

    private static func change(_ request: StructureReader) throws -> IndexChange? {
        let create = try request.structure("Create")?.indexRequest()
        let update = try request.structure("Update").map { update in
            try IndexRequest(
                name: update.requiredIndex(), key: [], projection: nil, throughput: update.throughput(),
                onDemand: update.onDemandThroughput(), warm: update.warmThroughput())
        }
        let delete = try request.structure("Delete")?.requiredIndex()
        switch (create, update, delete) {
        case (let create?, nil, nil): return .create(create)
        case (nil, let update?, nil): return .update(update)
        case (nil, nil, let delete?): return .delete(delete)
        case (nil, nil, nil): request.postpone(.noActionOnIndex)
        default: request.postpone(.severalActionsOnIndex)
        }
        return nil
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:UpdateTable", on: input.table, in: context)]
            + (input.replication.map { tables.questions(of: $0, on: input.table, in: context) } ?? [])
    }

    func execute(_ input: Input, in context: OperationContext) throws -> TableDescription {
        guard input.changesMore || input.encryption != nil || input.replication != nil else { throw AWSError.nothingToUpdate }
        if let replication = input.replication, input.changesMore || input.encryption != nil {
            throw replication.consistency == nil ? AWSError.replicasAlone : AWSError.replicasAndWitnessesAlone
        }
        try UpdateTableRules.check(input)
        try TableRules.checkBounds(input.throughput)
        if input.billing == .provisioned, input.throughput == nil { throw AWSError.throughputMissingInUpdate }
        var named: Set<String> = []
        for change in input.indexes ?? [] where !named.insert(change.name).inserted { throw AWSError.indexTwiceInUpdate(change.name) }
        try TableRules.checkStream(input.stream, isNew: false)
        if input.stream != nil, input.throughput != nil { throw AWSError.streamWithThroughput }
        if input.stream != nil, input.changesIndexes { throw AWSError.streamWithIndexes }
        let table = try tables.definition(input.table, in: context)
        if let replication = input.replication { return try tables.replicate(table, replication, in: context) }
        if let encryption = input.encryption { return try encrypt(table, encryption, in: context) }
        let (changed, statuses) = try tables.store.change(table) { definition, connection in
            try Self.apply(input, to: &definition, now: context.now)
            if let stream = input.stream { try change(stream, of: &definition, now: context.now, in: connection) }
            if input.changesIndexes { tables.store.database.expectLongWrite() }
            return try Self.change(input, &definition, in: connection)
        }
        if let index = changed.table.globalIndexes.first(where: { $0.isBackfilling == true }), input.creates(index) {
            try backfill(changed, index: index.number)
        }
        var description = try tables.description(of: changed, status: "UPDATING")
        for (index, status) in statuses { description.indexStatus[index] = status }
        return description
    }

    /// Fills an index that this call has made.
    ///
    /// Where that fails while the call waits for it, the index goes with the call. An index that was answered for stays CREATING, and the next
    /// start goes on with it.
    private func backfill(_ table: OpenTable, index number: Int) throws {
        let store = tables.store
        do {
            _ = try store.work.run { try store.backfill(table, index: number) }
        } catch {
            try? store.abandonBackfill(table, index: number)
            throw error
        }
    }

    // MARK: Everything but indexes and encryption

    private static func apply(_ input: Input, to table: inout Table, now: Timestamp) throws {
        let billing = input.billing ?? table.billing
        if billing == .payPerRequest, input.throughput != nil { throw AWSError.throughputNotAllowed }
        if let throughput = input.throughput, throughput == table.throughput, input.indexes == nil, table.billing == .provisioned {
            throw AWSError.sameThroughput(read: throughput.read, write: throughput.write)
        }
        if billing == .provisioned, table.billing == .payPerRequest {
            for index in table.globalIndexes where input.throughput(ofIndex: index.name) == nil {
                throw AWSError.throughputMissingInUpdate(forIndex: index.name)
            }
        }
        try UpdateTableRules.check(warm: input.warm, of: table)
        if billing == .payPerRequest, table.billing == .provisioned {
            table.throughput = Throughput()
            table.billingChanged = now
            for at in table.globalIndexes.indices { table.globalIndexes[at].throughput = Throughput() }
        }
        table.billing = billing
        if let throughput = input.throughput {
            if throughput.read > table.throughput.read || throughput.write > table.throughput.write {
                table.throughputChanges.increased = now
            }
            if throughput.read < table.throughput.read || throughput.write < table.throughput.write {
                table.throughputChanges.decreased = now
            }
            table.throughput = throughput
        }
        if let tableClass = input.tableClass {
            table.tableClass = tableClass
            table.tableClassChanged = now
        }
        table.isProtected = input.isProtected ?? table.isProtected
        table.onDemand = input.onDemand ?? table.onDemand
        table.warm = input.warm ?? table.warm
        if let mode = input.settingsReplication {
            if mode == "ENABLED_WITH_OVERRIDES", table.replication == nil { throw AWSError.settingsOfRegionalTable }
            table.settingsReplication = mode
        }
    }

    // MARK: The stream

    /// Begins or ends the stream; what its records show cannot be changed (recorded).
    private func change(_ request: StreamSpecification, of table: inout Table, now: Timestamp, in connection: borrowing Connection) throws {
        if let view = request.viewType.flatMap(StreamView.init), request.isEnabled {
            guard table.stream == nil else { throw AWSError.streamAlreadyEnabled(table.name) }
            table.stream = request
            try tables.store.streams.begin(view, of: &table, at: now, in: connection)
        } else {
            if table.replication != nil { throw AWSError.streamOfReplica }
            guard table.stream != nil else { throw AWSError.streamNotEnabled(table.name) }
            table.stream = nil
            try tables.store.streams.end(of: &table, at: now, in: connection)
        }
    }

    // MARK: Indexes

    /// - Returns: The state in which the answer shows the indexes that change.
    private static func change(
        _ input: Input, _ table: inout Table, in connection: borrowing Connection
    ) throws -> [(index: String, status: String)] {
        guard let changes = input.indexes else { return [] }
        let online = changes.filter { if case .update = $0 { false } else { true } }
        let creating = table.globalIndexes.filter { $0.isBackfilling == true }
        // What may be done to an index that is CREATING is to delete it (recorded, AWS Controllers' tests, October 2026).
        guard online.count <= 1, creating.allSatisfy({ index in online.allSatisfy { $0.isDeletion(of: index.name) } }) else {
            throw AWSError.oneIndexAtATime
        }
        var statuses: [(index: String, status: String)] = []
        for change in changes {
            switch change {
            case .create(let request):
                try create(request, defined: input.attributes ?? [], &table, in: connection)
                statuses.append((request.name, "CREATING"))
            case .update(let request):
                guard let at = table.globalIndexes.firstIndex(where: { $0.name == request.name }) else {
                    if table.localIndexes.contains(where: { $0.name == request.name }) {
                        throw AWSError.localIndexInUpdate("update", request.name)
                    }
                    throw AWSError.indexToChangeNotFound
                }
                if let throughput = request.throughput {
                    guard table.billing == .provisioned else { throw AWSError.indexPaidByRequest(request.name) }
                    guard throughput != table.globalIndexes[at].throughput || input.billing != nil else {
                        throw AWSError.sameThroughput(ofIndex: request.name, throughput)
                    }
                    table.globalIndexes[at].throughput = throughput
                }
                table.globalIndexes[at].onDemand = request.onDemand ?? table.globalIndexes[at].onDemand
                table.globalIndexes[at].warm = request.warm ?? table.globalIndexes[at].warm
                statuses.append((request.name, "UPDATING"))
            case .delete(let name):
                guard let at = table.globalIndexes.firstIndex(where: { $0.name == name }) else {
                    if table.localIndexes.contains(where: { $0.name == name }) { throw AWSError.localIndexInUpdate("delete", name) }
                    throw AWSError.indexToChangeNotFound
                }
                try table.dropIndex(at: at, in: connection)
            }
        }
        return statuses
    }

    private static func create(
        _ request: IndexRequest, defined: [AttributeDefinition], _ table: inout Table, in connection: borrowing Connection
    ) throws {
        if table.indexes.contains(where: { $0.name == request.name }) { throw AWSError.indexExists }
        guard !defined.isEmpty else { throw AWSError.definitionsMissing(forIndex: request.name) }
        switch (table.billing, request.throughput) {
        case (.provisioned, nil): throw AWSError.bothUnitsMissing(forIndex: request.name)
        case (.payPerRequest, _?): throw AWSError.unitsNotAllowed(forIndex: request.name)
        default: break
        }
        // Only what the index is over counts; what else is defined is passed over (recorded, AWS Controllers' tests, October 2026).
        var index = try TableRules.globalIndex(request, defined: defined, billing: table.billing)
        var attributes = table.attributes
        for definition in index.key.attributes {
            if let known = attributes.first(where: { $0.name == definition.name }) {
                guard known.type == definition.type else { throw AWSError.redefined(by: index.key, in: table, definition.name) }
            } else {
                attributes.append(definition)
            }
        }
        guard table.globalIndexes.count < TableRules.globalLimit else {
            throw AWSError.tooManyGlobalIndexesInUpdate(TableRules.globalLimit)
        }
        index.number = table.nextIndex
        index.isBackfilling = true
        table.nextIndex += 1
        table.globalIndexes.append(index)
        try TableRules.checkDefinitions(attributes, usedBy: [table.key] + table.indexes.map(\.key))
        table.attributes = attributes
        try connection.run(OpenIndex(index, of: table).rows.create)
    }

    // MARK: Encryption

    /// Gives a table another key, or AWS's own (recorded: the answer shows the key that the table had).
    private func encrypt(_ table: OpenTable, _ request: EncryptionRequest, in context: OperationContext) throws -> TableDescription {
        let former = table.encrypted
        let named = EncryptedTable(name: table.table.name, account: table.table.account, region: table.table.region)
        var key: String?
        if try request.asksForKey() {
            if let former, request.key == former.keyARN { throw AWSError.sameEncryptionKey }
            key = try tables.keys.take(request.key, for: named, replacing: former?.keyARN, in: context)
        } else if former == nil {
            throw AWSError.encryptedByDefault
        }
        let changed: OpenTable
        // Another call may have changed the key since it was looked up; its grants are what this change has to give back then.
        let replaced: String?
        do {
            (changed, replaced) = try tables.store.change(table) { [key] definition, _ in
                defer { definition.encryptionKey = key }
                return definition.encryptionKey
            }
        } catch {
            if let key, key != former?.keyARN { tables.keys.release(key, for: named, in: context) }
            throw error
        }
        if let replaced, replaced != key { tables.keys.release(replaced, for: named, in: context) }
        var description = try tables.description(of: changed, status: "ACTIVE")
        description.encryption = .init(status: "UPDATING", key: former?.keyARN)
        return description
    }

    func encode(_ output: TableDescription, into response: inout StructureWriter) {
        response.tableDescription("TableDescription", output)
    }
}

extension StructureReader {
    fileprivate func requiredIndex() throws -> String {
        if let name = try index() { return name }
        requireMember("IndexName")
        return ""
    }
}
