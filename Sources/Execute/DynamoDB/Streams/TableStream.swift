import AWSTypes
import IAMPolicy
import ServiceModel

/// What a stream's records show of an item (API Reference, StreamSpecification).
enum StreamView: String, Sendable, Codable, CaseIterable {
    case keysOnly = "KEYS_ONLY"
    case newImage = "NEW_IMAGE"
    case oldImage = "OLD_IMAGE"
    case newAndOldImages = "NEW_AND_OLD_IMAGES"

    var showsNew: Bool { self == .newImage || self == .newAndOldImages }
    var showsOld: Bool { self == .oldImage || self == .newAndOldImages }
}

/// A stream as it was begun and ended: everything but its shards and records.
///
/// It is what the catalogue of streams keeps, as JSON. It knows its table's name and keys itself, for it can be read for 24 hours
/// after the table is gone (Developer Guide, "Change data capture for DynamoDB Streams").
struct TableStream: Sendable, Codable {
    /// Never used twice in a file's life.
    var number: Int
    var account: String
    var region: String
    var tableName: String
    /// Names the SQLite tables of the table that it belongs to; tells it from a later table of the same name.
    var tableNumber: Int
    var key: KeySchema
    var view: StreamView
    var created: Timestamp
    /// When it was disabled, or its table deleted.
    var ended: Timestamp?
    var policy: ResourcePolicy?
    /// The revision of the deletion, where a policy was deleted.
    var policyDeletion: String?

    /// The moment of its beginning, as the last part of its ARN (API Reference, StreamDescription).
    var label: String { String(created.iso8601Milliseconds.dropLast()) }
    var tableARN: String { "arn:aws:dynamodb:\(region):\(account):table/\(tableName)" }
    var arn: String { "\(tableARN)/stream/\(label)" }

    /// Developer Guide: records are there for 24 hours, and so is a stream that gets no more of them.
    static let retentionSeconds: Int64 = 86_400

    /// The oldest time that a record may have.
    static func horizon(at now: Timestamp) -> Timestamp { now.adding(seconds: -retentionSeconds) }

    func isGone(at now: Timestamp) -> Bool { ended.map { $0 <= Self.horizon(at: now) } ?? false }
}

/// A stream ready for use: what it brings to a decision is read once for each change.
struct OpenStream: Sendable {
    let stream: TableStream
    let arn: String
    /// Its own policy; neither the table's policy nor its tags apply (Developer Guide, "Resource-based policies" and
    /// "Attribute-based access control": streams are not supported).
    let facts: ResourceFacts

    init(_ stream: TableStream) {
        self.stream = stream
        arn = stream.arn
        facts = ResourceFacts(policy: stream.policy?.attached(to: stream.arn))
    }
}
