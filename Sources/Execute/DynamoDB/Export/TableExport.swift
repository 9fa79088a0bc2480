import AWSTypes
import AWSWire

/// An export: what was asked for, and what came of it.
///
/// It is what the catalogue keeps, as JSON; it outlives its table.
struct TableExport: TableJob {
    enum Kind: String, Sendable, Codable {
        case full = "FULL_EXPORT"
        case incremental = "INCREMENTAL_EXPORT"
    }

    enum View: String, Sendable, Codable {
        case new = "NEW_IMAGE"
        case newAndOld = "NEW_AND_OLD_IMAGES"
    }

    /// The stretch of time of an incremental export; its end does not count.
    struct Period: Sendable, Codable {
        var from: Timestamp
        var to: Timestamp
        var view: View
    }

    var id: String
    var table: String
    var tableARN: String
    var tableID: String
    var kind: Kind
    /// Of a full export.
    var moment: Timestamp?
    /// Of an incremental export.
    var period: Period?
    var token: String?
    var bucket: String
    var bucketOwner: String?
    var prefix: String?
    var encryption: String
    var encryptionKey: String?
    var began: Timestamp
    var ended: Timestamp?
    var failure: JobFailure?
    var items = 0
    var bytes = 0

    var arn: String { "\(tableARN)/export/\(id)" }

    /// Where the export's files begin: `exports/AWSDynamoDB/01693685827463-2d8752fd`.
    var root: String { base + "/" + id }

    var base: String {
        let trimmed = (prefix ?? "").split(separator: "/", omittingEmptySubsequences: false).drop { $0.isEmpty }
        let words = trimmed.reversed().drop { $0.isEmpty }.reversed()
        return (words + ["AWSDynamoDB"]).joined(separator: "/")
    }

    var status: String { failure != nil ? "FAILED" : ended == nil ? "IN_PROGRESS" : "COMPLETED" }
}

/// Why an export or an import came to nothing, in AWS's words.
struct JobFailure: Error, Sendable, Codable {
    var code: String
    var message: String
}

extension StructureWriter {
    /// An export as ExportTableToPointInTime and DescribeExport show it.
    ///
    /// - Parameter isBegun: Whether it is shown as it was when it began, as AWS's answer to the call that begins it does. The type of a
    ///   full export is not shown, and `DestinationType`, which no model has, is (recorded).
    mutating func exportDescription(_ export: TableExport, isBegun: Bool) {
        structure("ExportDescription") { writer in
            writer.string("ExportArn", export.arn)
            writer.string("ExportStatus", isBegun ? "IN_PROGRESS" : export.status)
            writer.timestamp("StartTime", export.began)
            if !isBegun { writer.ending(of: export) }
            writer.string("TableArn", export.tableARN)
            writer.string("TableId", export.tableID)
            writer.timestamp("ExportTime", export.moment)
            writer.string("ClientToken", export.token)
            writer.string("S3Bucket", export.bucket)
            writer.string("S3BucketOwner", export.bucketOwner)
            writer.string("S3Prefix", export.prefix)
            writer.string("S3SseAlgorithm", export.encryption)
            writer.string("S3SseKmsKeyId", export.encryptionKey)
            if !isBegun, let failure = export.failure {
                writer.string("FailureCode", failure.code)
                writer.string("FailureMessage", failure.message)
            }
            writer.string("ExportFormat", "DYNAMODB_JSON")
            if !isBegun, export.ended != nil, export.failure == nil {
                writer.integer("BilledSizeBytes", export.bytes)
                writer.integer("ItemCount", export.items)
            }
            if export.kind == .incremental { writer.string("ExportType", export.kind.rawValue) }
            if let period = export.period { writer.structure("IncrementalExportSpecification") { $0.period(period) } }
            writer.string("DestinationType", "S3")
        }
    }

    private mutating func ending(of export: TableExport) {
        timestamp("EndTime", export.ended)
        if export.ended != nil, export.failure == nil { string("ExportManifest", export.root + "/manifest-summary.json") }
    }

    private mutating func period(_ period: TableExport.Period) {
        timestamp("ExportFromTime", period.from)
        timestamp("ExportToTime", period.to)
        string("ExportViewType", period.view.rawValue)
    }

    mutating func exportSummary(_ export: TableExport) {
        string("ExportArn", export.arn)
        string("ExportStatus", export.status)
        string("ExportType", export.kind.rawValue)
    }
}
