import AWSTypes
package import AWSWire
package import ServiceModel

/// DynamoDB Streams: its protocol, and the table of its operations.
///
/// Its actions are DynamoDB's own, and so are its signatures' service and its events' source; DynamoDB answers for its resources.
package enum DynamoDBStreamsService {
    package static let wire = ServiceProtocol(
        name: "dynamodb", wire: .json10, targetPrefix: "DynamoDBStreams_20120810.", version: "2012-08-10",
        eventSource: "dynamodb.amazonaws.com")

    /// Whether an action has a stream for its resource, and no table (Service Authorization Reference, Amazon DynamoDB).
    package static func isAboutStreams(_ action: String) -> Bool {
        ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"].contains(action)
    }

    /// Puts the service together.
    ///
    /// - Parameter store: The tables whose streams are read.
    package static func make(store: TableStore) -> Service {
        let streams = Streams(store: store.streams)
        return Service(
            wire,
            operations: [
                AnyOperation(DescribeStream(streams: streams)),
                AnyOperation(GetRecords(streams: streams)),
                AnyOperation(GetShardIterator(streams: streams)),
                AnyOperation(ListStreams(streams: streams)),
            ])
    }
}
