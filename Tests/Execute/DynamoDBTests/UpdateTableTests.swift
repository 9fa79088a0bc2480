import AWSTypes
import IAMPolicy
import ServiceModel
import Testing

@testable import DynamoDB

@Suite struct UpdateTableTests {
    private static let recorded = "AWS Controllers' tests against DynamoDB, 2026"
    private static let index = #"""
        {"TableName":"TTT","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],
         "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"GGG","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
          "Projection":{"ProjectionType":"ALL"}}}]}
        """#

    @Test func `an index is filled with what is there, kept up, and dropped`() throws {
        let world = try TestWorld()
        try world.makeTable()
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"g":{"S":"x"}}}"#)
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"b"},"g":{"N":"1"}}}"#)
        let updated = try world.call("UpdateTable", Self.index)
        #expect(updated.contains(#""TableStatus":"UPDATING""#))
        #expect(updated.contains(#""IndexStatus":"CREATING","Backfilling":false"#))
        #expect(try world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains(#""IndexStatus":"ACTIVE""#))
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"c"},"g":{"S":"x"}}}"#)
        let query =
            #"{"TableName":"TTT","IndexName":"GGG","Select":"COUNT","KeyConditionExpression":"g = :g","ExpressionAttributeValues":{":g":{"S":"x"}}}"#
        #expect(try world.call("Query", query) == #"{"Count":2,"ScannedCount":2}"#)
        #expect(try world.answer("UpdateTable", Self.index) == "ValidationException: Attempting to create an index which already exists")
        try world.call("UpdateTable", #"{"TableName":"TTT","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"GGG"}}]}"#)
        #expect(try world.answer("Query", query) == "ValidationException: The table does not have the specified index: GGG")
        let described = try world.call("DescribeTable", #"{"TableName":"TTT"}"#)
        #expect(described.contains(#""AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}]"#))
        #expect(try world.call("UpdateTable", Self.index).contains("CREATING"))
        #expect(try world.call("Query", query) == #"{"Count":2,"ScannedCount":2}"#)
    }

    /// Source: Developer Guide, "Detecting and correcting index key violations".
    @Test func `a new index leaves out what its keys cannot hold`() throws {
        let world = try TestWorld()
        try world.makeTable()
        for (key, value) in [
            ("empty", #"{"S":""}"#), ("long", #"{"S":"\#(String(repeating: "x", count: 2049))"}"#), ("fits", #"{"S":"x"}"#),
        ] {
            try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"\#(key)"},"g":\#(value)}}"#)
        }
        try world.call(
            "UpdateTable",
            """
            {"TableName":"TTT","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],
             "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"GGG","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
               "Projection":{"ProjectionType":"KEYS_ONLY"}}}]}
            """)
        #expect(
            try world.call("Scan", #"{"TableName":"TTT","IndexName":"GGG"}"#)
                == #"{"Items":[{"p":{"S":"fits"},"g":{"S":"x"}}],"Count":1,"ScannedCount":1}"#)
    }

    @Test func `a writer that knows the table from before a change keeps the new index`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let known = try world.table()
        try world.call("UpdateTable", Self.index)
        try world.store.write(to: known) { table, _ in #expect(table.indexes.count == 1) }
        try world.call("DeleteTable", #"{"TableName":"TTT"}"#)
        let error = #expect(throws: AWSError.self) { try world.store.write(to: known) { _, _ in } }
        #expect(error?.message == "Requested resource not found")
        let readError = #expect(throws: AWSError.self) { try world.store.read(known) { try known.items.total(in: $0) } }
        #expect(readError?.message == "Requested resource not found")
    }

    @Test func `a table changes its key and goes back to AWS's`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let first = try world.call(
            "UpdateTable", #"{"TableName":"TTT","SSESpecification":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"one"}}"#)
        #expect(first.contains(#""SSEDescription":{"Status":"UPDATING"}"#))
        #expect(first.contains(#""TableStatus":"ACTIVE""#))
        let second = try world.call(
            "UpdateTable", #"{"TableName":"TTT","SSESpecification":{"Enabled":true,"SSEType":"KMS","KMSMasterKeyId":"two"}}"#)
        #expect(
            second.contains(
                #""SSEDescription":{"Status":"UPDATING","SSEType":"KMS","KMSMasterKeyArn":"arn:aws:kms:us-east-1:111122223333:key/one"}"#))
        #expect(
            try world.answer(
                "UpdateTable",
                #"{"TableName":"TTT","SSESpecification":{"SSEType":"KMS","KMSMasterKeyId":"arn:aws:kms:us-east-1:111122223333:key/two"}}"#)
                == "ValidationException: One or more parameter values were invalid: Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key"
        )
        try world.call("UpdateTable", #"{"TableName":"TTT","SSESpecification":{"Enabled":false}}"#)
        #expect(try !world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains("SSEDescription"))
        #expect(
            world.keys.events == [
                "take one for TTT", "take two for TTT instead of arn:aws:kms:us-east-1:111122223333:key/one",
                "release arn:aws:kms:us-east-1:111122223333:key/one", "release arn:aws:kms:us-east-1:111122223333:key/two",
            ])
    }

    @Test(arguments: [
        Exchange(
            name: "nothing", operation: "UpdateTable", request: #"{"TableName":"TTT"}"#,
            answer:
                "ValidationException: At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required",
            source: "AWS Controllers' tests, October 2026"),
        Exchange(
            name: "no key where there is none", operation: "UpdateTable",
            request: #"{"TableName":"TTT","SSESpecification":{"Enabled":false}}"#,
            answer: "ValidationException: One or more parameter values were invalid: Table is already encrypted by default",
            source: recorded),
        Exchange(
            name: "encryption and more", operation: "UpdateTable",
            request: #"{"TableName":"TTT","SSESpecification":{"Enabled":true},"DeletionProtectionEnabled":true}"#,
            answer:
                "ValidationException: One or more parameter values were invalid: Server-Side Encryption modification must be the only operation in the request",
            source: recorded),
        Exchange(
            name: "a key without KMS", operation: "UpdateTable", request: #"{"TableName":"TTT","SSESpecification":{"KMSMasterKeyId":"k"}}"#,
            answer:
                "ValidationException: One or more parameter values were invalid: SSEType KMS is required if KMSMasterKeyId is specified",
            source: recorded),
        Exchange(
            name: "AES", operation: "UpdateTable", request: #"{"TableName":"TTT","SSESpecification":{"SSEType":"AES256"}}"#,
            answer: "ValidationException: One or more parameter values were invalid: SSEType AES256 is not supported", source: recorded),
        Exchange(
            name: "units of a table paid by the request", operation: "UpdateTable",
            request: #"{"TableName":"TTT","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}"#,
            answer:
                "ValidationException: One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
            source: "LocalStack's recordings"),
        Exchange(
            name: "no table", operation: "UpdateTable", request: #"{"TableName":"none","DeletionProtectionEnabled":true}"#,
            answer: "ResourceNotFoundException: Requested resource not found: Table: none not found", source: "dynalite's recordings"),
    ])
    func `a request that cannot be done is refused in AWS's words`(_ row: Exchange) throws {
        let world = try TestWorld()
        try world.makeTable()
        #expect(try world.answer(row.operation, row.request) == row.answer)
    }

    @Test func `a protected table stays`() throws {
        let world = try TestWorld()
        try world.makeTable()
        try world.call("UpdateTable", #"{"TableName":"TTT","DeletionProtectionEnabled":true}"#)
        #expect(
            try world.answer("DeleteTable", #"{"TableName":"TTT"}"#)
                == "ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
        )
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"}}}"#)
        try world.call("UpdateTable", #"{"TableName":"TTT","DeletionProtectionEnabled":false}"#)
        #expect(try world.call("DeleteTable", #"{"TableName":"TTT"}"#).contains("DELETING"))
    }

    @Test func `tags are put, told and taken off`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let arn = #""ResourceArn":"arn:aws:dynamodb:us-east-1:111122223333:table/TTT""#
        #expect(try world.call("TagResource", #"{\#(arn),"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]}"#) == "{}")
        #expect(world.questions.first?.context.value(of: "aws:TagKeys") == .list(["a", "b"]))
        #expect(
            world.service.resource("arn:aws:dynamodb:us-east-1:111122223333:table/TTT/index/I", world.context.directory).tags
                == [Tag(key: "a", value: "1"), Tag(key: "b", value: "2")])
        #expect(try world.call("UntagResource", #"{\#(arn),"TagKeys":["a"]}"#) == "{}")
        #expect(try world.call("ListTagsOfResource", "{\(arn)}") == #"{"Tags":[{"Key":"b","Value":"2"}]}"#)
        #expect(
            try world.answer("ListTagsOfResource", #"{"ResourceArn":"TTT"}"#)
                == "ValidationException: One or more parameter values were invalid: ARNs must start with 'arn:': TTT")
        #expect(
            try world.answer("ListTagsOfResource", #"{"ResourceArn":"arn:aws:dynamodb:us-east-1:111122223333:table/none"}"#)
                == "ResourceNotFoundException: Requested resource not found: ResourcArn: arn:aws:dynamodb:us-east-1:111122223333:table/none not found"
        )
    }

    @Test func `time to live is switched on and off`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let table = #"{"TableName":"TTT"}"#
        func update(_ isEnabled: Bool) throws -> String {
            try world.answer(
                "UpdateTimeToLive", #"{"TableName":"TTT","TimeToLiveSpecification":{"Enabled":\#(isEnabled),"AttributeName":"e"}}"#)
        }
        #expect(try world.call("DescribeTimeToLive", table) == #"{"TimeToLiveDescription":{"TimeToLiveStatus":"DISABLED"}}"#)
        #expect(try update(false) == "ValidationException: TimeToLive is already disabled")
        #expect(try update(true) == #"{"TimeToLiveSpecification":{"Enabled":true,"AttributeName":"e"}}"#)
        #expect(try update(true) == "ValidationException: TimeToLive is already enabled")
        #expect(
            try world.call("DescribeTimeToLive", table) == #"{"TimeToLiveDescription":{"TimeToLiveStatus":"ENABLED","AttributeName":"e"}}"#)
    }

    /// Source: recorded, October 2026 (AWS Controllers' notes: refused after 1,811 seconds and taken after 1,871; what contradicts the
    /// setting is told first).
    @Test func `time to live is not switched twice within half an hour`() throws {
        let world = try TestWorld()
        try world.makeTable()
        func update(_ isEnabled: Bool, _ attribute: String = "e") throws -> String {
            try world.answer(
                "UpdateTimeToLive",
                #"{"TableName":"TTT","TimeToLiveSpecification":{"Enabled":\#(isEnabled),"AttributeName":"\#(attribute)"}}"#)
        }
        let refusal = "ValidationException: Time to live has been modified multiple times within a fixed interval"
        #expect(try update(true).hasPrefix("{"))
        #expect(try update(true) == "ValidationException: TimeToLive is already enabled")
        #expect(
            try update(false, "f") == "ValidationException: TimeToLive is active on a different AttributeName: current AttributeName is e")
        #expect(try update(false) == refusal)
        world.now = TestWorld.now.adding(seconds: 1811)
        #expect(try update(false) == refusal)
        world.now = TestWorld.now.adding(seconds: 1871)
        #expect(try update(false).hasPrefix("{"))
        #expect(try update(true, "f") == refusal)
        // A clock that is set back holds nobody up.
        world.now = TestWorld.now
        #expect(try update(true, "f").hasPrefix("{"))
    }

    @Test func `items go when their time is over`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        try world.call("UpdateTimeToLive", #"{"TableName":"TTT","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"e"}}"#)
        let now = TestWorld.now.seconds
        let times = [#"{"N":"\#(now - 1)"}"#, #"{"N":"\#(now + 1)"}"#, #"{"N":"1"}"#, #"{"S":"\#(now - 1)"}"#]
        for (number, time) in times.enumerated() {
            try world.call(
                "PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"s":{"N":"\#(number)"},"g":{"S":"b"},"n":{"N":"1"},"e":\#(time)}}"#)
        }
        #expect(try world.store.removeExpired(now: TestWorld.now) == 1)
        #expect(try world.call("Scan", #"{"TableName":"TTT","IndexName":"GGG","Select":"COUNT"}"#) == #"{"Count":3,"ScannedCount":3}"#)
        #expect(try world.store.removeExpired(now: TestWorld.now.adding(seconds: 60)) == 1)
        try world.requireSoundIndexes()
    }

    @Test func `items stay where time to live was switched off while they were looked for`() throws {
        let world = try TestWorld()
        try world.makeTable()
        func switchTimeToLive(_ isOn: Bool, _ attribute: String) throws {
            world.now = world.now.adding(seconds: 3600)
            try world.call(
                "UpdateTimeToLive",
                #"{"TableName":"TTT","TimeToLiveSpecification":{"Enabled":\#(isOn),"AttributeName":"\#(attribute)"}}"#)
        }
        try switchTimeToLive(true, "e")
        try world.call("PutItem", #"{"TableName":"TTT","Item":{"p":{"S":"a"},"e":{"N":"\#(TestWorld.now.seconds - 1)"}}}"#)
        let table = try #require(world.store.tablesThatExpire.first)
        let key = ItemKey(partition: Array("a".utf8), sort: [])
        try switchTimeToLive(false, "e")
        #expect(try world.store.remove([key], from: table, "e", TestWorld.now) == 0)
        try switchTimeToLive(true, "f")
        #expect(try world.store.remove([key], from: table, "e", TestWorld.now) == 0)
        try switchTimeToLive(false, "f")
        try switchTimeToLive(true, "e")
        #expect(try world.store.remove([key], from: table, "e", TestWorld.now) == 1)
    }
}
