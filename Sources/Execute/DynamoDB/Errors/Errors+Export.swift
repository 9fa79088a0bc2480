import AWSTypes
import SQLiteStore

/// What is said of exports and imports.
///
/// Recorded on DynamoDB in October 2026 (AWS Controllers' published notes on exports and imports), except for those in
/// `unconfirmedOfExports`.
extension AWSError {
    static let unconfirmedOfExports = ["periodTooLong", "periodNotKept", "importNotFound", "unusablePrefix"]

    // MARK: Exports

    static var notATableToExport: AWSError { invalidRequest("Table ARN is invalid.") }
    static func exportNotFound(_ arn: String) -> AWSError { AWSError(.exportNotFound, "Export not found: Export not found: \(arn)") }
    static var exportOfOtherRegion: AWSError { AWSError(.exportNotFound, "Export not found: Invalid export arn") }
    static var invalidExportARN: AWSError { .validation("Invalid Export ARN") }

    static var exportConflict: AWSError {
        AWSError(.exportConflict, "Export conflict: Duplicate request detected with conflicting parameters")
    }

    static var keyOfOtherEncryption: AWSError { invalidRequest("KMS Key Id is not supported for this encryption type") }

    static var periodWithoutType: AWSError {
        invalidRequest("Export Type expected to be Incremental Export when incremental export specification is provided")
    }

    static var periodOfFullExport: AWSError {
        invalidRequest("When Export Type is Full Export , Incremental Export Specification should not be provided")
    }

    static var periodMissing: AWSError {
        invalidRequest("Incremental Export Specification expected when export type is set as Incremental Export")
    }

    static var periodWithoutBeginning: AWSError { invalidRequest("ExportFromTime must be provided in IncrementalExportSpecification") }
    static var exportTimeInvalid: AWSError { AWSError(.invalidExportTime, "Export Time is invalid") }

    static var periodNotKept: AWSError {
        AWSError(.invalidExportTime, "Point in Time Recovery is not available for specified export time")
    }

    static func periodBeforeTable(_ moment: Timestamp) -> AWSError {
        AWSError(
            .invalidExportTime, "Incremental export period from time cannot be less than the table creation time : \(moment.iso8601)")
    }

    static func periodInFuture(_ moment: Timestamp) -> AWSError {
        AWSError(.invalidExportTime, "Incremental export period to time cannot be greater than the current time : \(moment.iso8601)")
    }

    static var periodTooShort: AWSError {
        AWSError(
            .invalidExportTime, "Difference between export period from time and export period to time is less than 15 minutes")
    }

    static var periodTooLong: AWSError {
        AWSError(
            .invalidExportTime, "Difference between export period from time and export period to time is greater than 24 hours")
    }

    // MARK: Imports

    static func importNotFound(_ arn: String) -> AWSError { AWSError(.importNotFound, "Import not found: \(arn)") }
    static var invalidImportARN: AWSError { .validation("Invalid Import ARN") }

    static var importConflict: AWSError {
        AWSError(.importConflict, "Import conflict: Duplicate request detected with conflicting parameters")
    }

    static func optionsOfOtherFormat(_ format: String) -> AWSError {
        invalidRequest("Unsupported InputFormatOptions for the given input format: \(format).")
    }

    // MARK: Both

    static func tokenInvalid(_ token: String) -> AWSError { invalidRequest("Provided nextToken is invalid: \(token)") }

    /// A folder cannot have what S3 can: names that are empty, `.` or `..`.
    static func unusablePrefix(_ member: String) -> AWSError {
        invalidRequest("\(member) has a part that no folder can have: an empty name, '.' or '..'")
    }
}

extension JobFailure {
    /// Without the request ids that S3 would add.
    static let noSuchBucket = JobFailure(
        code: "S3NoSuchBucket",
        message: "The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code: NoSuchBucket)")

    static let badItems = JobFailure(
        code: "ItemValidationError",
        message:
            "Some of the items failed validation checks and were not imported. Please check CloudWatch error logs for more details.")

    /// What cannot happen on AWS, in words of this emulator's own.
    static let interrupted = unknown("The server ended before it was done")

    /// What AWS calls what it cannot name; the message is the system's.
    static func unknown(_ message: String) -> JobFailure { JobFailure(code: "UNKNOWN", message: message) }

    init(_ error: any Error) {
        switch error {
        case StoreError.closed: self = .interrupted
        case BucketFolder.Fault.noSuchBucket: self = .noSuchBucket
        case BucketFolder.Fault.unusableKey: self = .unknown("The key cannot be kept in a folder")
        case BucketFolder.Fault.system(let reason): self = .unknown(reason)
        default: self = .unknown("\(error)")
        }
    }
}

extension AWSError.Code {
    static let exportNotFound = Self("ExportNotFoundException")
    static let exportConflict = Self("ExportConflictException")
    static let invalidExportTime = Self("InvalidExportTimeException")
    static let importNotFound = Self("ImportNotFoundException")
    static let importConflict = Self("ImportConflictException")
}
