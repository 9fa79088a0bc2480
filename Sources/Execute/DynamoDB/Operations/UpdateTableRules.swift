import AWSTypes

/// What may be changed together in one UpdateTable, and what not at all (recorded, AWS Controllers' tests, October 2026).
enum UpdateTableRules {
    static func check(_ input: UpdateTable.Input) throws(AWSError) {
        if input.indexes?.isEmpty == true { throw .emptyIndexList("GlobalSecondaryIndexUpdates") }
        if input.encryption != nil, input.changesMore { throw .encryptionAlone }
        let changes = [
            input.tableClass != nil, input.isProtected != nil, input.warm != nil, input.onDemand != nil, input.billing != nil,
            input.throughput != nil, input.stream != nil, input.indexes != nil,
        ].count { $0 }
        if changes > 1 {
            if input.tableClass != nil { throw .alone("TableClass modification") }
            if input.isProtected != nil { throw .alone("DeletionProtection modification") }
            if input.warm != nil { throw input.createsIndex ? .indexWithWarmThroughput : .alone("WarmThroughput") }
            if input.onDemand != nil, input.billing == nil || changes > 2 { throw .onDemandAlone }
        }
        if input.throughput != nil, input.billing == nil, input.changesIndexes { throw .indexesWithThroughput }
    }

    static func check(warm: WarmThroughput?, of table: Table) throws(AWSError) {
        guard let warm else { return }
        let current = table.warmUnits
        if let read = warm.read, read < current.read { throw .warmThroughputLower("ReadUnitsPerSecond") }
        if let write = warm.write, write < current.write { throw .warmThroughputLower("WriteUnitsPerSecond") }
    }
}

extension UpdateTable.Input {
    fileprivate var createsIndex: Bool {
        indexes?.contains { if case .create = $0 { true } else { false } } ?? false
    }

    /// What the request gives an index that there is.
    func throughput(ofIndex name: String) -> Throughput? {
        for case .update(let request) in indexes ?? [] where request.name == name { return request.throughput }
        return nil
    }
}
