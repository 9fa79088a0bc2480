import AWSTypes
import AWSWire
import DynamoDBValues
import IAMPolicy
import OpenSSL
import SQLiteStore
import ServiceModel

/// Writes a table's items as they were at a moment, or what changed in a stretch of time, into a bucket.
///
/// The bucket is a folder (see `BucketFolder`), and nobody's leave of S3 is asked. The answer says IN_PROGRESS as AWS's does; the files are
/// written, unless the items are many, which are written behind it. What went wrong with the bucket is told by DescribeExport, as on AWS.
struct ExportTableToPointInTime: Operation {
    struct Input {
        var table: TableReference
        var kind: TableExport.Kind
        var moment: Timestamp?
        var period: (from: Timestamp?, to: Timestamp?, view: TableExport.View)?
        var token: String?
        var bucket: String
        var bucketOwner: String?
        var prefix: String?
        var encryption: String?
        var encryptionKey: String?
        var digest: [UInt8]
        /// What contradicts itself in the request; told after leave was given.
        var fault: AWSError?
    }

    static let name = "ExportTableToPointInTime"
    static let traits = OperationTraits(isLong: true)
    static let example =
        #"{"TableArn": "arn:aws:dynamodb:us-east-1:111122223333:table/Music", "S3Bucket": "exports"}"#

    let tables: Tables
    let folder: BucketFolder?
    let random: any RandomSource

    func decode(_ request: StructureReader) throws -> Input {
        let type = try request.string("ExportType", .oneOf(["FULL_EXPORT", "INCREMENTAL_EXPORT"]))
        let format = try request.string("ExportFormat", .oneOf(["ION", "DYNAMODB_JSON"]))
        let encryption = try request.string("S3SseAlgorithm", .oneOf(["AES256", "KMS"]))
        let key = try request.string("S3SseKmsKeyId", .minimumLength(1), .maximumLength(2048))
        let period = try request.structure("IncrementalExportSpecification").map { period in
            try (
                from: period.timestamp("ExportFromTime"), to: period.timestamp("ExportToTime"),
                view: period.string("ExportViewType", .oneOf(["NEW_IMAGE", "NEW_AND_OLD_IMAGES"])).flatMap(TableExport.View.init)
                    ?? .newAndOld
            )
        }
        var fault: AWSError?
        switch (type, period) {
        case (nil, _?): fault = .periodWithoutType
        case ("FULL_EXPORT", _?): fault = .periodOfFullExport
        case ("INCREMENTAL_EXPORT", nil): fault = .periodMissing
        case (_, let period?) where period.from == nil: fault = .periodWithoutBeginning
        default: if key != nil, encryption != "KMS" { fault = .keyOfOtherEncryption }
        }
        if format == "ION" { fault = fault ?? Gap.ion.refusal }
        return try Input(
            table: Self.table(request), kind: type.flatMap(TableExport.Kind.init) ?? .full, moment: request.timestamp("ExportTime"),
            period: period, token: request.clientToken(), bucket: request.bucket(), bucketOwner: request.bucketOwner(),
            prefix: request.keyPrefix("S3Prefix"), encryption: encryption, encryptionKey: key, digest: request.digest(), fault: fault)
    }

    private static func table(_ request: StructureReader) throws -> TableReference {
        guard let text = try request.string("TableArn", .minimumLength(1), .tableNameMaximum) else {
            request.requireMember("TableArn")
            return TableReference(named: "")
        }
        if let reference = try? TableReference(text), reference.account != nil { return reference }
        request.postpone(ARN(text)?.service == "dynamodb" ? .notATableToExport : .notATableARN("tableArn"))
        return TableReference(named: text)
    }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        guard input.table.account == context.account else { throw AWSError.accessIsDenied }
        return [tables.question("dynamodb:ExportTableToPointInTime", on: input.table, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> TableExport {
        if let fault = input.fault { throw fault }
        guard input.table.region == context.region, let table = tables.find(input.table, in: context),
            table.table.filling == nil
        else {
            throw AWSError.sourceTableNotFound(input.table.text)
        }
        let now = context.now
        let period = try input.period.map { try Self.period($0.from ?? now, $0.to ?? now, view: $0.view, of: table.table, now: now) }
        guard let recovery = table.table.recovery else { throw AWSError.recoveryIsOff(table.table.name) }
        if let from = period?.from, from < recovery.earliest(now: now) { throw AWSError.periodNotKept }
        if input.kind == .full, let moment = input.moment, !recovery.reaches(moment, now: now) { throw AWSError.exportTimeInvalid }
        guard let folder else { throw Gap.noBuckets.refusal }
        let jobs = JobStore(kind: .export, database: tables.store.database)
        func known(in connection: borrowing Connection) throws -> TableExport? {
            let found = try jobs.find(
                token: input.token, account: context.account, region: context.region, now: now, as: TableExport.self, in: connection)
            guard found.map({ $0.digest == input.digest }) ?? true else { throw AWSError.exportConflict }
            return found?.job
        }
        if let export = try tables.store.database.read({ try known(in: $0) }) { return export }
        try tables.open(table, in: context)
        let export = TableExport(
            id: Backup.id(at: now, random: random), table: table.table.name, tableARN: table.arn, tableID: table.table.id,
            kind: input.kind, moment: input.kind == .full ? input.moment ?? now : nil, period: period, token: input.token,
            bucket: input.bucket, bucketOwner: input.bucketOwner, prefix: input.prefix, encryption: input.encryption ?? "AES256",
            encryptionKey: input.encryptionKey, began: now)
        guard BucketFolder.isUsable(key: export.root) else { throw AWSError.unusablePrefix("S3Prefix") }
        // Of two calls under one token that come together, the second finds the first's export here.
        let earlier = try tables.store.database.write { connection in
            let earlier = try known(in: connection)
            if earlier == nil { try jobs.begin(export, digest: input.digest, in: connection) }
            return earlier
        }
        if let earlier { return earlier }
        let exporter = TableExporter(store: tables.store, jobs: jobs, folder: folder, random: random)
        let (isLatest, moment) = (input.moment == nil, WorkMoment())
        _ = try tables.store.work.run(after: moment) { try exporter.run(export, of: table, isLatest: isLatest, at: moment) }
        return export
    }

    /// The stretch of time of an incremental export, judged in the order that was recorded.
    private static func period(
        _ from: Timestamp, _ to: Timestamp, view: TableExport.View, of table: Table, now: Timestamp
    ) throws(AWSError) -> TableExport.Period {
        // A creation within a second is not told from its beginning: an SDK sends whole seconds.
        guard from >= Timestamp(seconds: table.created.seconds) else { throw .periodBeforeTable(from) }
        guard to <= now else { throw .periodInFuture(to) }
        guard to.milliseconds - from.milliseconds >= 15 * 60_000 else { throw .periodTooShort }
        guard to.milliseconds - from.milliseconds <= 24 * 3_600_000 else { throw .periodTooLong }
        return TableExport.Period(from: from, to: to, view: view)
    }

    func encode(_ output: TableExport, into response: inout StructureWriter) {
        response.exportDescription(output, isBegun: true)
    }
}
