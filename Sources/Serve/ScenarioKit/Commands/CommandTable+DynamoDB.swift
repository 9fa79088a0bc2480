extension CommandTable {
    /// DynamoDB's commands (botocore 1.43.11, service model `dynamodb`), written by `command_table.py` beside the tests.
    static let dynamoDB = #"""
        service dynamodb dynamodb json10 2012-08-10 DynamoDB_20120810
        operation BatchExecuteStatement Statements!=[BatchStatementRequest] ReturnConsumedCapacity=s
        operation BatchGetItem RequestItems!=<KeysAndAttributes> ReturnConsumedCapacity=s
        operation BatchWriteItem RequestItems!=<[WriteRequest]> ReturnConsumedCapacity=s ReturnItemCollectionMetrics=s
        operation CreateBackup TableName!=s BackupName!=s
        operation CreateGlobalTable GlobalTableName!=s ReplicationGroup!=[Replica]
        operation CreateTable AttributeDefinitions=[AttributeDefinition] TableName!=s KeySchema=[KeySchemaElement]
          LocalSecondaryIndexes=[LocalSecondaryIndex] GlobalSecondaryIndexes=[GlobalSecondaryIndex] BillingMode=s
          ProvisionedThroughput=ProvisionedThroughput StreamSpecification=StreamSpecification SSESpecification=SSESpecification
          Tags=[Tag] TableClass=s DeletionProtectionEnabled=b WarmThroughput=WarmThroughput ResourcePolicy=s
          OnDemandThroughput=OnDemandThroughput GlobalTableSourceArn=s GlobalTableSettingsReplicationMode=s
        operation DeleteBackup BackupArn!=s
        operation DeleteItem TableName!=s Key!=<AttributeValue> Expected=<ExpectedAttributeValue> ConditionalOperator=s
          ReturnValues=s ReturnConsumedCapacity=s ReturnItemCollectionMetrics=s ConditionExpression=s ExpressionAttributeNames=<s>
          ExpressionAttributeValues=<AttributeValue> ReturnValuesOnConditionCheckFailure=s
        operation DeleteResourcePolicy ResourceArn!=s ExpectedRevisionId=s
        operation DeleteTable TableName!=s
        operation DescribeBackup BackupArn!=s
        operation DescribeContinuousBackups TableName!=s
        operation DescribeContributorInsights TableName!=s IndexName=s
        operation DescribeEndpoints
        operation DescribeExport ExportArn!=s
        operation DescribeGlobalTable GlobalTableName!=s
        operation DescribeGlobalTableSettings GlobalTableName!=s
        operation DescribeImport ImportArn!=s
        operation DescribeKinesisStreamingDestination TableName!=s
        operation DescribeLimits
        operation DescribeTable TableName!=s
        operation DescribeTableReplicaAutoScaling TableName!=s
        operation DescribeTimeToLive TableName!=s
        operation DisableKinesisStreamingDestination TableName!=s StreamArn!=s
          EnableKinesisStreamingConfiguration=EnableKinesisStreamingConfiguration
        operation EnableKinesisStreamingDestination TableName!=s StreamArn!=s
          EnableKinesisStreamingConfiguration=EnableKinesisStreamingConfiguration
        operation ExecuteStatement Statement!=s Parameters=[AttributeValue] ConsistentRead=b NextToken=s ReturnConsumedCapacity=s
          Limit=i ReturnValuesOnConditionCheckFailure=s
        operation ExecuteTransaction TransactStatements!=[ParameterizedStatement] ClientRequestToken=s ReturnConsumedCapacity=s
        operation ExportTableToPointInTime TableArn!=s ExportTime=t ClientToken=s S3Bucket!=s S3BucketOwner=s S3Prefix=s
          S3SseAlgorithm=s S3SseKmsKeyId=s ExportFormat=s ExportType=s IncrementalExportSpecification=IncrementalExportSpecification
        operation GetItem TableName!=s Key!=<AttributeValue> AttributesToGet=[s] ConsistentRead=b ReturnConsumedCapacity=s
          ProjectionExpression=s ExpressionAttributeNames=<s>
        operation GetResourcePolicy ResourceArn!=s
        operation ImportTable ClientToken=s S3BucketSource!=S3BucketSource InputFormat!=s InputFormatOptions=InputFormatOptions
          InputCompressionType=s TableCreationParameters!=TableCreationParameters
        operation ListBackups TableName=s Limit=i TimeRangeLowerBound=t TimeRangeUpperBound=t ExclusiveStartBackupArn=s BackupType=s
        operation ListContributorInsights TableName=s NextToken=s MaxResults=i
        operation ListExports TableArn=s MaxResults=i NextToken=s
        operation ListGlobalTables ExclusiveStartGlobalTableName=s Limit=i RegionName=s
        operation ListImports TableArn=s PageSize=i NextToken=s
        operation ListTables ExclusiveStartTableName=s Limit=i
        operation ListTagsOfResource ResourceArn!=s NextToken=s
        operation PutItem TableName!=s Item!=<AttributeValue> Expected=<ExpectedAttributeValue> ReturnValues=s
          ReturnConsumedCapacity=s ReturnItemCollectionMetrics=s ConditionalOperator=s ConditionExpression=s
          ExpressionAttributeNames=<s> ExpressionAttributeValues=<AttributeValue> ReturnValuesOnConditionCheckFailure=s
        operation PutResourcePolicy ResourceArn!=s Policy!=s ExpectedRevisionId=s ConfirmRemoveSelfResourceAccess=b
        operation Query TableName!=s IndexName=s Select=s AttributesToGet=[s] Limit=i ConsistentRead=b KeyConditions=<Condition>
          QueryFilter=<Condition> ConditionalOperator=s ScanIndexForward=b ExclusiveStartKey=<AttributeValue>
          ReturnConsumedCapacity=s ProjectionExpression=s FilterExpression=s KeyConditionExpression=s ExpressionAttributeNames=<s>
          ExpressionAttributeValues=<AttributeValue>
        operation RestoreTableFromBackup TargetTableName!=s BackupArn!=s BillingModeOverride=s
          GlobalSecondaryIndexOverride=[GlobalSecondaryIndex] LocalSecondaryIndexOverride=[LocalSecondaryIndex]
          ProvisionedThroughputOverride=ProvisionedThroughput OnDemandThroughputOverride=OnDemandThroughput
          SSESpecificationOverride=SSESpecification
        operation RestoreTableToPointInTime SourceTableArn=s SourceTableName=s TargetTableName!=s UseLatestRestorableTime=b
          RestoreDateTime=t BillingModeOverride=s GlobalSecondaryIndexOverride=[GlobalSecondaryIndex]
          LocalSecondaryIndexOverride=[LocalSecondaryIndex] ProvisionedThroughputOverride=ProvisionedThroughput
          OnDemandThroughputOverride=OnDemandThroughput SSESpecificationOverride=SSESpecification
        operation Scan TableName!=s IndexName=s AttributesToGet=[s] Limit=i Select=s ScanFilter=<Condition> ConditionalOperator=s
          ExclusiveStartKey=<AttributeValue> ReturnConsumedCapacity=s TotalSegments=i Segment=i ProjectionExpression=s
          FilterExpression=s ExpressionAttributeNames=<s> ExpressionAttributeValues=<AttributeValue> ConsistentRead=b
        operation TagResource ResourceArn!=s Tags!=[Tag]
        operation TransactGetItems TransactItems!=[TransactGetItem] ReturnConsumedCapacity=s
        operation TransactWriteItems TransactItems!=[TransactWriteItem] ReturnConsumedCapacity=s ReturnItemCollectionMetrics=s
          ClientRequestToken=s
        operation UntagResource ResourceArn!=s TagKeys!=[s]
        operation UpdateContinuousBackups TableName!=s PointInTimeRecoverySpecification!=PointInTimeRecoverySpecification
        operation UpdateContributorInsights TableName!=s IndexName=s ContributorInsightsAction!=s ContributorInsightsMode=s
        operation UpdateGlobalTable GlobalTableName!=s ReplicaUpdates!=[ReplicaUpdate]
        operation UpdateGlobalTableSettings GlobalTableName!=s GlobalTableBillingMode=s GlobalTableProvisionedWriteCapacityUnits=i
          GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate=AutoScalingSettingsUpdate
          GlobalTableGlobalSecondaryIndexSettingsUpdate=[GlobalTableGlobalSecondaryIndexSettingsUpdate]
          ReplicaSettingsUpdate=[ReplicaSettingsUpdate]
        operation UpdateItem TableName!=s Key!=<AttributeValue> AttributeUpdates=<AttributeValueUpdate>
          Expected=<ExpectedAttributeValue> ConditionalOperator=s ReturnValues=s ReturnConsumedCapacity=s
          ReturnItemCollectionMetrics=s UpdateExpression=s ConditionExpression=s ExpressionAttributeNames=<s>
          ExpressionAttributeValues=<AttributeValue> ReturnValuesOnConditionCheckFailure=s
        operation UpdateKinesisStreamingDestination TableName!=s StreamArn!=s
          UpdateKinesisStreamingConfiguration=UpdateKinesisStreamingConfiguration
        operation UpdateTable AttributeDefinitions=[AttributeDefinition] TableName!=s BillingMode=s
          ProvisionedThroughput=ProvisionedThroughput GlobalSecondaryIndexUpdates=[GlobalSecondaryIndexUpdate]
          StreamSpecification=StreamSpecification SSESpecification=SSESpecification ReplicaUpdates=[ReplicationGroupUpdate]
          TableClass=s DeletionProtectionEnabled=b MultiRegionConsistency=s
          GlobalTableWitnessUpdates=[GlobalTableWitnessGroupUpdate] OnDemandThroughput=OnDemandThroughput
          WarmThroughput=WarmThroughput GlobalTableSettingsReplicationMode=s
        operation UpdateTableReplicaAutoScaling GlobalSecondaryIndexUpdates=[GlobalSecondaryIndexAutoScalingUpdate] TableName!=s
          ProvisionedWriteCapacityAutoScalingUpdate=AutoScalingSettingsUpdate ReplicaUpdates=[ReplicaAutoScalingUpdate]
        operation UpdateTimeToLive TableName!=s TimeToLiveSpecification!=TimeToLiveSpecification
        type AttributeDefinition AttributeName!=s AttributeType!=s
        type AttributeValue S=s N=s B=x SS=[s] NS=[s] BS=[x] M=<AttributeValue> L=[AttributeValue] NULL=b BOOL=b
        type AttributeValueUpdate Value=AttributeValue Action=s
        type AutoScalingPolicyUpdate PolicyName=s
          TargetTrackingScalingPolicyConfiguration!=AutoScalingTargetTrackingScalingPolicyConfigurationUpdate
        type AutoScalingSettingsUpdate MinimumUnits=i MaximumUnits=i AutoScalingDisabled=b AutoScalingRoleArn=s
          ScalingPolicyUpdate=AutoScalingPolicyUpdate
        type AutoScalingTargetTrackingScalingPolicyConfigurationUpdate DisableScaleIn=b ScaleInCooldown=i ScaleOutCooldown=i
          TargetValue!=n
        type BatchStatementRequest Statement!=s Parameters=[AttributeValue] ConsistentRead=b ReturnValuesOnConditionCheckFailure=s
        type Condition AttributeValueList=[AttributeValue] ComparisonOperator!=s
        type ConditionCheck Key!=<AttributeValue> TableName!=s ConditionExpression!=s ExpressionAttributeNames=<s>
          ExpressionAttributeValues=<AttributeValue> ReturnValuesOnConditionCheckFailure=s
        type CreateGlobalSecondaryIndexAction IndexName!=s KeySchema!=[KeySchemaElement] Projection!=Projection
          ProvisionedThroughput=ProvisionedThroughput OnDemandThroughput=OnDemandThroughput WarmThroughput=WarmThroughput
        type CreateGlobalTableWitnessGroupMemberAction RegionName!=s
        type CreateReplicaAction RegionName!=s
        type CreateReplicationGroupMemberAction RegionName!=s KMSMasterKeyId=s
          ProvisionedThroughputOverride=ProvisionedThroughputOverride OnDemandThroughputOverride=OnDemandThroughputOverride
          GlobalSecondaryIndexes=[ReplicaGlobalSecondaryIndex] TableClassOverride=s
        type CsvOptions Delimiter=s HeaderList=[s]
        type Delete Key!=<AttributeValue> TableName!=s ConditionExpression=s ExpressionAttributeNames=<s>
          ExpressionAttributeValues=<AttributeValue> ReturnValuesOnConditionCheckFailure=s
        type DeleteGlobalSecondaryIndexAction IndexName!=s
        type DeleteGlobalTableWitnessGroupMemberAction RegionName!=s
        type DeleteReplicaAction RegionName!=s
        type DeleteReplicationGroupMemberAction RegionName!=s
        type DeleteRequest Key!=<AttributeValue>
        type EnableKinesisStreamingConfiguration ApproximateCreationDateTimePrecision=s
        type ExpectedAttributeValue Value=AttributeValue Exists=b ComparisonOperator=s AttributeValueList=[AttributeValue]
        type Get Key!=<AttributeValue> TableName!=s ProjectionExpression=s ExpressionAttributeNames=<s>
        type GlobalSecondaryIndex IndexName!=s KeySchema!=[KeySchemaElement] Projection!=Projection
          ProvisionedThroughput=ProvisionedThroughput OnDemandThroughput=OnDemandThroughput WarmThroughput=WarmThroughput
        type GlobalSecondaryIndexAutoScalingUpdate IndexName=s ProvisionedWriteCapacityAutoScalingUpdate=AutoScalingSettingsUpdate
        type GlobalSecondaryIndexUpdate Update=UpdateGlobalSecondaryIndexAction Create=CreateGlobalSecondaryIndexAction
          Delete=DeleteGlobalSecondaryIndexAction
        type GlobalTableGlobalSecondaryIndexSettingsUpdate IndexName!=s ProvisionedWriteCapacityUnits=i
          ProvisionedWriteCapacityAutoScalingSettingsUpdate=AutoScalingSettingsUpdate
        type GlobalTableWitnessGroupUpdate Create=CreateGlobalTableWitnessGroupMemberAction
          Delete=DeleteGlobalTableWitnessGroupMemberAction
        type IncrementalExportSpecification ExportFromTime=t ExportToTime=t ExportViewType=s
        type InputFormatOptions Csv=CsvOptions
        type KeySchemaElement AttributeName!=s KeyType!=s
        type KeysAndAttributes Keys!=[<AttributeValue>] AttributesToGet=[s] ConsistentRead=b ProjectionExpression=s
          ExpressionAttributeNames=<s>
        type LocalSecondaryIndex IndexName!=s KeySchema!=[KeySchemaElement] Projection!=Projection
        type OnDemandThroughput MaxReadRequestUnits=i MaxWriteRequestUnits=i
        type OnDemandThroughputOverride MaxReadRequestUnits=i
        type ParameterizedStatement Statement!=s Parameters=[AttributeValue] ReturnValuesOnConditionCheckFailure=s
        type PointInTimeRecoverySpecification PointInTimeRecoveryEnabled!=b RecoveryPeriodInDays=i
        type Projection ProjectionType=s NonKeyAttributes=[s]
        type ProvisionedThroughput ReadCapacityUnits!=i WriteCapacityUnits!=i
        type ProvisionedThroughputOverride ReadCapacityUnits=i
        type Put Item!=<AttributeValue> TableName!=s ConditionExpression=s ExpressionAttributeNames=<s>
          ExpressionAttributeValues=<AttributeValue> ReturnValuesOnConditionCheckFailure=s
        type PutRequest Item!=<AttributeValue>
        type Replica RegionName=s
        type ReplicaAutoScalingUpdate RegionName!=s
          ReplicaGlobalSecondaryIndexUpdates=[ReplicaGlobalSecondaryIndexAutoScalingUpdate]
          ReplicaProvisionedReadCapacityAutoScalingUpdate=AutoScalingSettingsUpdate
        type ReplicaGlobalSecondaryIndex IndexName!=s ProvisionedThroughputOverride=ProvisionedThroughputOverride
          OnDemandThroughputOverride=OnDemandThroughputOverride
        type ReplicaGlobalSecondaryIndexAutoScalingUpdate IndexName=s
          ProvisionedReadCapacityAutoScalingUpdate=AutoScalingSettingsUpdate
        type ReplicaGlobalSecondaryIndexSettingsUpdate IndexName!=s ProvisionedReadCapacityUnits=i
          ProvisionedReadCapacityAutoScalingSettingsUpdate=AutoScalingSettingsUpdate
        type ReplicaSettingsUpdate RegionName!=s ReplicaProvisionedReadCapacityUnits=i
          ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate=AutoScalingSettingsUpdate
          ReplicaGlobalSecondaryIndexSettingsUpdate=[ReplicaGlobalSecondaryIndexSettingsUpdate] ReplicaTableClass=s
        type ReplicaUpdate Create=CreateReplicaAction Delete=DeleteReplicaAction
        type ReplicationGroupUpdate Create=CreateReplicationGroupMemberAction Update=UpdateReplicationGroupMemberAction
          Delete=DeleteReplicationGroupMemberAction
        type S3BucketSource S3BucketOwner=s S3Bucket!=s S3KeyPrefix=s
        type SSESpecification Enabled=b SSEType=s KMSMasterKeyId=s
        type StreamSpecification StreamEnabled!=b StreamViewType=s
        type TableCreationParameters TableName!=s AttributeDefinitions!=[AttributeDefinition] KeySchema!=[KeySchemaElement]
          BillingMode=s ProvisionedThroughput=ProvisionedThroughput OnDemandThroughput=OnDemandThroughput
          SSESpecification=SSESpecification GlobalSecondaryIndexes=[GlobalSecondaryIndex]
        type Tag Key!=s Value!=s
        type TimeToLiveSpecification Enabled!=b AttributeName!=s
        type TransactGetItem Get!=Get
        type TransactWriteItem ConditionCheck=ConditionCheck Put=Put Delete=Delete Update=Update
        type Update Key!=<AttributeValue> UpdateExpression!=s TableName!=s ConditionExpression=s ExpressionAttributeNames=<s>
          ExpressionAttributeValues=<AttributeValue> ReturnValuesOnConditionCheckFailure=s
        type UpdateGlobalSecondaryIndexAction IndexName!=s ProvisionedThroughput=ProvisionedThroughput
          OnDemandThroughput=OnDemandThroughput WarmThroughput=WarmThroughput
        type UpdateKinesisStreamingConfiguration ApproximateCreationDateTimePrecision=s
        type UpdateReplicationGroupMemberAction RegionName!=s KMSMasterKeyId=s
          ProvisionedThroughputOverride=ProvisionedThroughputOverride OnDemandThroughputOverride=OnDemandThroughputOverride
          GlobalSecondaryIndexes=[ReplicaGlobalSecondaryIndex] TableClassOverride=s
        type WarmThroughput ReadUnitsPerSecond=i WriteUnitsPerSecond=i
        type WriteRequest PutRequest=PutRequest DeleteRequest=DeleteRequest
        """#
}
