extension CommandTable {
    /// DynamoDBStreams's commands (botocore 1.43.11, service model `dynamodbstreams`), written by `command_table.py` beside the tests.
    static let dynamoDBStreams = #"""
        service dynamodbstreams dynamodb json10 2012-08-10 DynamoDBStreams_20120810
        operation DescribeStream StreamArn!=s Limit=i ExclusiveStartShardId=s ShardFilter=ShardFilter
        operation GetRecords ShardIterator!=s Limit=i
        operation GetShardIterator StreamArn!=s ShardId!=s ShardIteratorType!=s SequenceNumber=s
        operation ListStreams TableName=s Limit=i ExclusiveStartStreamArn=s
        type ShardFilter Type=s ShardId=s
        """#
}
