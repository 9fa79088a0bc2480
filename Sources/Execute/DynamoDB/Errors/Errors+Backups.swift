import AWSTypes

/// What is said of backups, point-in-time recovery and restores.
///
/// Recorded on DynamoDB in October 2026 (AWS Controllers' published notes on backups, restores and their errors), except for those in
/// `unconfirmedOfBackups`, whose end or prefix was not in the recording.
extension AWSError {
    static let unconfirmedOfBackups = ["bothRestoreTimes", "oneRestoreSource", "onDemandNeedsPayPerRequest", "backupBeingMade"]

    static func invalidRequest(_ text: String) -> AWSError { .validation("Invalid Request: " + text) }

    /// Another account's backup, export or import.
    static var accessIsDenied: AWSError { AWSError(.accessDenied, "Access is denied") }

    // MARK: Backups

    static func sourceTableNotFound(_ name: String) -> AWSError { AWSError(.tableNotFound, "Table not found: \(name)") }
    static func backupNotFound(_ arn: String) -> AWSError { AWSError(.backupNotFound, "Backup not found: \(arn)") }
    static func backupBeingMade(_ arn: String) -> AWSError { AWSError(.backupInUse, "Backup is being created: \(arn)") }

    static func backupBeingRestored(_ arn: String, isDeletion: Bool) -> AWSError {
        AWSError(.backupInUse, "Backup is being used to restore \(isDeletion ? "table" : "another table"): \(arn)")
    }

    static var invalidBackupARN: AWSError { .validation("Invalid Backup ARN") }

    static func systemBackupStays(_ arn: String, until end: Timestamp) -> AWSError {
        invalidRequest(
            "User is not allowed to delete the system backup with arn \(arn). It will automatically expire on \(end.iso8601)")
    }

    static var timeRangeUpsideDown: AWSError { invalid("Time range lower bound must be less than or equal to upper bound") }
    static var startOfOtherRegion: AWSError { invalidRequest("The supplied ExclusiveStartBackupArn does not match the region") }

    // MARK: Point-in-time recovery

    static var periodOfDisabled: AWSError {
        invalidRequest("Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.")
    }

    static func recoveryIsOff(_ table: String) -> AWSError {
        AWSError(.recoveryUnavailable, "Point in time recovery is not enabled for table '\(table)'")
    }

    // MARK: Restores

    static func targetExists(_ name: String) -> AWSError { AWSError(.tableAlreadyExists, "Table already exists: \(name)") }

    static func restoreTime(_ moment: Timestamp, notIn recovery: Recovery, now: Timestamp) -> AWSError {
        AWSError(
            .invalidRestoreTime,
            "RestoreDateTime '\(moment.iso8601)' must be within EarliestRestorableDateTime '\(recovery.earliest(now: now).iso8601)' and LatestRestorableDateTime '\(recovery.latest(now: now).iso8601)'"
        )
    }

    static var bothRestoreTimes: AWSError {
        invalidRequest(
            "Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request. Please specify only one of them."
        )
    }

    static var noRestoreTime: AWSError {
        invalidRequest("Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both")
    }

    static var oneRestoreSource: AWSError { invalid("Must provide exactly one of: sourceTableArn, sourceTableName") }
    static func notATableARN(_ member: String) -> AWSError { invalid("\(member) is not a valid ARN") }
    static var crossRegionNeedsEncryption: AWSError {
        invalidRequest("sseSpecificationOverride must be provided for cross-region restores")
    }

    static func newIndexInRestore(_ name: String) -> AWSError {
        invalidRequest(
            "Index \(name) does not match a secondary index that existed in the source table and cannot be created during the restore operation"
        )
    }

    static var overrideNeedsThroughput: AWSError {
        invalidRequest("Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED")
    }

    static var throughputOfPayPerRequest: AWSError {
        invalidRequest("Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST")
    }

    static var throughputNeedsProvisioned: AWSError {
        invalidRequest("Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED")
    }

    static func throughputOfPayPerRequest(index: String) -> AWSError {
        invalidRequest("Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST for index \(index)")
    }

    static func indexNeedsThroughput(_ name: String) -> AWSError {
        invalidRequest("Must specify provisioned throughput for index \(name)")
    }

    static func onDemandNeedsPayPerRequest(_ member: String) -> AWSError {
        invalidRequest("Cannot override \(member) for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST")
    }

    static func onDemandOutOfRange(_ member: String) -> AWSError {
        invalidRequest("Requested \(member) for OnDemandThroughput is outside of valid range")
    }
}

extension AWSError.Code {
    static let tableNotFound = Self("TableNotFoundException")
    static let tableAlreadyExists = Self("TableAlreadyExistsException")
    static let backupInUse = Self("BackupInUseException")
    static let backupNotFound = Self("BackupNotFoundException")
    static let recoveryUnavailable = Self("PointInTimeRecoveryUnavailableException")
    static let invalidRestoreTime = Self("InvalidRestoreTimeException")
}
