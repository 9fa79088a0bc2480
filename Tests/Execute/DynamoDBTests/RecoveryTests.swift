import AWSTypes
import IAMPolicy
import OpenSSL
import SQLiteStore
import Testing

@testable import DynamoDB

@Suite struct RecoveryTests {
    private static let notes = "recorded, October 2026: AWS Controllers' notes on restores and recovery"
    private static let off =
        #"{"ContinuousBackupsDescription":{"ContinuousBackupsStatus":"ENABLED","PointInTimeRecoveryDescription":{"PointInTimeRecoveryStatus":"DISABLED"}}}"#

    private static func on(days: Int = 35, from: Int64, to: Int64) -> String {
        """
        {"ContinuousBackupsDescription":{"ContinuousBackupsStatus":"ENABLED","PointInTimeRecoveryDescription":\
        {"PointInTimeRecoveryStatus":"ENABLED","RecoveryPeriodInDays":\(days),"EarliestRestorableDateTime":\(from),\
        "LatestRestorableDateTime":\(to)}}}
        """
    }

    private static func update(_ world: TestWorld, _ specification: String) throws -> String {
        try world.answer(
            "UpdateContinuousBackups", #"{"TableName":"TTT","PointInTimeRecoverySpecification":{\#(specification)}}"#)
    }

    @Test func `recovery is switched on and off, and tells how far back it reaches`() throws {
        let world = try TestWorld()
        try world.makeTable()
        func describe() throws -> String { try world.call("DescribeContinuousBackups", #"{"TableName":"TTT"}"#) }
        let start = TestWorld.now.seconds
        #expect(try describe() == Self.off)
        #expect(try Self.update(world, #""PointInTimeRecoveryEnabled":true"#) == Self.on(from: start, to: start))
        world.now = world.now.adding(seconds: 100)
        #expect(try describe() == Self.on(from: start, to: start + 100))
        // To enable again moves nothing; a period is taken in place.
        #expect(
            try Self.update(world, #""PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":1"#)
                == Self.on(days: 1, from: start, to: start + 100))
        world.now = world.now.adding(seconds: 2 * 86_400)
        #expect(try describe() == Self.on(days: 1, from: start + 100 + 86_400, to: start + 100 + 2 * 86_400))
        #expect(try Self.update(world, #""PointInTimeRecoveryEnabled":false"#) == Self.off)
        #expect(try describe() == Self.off)
        let again = world.now.seconds
        #expect(try Self.update(world, #""PointInTimeRecoveryEnabled":true"#) == Self.on(from: again, to: again))
    }

    @Test(arguments: [
        (
            "a period of nothing", #""PointInTimeRecoveryEnabled":false,"RecoveryPeriodInDays":7"#,
            "ValidationException: Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery."
        ),
        (
            "too long", #""PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":36"#,
            "ValidationException: 1 validation error detected: Value '36' at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint: Member must have value less than or equal to 35"
        ),
        (
            "nothing said", "",
            "ValidationException: 1 validation error detected: Value null at 'pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled' failed to satisfy constraint: Member must not be null"
        ),
    ])
    func `a specification is refused in AWS's words`(_ row: (String, String, String)) throws {
        let world = try TestWorld()
        try world.makeTable()
        #expect(try Self.update(world, row.1) == row.2, "\(row.0); \(Self.notes)")
    }

    private static let restore = "RestoreTableToPointInTime"
    private static let cases = [
        Exchange(
            name: "no such table", operation: "DescribeContinuousBackups", request: #"{"TableName":"none"}"#,
            answer: "TableNotFoundException: Table not found: none", source: notes),
        Exchange(
            name: "recovery is off", operation: restore,
            request: #"{"SourceTableName":"Off","TargetTableName":"TTT","RestoreDateTime":1}"#,
            answer: "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'Off'", source: notes),
        Exchange(
            name: "no such source, and a target that is there", operation: restore,
            request: #"{"SourceTableName":"none","TargetTableName":"TTT","UseLatestRestorableTime":true}"#,
            answer: "TableNotFoundException: Table not found: none", source: notes),
        Exchange(
            name: "no moment", operation: restore,
            request: #"{"SourceTableName":"none","TargetTableName":"New","UseLatestRestorableTime":false}"#,
            answer:
                "ValidationException: Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both",
            source: notes),
        Exchange(
            name: "two moments", operation: restore,
            request: #"{"SourceTableName":"TTT","TargetTableName":"New","UseLatestRestorableTime":true,"RestoreDateTime":1}"#,
            answer:
                "ValidationException: Invalid Request: Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request. Please specify only one of them.",
            source: notes + "; its end is ours"),
        Exchange(
            name: "two sources", operation: restore,
            request:
                #"{"SourceTableName":"TTT","SourceTableArn":"arn:aws:dynamodb:us-east-1:111122223333:table/TTT","TargetTableName":"New","UseLatestRestorableTime":true}"#,
            answer:
                "ValidationException: One or more parameter values were invalid: Must provide exactly one of: sourceTableArn, sourceTableName",
            source: notes + "; its beginning is ours"),
        Exchange(
            name: "no source", operation: restore, request: #"{"TargetTableName":"New","UseLatestRestorableTime":true}"#,
            answer: "ValidationException: The parameter 'TableName' is required but was not present in the request", source: notes),
        Exchange(
            name: "a source that is no ARN", operation: restore,
            request: #"{"SourceTableArn":"TTT","TargetTableName":"New","UseLatestRestorableTime":true}"#,
            answer: "ValidationException: One or more parameter values were invalid: ARNs must start with 'arn:': TTT", source: notes),
        Exchange(
            name: "a source that is no table", operation: restore,
            request:
                #"{"SourceTableArn":"arn:aws:s3:::TTT","TargetTableName":"New","UseLatestRestorableTime":true}"#,
            answer: "ValidationException: One or more parameter values were invalid: sourceTableArn is not a valid ARN", source: notes),
        Exchange(
            name: "another account's table", operation: restore,
            request:
                #"{"SourceTableArn":"arn:aws:dynamodb:us-east-1:999988887777:table/TTT","TargetTableName":"New","UseLatestRestorableTime":true}"#,
            answer: "ValidationException: This action is only supported by accounts that match the resource owner\u{2019}s account.",
            source: notes),
        Exchange(
            name: "a bad target", operation: restore,
            request: #"{"SourceTableName":"TTT","TargetTableName":"bad name!","UseLatestRestorableTime":true}"#,
            answer:
                "ValidationException: 1 validation error detected: Value 'bad name!' at 'targetTableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
            source: notes),
        Exchange(
            name: "too early, and a target that is there", operation: restore,
            request: #"{"SourceTableName":"TTT","TargetTableName":"Off","RestoreDateTime":1769860799}"#,
            answer:
                "InvalidRestoreTimeException: RestoreDateTime '2026-01-31T11:59:59Z' must be within EarliestRestorableDateTime '2026-01-31T12:00:00Z' and LatestRestorableDateTime '2026-01-31T12:00:00Z'",
            source: notes),
        Exchange(
            name: "in the future", operation: restore,
            request: #"{"SourceTableName":"TTT","TargetTableName":"New","RestoreDateTime":1769860801}"#,
            answer:
                "InvalidRestoreTimeException: RestoreDateTime '2026-01-31T12:00:01Z' must be within EarliestRestorableDateTime '2026-01-31T12:00:00Z' and LatestRestorableDateTime '2026-01-31T12:00:00Z'",
            source: notes),
        Exchange(
            name: "a target that is there", operation: restore,
            request: #"{"SourceTableName":"TTT","TargetTableName":"Off","UseLatestRestorableTime":true}"#,
            answer: "TableAlreadyExistsException: Table already exists: Off", source: notes),
        Exchange(
            name: "onto itself", operation: restore,
            request: #"{"SourceTableName":"TTT","TargetTableName":"TTT","RestoreDateTime":1769860800}"#,
            answer: "TableAlreadyExistsException: Table already exists: TTT", source: notes),
    ]

    @Test(arguments: cases)
    func `a restore is refused in AWS's words and order`(_ row: Exchange) throws {
        let world = try TestWorld()
        try world.makeTable()
        try world.makeTable("Off")
        try world.enableRecovery("TTT")
        #expect(try world.answer(row.operation, row.request) == row.answer, "\(row.name), \(row.source)")
        #expect(try world.call("ListTables", "{}") == #"{"TableNames":["Off","TTT"]}"#)
    }

    @Test func `a restore asks on the source and on the target`() throws {
        let world = try TestWorld()
        try world.makeTable()
        try world.enableRecovery("TTT")
        let answer = try world.call(
            "RestoreTableToPointInTime", #"{"SourceTableName":"TTT","TargetTableName":"New","UseLatestRestorableTime":true}"#)
        #expect(
            answer.contains(
                """
                "RestoreSummary":{"SourceTableArn":"arn:aws:dynamodb:us-east-1:111122223333:table/TTT","RestoreDateTime":1769860800,\
                "RestoreInProgress":true}
                """))
        #expect(world.questions.first?.action == "dynamodb:RestoreTableToPointInTime")
        #expect(world.questions.first?.resource == "arn:aws:dynamodb:us-east-1:111122223333:table/TTT")
        #expect(world.questions.count == 8)
        #expect(world.questions.dropFirst().allSatisfy { $0.resource.hasSuffix(":table/New") })
    }

    @Test func `a table without recovery keeps no history`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let table = try #require(world.store.find(.init(name: "TTT", account: world.account, region: world.region)))
        #expect(table.history == nil && !table.needsFormer)
    }

    @Test func `a write of many items is undone as a whole, and a clock set back does no harm`() throws {
        let world = try TestWorld()
        try world.makeTable()
        try world.enableRecovery("TTT")
        world.now = world.now.adding(seconds: 10)
        try world.call(
            "BatchWriteItem",
            #"{"RequestItems":{"TTT":[{"PutRequest":{"Item":{"p":{"S":"a"}}}},{"PutRequest":{"Item":{"p":{"S":"b"}}}}]}}"#)
        world.now = world.now.adding(seconds: 10)
        try world.call(
            "TransactWriteItems",
            #"{"TransactItems":[{"Delete":{"TableName":"TTT","Key":{"p":{"S":"a"}}}},{"Put":{"TableName":"TTT","Item":{"p":{"S":"c"}}}}]}"#)
        world.now = world.now.adding(seconds: -15)
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"d"}}}"#)
        world.now = world.now.adding(seconds: 100)
        func at(_ second: Int64) throws -> [String] {
            try world.call(
                "RestoreTableToPointInTime",
                #"{"SourceTableName":"TTT","TargetTableName":"At\#(second)","RestoreDateTime":\#(TestWorld.now.seconds + second)}"#)
            return try world.items("At\(second)").map { String($0.dropFirst(#"{"p":{"S":""#.count).prefix(1)) }
        }
        #expect(try at(0) == [])
        #expect(try at(10) == ["a", "b"])
        #expect(try at(19) == ["a", "b"])
        #expect(try at(20) == ["b", "c", "d"])
    }

    @Test func `what can no longer be restored is forgotten`() throws {
        let world = try TestWorld()
        try world.makeTable()
        _ = try Self.update(world, #""PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":1"#)
        func rows() throws -> Int {
            let table = try #require(world.store.find(.init(name: "TTT", account: world.account, region: world.region)))
            return try world.database.read { connection in
                try connection.first("SELECT COUNT(*) FROM history_\(table.table.number)") { Int($0.integer(0)) } ?? 0
            }
        }
        for n in 0..<4 {
            try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"n":{"N":"\#(n)"}}}"#)
            world.now = world.now.adding(seconds: 43_200)
        }
        #expect(try rows() == 4)
        try world.store.removeExpired(now: world.now)
        #expect(try rows() == 2)
        try world.call(
            "RestoreTableToPointInTime",
            #"{"SourceTableName":"TTT","TargetTableName":"Old","RestoreDateTime":\#(world.now.seconds - 86_400)}"#)
        #expect(try world.items("Old") == [#"{"p":{"S":"a"},"n":{"N":"2"}}"#])
        _ = try Self.update(world, #""PointInTimeRecoveryEnabled":false"#)
        #expect(throws: StoreError.self) { try rows() }
    }

    /// A table with a random history, restored to random moments, is what a model says it was; the process ends in between.
    @Test(arguments: [11, 12, 13])
    func `a restore is the table as it was`(_ seed: UInt64) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/data"
            var random = SeededRandom(seed: seed)
            var world = try TestWorld(at: .file(path))
            try world.makeIndexedTable()
            var model: [String: String] = [:]
            for _ in 0..<6 { try Self.change(world, &model, &random) }
            world.now = world.now.adding(seconds: 5)
            try world.enableRecovery("TTT")
            var states: [(at: Int64, items: [String])] = [(world.now.seconds, model.values.sorted())]
            for step in 0..<60 {
                if step % 20 == 19 {
                    let now = world.now
                    try world.database.close()
                    world = try TestWorld(at: .file(path))
                    world.now = now
                }
                world.now = world.now.adding(seconds: Int64.random(in: 1...30, using: &random))
                for _ in 0..<Int.random(in: 1...3, using: &random) { try Self.change(world, &model, &random) }
                states.append((world.now.seconds, model.values.sorted()))
            }
            world.now = world.now.adding(seconds: 60)
            for turn in 0..<8 {
                let at = Int.random(in: states.indices, using: &random)
                let end = at + 1 < states.count ? states[at + 1].at - 1 : world.now.seconds
                let moment = Int64.random(in: states[at].at...end, using: &random)
                try world.call(
                    "RestoreTableToPointInTime", #"{"SourceTableName":"TTT","TargetTableName":"R\#(turn)xx","RestoreDateTime":\#(moment)}"#)
                #expect(try world.items("R\(turn)xx") == states[at].items, "turn \(turn), step \(at)")
                try world.requireSoundIndexes("R\(turn)xx")
            }
            try world.call(
                "RestoreTableToPointInTime", #"{"SourceTableName":"TTT","TargetTableName":"Latest","UseLatestRestorableTime":true}"#)
            #expect(try world.items("Latest") == model.values.sorted())
            try world.database.close()
        }
    }

    private static func change(_ world: TestWorld, _ model: inout [String: String], _ random: inout SeededRandom) throws {
        let key =
            #"{"p":{"S":"\#(["a", "b"].randomElement(using: &random) ?? "a")"},"s":{"N":"\#(Int.random(in: 0...4, using: &random))"}}"#
        let value = Int.random(in: 0...99, using: &random)
        let item = String(key.dropLast()) + #","g":{"S":"x"},"n":{"N":"\#(value)"}}"#
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            try world.call("DeleteItem", #"{"TableName":"TTT","Key":\#(key)}"#)
            model[key] = nil
        case 1:
            try world.call(
                "UpdateItem",
                #"{"TableName":"TTT","Key":\#(key),"UpdateExpression":"SET g = :g, n = :n","ExpressionAttributeValues":{":g":{"S":"x"},":n":{"N":"\#(value)"}}}"#
            )
            model[key] = item
        default:
            try world.call("PutItem", #"{"TableName":"TTT","Item":\#(item)}"#)
            model[key] = item
        }
    }
}
