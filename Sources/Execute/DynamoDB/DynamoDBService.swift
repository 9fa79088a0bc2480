import AWSTypes
package import AWSWire
package import OpenSSL
package import ServiceModel

/// DynamoDB: its protocol, and the table of its operations.
package enum DynamoDBService {
    package static let wire = ServiceProtocol(
        name: "dynamodb", wire: .json10, targetPrefix: "DynamoDB_20120810.", version: "2012-08-10", eventSource: "dynamodb.amazonaws.com")

    /// Puts the service together.
    ///
    /// - Parameter store: The tables; the same that a loader fills.
    /// - Parameter keys: KMS, as DynamoDB asks for it.
    package static func make(store: TableStore, keys: any TableKeys, random: any RandomSource) -> Service {
        let tables = Tables(store: store, keys: keys)
        return Service(
            wire,
            operations: [
                AnyOperation(BatchGetItem(tables: tables)),
                AnyOperation(BatchWriteItem(tables: tables)),
                AnyOperation(CreateTable(tables: tables, random: random)),
                AnyOperation(DeleteItem(tables: tables)),
                AnyOperation(DeleteResourcePolicy(tables: tables)),
                AnyOperation(DeleteTable(tables: tables)),
                AnyOperation(DescribeEndpoints()),
                AnyOperation(DescribeKinesisStreamingDestination(tables: tables)),
                AnyOperation(DescribeLimits()),
                AnyOperation(DescribeTable(tables: tables)),
                AnyOperation(DescribeTimeToLive(tables: tables)),
                AnyOperation(DisableKinesisStreamingDestination(tables: tables)),
                AnyOperation(EnableKinesisStreamingDestination(tables: tables)),
                AnyOperation(GetItem(tables: tables)),
                AnyOperation(GetResourcePolicy(tables: tables)),
                AnyOperation(ListTables(tables: tables)),
                AnyOperation(ListTagsOfResource(tables: tables)),
                AnyOperation(PutItem(tables: tables)),
                AnyOperation(PutResourcePolicy(tables: tables)),
                AnyOperation(Query(tables: tables)),
                AnyOperation(Scan(tables: tables)),
                AnyOperation(TagResource(tables: tables)),
                AnyOperation(TransactGetItems(tables: tables)),
                AnyOperation(TransactWriteItems(tables: tables)),
                AnyOperation(UntagResource(tables: tables)),
                AnyOperation(UpdateItem(tables: tables)),
                AnyOperation(UpdateKinesisStreamingDestination(tables: tables)),
                AnyOperation(UpdateTable(tables: tables)),
                AnyOperation(UpdateTimeToLive(tables: tables)),
            ],
            resource: { arn, _ in store.find(arn: arn)?.facts ?? store.streams.find(arn: arn)?.facts ?? ResourceFacts() })
    }
}
