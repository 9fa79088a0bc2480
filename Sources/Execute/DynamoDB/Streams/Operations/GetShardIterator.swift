import AWSTypes
import AWSWire
import IAMPolicy
import SQLiteStore
import ServiceModel

/// Hands out the place in a shard from which reading begins.
struct GetShardIterator: Operation {
    enum Start: String, CaseIterable {
        case trimHorizon = "TRIM_HORIZON"
        case latest = "LATEST"
        case atNumber = "AT_SEQUENCE_NUMBER"
        case afterNumber = "AFTER_SEQUENCE_NUMBER"
    }

    struct Input {
        var stream: StreamReference?
        var shard: String
        var start: Start
        var number: String?
    }

    static let name = "GetShardIterator"
    static let traits = OperationTraits(isReadOnly: true, category: .data)
    static let example = """
        {"StreamArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music/stream/2026-01-31T12:00:00.000",
         "ShardId": "shardId-00000001769860800000-d92e941b", "ShardIteratorType": "TRIM_HORIZON"}
        """

    let streams: Streams

    func decode(_ request: StructureReader) throws -> Input {
        let type = try request.required("ShardIteratorType", .oneOf(Start.allCases.map(\.rawValue)))
        return try Input(
            stream: request.requiredStream(), shard: request.required("ShardId", .shardIDMinimum, .shardIDMaximum),
            start: Start(rawValue: type) ?? .latest, number: request.string("SequenceNumber", .minimumLength(21), .maximumLength(40)))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        input.stream.map { [$0.question("dynamodb:GetShardIterator")] } ?? []
    }

    func execute(_ input: Input, in context: OperationContext) throws -> String {
        guard let reference = input.stream else { throw AWSError.invalidStreamARN }
        let isNumbered = input.start == .atNumber || input.start == .afterNumber
        if isNumbered, input.number == nil { throw AWSError.sequenceNumberMissing }
        if !isNumbered, input.number != nil { throw AWSError.sequenceNumberSurplus }
        let stream = try streams.find(reference, in: context)
        return try streams.store.database.readSnapshot { connection in
            let shards = try streams.store.shards(of: stream, now: context.now, in: connection)
            guard let shard = shards.first(where: { $0.id == input.shard }) else { throw AWSError.shardNotFound }
            let latest = try shard.last ?? streams.store.openShard(of: stream.number, in: connection)?.latest ?? shard.first
            // What is older than the oldest of the stream has been trimmed; where there is none, everything has.
            let oldest = try streams.store.oldest(in: stream, now: context.now, connection) ?? latest.next
            let position = try Self.position(input, shard, latest: latest, oldest: oldest)
            return ShardIterator(streamARN: stream.arn, ordinal: shard.ordinal, position: position, made: context.now).text
        }
    }

    private static func position(
        _ input: Input, _ shard: StreamShard, latest: SequenceNumber, oldest: SequenceNumber
    ) throws -> SequenceNumber {
        switch input.start {
        case .latest: return latest.next
        case .trimHorizon: return min(max(shard.first.next, oldest), latest.next)
        case .atNumber, .afterNumber:
            guard let number = input.number.flatMap(SequenceNumber.init), shard.first <= number, number <= latest else {
                throw AWSError.sequenceNumberOfAnother
            }
            let place = max(number, shard.first.next)
            if place < oldest, place <= latest { throw AWSError.trimmedData }
            return input.start == .afterNumber ? max(number.next, place) : place
        }
    }

    func encode(_ output: String, into response: inout StructureWriter) { response.string("ShardIterator", output) }
}
