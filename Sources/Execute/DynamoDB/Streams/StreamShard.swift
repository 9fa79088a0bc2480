import AWSTypes
import OpenSSL

/// A part of a stream that is read on its own: the records between two sequence numbers.
///
/// A stream has one open shard, which gets all its records in the order of their commits. AWS opens as many as the table has
/// partitions, and closes each after about four hours (Developer Guide, "Reading and processing a stream"); so is this one closed, and
/// a child of it opened, once it has records.
///
///     first  first+1 … last | first  first+1 …
///     '------ closed ------'  '------ open ----
///
/// Its first number is taken when it opens and by no record, so that reading at it and after it are the same.
struct StreamShard: Sendable, Hashable {
    /// Which of the stream's shards it is, from 0.
    var ordinal: Int
    var id: String
    var parent: String?
    var first: SequenceNumber
    /// Of the last record, or the first number where there is none; nil while it is open.
    var last: SequenceNumber?
    var started: Timestamp
    var ended: Timestamp?

    /// The first shard of a stream.
    init(of stream: TableStream) {
        ordinal = 0
        started = stream.created
        first = SequenceNumber(value: max(0, min(stream.created.milliseconds, 1 << 52)) * 1000)
        id = Self.id(started: started, ordinal: 0, of: stream)
    }

    /// The shard that follows a closed one.
    init(after parent: StreamShard, endingAt last: SequenceNumber, at now: Timestamp, of stream: TableStream) {
        ordinal = parent.ordinal + 1
        // Readers sort shards by their ids, so that a clock set back must not bring a child before its parent.
        started = max(now, Timestamp(milliseconds: parent.started.milliseconds + 1))
        first = last.next
        self.parent = parent.id
        id = Self.id(started: started, ordinal: ordinal, of: stream)
    }

    init(
        ordinal: Int, id: String, parent: String?, first: SequenceNumber, last: SequenceNumber?, started: Timestamp, ended: Timestamp?
    ) {
        (self.ordinal, self.id, self.parent) = (ordinal, id, parent)
        (self.first, self.last, self.started, self.ended) = (first, last, started, ended)
    }

    /// `shardId-00000001769860800000-9f2c1a77`: the moment it opened in twenty digits, and eight that are its own (recorded).
    private static func id(started: Timestamp, ordinal: Int, of stream: TableStream) -> String {
        let digits = String(max(0, started.milliseconds))
        let padded = String(repeating: "0", count: max(0, 20 - digits.count)) + digits
        let own = Hex.encode(Array(SHA256.hash(Array("\(stream.arn)/\(ordinal)".utf8)).prefix(4)))
        return "shardId-\(padded)-\(own)"
    }

    /// About how long AWS keeps a shard open (Developer Guide, "Reading and processing a stream").
    static let openSeconds: Int64 = 4 * 3600

    /// Whether it is to be closed, given the last number that was used.
    func isDue(at now: Timestamp, latest: SequenceNumber) -> Bool {
        latest > first && started.adding(seconds: Self.openSeconds) <= now
    }

    /// Whether all its records are older than any may be.
    func isGone(at now: Timestamp) -> Bool { ended.map { $0 <= TableStream.horizon(at: now) } ?? false }
}

/// A record's place in its stream: every later record of the stream has a greater one.
///
/// As text it has 21 digits, the fewest that the model allows; the texts of two numbers sort as the numbers do.
struct SequenceNumber: Sendable, Hashable, Comparable {
    var value: Int64

    init(value: Int64) { self.value = value }

    /// Reads the text of a request; nil for what was never a number here.
    init?(_ text: String) {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        let digits = text.drop { $0 == "0" }
        guard digits.utf8.count == 21, digits.first == "1", let value = Int64(digits.dropFirst()) else { return nil }
        self.value = value
    }

    var text: String {
        let digits = String(value)
        return "1" + String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }

    var next: SequenceNumber { SequenceNumber(value: value + 1) }

    static func < (one: SequenceNumber, other: SequenceNumber) -> Bool { one.value < other.value }
}
