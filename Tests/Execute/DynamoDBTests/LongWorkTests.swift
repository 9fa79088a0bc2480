import AWSTypes
import AWSWire
import ByteJSON
import DynamoDBValues
import Foundation
import SQLiteStore
import ServiceModel
import Synchronization
import Testing

@testable import DynamoDB

@Suite struct LongWorkTests {
    private static let newIndex =
        #"{"TableName":"TTT","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"GGG","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}]}"#
    private static let arn = "arn:aws:dynamodb:us-east-1:111122223333:table"
    private static let many = 20_000

    /// A world whose calls wait for nothing, with a table of so many items that work on it outlasts the call.
    private static func busyWorld() throws -> TestWorld {
        let world = try TestWorld(patience: .zero)
        try world.makeTable()
        try world.fill("TTT", count: many)
        return world
    }

    // MARK: Indexes

    @Test func `an index of many items is CREATING until it is full, and is kept up to date meanwhile`() throws {
        let world = try Self.busyWorld()
        let answer = try world.call("UpdateTable", Self.newIndex)
        #expect(answer.contains(#""IndexStatus":"CREATING","Backfilling":false"#) && answer.contains(#""TableStatus":"UPDATING""#))
        let described = try world.call("DescribeTable", #"{"TableName":"TTT"}"#)
        #expect(described.contains(#""IndexStatus":"CREATING","Backfilling":true"#) && described.contains(#""TableStatus":"ACTIVE""#))
        let read = #"{"TableName":"TTT","IndexName":"GGG"}"#
        #expect(try world.answer("Scan", read) == "ValidationException: Cannot read from backfilling global secondary index: GGG")
        #expect(
            try world.answer("ExecuteStatement", #"{"Statement":"SELECT * FROM TTT.GGG WHERE g = 'a'"}"#)
                == "ValidationException: Cannot read from backfilling global secondary index: GGG")
        #expect(
            try world.answer("DeleteTable", #"{"TableName":"TTT"}"#)
                == "ResourceInUseException: Attempt to change a resource which is still in use: Cannot delete table while indexes are being created, updated, or deleted."
        )
        #expect(
            try world.answer("UpdateTable", Self.newIndex.replacing("GGG", with: "HHH"))
                == "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"
        )
        var round = 0
        try world.wait {
            round += 1
            // Before and behind the place that the copying has come to: moved, changed, taken out of the index, removed and new.
            for n in stride(from: round % 7, to: Self.many, by: 997) {
                let change =
                    switch (n + round) % 4 {
                    case 0: ("PutItem", #""Item":{"p":{"S":"\#(n)"},"g":{"S":"moved"}}"#)
                    case 1: ("PutItem", #""Item":{"p":{"S":"\#(n)"}}"#)
                    case 2: ("DeleteItem", #""Key":{"p":{"S":"\#(n)"}}"#)
                    default: ("PutItem", #""Item":{"p":{"S":"new-\#(n)"},"g":{"S":"new"}}"#)
                    }
                try world.call(change.0, #"{"TableName":"TTT",\#(change.1)}"#)
            }
            return try !world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains("Backfilling")
        }
        #expect(try world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains(#""IndexStatus":"ACTIVE""#))
        try world.requireSoundIndexes()
        #expect(try !world.answer("Scan", read).hasPrefix("ValidationException"))
    }

    /// Source: recorded, October 2026: AWS Controllers' notes on tables (once `Backfilling` is true it can be deleted).
    @Test func `an index that is being filled can be deleted, and made again`() throws {
        let world = try Self.busyWorld()
        try world.call("UpdateTable", Self.newIndex)
        try world.call("UpdateTable", #"{"TableName":"TTT","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"GGG"}}]}"#)
        #expect(try !world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains("GGG"))
        try world.call("UpdateTable", Self.newIndex)
        try world.wait { try !world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains("Backfilling") }
        try world.requireSoundIndexes()
        try world.call("DeleteTable", #"{"TableName":"TTT"}"#)
    }

    // MARK: Backups and restores

    @Test func `a backup of many items has those of one moment`() throws {
        let world = try Self.busyWorld()
        let arn = try world.backup("TTT")
        let described = try world.described(arn)
        #expect(described.contains(#""BackupStatus":"CREATING""#))
        #expect(try world.call("ListBackups", "{}").contains(#""BackupStatus":"CREATING""#))
        for operation in ["DeleteBackup", "RestoreTableFromBackup"] {
            #expect(
                try world.answer(operation, #"{"TargetTableName":"Again","BackupArn":"\#(arn)"}"#)
                    == "BackupInUseException: Backup is being created: \(arn)")
        }
        for n in stride(from: 0, to: Self.many, by: 100) {
            try world.call("DeleteItem", #"{"TableName":"TTT","Key":{"p":{"S":"\#(n)"}}}"#)
            try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"late-\#(n)"}}}"#)
        }
        try world.wait { try world.described(arn).contains("AVAILABLE") }
        #expect(try world.described(arn).contains(#""ItemCount":\#(Self.many),"#))
    }

    @Test func `no answer leaves before the moment that the work shows`() throws {
        let world = try TestWorld(patience: .zero)
        let moment = WorkMoment()
        let hasSeen = Atomic(false)
        let result: Int? = try world.store.work.run(after: moment) {
            Thread.sleep(forTimeInterval: 0.1)
            hasSeen.store(true, ordering: .sequentiallyConsistent)
            moment.come()
            Thread.sleep(forTimeInterval: 0.1)
            return 1
        }
        #expect(result == nil && hasSeen.load(ordering: .sequentiallyConsistent))
        // One that fails before is not waited for in vain.
        #expect(throws: AWSError.self) {
            try world.store.work.run(after: WorkMoment()) { () throws -> Int in
                Thread.sleep(forTimeInterval: 0.1)
                throw AWSError.tableNotFound
            }
        }
    }

    /// Source: recorded, October 2026: AWS Controllers' notes on tables, backups and restores.
    private static let refusals = [
        ("PutItem", #""Item":{"p":{"S":"a"}}"#, "ResourceNotFoundException: Requested resource not found"),
        ("Scan", #""Limit":1"#, "ResourceNotFoundException: Requested resource not found"),
        (
            "DeleteTable", #""TableName":"Again""#,
            "ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: Again"
        ),
        (
            "UpdateTable", #""DeletionProtectionEnabled":true"#,
            "ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: Again"
        ),
        (
            "CreateTable",
            #""BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}]"#,
            "ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: Again"
        ),
        (
            "UpdateTimeToLive", #""TimeToLiveSpecification":{"Enabled":true,"AttributeName":"x"}"#,
            "ResourceInUseException: Attempt to change a resource which is still in use: Table Again is being created"
        ),
        (
            "TagResource", #""ResourceArn":"\#(arn)/Again","Tags":[{"Key":"a","Value":"b"}]"#,
            "ResourceNotFoundException: Requested resource not found: ResourcArn: \(arn)/Again not found"
        ),
        ("CreateBackup", #""BackupName":"Friday""#, "TableNotFoundException: Table not found: Again"),
        (
            "UpdateContinuousBackups", #""PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}"#,
            "TableNotFoundException: Table not found: Again"
        ),
    ]

    @Test func `a table of many items is CREATING until it has them all`() throws {
        let world = try Self.busyWorld()
        let arn = try world.backup("TTT")
        try world.wait { try world.described(arn).contains("AVAILABLE") }
        let summary = """
            "RestoreSummary":{"SourceBackupArn":"\(arn)","SourceTableArn":"\(Self.arn)/TTT","RestoreDateTime":1769860800,\
            "RestoreInProgress":true}
            """
        let restore = #"{"TargetTableName":"Again","BackupArn":"\#(arn)"}"#
        #expect(try world.call("RestoreTableFromBackup", restore).contains(summary))
        let described = try world.call("DescribeTable", #"{"TableName":"Again"}"#)
        #expect(described.contains(summary) && described.contains(#""TableStatus":"CREATING""#) && described.contains(#""ItemCount":0"#))
        for (operation, more, answer) in Self.refusals {
            let request = operation == "TagResource" || operation == "DeleteTable" ? more : #""TableName":"Again",\#(more)"#
            #expect(try world.answer(operation, "{\(request)}") == answer, "\(operation)")
        }
        #expect(try world.answer("RestoreTableFromBackup", restore) == "TableAlreadyExistsException: Table already exists: Again")
        #expect(
            try world.answer("RestoreTableFromBackup", restore.replacing("Again", with: "Other"))
                == "BackupInUseException: Backup is being used to restore another table: \(arn)")
        #expect(
            try world.answer("DeleteBackup", #"{"BackupArn":"\#(arn)"}"#)
                == "BackupInUseException: Backup is being used to restore table: \(arn)")
        try world.wait { try world.call("DescribeTable", #"{"TableName":"Again"}"#).contains(#""TableStatus":"ACTIVE""#) }
        #expect(try world.call("DescribeTable", #"{"TableName":"Again"}"#).contains(#""ItemCount":\#(Self.many)"#))
        try world.call("DeleteBackup", #"{"BackupArn":"\#(arn)"}"#)
    }

    @Test func `a restore to a moment has the items of that moment`() throws {
        let world = try Self.busyWorld()
        try world.enableRecovery("TTT")
        try world.call(
            "RestoreTableToPointInTime", #"{"SourceTableName":"TTT","TargetTableName":"Again","RestoreDateTime":1769860800}"#)
        world.now = world.now.adding(seconds: 60)
        for n in stride(from: 0, to: Self.many, by: 100) {
            try world.call("DeleteItem", #"{"TableName":"TTT","Key":{"p":{"S":"\#(n)"}}}"#)
        }
        try world.wait { try world.call("DescribeTable", #"{"TableName":"Again"}"#).contains(#""TableStatus":"ACTIVE""#) }
        #expect(try world.call("DescribeTable", #"{"TableName":"Again"}"#).contains(#""ItemCount":\#(Self.many)"#))
    }

    @Test func `a table restored while its source's index is filled has a whole one`() throws {
        let world = try Self.busyWorld()
        try world.enableRecovery("TTT")
        try world.call("UpdateTable", Self.newIndex)
        try world.call("RestoreTableToPointInTime", #"{"SourceTableName":"TTT","TargetTableName":"Again","UseLatestRestorableTime":true}"#)
        try world.wait { try world.call("DescribeTable", #"{"TableName":"Again"}"#).contains(#""TableStatus":"ACTIVE""#) }
        #expect(try !world.call("DescribeTable", #"{"TableName":"Again"}"#).contains("CREATING"))
        #expect(
            try world.answer("Scan", #"{"TableName":"Again","IndexName":"GGG","Select":"COUNT"}"#)
                == #"{"Count":\#(Self.many),"ScannedCount":\#(Self.many)}"#)
    }

    @Test func `a system backup whose time is over stays while a table is restored from it`() throws {
        let world = try Self.busyWorld()
        try world.enableRecovery("TTT")
        try world.call("DeleteTable", #"{"TableName":"TTT"}"#)
        let list = try world.call("ListBackups", #"{"BackupType":"SYSTEM"}"#)
        let arn = try #require(list.split(separator: #""BackupArn":""#).last?.split(separator: "\"").first)
        try world.call("RestoreTableFromBackup", #"{"TargetTableName":"Again","BackupArn":"\#(arn)"}"#)
        let later = world.now.adding(seconds: 40 * 86_400)
        try world.store.tidyBackups(now: later)
        #expect(try world.call("ListBackups", #"{"BackupType":"SYSTEM"}"#) == list)
        try world.wait { try !world.answer("DescribeTable", #"{"TableName":"Again"}"#).contains(#""TableStatus":"CREATING""#) }
        #expect(try world.call("DescribeTable", #"{"TableName":"Again"}"#).contains(#""ItemCount":\#(Self.many)"#))
        try world.store.tidyBackups(now: later)
        #expect(try world.call("ListBackups", #"{"BackupType":"SYSTEM"}"#) == #"{"BackupSummaries":[]}"#)
    }

    @Test func `a table that cannot be filled behind the answer gives its key back`() throws {
        let faults = FaultInjector()
        let world = try TestWorld(faults: faults, patience: .zero)
        try world.makeTable()
        try world.fill("TTT", count: Self.many)
        let arn = try world.backup("TTT")
        try world.wait { try world.described(arn).contains("AVAILABLE") }
        _ = world.keys.events
        try world.call(
            "RestoreTableFromBackup",
            #"{"TargetTableName":"Again","BackupArn":"\#(arn)","SSESpecificationOverride":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"k"}}"#
        )
        faults.fail(atStep: 100, with: .diskFull(path: world.database.path))
        try world.wait { try world.answer("DescribeTable", #"{"TableName":"Again"}"#).hasPrefix("ResourceNotFoundException") }
        var events = world.keys.events
        try world.wait {
            events += world.keys.events
            return events.count > 1
        }
        #expect(events == ["take k for Again", "release arn:aws:kms:us-east-1:111122223333:key/k"])
    }

    @Test func `a reset ends what is under way`() throws {
        let world = try Self.busyWorld()
        let arn = try world.backup("TTT")
        try world.wait { try world.described(arn).contains("AVAILABLE") }
        try world.call("RestoreTableFromBackup", #"{"TargetTableName":"Again","BackupArn":"\#(arn)"}"#)
        try world.call("CreateBackup", #"{"TableName":"TTT","BackupName":"Second"}"#)
        try world.call("UpdateTable", Self.newIndex)
        try world.store.removeAll()
        try world.makeTable("Again")
        Thread.sleep(forTimeInterval: 0.2)
        #expect(try world.call("ListTables", "{}") == #"{"TableNames":["Again"]}"#)
        #expect(try world.items("Again").isEmpty)
        #expect(try world.call("ListBackups", "{}") == #"{"BackupSummaries":[]}"#)
    }

    // MARK: The end of the process

    @Test func `what was half done at the end of the process is gone, failed or gone on with`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dynamodb-long-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("data").path
        let before = try TestWorld(at: .file(path))
        try before.makeTable()
        try before.fill("TTT", count: 500)
        let table = try #require(before.store.find(.init(name: "TTT", account: before.account, region: before.region)))
        try before.leaveHalfDone(like: table.table)
        try before.database.close()

        let after = try TestWorld(at: .file(path))
        #expect(try after.call("ListTables", "{}") == #"{"TableNames":["TTT"]}"#)
        #expect(try after.call("ListBackups", "{}") == #"{"BackupSummaries":[]}"#)
        #expect(
            try after.call("ListImports", "{}").contains(#""ImportStatus":"FAILED""#)
                && after.call("DescribeImport", #"{"ImportArn":"\#(Self.arn)/Half/import/01769860800000-00000000"}"#)
                    .contains(#""FailureCode":"UNKNOWN","FailureMessage":"The server ended before it was done""#)
        )
        try after.wait { try !after.call("DescribeTable", #"{"TableName":"TTT"}"#).contains("Backfilling") }
        try after.requireSoundIndexes()
        #expect(try after.call("Scan", #"{"TableName":"TTT","IndexName":"GGG","Select":"COUNT"}"#) == #"{"Count":500,"ScannedCount":500}"#)
        let tables = try after.database.read { try $0.first("SELECT group_concat(name) FROM sqlite_schema") { $0.text(0) } ?? "" }
        #expect(!tables.contains("backup_1") && !tables.contains("items_2"))
        try after.database.close()
    }

    // MARK: Jobs

    @Test func `a job that the server's end interrupts says so, whoever notices it`() {
        #expect(JobFailure(StoreError.closed).message == JobFailure.interrupted.message)
    }

    /// Calls an operation from whichever thread this runs on.
    private static func call(_ service: Service, _ context: OperationContext, _ operation: String, _ request: String) throws {
        let document = try JSONDocument(parsing: Array(request.utf8))
        var writer = StructureWriter(for: .json10)
        try service.operations[operation]?.run(StructureReader(document), in: context, authorize: { _ in }, into: &writer)
    }

    @Test(arguments: ["ExportTableToPointInTime", "ImportTable"])
    func `calls under one token at the same time make one job`(_ operation: String) async throws {
        let buckets = try BucketWorld()
        try buckets.world.makeTable()
        try buckets.world.enableRecovery("TTT")
        try buckets.write(#"{"Item":{"p":{"S":"a"}}}"#, to: "in.json")
        let request =
            operation == "ImportTable"
            ? #"{"S3BucketSource":{"S3Bucket":"exports"},"InputFormat":"DYNAMODB_JSON","ClientToken":"one","TableCreationParameters":{"TableName":"New","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}]}}"#
            : #"{"TableArn":"\#(Self.arn)/TTT","S3Bucket":"exports","ClientToken":"one"}"#
        let (service, context) = (buckets.world.service, buckets.world.context)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    // An import that comes later finds the table in its way.
                    try? Self.call(service, context, operation, request)
                }
            }
        }
        let list = try buckets.world.call(operation == "ImportTable" ? "ListImports" : "ListExports", "{}")
        #expect(list.split(separator: "COMPLETED").count == 2, "\(list)")
    }

    @Test func `an import of many items is IN_PROGRESS until they are there`() throws {
        let buckets = try BucketWorld(patience: .zero)
        let lines = (0..<Self.many).map { #"{"Item":{"p":{"S":"\#($0)"},"g":{"S":"\#($0 % 10)"}}}"# }
        try buckets.write(lines.joined(separator: "\n"), to: "in.json")
        let answer = try buckets.world.call(
            "ImportTable",
            #"{"S3BucketSource":{"S3Bucket":"exports"},"InputFormat":"DYNAMODB_JSON","TableCreationParameters":{"TableName":"TTT","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"GlobalSecondaryIndexes":[{"IndexName":"GGG","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]}}"#
        )
        let arn = try #require(answer.split(separator: #""ImportArn":""#).last?.split(separator: "\"").first)
        func described() throws -> String { try buckets.world.call("DescribeImport", #"{"ImportArn":"\#(arn)"}"#) }
        #expect(try described().contains(#""ImportStatus":"IN_PROGRESS""#))
        #expect(try buckets.world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains(#""TableStatus":"CREATING""#))
        try buckets.world.wait { try !described().contains("IN_PROGRESS") }
        #expect(try described().contains(#""ImportedItemCount":\#(Self.many)"#))
        #expect(try buckets.world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains(#""TableStatus":"ACTIVE""#))
        try buckets.world.requireSoundIndexes()
    }

    // MARK: Tidying

    @Test func `nothing to tidy takes no writer, and much to forget is forgotten bit by bit`() throws {
        let faults = FaultInjector()
        let world = try TestWorld(faults: faults)
        try world.makeTable()
        try world.enableRecovery("TTT")
        world.now = world.now.adding(seconds: 3600)
        for n in 0..<300 { try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"\#(n)"}}}"#) }
        world.now = world.now.adding(seconds: 36 * 86_400)
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"late"}}}"#)
        try world.store.tidyBackups(now: world.now.adding(seconds: -2 * 86_400))
        faults.stop()
        try world.store.tidyBackups(now: world.now.adding(seconds: -2 * 86_400))
        #expect(faults.stepsSeen == 0)
        try world.store.tidyBackups(now: world.now)
        #expect(faults.stepsSeen > 6)
        let left = try world.database.read {
            try $0.first("SELECT COUNT(*), MIN(sequence) FROM history_1") { ($0.integer(0), $0.integer(1)) }
        }
        #expect(left?.0 == 1 && left?.1 == 301)
        faults.stop()
        try world.store.tidyBackups(now: world.now)
        #expect(faults.stepsSeen == 0)
    }
}

extension TestWorld {
    /// Puts items in at once, past the operations: keys from 0 up, with ten values of `g`.
    func fill(_ name: String, count: Int) throws {
        let table = try #require(store.find(.init(name: name, account: account, region: region)))
        try store.write(to: table) { table, connection in
            for n in 0..<count {
                let item = CanonicalItem(Item([("p", .string("\(n)")), ("g", .string("\(n % 10)"))]))
                try table.items.put(item, at: table.key(ofNew: item), in: connection)
            }
        }
    }

    /// Waits until something holds that another thread brings about.
    func wait(until condition: () throws -> Bool) throws {
        let end = ContinuousClock.now + .seconds(60)
        while try !condition() {
            try #require(ContinuousClock.now < end, "it never came")
            Thread.sleep(forTimeInterval: 0.01)
        }
    }

    /// Leaves in the catalogue what a process leaves that ends in the middle: a table, a backup, an import, and an index of a table.
    fileprivate func leaveHalfDone(like table: Table) throws {
        var half = table
        half.name = "Half"
        half.filling = Filling()
        let open = try store.create(half)
        try database.write { connection in
            let backup = Backup(
                name: "Half", id: "01769860800000-00000000", kind: .user, created: now, table: table, items: 0, bytes: 0, isBeingMade: true)
            try connection.run(
                """
                INSERT INTO dynamodb_backups (account, region, id, name, kind, created, definition) VALUES (?1, ?2, ?3, ?4, 'USER', ?5, ?6)
                """,
                .text(account), .text(region), .text(backup.id), .text(table.name), .integer(now.milliseconds),
                .utf8([UInt8](JSONEncoder().encode(backup))))
            try connection.run(ItemStore(backup: connection.lastInsertedRow).create)
            let job = TableImport(
                id: "01769860800000-00000000", table: "Half", tableARN: open.arn, tableID: half.id, bucket: "in", bucketOwner: account,
                format: .csv, compression: .none, creation: "{}", region: region, account: account, began: now)
            try JobStore(kind: .tableImport, database: database).begin(job, digest: [], in: connection)
        }
        try store.change(#require(store.find(.init(of: table)))) { definition, connection in
            let attribute = AttributeDefinition(name: "g", type: .string)
            definition.attributes.append(attribute)
            definition.globalIndexes = [
                Index(name: "GGG", number: 1, key: KeySchema(partition: attribute), projection: .all, isLocal: false, isBackfilling: true)
            ]
            try connection.run(ItemStore(table: definition.number, index: 1).create)
        }
    }
}
