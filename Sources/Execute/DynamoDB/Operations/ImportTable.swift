import AWSTypes
import AWSWire
import ByteJSON
import IAMPolicy
import OpenSSL
import ServiceModel

/// Makes a table of what lies in a bucket.
///
/// The bucket is a folder (see `BucketFolder`), and nobody's leave of S3 is asked. The answer says IN_PROGRESS as AWS's does; the table is there
/// with its items, in one transaction, and what went wrong is told by DescribeImport.
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
        if tables.find(input.table.table, in: context) != nil { throw AWSError.tableExists(table.name) }
        guard let folder else { throw Gap.noBuckets.refusal }
        let jobs = JobStore(kind: .tableImport, database: tables.store.database)
        if let token = input.token,
            let known = try jobs.find(
                token: token, account: context.account, region: context.region, now: context.now, as: TableImport.self)
        {
            // Of all that may differ only the table's name is looked at (recorded).
            guard known.job.table == table.name else { throw AWSError.importConflict }
            return known.job
        }
        var job = TableImport(
            id: Backup.id(at: context.now, random: random), table: table.name, tableARN: table.arn, tableID: table.id, token: input.token,
            bucket: input.source.bucket, bucketOwner: input.source.owner ?? context.account, prefix: input.source.prefix,
            format: input.format, compression: input.compression, csv: input.csv, options: input.options, creation: input.creation,
            region: context.region, account: context.account, began: context.now)
        if folder.exists(bucket: input.source.bucket) {
            try make(&table, for: &job, encryption: input.table.encryption, from: folder, in: context)
        } else {
            job.failure = .noSuchBucket
        }
        job.ended = max(tables.store.clock(), context.now)
        try jobs.add(job, id: job.id, table: table, token: input.token, digest: [], ended: job.ended ?? context.now)
        return job
    }

    private func make(
        _ table: inout Table, for job: inout TableImport, encryption: EncryptionRequest?, from folder: BucketFolder,
        in context: OperationContext
    ) throws {
        let named = EncryptedTable(name: table.name, account: table.account, region: table.region)
        if try encryption?.asksForKey() == true {
            table.encryptionKey = try tables.keys.take(encryption?.key, for: named, replacing: nil, in: context)
        }
        do {
            _ = try tables.store.create(table) { open, connection in
                var reader = ImportReader(job, from: folder, into: open)
                try reader.read(in: connection)
                job.count = reader.count
            }
            if job.count.errors > 0 { job.failure = .badItems }
        } catch {
            if let key = table.encryptionKey, tables.find(TableReference(named: table.name), in: context)?.table.encryptionKey != key {
                tables.keys.release(key, for: named, in: context)
            }
            guard let fault = error as? BucketFolder.Fault else { throw error }
            job.failure = JobFailure(fault)
        }
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
