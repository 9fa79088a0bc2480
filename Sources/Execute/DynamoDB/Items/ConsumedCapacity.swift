import AWSWire
import ByteJSON

/// What a caller wants to know of the capacity that its call used.
enum CapacityReport: String, Sendable {
    case indexes = "INDEXES"
    case total = "TOTAL"
    case none = "NONE"
}

/// The capacity units that a call used, by table and index (Developer Guide, "DynamoDB provisioned capacity", units per operation).
struct ConsumedCapacity: Sendable {
    var table = 0.0
    var localIndexes: [(name: String, units: Double)] = []
    var globalIndexes: [(name: String, units: Double)] = []

    var total: Double {
        (localIndexes + globalIndexes).reduce(table) { $0 + $1.units }
    }

    /// The units of a read: one for each 4 KB begun, half of it without a consistent read, twice in a transaction.
    static func read(bytes: Int, isConsistent: Bool) -> Double {
        Double(max(1, (bytes + 4095) / 4096)) * (isConsistent ? 1 : 0.5)
    }

    /// The units of a write: one for each KB begun.
    static func write(bytes: Int) -> Double { Double(max(1, (bytes + 1023) / 1024)) }

    mutating func add(_ units: Double, to index: Index) {
        if index.isLocal { Self.add(units, to: index.name, in: &localIndexes) } else { Self.add(units, to: index.name, in: &globalIndexes) }
    }

    mutating func add(_ other: ConsumedCapacity) {
        table += other.table
        for index in other.localIndexes { Self.add(index.units, to: index.name, in: &localIndexes) }
        for index in other.globalIndexes { Self.add(index.units, to: index.name, in: &globalIndexes) }
    }

    fileprivate var doubled: ConsumedCapacity {
        var twice = self
        twice.add(self)
        return twice
    }

    private static func add(_ units: Double, to name: String, in list: inout [(name: String, units: Double)]) {
        if let at = list.firstIndex(where: { $0.name == name }) { list[at].units += units } else { list.append((name, units)) }
    }
}

/// A call's use of one table, as its answer tells it.
struct CapacityUsed: Sendable {
    /// As the request named it: an ARN where it sent one (API Reference, ConsumedCapacity).
    var table: String
    var capacity: ConsumedCapacity
    var report: CapacityReport
    /// `ReadCapacityUnits` or `WriteCapacityUnits`, which only transactions tell.
    var kind: String?

    /// Nil for a report that was not asked for.
    init?(_ table: String, _ capacity: ConsumedCapacity, _ report: CapacityReport, kind: String? = nil) {
        guard report != .none else { return nil }
        self.table = table
        self.capacity = capacity
        self.report = report
        self.kind = kind
    }
}

/// The capacity that a call over several tables used, by table in the order in which they were first used.
struct CapacityByTable: Sendable {
    private let report: CapacityReport
    private let kind: String?
    private var tables: [(name: String, capacity: ConsumedCapacity)] = []

    /// - Parameter kind: Of a transaction, `ReadCapacityUnits` or `WriteCapacityUnits`; its units count twice each (Developer Guide,
    ///   "Transactions", capacity).
    init(report: CapacityReport, ofTransaction kind: String? = nil) {
        self.report = report
        self.kind = kind
    }

    mutating func add(_ capacity: ConsumedCapacity, to table: String) {
        if let at = tables.firstIndex(where: { $0.name == table }) {
            tables[at].capacity.add(capacity)
        } else {
            tables.append((table, capacity))
        }
    }

    var used: [CapacityUsed] {
        tables.compactMap { table in
            CapacityUsed(table.name, kind == nil ? table.capacity : table.capacity.doubled, report, kind: kind)
        }
    }
}

extension StructureWriter {
    mutating func capacity(_ used: CapacityUsed?) {
        guard let used else { return }
        structure("ConsumedCapacity") { $0.members(of: used) }
    }

    mutating func capacities(_ used: [CapacityUsed]) {
        guard !used.isEmpty else { return }
        structures("ConsumedCapacity", used) { $0.members(of: $1) }
    }

    private mutating func members(of used: CapacityUsed) {
        string("TableName", used.table)
        units(used.capacity.total, kind: used.kind)
        guard used.report == .indexes else { return }
        structure("Table") { $0.units(used.capacity.table, kind: used.kind) }
        indexes("LocalSecondaryIndexes", used.capacity.localIndexes, kind: used.kind)
        indexes("GlobalSecondaryIndexes", used.capacity.globalIndexes, kind: used.kind)
    }

    private mutating func indexes(_ member: String, _ indexes: [(name: String, units: Double)], kind: String?) {
        guard !indexes.isEmpty else { return }
        structure(member) { writer in
            for index in indexes { writer.structure(index.name) { $0.units(index.units, kind: kind) } }
        }
    }

    private mutating func units(_ units: Double, kind: String?) {
        number("CapacityUnits", units)
        if let kind { number(kind, units) }
    }
}

extension StructureReader {
    func capacityReport() throws -> CapacityReport {
        try string("ReturnConsumedCapacity", .returnConsumedCapacity).flatMap(CapacityReport.init) ?? .none
    }
}
