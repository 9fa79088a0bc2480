/// A Kinesis data stream that a table's changes go to.
///
/// There is no Kinesis here: the destination keeps its state and nothing is delivered.
struct KinesisDestination: Sendable, Codable {
    enum Status: String, Sendable, Codable {
        case active = "ACTIVE"
        case disabled = "DISABLED"
        case enableFailed = "ENABLE_FAILED"
    }

    enum Precision: String, Sendable, Codable {
        case millisecond = "MILLISECOND"
        case microsecond = "MICROSECOND"
    }

    var streamARN: String
    var status: Status
    /// Nil until it was asked for, which means milliseconds (recorded).
    var precision: Precision?
}
