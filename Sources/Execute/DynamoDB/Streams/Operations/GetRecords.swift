import AWSTypes
import AWSWire
import ByteJSON
import IAMPolicy
import SQLiteStore
import ServiceModel

/// Reads the records of a shard from a place on, and hands out the place behind them.
///
/// The key of an encrypted table is not asked for: its stream stays readable when the key is lost (Developer Guide, "DynamoDB
/// encryption at rest: usage notes").
struct GetRecords: Operation {
    struct Input {
        /// Nil where none was handed out as the text that came.
        var iterator: ShardIterator?
        var stream: StreamReference?
        var limit: Int
    }

    struct Output {
        var stream: TableStream
        var records: [StreamRecord] = []
        /// Nil at the end of a closed shard.
        var next: ShardIterator?
    }

    static let name = "GetRecords"
    static let traits = OperationTraits(isReadOnly: true, category: .data, isLong: true)
    static let example = """
        {"ShardIterator": "arn:aws:dynamodb:us-east-1:111122223333:table/Music/stream/2026-01-31T12:00:00.000|1|AAAAAAAAAAAABkmt1EkwAQAAAZwT7J4Ag8vDvtOQxMk="}
        """

    /// API Reference, GetRecords: the most that one answer has.
    private static let limit = 1000
    private static let limitBytes = 1_048_576

    let streams: Streams

    func decode(_ request: StructureReader) throws -> Input {
        let text = try request.required("ShardIterator", .minimumLength(1), .maximumLength(2048))
        guard let iterator = ShardIterator(text), let stream = StreamReference(iterator.streamARN) else {
            request.postpone(.invalidShardIterator)
            // The model has no greatest limit: the one there is comes after the iterator (DynamoDB Local's order).
            return Input(limit: try request.integer("Limit", .positive) ?? Self.limit)
        }
        return Input(
            iterator: iterator, stream: stream, limit: try request.integer("Limit", .positive, .atMost(Self.limit)) ?? Self.limit)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        input.stream.map { [$0.question("dynamodb:GetRecords")] } ?? []
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        guard var iterator = input.iterator, let reference = input.stream else { throw AWSError.invalidShardIterator }
        if iterator.isExpired(at: context.now) { throw AWSError.expiredIterator }
        let stream = try streams.find(reference, in: context)
        return try streams.store.database.readSnapshot { connection in
            guard let shard = try streams.store.shard(iterator.ordinal, of: stream, now: context.now, in: connection) else {
                throw AWSError.shardNotFound
            }
            let latest = try shard.last ?? streams.store.openShard(of: stream.number, in: connection)?.latest ?? shard.first
            let oldest = try streams.store.oldest(in: stream, now: context.now, connection) ?? latest.next
            if iterator.position < oldest, iterator.position <= latest { throw AWSError.trimmedData }
            var output = Output(stream: stream)
            var bytes = 0
            try streams.store.forEach(from: iterator.position, through: shard.last, of: stream, in: connection) { record in
                guard output.records.isEmpty || bytes + record.size <= Self.limitBytes else { return false }
                output.records.append(record)
                bytes += record.size
                return output.records.count < input.limit
            }
            if let last = output.records.last { iterator.position = last.sequence.next }
            iterator.made = context.now
            if shard.last == nil || iterator.position <= latest { output.next = iterator }
            return output
        }
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.raw("Records") { json in
            json.beginArray()
            for record in output.records { json.record(record, of: output.stream) }
            json.endArray()
        }
        response.string("NextShardIterator", output.next?.text)
    }
}
