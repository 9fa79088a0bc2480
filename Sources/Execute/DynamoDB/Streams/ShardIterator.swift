import AWSTypes
import OpenSSL

/// A place in a shard, as a text that a reader hands back.
///
///     <stream's ARN>|1|<Base64 of: ordinal, number, moment, check>
///
/// The ARN stands in front in clear, as in AWS's (recorded), for it is the resource that leave is asked for. The check tells texts
/// that were never handed out; it is no secret, since whoever may read the stream may read all of it.
struct ShardIterator: Sendable, Hashable {
    var streamARN: String
    var ordinal: Int
    /// The number of the record to be read next.
    var position: SequenceNumber
    var made: Timestamp

    init(streamARN: String, ordinal: Int, position: SequenceNumber, made: Timestamp) {
        (self.streamARN, self.ordinal, self.position, self.made) = (streamARN, ordinal, position, made)
    }

    /// Reads one; nil for a text that none was handed out as.
    init?(_ text: String) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1] == "1", let bytes = Base64.decode(String(parts[2])), bytes.count == 32 else { return nil }
        streamARN = String(parts[0])
        guard bytes[24...].elementsEqual(Self.check(streamARN, bytes[..<24])) else { return nil }
        func number(at place: Int) -> Int64 { bytes[place..<place + 8].reduce(0) { $0 << 8 | Int64($1) } }
        guard let ordinal = Int(exactly: number(at: 0)) else { return nil }
        self.ordinal = ordinal
        position = SequenceNumber(value: number(at: 8))
        made = Timestamp(milliseconds: number(at: 16))
    }

    var text: String {
        var bytes: [UInt8] = []
        for number in [Int64(ordinal), position.value, made.milliseconds] {
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        }
        bytes += Self.check(streamARN, bytes[...])
        return "\(streamARN)|1|\(Base64.encode(bytes))"
    }

    private static func check(_ arn: String, _ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        SHA256.hash(Array(arn.utf8) + bytes).prefix(8)
    }

    /// API Reference, GetShardIterator: fifteen minutes.
    static let lifeSeconds: Int64 = 900

    func isExpired(at now: Timestamp) -> Bool { made < now.adding(seconds: -Self.lifeSeconds) }
}
