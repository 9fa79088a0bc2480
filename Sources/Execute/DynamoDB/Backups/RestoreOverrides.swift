import AWSTypes
import AWSWire
import SQLiteStore
import ServiceModel

/// What a restored table is to have other than its source.
struct RestoreOverrides: Sendable {
    var billing: BillingMode?
    var globalIndexes: [IndexRequest]?
    var localIndexes: [IndexRequest]?
    var throughput: Throughput?
    var onDemand: OnDemandThroughput?
    var encryption: EncryptionRequest?

    /// The definition of the restored table.
    ///
    /// Keys, indexes, billing and encryption come along; streams, time to live, recovery, tags, protection, policy and table class
    /// do not (recorded).
    func table(named name: String, from source: Table, account: String, region: String, id: String, now: Timestamp) throws(AWSError)
        -> Table
    {
        let source = source.withoutWork
        var table = Table(
            name: name, account: account, region: region, id: id, number: 0, created: now, attributes: source.attributes, key: source.key)
        let billing = self.billing ?? source.billing
        try checkBilling(of: source)
        table.billing = billing
        table.billingChanged = billing == .payPerRequest ? now : nil
        switch billing {
        case .provisioned: table.throughput = throughput ?? source.throughput
        case .payPerRequest: table.onDemand = onDemand ?? (source.billing == .payPerRequest ? source.onDemand : nil)
        }
        table.localIndexes = try Self.chosen(localIndexes, of: source.localIndexes)
        table.globalIndexes = try Self.chosen(globalIndexes, of: source.globalIndexes)
        for at in table.globalIndexes.indices { try setThroughput(of: &table.globalIndexes[at], billing: billing, source: source) }
        for at in table.localIndexes.indices { table.localIndexes[at].number = at + 1 }
        for at in table.globalIndexes.indices { table.globalIndexes[at].number = table.localIndexes.count + at + 1 }
        table.nextIndex = table.indexes.count + 1
        let used = Set(([table.key] + table.indexes.map(\.key)).flatMap(\.names))
        table.attributes.removeAll { !used.contains($0.name) }
        return table
    }

    private func checkBilling(of source: Table) throws(AWSError) {
        switch billing {
        case .provisioned?: if throughput == nil { throw .overrideNeedsThroughput }
        case .payPerRequest?: if throughput != nil { throw .throughputOfPayPerRequest }
        case nil: if throughput != nil, source.billing == .payPerRequest { throw .throughputNeedsProvisioned }
        }
        guard let onDemand else { return }
        for (member, units) in [("MaxReadRequestUnits", onDemand.read), ("MaxWriteRequestUnits", onDemand.write)] {
            guard let units else { continue }
            if (billing ?? source.billing) == .provisioned { throw .onDemandNeedsPayPerRequest(member) }
            if units < 1 { throw .onDemandOutOfRange(member) }
        }
    }

    /// Indexes can be left out of a restore, and no others be made; none at all is another thing than nothing said.
    private static func chosen(_ requests: [IndexRequest]?, of indexes: [Index]) throws(AWSError) -> [Index] {
        guard let requests else { return indexes }
        var chosen: [Index] = []
        for request in requests {
            let found = indexes.first { index in
                index.name == request.name && request.key.map(\.name) == index.key.names
                    && (try? TableRules.projection(request.projection)) == index.projection
            }
            guard let found, !chosen.contains(where: { $0.name == found.name }) else { throw .newIndexInRestore(request.name) }
            chosen.append(found)
        }
        return chosen
    }

    private func setThroughput(of index: inout Index, billing: BillingMode, source: Table) throws(AWSError) {
        let name = index.name
        let request = globalIndexes?.first { $0.name == name }
        switch billing {
        case .payPerRequest:
            if request?.throughput != nil { throw .throughputOfPayPerRequest(index: index.name) }
            index.throughput = Throughput()
            index.onDemand = request?.onDemand ?? index.onDemand
        case .provisioned:
            if let throughput = request?.throughput {
                index.throughput = throughput
            } else if source.billing == .payPerRequest {
                throw .indexNeedsThroughput(index.name)
            }
            index.onDemand = nil
        }
        index.warm = nil
    }
}

extension StructureReader {
    func restoreOverrides() throws -> RestoreOverrides {
        try RestoreOverrides(
            billing: string("BillingModeOverride", .oneOf(["PROVISIONED", "PAY_PER_REQUEST"])).flatMap(BillingMode.init),
            globalIndexes: indexRequests("GlobalSecondaryIndexOverride"), localIndexes: indexRequests("LocalSecondaryIndexOverride"),
            throughput: throughput("ProvisionedThroughputOverride"), onDemand: onDemandThroughput("OnDemandThroughputOverride"),
            encryption: encryption("SSESpecificationOverride"))
    }
}

extension Tables {
    /// Makes a table that is restored, under the key that it is to have.
    ///
    /// The key's grants are given back where it fails, also when the answer has left; not where the server ends meanwhile.
    ///
    /// - Parameter check: Refuses, by throwing, in the transaction that makes the table.
    /// - Parameter fill: Puts the items in; see `TableStore.create`.
    func restore(
        _ table: Table, from source: Table, _ overrides: RestoreOverrides, shownAs summary: RestoreSummary, in context: OperationContext,
        at moment: WorkMoment? = nil, check: (borrowing Connection) throws -> Void, fill: @escaping @Sendable (OpenTable) throws -> Void
    ) throws -> TableDescription {
        var table = table
        let named = EncryptedTable(name: table.name, account: table.account, region: table.region)
        if let key = source.encryptionKey {
            try keys.open(key, for: EncryptedTable(name: source.name, account: source.account, region: source.region), in: context)
        }
        if let encryption = overrides.encryption {
            if try encryption.asksForKey() { table.encryptionKey = try keys.take(encryption.key, for: named, replacing: nil, in: context) }
        } else if let key = source.encryptionKey {
            table.encryptionKey = try keys.take(key, for: named, replacing: nil, in: context)
        }
        do {
            let open = try store.create(
                table, filling: Filling(restore: summary), at: moment, besides: check, fill: fill,
                abandoned: { [self, table] in giveBackKey(of: table, in: context) })
            var description = TableDescription(table: open.table, status: "CREATING", extent: .created)
            description.restore = summary
            return description
        } catch {
            if let error = error as? AWSError, error.code == .resourceInUse { throw AWSError.targetExists(table.name) }
            throw error
        }
    }
}
