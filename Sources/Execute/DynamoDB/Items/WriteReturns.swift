import AWSTypes
import AWSWire

/// What the caller of a write wants to be told.
struct WriteReturns: Sendable {
    enum Values: String, Sendable {
        case none = "NONE"
        case allOld = "ALL_OLD"
        case updatedOld = "UPDATED_OLD"
        case allNew = "ALL_NEW"
        case updatedNew = "UPDATED_NEW"
    }

    var values = Values.none
    var report = CapacityReport.none
    var wantsMetrics = false
    /// Whether a failed condition's error carries the item that failed it.
    var showsItemOnFailure = false

    /// Whether PutItem or DeleteItem must know what stood there to answer.
    var needsFormer: Bool { values == .allOld || report != .none }
}

extension StructureReader {
    func writeReturns() throws -> WriteReturns {
        let values = try string("ReturnValues", .returnValues)
        return try WriteReturns(
            values: values.flatMap(WriteReturns.Values.init) ?? .none, report: capacityReport(), wantsMetrics: wantsMetrics(),
            showsItemOnFailure: showsItemOnFailure())
    }

    func showsItemOnFailure() throws -> Bool {
        try string("ReturnValuesOnConditionCheckFailure", .returnOnConditionCheckFailure) == "ALL_OLD"
    }
}

/// The answer of PutItem, UpdateItem and DeleteItem.
struct WriteOutput: Sendable {
    /// JSON.
    var attributes: [UInt8]?
    var capacity: CapacityUsed?
    var metrics: ItemCollectionMetrics?
}

extension StructureWriter {
    mutating func write(_ output: WriteOutput) {
        if let attributes = output.attributes { raw("Attributes", attributes) }
        capacity(output.capacity)
        metrics(output.metrics)
    }
}
