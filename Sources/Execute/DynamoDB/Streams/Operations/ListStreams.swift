import AWSTypes
import AWSWire
import IAMPolicy
import ServiceModel

/// Names the streams of the caller's account in this region, or those of one table, a page at a time.
struct ListStreams: Operation {
    struct Input {
        var tableName: String?
        var start: StreamReference?
        var limit: Int
    }

    struct Output {
        var streams: [OpenStream]
        var last: String?
    }

    static let name = "ListStreams"
    static let traits = OperationTraits.readOnly

    let streams: Streams

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            tableName: request.string("TableName", .tableNamePattern, .indexNameMinimum, .indexNameMaximum),
            start: request.stream("ExclusiveStartStreamArn"), limit: request.integer("Limit", .positive, .hundredAtMost) ?? 100)
    }

    /// The reference names no resource, and the guide's policies name streams (Developer Guide, "IAM policy to grant read access for
    /// a DynamoDB stream only"): both grant it.
    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let resource = "arn:aws:dynamodb:\(context.region):\(context.account):table/\(input.tableName ?? "*")/stream/*"
        return [
            AuthorizationRequest(
                action: "dynamodb:ListStreams", resource: resource, resourceAccount: context.account, hasResourceType: false)
        ]
    }

    func execute(_ input: Input, in context: OperationContext) -> Output {
        var found = streams.store.list(account: context.account, region: context.region, table: input.tableName, now: context.now)[...]
        if let start = input.start { found = found.drop { !start.arn.utf8.lexicographicallyPrecedes($0.arn.utf8) } }
        let page = Array(found.prefix(input.limit))
        return Output(streams: page, last: page.count < found.count ? page.last?.arn : nil)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structures("Streams", output.streams) { writer, open in
            writer.string("StreamArn", open.arn)
            writer.string("TableName", open.stream.tableName)
            writer.string("StreamLabel", open.stream.label)
        }
        response.string("LastEvaluatedStreamArn", output.last)
    }
}
