import AWSTypes
import ByteJSON
import DynamoDBValues
import OpenSSL
import SQLiteStore
import Testing

@testable import DynamoDB

@Suite struct DurabilityTests {
    private static let item = #"{"p":{"S":"a"},"s":{"N":"1"},"g":{"S":"b"},"n":{"N":"1"},"l":{"B":"AA=="}}"#
    private static let key = #"{"p":{"S":"a"},"s":{"N":"1"}}"#

    @Test func `tables, items and indexes outlive the process`() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/data"
            let before = try TestWorld(at: .file(path))
            try before.makeIndexedTable()
            try before.call("PutItem", #"{"TableName":"TTT","Item":\#(Self.item)}"#)
            let description = try before.call("DescribeTable", #"{"TableName":"TTT"}"#)
            try before.database.close()

            let after = try TestWorld(at: .file(path))
            #expect(try after.call("DescribeTable", #"{"TableName":"TTT"}"#) == description)
            #expect(try after.call("GetItem", #"{"TableName":"TTT","Key":\#(Self.key)}"#) == #"{"Item":\#(Self.item)}"#)
            #expect(try after.call("Scan", #"{"TableName":"TTT","IndexName":"GGG","Select":"COUNT"}"#) == #"{"Count":1,"ScannedCount":1}"#)
            try after.database.close()
        }
    }

    /// Runs a call with its first step failing, then its second, until it succeeds; each time the world must be as it was.
    private static func withFaults(_ operation: String, _ request: String, losing: Bool) throws {
        let faults = FaultInjector()
        let world = try TestWorld(faults: faults)
        try world.makeIndexedTable()
        try world.call("PutItem", #"{"TableName":"TTT","Item":\#(item)}"#)
        let before = try state(of: world)
        for step in 1...60 {
            faults.fail(atStep: step, with: .diskFull(path: "test"), losingTransaction: losing)
            do {
                try world.call(operation, request)
                #expect(step > 3, "\(operation) was done in \(step) steps")
                faults.stop()
                #expect(try state(of: world) != before)
                try world.requireSoundIndexes()
                return
            } catch is StoreError {
                faults.stop()
                #expect(try state(of: world) == before, "\(operation), step \(step)")
                try world.requireSoundIndexes()
            }
        }
        Issue.record("\(operation) never succeeded")
    }

    private static func state(of world: TestWorld) throws -> [String] {
        var state = [try world.call("ListTables", "{}")]
        guard state[0].contains("TTT") else { return state }
        state.append(try world.call("Scan", #"{"TableName":"TTT"}"#))
        for index in ["GGG", "III", "LLL"] { state.append(try world.answer("Scan", #"{"TableName":"TTT","IndexName":"\#(index)"}"#)) }
        state.append(try world.call("DescribeTable", #"{"TableName":"TTT"}"#))
        return state
    }

    @Test(
        arguments: [
            ("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"1"},"g":{"S":"c"},"n":{"N":"2"}}}"#),
            ("DeleteItem", #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}}}"#),
            (
                "UpdateItem",
                #"{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}},"UpdateExpression":"SET g = :g REMOVE l","ExpressionAttributeValues":{":g":{"S":"z"}}}"#
            ),
            (
                "TransactWriteItems",
                #"{"TransactItems":[{"Delete":{"TableName":"TTT","Key":{"p":{"S":"a"},"s":{"N":"1"}}}},{"Put":{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"2"},"g":{"S":"q"},"n":{"N":"1"}}}}]}"#
            ),
            ("UpdateTable", #"{"TableName":"TTT","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"III"}}]}"#),
            (
                "UpdateTable",
                #"{"TableName":"TTT","AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],"GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"HHH","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}}]}"#
            ),
            ("DeleteTable", #"{"TableName":"TTT"}"#),
        ], [false, true])
    func `a fault at any step of a write leaves everything as it was`(_ call: (String, String), _ losing: Bool) throws {
        try Self.withFaults(call.0, call.1, losing: losing)
    }

    @Test func `the catalogue in memory does not run ahead of a group`() throws {
        let faults = FaultInjector()
        let world = try TestWorld(faults: faults)
        try world.makeTable("Kept")
        try world.makeTable("Changed")
        let before = try world.call("DescribeTable", #"{"TableName":"Changed"}"#)

        world.database.beginGroup()
        try world.makeTable("Made")
        try world.call("DeleteTable", #"{"TableName":"Kept"}"#)
        let table = try world.table("Changed")
        try world.store.change(table) { definition, _ in definition.isProtected = true }
        #expect(try world.call("ListTables", "{}") == #"{"TableNames":["Changed","Kept"]}"#)
        faults.fail(atStep: 1, with: .diskFull(path: "test"), losingTransaction: true)
        #expect(throws: StoreError.diskFull(path: "test")) { try world.database.commitGroup() }
        faults.stop()

        #expect(try world.call("ListTables", "{}") == #"{"TableNames":["Changed","Kept"]}"#)
        #expect(try world.call("DescribeTable", #"{"TableName":"Changed"}"#) == before)
        #expect(!table.mayHaveChanged)
        world.database.beginGroup()
        try world.makeTable("Made")
        try world.database.commitGroup()
        #expect(try world.call("ListTables", "{}") == #"{"TableNames":["Changed","Kept","Made"]}"#)
    }

    @Test func `a loader makes and fills tables, and a reset removes them`() throws {
        let world = try TestWorld()
        let loader = TableLoader(store: world.store, random: SeededRandom(seed: 3))
        let table = try JSONDocument(
            parsing: Array(
                #"{"TableName":"Loaded","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}"#
                    .utf8))
        let arn = try loader.create(from: table, account: TestWorld.account, region: TestWorld.region, now: TestWorld.now)
        let items = try JSONDocument(parsing: Array(#"[{"p":{"S":"a"}},{"p":{"S":"b"}}]"#.utf8))
        try loader.put(Array(items.root.elements), into: arn)
        #expect(try world.call("Scan", #"{"TableName":"Loaded","Select":"COUNT"}"#) == #"{"Count":2,"ScannedCount":2}"#)
        try world.store.removeAll()
        #expect(try world.call("ListTables", "{}") == #"{"TableNames":[]}"#)
        try loader.create(from: table, account: TestWorld.account, region: TestWorld.region, now: TestWorld.now)
        #expect(try world.call("Scan", #"{"TableName":"Loaded","Select":"COUNT"}"#) == #"{"Count":0,"ScannedCount":0}"#)
    }
}

extension TestWorld {
    /// Checks that every index holds just the copies that the table's items call for.
    func requireSoundIndexes(_ name: String = "TTT") throws {
        guard let table = store.find(.init(name: name, account: account, region: region)) else { return }
        try store.read(table) { connection in
            var expected: [String: Set<[UInt8]>] = [:]
            try table.items.forEach(in: connection) { row in
                for index in table.indexes {
                    if let copy = index.copy(of: .init(bytes: row.bytes(0), size: row.itemSize)) {
                        expected[index.index.name, default: []].insert(copy.item.bytes)
                    }
                }
                return true
            }
            for index in table.indexes {
                var found: Set<[UInt8]> = []
                try index.rows.forEach(in: connection) { row in
                    found.insert(row.bytes(0))
                    return true
                }
                #expect(found == expected[index.index.name] ?? [], "\(index.index.name)")
            }
        }
    }
}
