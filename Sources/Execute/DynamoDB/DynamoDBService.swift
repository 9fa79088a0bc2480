import AWSTypes
package import AWSWire
package import IAMPolicy
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
    /// - Parameter buckets: The path of the folder that stands for S3, where there is one.
    /// - Parameter denialText: How a denial is worded that is told of one statement in a batch.
    package static func make(
        store: TableStore, keys: any TableKeys, random: any RandomSource, buckets: String? = nil, denialText: DenialTextStyle = .current
    ) -> Service {
        let tables = Tables(store: store, keys: keys)
        let folder = buckets.map(BucketFolder.init)
        return Service(
            wire,
            operations: [
                AnyOperation(BatchExecuteStatement(tables: tables, denialText: denialText)),
                AnyOperation(BatchGetItem(tables: tables)),
                AnyOperation(BatchWriteItem(tables: tables)),
                AnyOperation(CreateBackup(tables: tables, random: random)),
                AnyOperation(CreateGlobalTable(tables: tables)),
                AnyOperation(CreateTable(tables: tables, random: random)),
                AnyOperation(DeleteBackup(tables: tables)),
                AnyOperation(DeleteItem(tables: tables)),
                AnyOperation(DeleteResourcePolicy(tables: tables)),
                AnyOperation(DeleteTable(tables: tables)),
                AnyOperation(DescribeBackup(tables: tables)),
                AnyOperation(DescribeContinuousBackups(tables: tables)),
                AnyOperation(DescribeContributorInsights(tables: tables)),
                AnyOperation(DescribeEndpoints()),
                AnyOperation(DescribeExport(tables: tables)),
                AnyOperation(DescribeGlobalTable(tables: tables)),
                AnyOperation(DescribeGlobalTableSettings(tables: tables)),
                AnyOperation(DescribeImport(tables: tables)),
                AnyOperation(DescribeKinesisStreamingDestination(tables: tables)),
                AnyOperation(DescribeLimits()),
                AnyOperation(DescribeTable(tables: tables)),
                AnyOperation(DescribeTableReplicaAutoScaling(tables: tables)),
                AnyOperation(DescribeTimeToLive(tables: tables)),
                AnyOperation(DisableKinesisStreamingDestination(tables: tables)),
                AnyOperation(EnableKinesisStreamingDestination(tables: tables)),
                AnyOperation(ExecuteStatement(tables: tables)),
                AnyOperation(ExecuteTransaction(tables: tables)),
                AnyOperation(ExportTableToPointInTime(tables: tables, folder: folder, random: random)),
                AnyOperation(GetItem(tables: tables)),
                AnyOperation(GetResourcePolicy(tables: tables)),
                AnyOperation(ImportTable(creation: CreateTable(tables: tables, random: random), folder: folder, random: random)),
                AnyOperation(ListBackups(tables: tables)),
                AnyOperation(ListContributorInsights(tables: tables)),
                AnyOperation(ListExports(tables: tables)),
                AnyOperation(ListGlobalTables(tables: tables)),
                AnyOperation(ListImports(tables: tables)),
                AnyOperation(ListTables(tables: tables)),
                AnyOperation(ListTagsOfResource(tables: tables)),
                AnyOperation(PutItem(tables: tables)),
                AnyOperation(PutResourcePolicy(tables: tables)),
                AnyOperation(Query(tables: tables)),
                AnyOperation(RestoreTableFromBackup(tables: tables, random: random)),
                AnyOperation(RestoreTableToPointInTime(tables: tables, random: random)),
                AnyOperation(Scan(tables: tables)),
                AnyOperation(TagResource(tables: tables)),
                AnyOperation(TransactGetItems(tables: tables)),
                AnyOperation(TransactWriteItems(tables: tables)),
                AnyOperation(UntagResource(tables: tables)),
                AnyOperation(UpdateContinuousBackups(tables: tables)),
                AnyOperation(UpdateContributorInsights(tables: tables)),
                AnyOperation(UpdateGlobalTable(tables: tables)),
                AnyOperation(UpdateGlobalTableSettings(tables: tables)),
                AnyOperation(UpdateItem(tables: tables)),
                AnyOperation(UpdateKinesisStreamingDestination(tables: tables)),
                AnyOperation(UpdateTable(tables: tables)),
                AnyOperation(UpdateTableReplicaAutoScaling(tables: tables)),
                AnyOperation(UpdateTimeToLive(tables: tables)),
            ],
            permissions: [
                "AssociateTableReplica", "ConditionCheckItem", "PartiQLDelete", "PartiQLInsert", "PartiQLSelect", "PartiQLUpdate",
                "ReadDataForReplication", "ReplicateSettings", "WriteDataForReplication",
            ],
            resource: { arn, _ in store.find(arn: arn)?.facts ?? store.streams.find(arn: arn)?.facts ?? ResourceFacts() })
    }

    /// Whether the root user of a table's account can do this whatever the table's policy denies (API Reference,
    /// DeleteResourcePolicy).
    package static func rootOverridesResourcePolicy(in action: String) -> Bool { action == "dynamodb:DeleteResourcePolicy" }
}
