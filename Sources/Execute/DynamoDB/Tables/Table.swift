package import AWSTypes
package import DynamoDBValues
import IAMPolicy

/// A table as it was defined and changed: everything but its items.
///
/// It is what the catalogue keeps, as JSON, one row a table.
package struct Table: Sendable, Codable {
    package var name: String
    package var account: String
    package var region: String
    /// A UUID.
    package var id: String
    /// Names the tables of SQLite that hold the items; never used twice in a file's life.
    package var number: Int
    /// Grows with every change, so that a writer can tell whether what it knows of the table still holds.
    package var revision = 1
    package var created: Timestamp

    package var attributes: [AttributeDefinition]
    package var key: KeySchema
    package var localIndexes: [Index] = []
    package var globalIndexes: [Index] = []
    /// The number that the next index gets.
    package var nextIndex = 1

    package var billing = BillingMode.provisioned
    package var throughput = Throughput()
    package var onDemand: OnDemandThroughput?
    package var warm: WarmThroughput?
    package var billingChanged: Timestamp?
    package var throughputChanges = ThroughputChanges()
    package var tableClass: TableClass?
    package var tableClassChanged: Timestamp?
    package var isProtected = false
    package var stream: StreamSpecification?
    /// When the latest stream began, be it ended since: DescribeTable goes on showing its ARN (recorded).
    package var streamStarted: Timestamp?
    /// The row of the stream that is enabled.
    var streamNumber: Int?
    /// Newest first; nil and none are the same.
    var kinesisDestinations: [KinesisDestination]?
    /// The KMS key's ARN; nil for a table that AWS's own key encrypts, which needs nobody's leave.
    package var encryptionKey: String?
    package var timeToLive: String?
    /// When expiry was switched last.
    var timeToLiveChanged: Timestamp?
    package var policy: ResourcePolicy?
    /// The revision of the deletion, where a policy was deleted.
    package var policyDeletion: String?
    package var tags: [Tag] = []
    /// Since when the items' history is kept; nil where point-in-time recovery is off.
    package var recovery: Recovery?
    /// What contributor insights were told, of the table and of its global indexes; nil where nothing was said.
    package var insights: [ContributorInsights]?
    /// The other regions of a global table; nil for a table of one region.
    package var replication: Replication?
    /// Whether settings follow a table into its other regions, where that was said of a table of one region.
    package var settingsReplication: String?
    /// What it is being made of; nil for a table that is ready.
    package var filling: Filling?

    package init(
        name: String, account: String, region: String, id: String, number: Int, created: Timestamp, attributes: [AttributeDefinition],
        key: KeySchema
    ) {
        self.name = name
        self.account = account
        self.region = region
        self.id = id
        self.number = number
        self.created = created
        self.attributes = attributes
        self.key = key
    }

    package var arn: String { "arn:aws:dynamodb:\(region):\(account):table/\(name)" }

    package var indexes: [Index] { localIndexes + globalIndexes }

    /// The latest stream's label; nil where there never was one.
    package var streamLabel: String? { streamStarted.map { String($0.iso8601Milliseconds.dropLast()) } }
}

/// An attribute that is a key of the table or of an index.
package struct AttributeDefinition: Sendable, Hashable, Codable {
    package var name: String
    package var type: KeyType
}

/// The three types that a key can have.
package enum KeyType: String, Sendable, Hashable, Codable, CaseIterable {
    case string = "S"
    case number = "N"
    case binary = "B"

    package var attributeType: AttributeType {
        switch self {
        case .string: .string
        case .number: .number
        case .binary: .binary
        }
    }
}

/// The attributes that find an item: the partition key, and the sort key where there is one.
///
/// A global index may have up to four attributes in each (Developer Guide, "Global secondary indexes", multi-attribute key schema); a table and
/// a local index have one.
package struct KeySchema: Sendable, Hashable, Codable {
    package var partition: AttributeDefinition
    package var sort: AttributeDefinition?
    /// What follows the first attribute of the partition key; nil for none, as nearly always.
    private(set) var morePartition: [AttributeDefinition]?
    private(set) var moreSort: [AttributeDefinition]?

    package init(partition: AttributeDefinition, sort: AttributeDefinition? = nil) {
        self.partition = partition
        self.sort = sort
    }

    /// The keys of a global index; nil without an attribute in the partition key.
    init?(partitions: [AttributeDefinition], sorts: [AttributeDefinition]) {
        guard let partition = partitions.first else { return nil }
        self.init(partition: partition, sort: sorts.first)
        if partitions.count > 1 { morePartition = Array(partitions.dropFirst()) }
        if sorts.count > 1 { moreSort = Array(sorts.dropFirst()) }
    }

    package var partitions: [AttributeDefinition] { [partition] + (morePartition ?? []) }
    package var sorts: [AttributeDefinition] { (sort.map { [$0] } ?? []) + (moreSort ?? []) }
    package var attributes: [AttributeDefinition] { partitions + sorts }
    package var names: [String] { attributes.map(\.name) }
    var hasOnePartition: Bool { morePartition == nil }
    var hasOneSort: Bool { moreSort == nil }
}

/// A second order of a table's items, by other keys.
package struct Index: Sendable, Codable {
    package enum Projection: Sendable, Hashable, Codable {
        case all
        case keysOnly
        case include([String])
    }

    package var name: String
    /// Names its table of SQLite, after the table's own number.
    package var number: Int
    package var key: KeySchema
    package var projection: Projection
    package var throughput = Throughput()
    package var onDemand: OnDemandThroughput?
    package var warm: WarmThroughput?
    package var isLocal: Bool
    /// Whether the items that were there before it are still being copied; nil and false are the same.
    package var isBackfilling: Bool?
}

package enum BillingMode: String, Sendable, Codable, CaseIterable {
    case provisioned = "PROVISIONED"
    case payPerRequest = "PAY_PER_REQUEST"
}

package enum TableClass: String, Sendable, Codable, CaseIterable {
    case standard = "STANDARD"
    case infrequentAccess = "STANDARD_INFREQUENT_ACCESS"
}

/// Capacity units a second; zeros for a table that is paid by the request.
package struct Throughput: Sendable, Hashable, Codable {
    package var read = 0
    package var write = 0
}

/// When capacity was raised and lowered last.
package struct ThroughputChanges: Sendable, Codable {
    package var increased: Timestamp?
    package var decreased: Timestamp?
}

package struct OnDemandThroughput: Sendable, Hashable, Codable {
    package var read: Int?
    package var write: Int?
}

/// What a table can take at once; nil where the caller has not said.
package struct WarmThroughput: Sendable, Hashable, Codable {
    package var read: Int?
    package var write: Int?
}

package struct StreamSpecification: Sendable, Hashable, Codable {
    package var isEnabled: Bool
    package var viewType: String?
}

/// The policy on a table, as it was put.
package struct ResourcePolicy: Sendable, Codable {
    package var text: String
    /// Milliseconds of its change (recorded).
    package var revision: String

    /// The policy as decisions read it. It was read before it was stored; one that cannot be read any more denies everything.
    func attached(to arn: String) -> AttachedPolicy {
        (try? PolicyDocument(parsing: text, as: .resource)).map { AttachedPolicy(name: arn, document: $0) } ?? .lost(arn, as: .resource)
    }
}
