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
    /// Reads what PutItem, UpdateItem and DeleteItem have in common.
    ///
    /// Their words for a member that is out of its set changed in June 2026, and so did the order (recorded by the authors of a public test
    /// suite, in every region they asked but two by October): the value is not told any more, and the set has a slip of AWS's pen.
    ///
    /// - Parameter stopsAtValues: Whether a fault in ReturnValues hides the others, as UpdateItem does.
    func writeReturns(stopsAtValues: Bool = false) throws -> WriteReturns {
        let text = try string("ReturnValues")
        let values = text.map { WriteReturns.Values(rawValue: $0) }
        if stopsAtValues, case .some(nil) = values { throw AWSError.validation("1 validation error detected: \(Self.valuesFault)") }
        let report = try capacityReport()
        if case .some(nil) = values { note(Self.valuesFault) }
        let metrics = try string("ReturnItemCollectionMetrics")
        if let metrics, metrics != "SIZE", metrics != "NONE" { note("ReturnItemCollectionMetrics can only be SIZE or NONE") }
        return try WriteReturns(
            values: values.flatMap { $0 } ?? .none, report: report, wantsMetrics: metrics == "SIZE",
            showsItemOnFailure: showsItemOnFailure())
    }

    private static let valuesFault =
        "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"

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
