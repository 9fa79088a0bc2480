import AWSTypes
import AWSWire
import ByteJSON
import IAMPolicy
import OpenSSL
import SQLiteStore
import ServiceModel

/// Makes a table of what lies in a bucket.
///
/// The bucket is a folder (see `BucketFolder`), and nobody's leave of S3 is asked. The answer says IN_PROGRESS as AWS's does; the table is there
/// with its items, unless they are many, which are read in behind it. What went wrong is told by DescribeImport. The table is made in the
/// transaction that keeps the job, and is ready in the one that ends it.
struct ImportTable: Operation {
    struct Input {
        var table: CreateTable.Input
        var source: Source
        var format: TableImport.Format
        var compression: TableImport.Compression
        var csv: TableImport.CSV
        var options: String?
        var creation: String
        var token: String?
        /// What contradicts itself in the request; told after leave was given.
        var fault: AWSError?
    }

    struct Source {
        var bucket: String
        var owner: String?
        var prefix: String?
    }

    static let name = "ImportTable"
    static let traits = OperationTraits(isLong: true)
    static let example = """
        {"S3BucketSource": {"S3Bucket": "exports"}, "InputFormat": "DYNAMODB_JSON",
         "TableCreationParameters": {"TableName": "Imported", "BillingMode": "PAY_PER_REQUEST",
          "AttributeDefinitions": [{"AttributeName": "Artist", "AttributeType": "S"}],
          "KeySchema": [{"AttributeName": "Artist", "KeyType": "HASH"}]}}
        """

    let creation: CreateTable
    let folder: BucketFolder?
    let random: any RandomSource

    private var tables: Tables { creation.tables }

    func decode(_ request: StructureReader) throws -> Input {
        let source = try request.structure("S3BucketSource")
        if source == nil { request.requireMember("S3BucketSource") }
        let parameters = try request.structure("TableCreationParameters")
        if parameters == nil { request.requireMember("TableCreationParameters") }
        let format = try request.required("InputFormat", .oneOf(["DYNAMODB_JSON", "ION", "CSV"]))
        let compression = try request.string("InputCompressionType", .oneOf(["ZSTD", "NONE", "GZIP"]))
        let options = try request.structure("InputFormatOptions")
        let csv = try options?.structure("Csv")
        var fault: AWSError?
        if csv != nil, format != "CSV" { fault = .optionsOfOtherFormat(format) }
        if format == "ION" { fault = fault ?? Gap.ion.refusal }
        if compression == "ZSTD" { fault = fault ?? Gap.zstd.refusal }
        let table = try Self.table(parameters ?? StructureReader(JSONDocument.emptyObject))
        let place = try Source(bucket: source?.bucket() ?? "", owner: source?.bucketOwner(), prefix: source?.keyPrefix("S3KeyPrefix"))
        let settings = try Self.csv(csv)
        return try Input(
            table: table, source: place,
            format: TableImport.Format(rawValue: format) ?? .json, compression: compression.flatMap(TableImport.Compression.init) ?? .none,
            csv: settings,
            options: options.map { _ in
                StructureWriter.text { writer in
                    guard let csv else { return }
                    writer.csvOptions(delimiter: csv.has("Delimiter") ? settings.delimiter : nil, header: settings.header)
                }
            }, creation: StructureWriter.text { $0.creation(of: table) }, token: request.clientToken(), fault: fault)
    }

    /// The table to be made, of which more is required than CreateTable's model has it.
    ///
    /// What else CreateTable takes (a policy, tags, a stream) is no part of an import and passed over, for leave is asked for the
    /// import alone (API Reference, TableCreationParameters).
    private static func table(_ parameters: StructureReader) throws -> CreateTable.Input {
        for member in ["AttributeDefinitions", "KeySchema"] where !parameters.has(member) { parameters.requireMember(member) }
        let name = try parameters.required("TableName")
        if !name.isEmpty || parameters.has("TableName"), !TableReference.isName(name) {
            _ = try parameters.string("TableName", .tableNamePattern, .indexNameMinimum, .indexNameMaximum)
        }
        return try CreateTable.Input(
            table: TableReference(named: name), attributes: parameters.attributeDefinitions(), key: parameters.keySchema(),
            globalIndexes: parameters.indexRequests("GlobalSecondaryIndexes"), billing: parameters.billingMode(),
            throughput: parameters.throughput(), encryption: parameters.encryption(), tags: [], isProtected: false,
            onDemand: parameters.onDemandThroughput())
    }

    private static func csv(_ options: StructureReader?) throws -> TableImport.CSV {
        guard let options else { return TableImport.CSV() }
        let delimiter = try options.string("Delimiter", .csvDelimiter, .minimumLength(1), .maximumLength(1))
        let header = try options.strings("HeaderList", count: 1...255, each: [.maximumLength(65536), .minimumLength(1), .csvHeader])
        return TableImport.CSV(delimiter: delimiter ?? ",", header: header)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [tables.question("dynamodb:ImportTable", on: input.table.table, in: context)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> TableImport {
        if let fault = input.fault { throw fault }
        try tables.requireOwn(input.table.table, in: context)
        try tables.requireHere(input.table.table, in: context)
        var table = try creation.definition(input.table, account: context.account, region: context.region, now: context.now)
        try tables.refuseTaken(input.table.table, in: context)
        guard let folder else { throw Gap.noBuckets.refusal }
        let work = Work(
            jobs: JobStore(kind: .tableImport, database: tables.store.database), account: context.account, region: context.region,
            now: context.now)
        if let known = try tables.store.database.read({ try work.known(token: input.token, table: table.name, in: $0) }) { return known }
        var job = TableImport(
            id: Backup.id(at: context.now, random: random), table: table.name, tableARN: table.arn, tableID: table.id, token: input.token,
            bucket: input.source.bucket, bucketOwner: input.source.owner ?? context.account, prefix: input.source.prefix,
            format: input.format, compression: input.compression, csv: input.csv, options: input.options, creation: input.creation,
            region: context.region, account: context.account, began: context.now)
        if folder.exists(bucket: input.source.bucket) {
            return try make(&table, for: job, work, encryption: input.table.encryption, from: folder, in: context)
        }
        (job.failure, job.ended) = (.noSuchBucket, max(tables.store.clock(), context.now))
        return try tables.store.database.write { [job] connection in try work.begin(job, in: connection) ?? job }
    }

    /// What an import keeps of itself.
    private struct Work: Sendable {
        let jobs: JobStore
        let account: String
        let region: String
        let now: Timestamp

        /// The import that was begun under the token.
        func known(token: String?, table: String, in connection: borrowing Connection) throws -> TableImport? {
            let found = try jobs.find(token: token, account: account, region: region, now: now, as: TableImport.self, in: connection)
            // Of all that may differ only the table's name is looked at (recorded).
            guard found.map({ $0.job.table == table }) ?? true else { throw AWSError.importConflict }
            return found?.job
        }

        /// Keeps a job, unless another was begun under its token since that was looked for, which is returned.
        func begin(_ job: TableImport, in connection: borrowing Connection) throws -> TableImport? {
            if let known = try known(token: job.token, table: job.table, in: connection) { return known }
            try jobs.begin(job, digest: [], in: connection)
            return nil
        }

        func end(
            _ job: TableImport, _ count: TableImport.Count, failure: JobFailure?, at moment: Timestamp, in connection: borrowing Connection
        ) throws {
            var job = job
            (job.count, job.failure, job.ended) = (count, failure, max(moment, now))
            try jobs.end(job, in: connection)
        }
    }

    /// Ends the transaction that would make a table for an import that is there already.
    private struct Known: Error {
        let job: TableImport
    }

    private func make(
        _ table: inout Table, for job: TableImport, _ work: Work, encryption: EncryptionRequest?, from folder: BucketFolder,
        in context: OperationContext
    ) throws -> TableImport {
        let named = EncryptedTable(name: table.name, account: table.account, region: table.region)
        if try encryption?.asksForKey() == true {
            table.encryptionKey = try tables.keys.take(encryption?.key, for: named, replacing: nil, in: context)
        }
        let store = tables.store
        do {
            _ = try store.create(
                table, filling: Filling(),
                besides: { if let known = try work.begin(job, in: $0) { throw Known(job: known) } },
                fill: { open in
                    // An item may come twice; the later one counts.
                    let batches = store.batches(into: open) { element, connection in
                        let former = open.needsFormer ? try open.items.row(at: element.key, in: connection) : nil
                        try open.replace(former, by: element.item, at: element.key, in: connection)
                    }
                    var reader = ImportReader(job, from: folder, into: batches, of: open)
                    try reader.read()
                    return reader.count
                },
                end: { count, connection in
                    try work.end(job, count, failure: count.errors > 0 ? .badItems : nil, at: store.clock(), in: connection)
                },
                failed: { error, connection in
                    try work.end(job, .init(), failure: JobFailure(error), at: store.clock(), in: connection)
                },
                abandoned: { [tables, table] in tables.giveBackKey(of: table, in: context) })
        } catch let known as Known {
            return known.job
        } catch is BucketFolder.Fault {
            // DescribeImport tells it.
        }
        return job
    }

    func encode(_ output: TableImport, into response: inout StructureWriter) {
        response.importDescription(output, isBegun: true)
    }
}

extension Constraint {
    fileprivate static let csvHeader = Constraint.pattern(#"[\x20-\x21\x23-\x2B\x2D-\x7E]*"#) {
        (0x20...0x7e).contains($0.value) && $0 != "\"" && $0 != ","
    }
    fileprivate static let csvDelimiter = Constraint("Member must satisfy regular expression pattern: [,;:|\\t ]") {
        ["", ",", ";", ":", "|", "\t", " "].contains($0)
    }
}
