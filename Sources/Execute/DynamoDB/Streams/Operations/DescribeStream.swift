import AWSTypes
import AWSWire
import IAMPolicy
import SQLiteStore
import ServiceModel

/// Tells a stream's state and its shards, a page at a time.
struct DescribeStream: Operation {
    struct Input {
        var stream: StreamReference?
        var start: String?
        var limit: Int
        /// The shard whose children alone are wanted.
        var parent: String?
    }

    struct Output {
        var stream: TableStream
        var shards: [StreamShard]
        var last: String?
    }

    static let name = "DescribeStream"
    static let traits = OperationTraits.readOnly
    static let example = #"{"StreamArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music/stream/2026-01-31T12:00:00.000"}"#

    let streams: Streams

    func decode(_ request: StructureReader) throws -> Input {
        let filter = try request.structure("ShardFilter")
        let type = try filter?.string("Type", .oneOf(["CHILD_SHARDS"]))
        let parent = try filter?.string("ShardId", .shardIDMinimum, .shardIDMaximum)
        let input = try Input(
            stream: request.requiredStream(), start: request.string("ExclusiveStartShardId", .shardIDMinimum, .shardIDMaximum),
            limit: request.integer("Limit", .positive, .hundredAtMost) ?? 100, parent: parent)
        if filter != nil, type == nil || parent == nil { request.postpone(.childShardsOfNone) }
        return input
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        input.stream.map { [$0.question("dynamodb:DescribeStream")] } ?? []
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Output {
        guard let reference = input.stream else { throw AWSError.invalidStreamARN }
        let stream = try streams.find(reference, in: context)
        var shards = try streams.store.database.read { try streams.store.shards(of: stream, now: context.now, in: $0) }[...]
        if let parent = input.parent { shards = shards.filter { $0.parent == parent }[...] }
        if let start = input.start { shards = shards.drop { !start.utf8.lexicographicallyPrecedes($0.id.utf8) } }
        let page = Array(shards.prefix(input.limit))
        return Output(stream: stream, shards: page, last: page.count < shards.count ? page.last?.id : nil)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        let stream = output.stream
        response.structure("StreamDescription") { writer in
            writer.string("StreamArn", stream.arn)
            writer.string("StreamLabel", stream.label)
            writer.string("StreamStatus", stream.ended == nil ? "ENABLED" : "DISABLED")
            writer.string("StreamViewType", stream.view.rawValue)
            writer.timestamp("CreationRequestDateTime", stream.created)
            writer.string("TableName", stream.tableName)
            writer.key(stream.key)
            writer.structures("Shards", output.shards) { writer, shard in
                writer.string("ShardId", shard.id)
                writer.structure("SequenceNumberRange") { writer in
                    writer.string("StartingSequenceNumber", shard.first.text)
                    writer.string("EndingSequenceNumber", shard.last?.text)
                }
                writer.string("ParentShardId", shard.parent)
            }
            writer.string("LastEvaluatedShardId", output.last)
        }
    }
}
