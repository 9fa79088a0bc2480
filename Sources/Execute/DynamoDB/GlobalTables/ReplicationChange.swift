import AWSTypes
import AWSWire

/// What UpdateTable is to change about a table's regions.
struct ReplicationChange: Sendable {
    enum Action: Sendable {
        case create(Replica)
        case update(Replica)
        case delete(String)

        var region: String {
            switch self {
            case .create(let replica), .update(let replica): replica.region
            case .delete(let region): region
            }
        }

        /// Create, update or delete.
        var kind: Int {
            switch self {
            case .create: 0
            case .update: 1
            case .delete: 2
            }
        }
    }

    /// A region that votes: it comes, or it goes.
    struct Witness: Sendable {
        var region: String
        var isMade: Bool
    }

    var actions: [Action?]
    var witnesses: [Witness]
    var consistency: String?

    /// The table's regions after the change; nil where none is left.
    ///
    /// - Parameter isTaken: Whether another table has the name in a region.
    func applied(
        to table: Table, now: Timestamp, isTaken: (String) -> Bool
    ) throws(AWSError) -> Replication? {
        let actions = try judged(for: table)
        var replication = table.replication ?? Replication()
        if consistency == "STRONG" || replication.consistency != nil {
            if witnesses.contains(where: { $0.isMade && $0.region == table.region }) { throw .witnessAtReplica }
            try checkStrong(actions, replication)
        } else if !witnesses.isEmpty {
            throw .witnessNeedsStrong
        }
        for action in actions {
            switch action {
            case .create(let settings):
                guard !replication.replicas.contains(where: { $0.region == settings.region }), !isTaken(settings.region) else {
                    throw .replicaExists(table.name)
                }
                guard table.billing == .payPerRequest else { throw .replicasNeedCapacity }
                var replica = Replica(region: settings.region)
                replica.apply(settings, now: now)
                replication.replicas.append(replica)
                replication.sourced = now
            case .update(let settings):
                guard let at = replication.replicas.firstIndex(where: { $0.region == settings.region }) else {
                    throw .replicaNotThere(settings.region)
                }
                replication.replicas[at].apply(settings, now: now)
            case .delete(let region):
                guard replication.replicas.contains(where: { $0.region == region }) else { throw .replicaNotThere(region) }
                replication.replicas.removeAll { $0.region == region }
            }
        }
        for witness in witnesses { replication.witness = witness.isMade ? witness.region : nil }
        if consistency == "STRONG" { replication.consistency = "STRONG" }
        return replication.isEmpty ? nil : replication
    }

    /// The actions, without repetitions, where they may stand together (recorded: one region comes or goes at a time, unless the
    /// regions are to agree on every write).
    private func judged(for table: Table) throws(AWSError) -> [Action] {
        var found: [Action] = []
        for action in actions {
            guard let action else { throw .noReplicaAction }
            if action.region == table.region { throw .localRegion }
            if !found.contains(where: { $0.region == action.region && $0.kind == action.kind }) { found.append(action) }
        }
        if Set(found.map(\.kind)).count > 1 { throw .severalReplicaKinds }
        if found.count > 1, found[0].kind != 1, consistency == nil, table.replication?.consistency == nil { throw .severalReplicaActions }
        return found
    }

    /// The rules of regions that agree on every write: they begin together, three with the table's own, and they end together.
    private func checkStrong(_ actions: [Action], _ replication: Replication) throws(AWSError) {
        let made = witnesses.filter(\.isMade)
        guard replication.isEmpty else { return try checkExisting(actions, replication) }
        if actions.contains(where: { $0.kind != 0 }) { throw .strongOnlyCreates }
        if made.contains(where: { witness in actions.contains { $0.region == witness.region } }) { throw .severalTargets }
        guard actions.count + made.count == 2, !actions.isEmpty else { throw .replicaCount }
    }

    private func checkExisting(_ actions: [Action], _ replication: Replication) throws(AWSError) {
        guard replication.consistency != nil else { throw .replicaCount }
        if consistency != nil { throw .consistencyIsFixed }
        if actions.contains(where: { $0.kind == 0 }) { throw .strongTakesNoReplica }
        guard actions.contains(where: { $0.kind == 2 }) else { return }
        for witness in witnesses where witness.region != replication.witness { throw .witnessNotThere(witness.region) }
        if replication.witness != nil, witnesses.isEmpty { throw .strongEndsWithWitnesses }
        if actions.count < replication.replicas.count { throw .strongEndsWhole }
    }
}

extension StructureReader {
    func settingsReplication() throws -> String? {
        try string("GlobalTableSettingsReplicationMode", .oneOf(["ENABLED", "DISABLED", "ENABLED_WITH_OVERRIDES"]))
    }

    func replicationChange() throws -> ReplicationChange? {
        let consistency = try string("MultiRegionConsistency", .oneOf(["EVENTUAL", "STRONG"]))
        let actions = try structures("ReplicaUpdates", count: 1...Int.max)?.map { try $0.replicaAction() }
        let witnesses = try structures("GlobalTableWitnessUpdates", count: 1...1, of: "GlobalTableWitnessGroupUpdate")?.flatMap { update in
            try [("Create", true), ("Delete", false)].compactMap { member, isMade in
                try update.structure(member).map { .init(region: try $0.required("RegionName"), isMade: isMade) }
            } as [ReplicationChange.Witness]
        }
        // What says nothing of replicas is no change of them (recorded: "At least one of … is required").
        guard let actions, !actions.isEmpty else { return nil }
        return ReplicationChange(actions: actions, witnesses: witnesses ?? [], consistency: consistency)
    }

    private func replicaAction() throws -> ReplicationChange.Action? {
        let create = try structure("Create")?.replicaSettings()
        let update = try structure("Update")?.replicaSettings()
        let delete = try structure("Delete")?.required("RegionName")
        return switch (create, update, delete) {
        case (let create?, nil, nil): .create(create)
        case (nil, let update?, nil): .update(update)
        case (nil, nil, let delete?): .delete(delete)
        default: nil
        }
    }

    private func replicaSettings() throws -> Replica {
        var replica = Replica(region: try required("RegionName"))
        replica.encryptionKey = try string("KMSMasterKeyId")
        (replica.readUnits, replica.maximumReadUnits) = try readOverrides()
        replica.tableClass = try string("TableClassOverride", .oneOf(["STANDARD", "STANDARD_INFREQUENT_ACCESS"])).flatMap(TableClass.init)
        replica.indexes =
            try structures("GlobalSecondaryIndexes", count: 1...Int.max)?.map { index in
                let name = try index.index()
                if name == nil { index.requireMember("IndexName") }
                let (units, maximum) = try index.readOverrides()
                return Replica.Override(index: name ?? "", readUnits: units, maximumReadUnits: maximum)
            } ?? []
        return replica
    }

    private func readOverrides() throws -> (units: Int?, maximum: Int?) {
        (
            try structure("ProvisionedThroughputOverride")?.long("ReadCapacityUnits", .positive),
            try structure("OnDemandThroughputOverride")?.long("MaxReadRequestUnits")
        )
    }
}
