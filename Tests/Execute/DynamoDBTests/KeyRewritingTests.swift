import DynamoDBValues
import SQLiteStore
import Testing

@testable import DynamoDB

@Suite struct KeyRewritingTests {
    @Test(arguments: [
        ([0x80] as [UInt8], "0"), ([0xC0, 0x83, 0x0D, 0x33], "12.5"), ([0x3F, 0x7C, 0xF2, 0xCC, 0xFF], "-12.5"), ([0xC0, 0x82, 0x0B], "1"),
        ([0xC0, 0x84, 0x0B], "100"), ([0xC0, 0x00, 0x0B], "1e-130"), ([0xC0, 0xFF, 0x0B], "1e125"),
        ([0xC0, 0x83, 0x0D, 0x01, 0x06], "12.0005"),
    ])
    func `an old number is read`(_ bytes: [UInt8], _ text: String) throws {
        #expect(try KeyRewriting.number(bytes) == DynamoDBNumber(text))
    }

    /// The rows' hashes are not read, so that any will do for old ones.
    @Test func `a file with old keys is read as one with new ones`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        let items = ["-12.5", "0", "1", "12.5"].map { #"{"p":{"S":"a"},"s":{"N":"\#($0)"},"g":{"S":"b"},"n":{"N":"1"},"l":{"B":"AA=="}}"# }
        try world.call(
            "UpdateContinuousBackups",
            #"{"TableName":"TTT","PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}}"#)
        for item in items { try world.call("PutItem", #"{"TableName":"TTT","Item":\#(item)}"#) }
        let answer = try world.call("CreateBackup", #"{"TableName":"TTT","BackupName":"Before"}"#)
        let arn = try #require(answer.split(separator: #""BackupArn":""#).dropFirst().first?.split(separator: "\"").first)
        let queries = ["", #""IndexName":"GGG","#].map { index in
            let condition =
                index.isEmpty
                ? #""p = :v","ExpressionAttributeValues":{":v":{"S":"a"}}"# : #""g = :v","ExpressionAttributeValues":{":v":{"S":"b"}}"#
            return #"{"TableName":"TTT",\#(index)"KeyConditionExpression":\#(condition)}"#
        }
        let before = try queries.map { try world.call("Query", $0) }

        try world.database.write { connection in
            for (number, old) in [
                ("-12.5", [0x3F, 0x7C, 0xF2, 0xCC, 0xFF] as [UInt8]), ("1", [0xC0, 0x82, 0x0B]), ("12.5", [0xC0, 0x83, 0x0D, 0x33]),
            ] {
                let new = KeyEncoding.encode(try DynamoDBNumber(number))
                for rows: SQL in ["items_1", "history_1", "backup_1"] {
                    try connection.run("UPDATE \(rows) SET sort = ?1, partition_hash = 7 WHERE sort = ?2", .bytes(old), .bytes(new))
                }
            }
            try connection.run("DROP TABLE index_1_1")
            try connection.run("CREATE TABLE index_1_1 (old)")
            try connection.run("UPDATE dynamodb_keys SET form = 1")
        }
        try KeyRewriting.run(in: world.database)

        #expect(try queries.map { try world.call("Query", $0) } == before)
        for item in items {
            let number = try #require(item.split(separator: #""N":""#).dropFirst().first?.split(separator: "\"").first)
            #expect(
                try world.call("GetItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"\#(number)"}}}"#) == #"{"Item":\#(item)}"#)
        }
        try world.call("RestoreTableFromBackup", #"{"TargetTableName":"Restored","BackupArn":"\#(arn)"}"#)
        let restored = queries.map { $0.replacing("TTT", with: "Restored") }
        #expect(try restored.map { try world.call("Query", $0) } == before)
        let sorts = try world.database.read { connection in
            var sorts: [[UInt8]] = []
            try connection.forEach("SELECT sort FROM history_1 ORDER BY sequence") { row in
                sorts.append(row.bytes(0))
                return true
            }
            return sorts
        }
        #expect(try sorts == ["-12.5", "0", "1", "12.5"].map { KeyEncoding.encode(try DynamoDBNumber($0)) })
    }
}
