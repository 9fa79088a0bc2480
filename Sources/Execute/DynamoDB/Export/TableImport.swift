import AWSTypes
import AWSWire

/// An import: what was asked for, and what came of it.
///
/// It is what the catalogue keeps, as JSON; it outlives its table.
struct TableImport: TableJob {
    enum Format: String, Sendable, Codable {
        case json = "DYNAMODB_JSON"
        case csv = "CSV"
    }

    enum Compression: String, Sendable, Codable {
        case none = "NONE"
        case gzip = "GZIP"
    }

    /// How the lines of a CSV file are read.
    struct CSV: Sendable, Codable {
        var delimiter = ","
        /// The names of the columns; nil where each file's first line has them.
        var header: [String]?

        var byte: UInt8 { delimiter.utf8.first ?? UInt8(ascii: ",") }
    }

    var id: String
    var table: String
    var tableARN: String
    var tableID: String
    var token: String?
    var bucket: String
    var bucketOwner: String
    var prefix: String?
    var format: Format
    var compression: Compression
    var csv = CSV()
    /// This and `creation`: what was asked for, as answers repeat it: JSON.
    var options: String?
    var creation: String
    var region: String
    var account: String
    var began: Timestamp
    var ended: Timestamp?
    var failure: JobFailure?
    var count = Count()

    /// What was read so far.
    struct Count: Sendable, Codable {
        var bytes = 0
        var processed = 0
        var imported = 0
        var errors = 0
    }

    var arn: String { "\(tableARN)/import/\(id)" }
    var status: String { failure != nil ? "FAILED" : ended == nil ? "IN_PROGRESS" : "COMPLETED" }

    /// Where AWS writes the lines that it could not read; here nothing is written.
    var logGroup: String { "arn:aws:logs:\(region):\(account):log-group:/aws-dynamodb/imports:*" }
}

extension StructureWriter {
    /// An import as ImportTable and DescribeImport show it.
    ///
    /// - Parameter isBegun: Whether it is shown as it was when it began.
    mutating func importDescription(_ job: TableImport, isBegun: Bool) {
        structure("ImportTableDescription") { writer in
            writer.string("ImportArn", job.arn)
            writer.string("ImportStatus", isBegun ? "IN_PROGRESS" : job.status)
            writer.string("TableArn", job.tableARN)
            writer.string("TableId", job.tableID)
            writer.string("ClientToken", job.token)
            writer.source(of: job)
            writer.integer("ErrorCount", isBegun ? 0 : job.count.errors)
            writer.string("CloudWatchLogGroupArn", job.logGroup)
            writer.string("InputFormat", job.format.rawValue)
            if let options = job.options { writer.raw("InputFormatOptions", options.utf8) }
            writer.string("InputCompressionType", job.compression.rawValue)
            writer.raw("TableCreationParameters", job.creation.utf8)
            writer.timestamp("StartTime", job.began)
            guard !isBegun else { return }
            writer.timestamp("EndTime", job.ended)
            writer.integer("ProcessedSizeBytes", job.count.bytes)
            writer.integer("ProcessedItemCount", job.count.processed)
            writer.integer("ImportedItemCount", job.count.imported)
            writer.string("FailureCode", job.failure?.code)
            writer.string("FailureMessage", job.failure?.message)
        }
    }

    mutating func importSummary(_ job: TableImport) {
        string("ImportArn", job.arn)
        string("ImportStatus", job.status)
        string("TableArn", job.tableARN)
        source(of: job)
        string("CloudWatchLogGroupArn", job.logGroup)
        string("InputFormat", job.format.rawValue)
        timestamp("StartTime", job.began)
        timestamp("EndTime", job.ended)
    }

    private mutating func source(of job: TableImport) {
        structure("S3BucketSource") { writer in
            writer.string("S3BucketOwner", job.bucketOwner)
            writer.string("S3Bucket", job.bucket)
            writer.string("S3KeyPrefix", job.prefix)
        }
    }
}
