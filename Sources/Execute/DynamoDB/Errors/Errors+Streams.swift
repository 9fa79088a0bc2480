import AWSTypes

/// What is said of streams: of a table's, when it is begun or ended, and of reading one.
extension AWSError {
    // MARK: Enabling and disabling (recorded, AWS Controllers' tests, 2026)

    static var newStreamViewMissing: AWSError { invalid("Table is being created with a stream enabled, UpdateViewType is required") }

    static var newStreamViewSurplus: AWSError {
        invalid("Table is being created with a stream disabled, UpdateViewType should not be specified")
    }

    static var streamViewMissing: AWSError { invalid("If stream is being enabled then UpdateViewType is required") }
    static var streamViewSurplus: AWSError { invalid("If stream is being disabled, then UpdateViewType must not be specified") }
    static func streamAlreadyEnabled(_ table: String) -> AWSError {
        .validation("Table already has an enabled stream: TableName: \(table)")
    }
    static func streamNotEnabled(_ table: String) -> AWSError { .validation("Table has no stream to disable: TableName: \(table)") }
    static var streamWithThroughput: AWSError { invalid("You cannot modify stream status while updating table IOPS") }
    static var streamWithIndexes: AWSError { invalid("You cannot create or delete index while changing stream status") }

    // MARK: Reading

    /// Recorded (LocalStack's snapshots).
    static func streamNotFound(_ arn: String) -> AWSError {
        AWSError(.resourceNotFound, "Requested resource not found: Stream: \(arn) not found")
    }

    /// Of a call on the policy of a stream (recorded, AWS Controllers' tests, 2026).
    static func streamNotFound(_ label: String, table: String) -> AWSError {
        AWSError(.resourceNotFound, "Requested resource not found: Stream: \(label) not found for Table: \(table)")
    }

    /// Recorded (the AWS SDK for JavaScript's own tests), for a text that is no stream's ARN, however short.
    static var invalidStreamARN: AWSError { .validation("Invalid StreamArn") }

    /// Recorded in traces of 2015 to 2024.
    static var shardNotFound: AWSError { AWSError(.resourceNotFound, "Requested resource not found: Shard does not exist") }

    static var invalidShardIterator: AWSError { .validation("Invalid ShardIterator") }
    static var sequenceNumberMissing: AWSError { invalid("SequenceNumber is required for the ShardIteratorType") }
    static var sequenceNumberSurplus: AWSError { invalid("SequenceNumber is not allowed for the ShardIteratorType") }
    static var sequenceNumberOfAnother: AWSError { .validation("Invalid SequenceNumber for the shard") }
    static var childShardsOfNone: AWSError { invalid("ShardFilter must have a Type and a ShardId") }

    /// The text is that of a trace of 2019.
    static var trimmedData: AWSError { AWSError(.trimmedData, "The data you are trying to access has been trimmed") }

    static var expiredIterator: AWSError { AWSError(.expiredIterator, "The provided iterator exceeds the maximum age allowed.") }

    // MARK: Kinesis destinations (recorded, AWS Controllers' tests and LocalStack's snapshots)

    private static func destination(_ fault: String) -> AWSError {
        .validation("Table is not in a valid state to enable Kinesis Streaming Destination: \(fault)")
    }

    static var destinationNotDisabled: AWSError {
        destination("EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.")
    }

    static var destinationNotActive: AWSError {
        destination("KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.")
    }

    static func destinationNotActive(table: String, stream: String) -> AWSError {
        destination(
            "Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: \(table), kdsArn: \(stream)")
    }

    static func destinationNotFound(_ stream: String, table: String) -> AWSError {
        destination("No streaming destination with streamArn: \(stream) found for table with tableName: \(table)")
    }

    static var destinationDisabledWithConfiguration: AWSError {
        .validation("Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters")
    }

    static var destinationUpdateEmpty: AWSError {
        .validation(
            "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or contain only null values"
        )
    }

    static func samePrecision(_ precision: String, tableID: String, stream: String) -> AWSError {
        .validation(
            "Invalid Request: Precision is already set to the desired value of \(precision) for tableId: \(tableID), kdsArn: \(stream)")
    }

    static func invalidKinesisARN(_ arn: String) -> AWSError { invalid("Invalid Kinesis stream Arn: \(arn)") }
}

extension AWSError.Code {
    static let trimmedData = Self("TrimmedDataAccessException")
    static let expiredIterator = Self("ExpiredIteratorException")
}
