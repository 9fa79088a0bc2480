import AWSTypes
import IAMPolicy
import Testing

@testable import DynamoDB

@Suite struct ContributorInsightsTests {
    private static let notes = "recorded, October 2026: AWS Controllers' notes on contributor insights"

    @Test func `insights are switched, described and listed`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        try world.makeTable("Other")
        func describe(_ more: String = "") throws -> String {
            try world.call("DescribeContributorInsights", #"{"TableName":"TTT"\#(more)}"#)
        }
        func update(_ action: String, _ more: String = "") throws -> String {
            try world.call("UpdateContributorInsights", #"{"TableName":"TTT","ContributorInsightsAction":"\#(action)"\#(more)}"#)
        }
        // Source: LocalStack's recordings of DynamoDB, test_dynamodb_describe_contributor_insights.
        #expect(try describe() == #"{"TableName":"TTT","ContributorInsightsStatus":"DISABLED"}"#)
        #expect(try update("DISABLE") == #"{"TableName":"TTT","ContributorInsightsStatus":"DISABLED"}"#)
        let enabled = #"{"TableName":"TTT","ContributorInsightsStatus":"ENABLING","ContributorInsightsMode":"ACCESSED_AND_THROTTLED_KEYS"}"#
        #expect(try update("ENABLE") == enabled)
        #expect(try update("ENABLE") == enabled.replacing("ENABLING", with: "ENABLED"))
        #expect(
            try describe() == """
                {"TableName":"TTT","ContributorInsightsRuleList":["DynamoDBContributorInsights-PKC-TTT-1769860800000",\
                "DynamoDBContributorInsights-SKC-TTT-1769860800000","DynamoDBContributorInsights-PKT-TTT-1769860800000",\
                "DynamoDBContributorInsights-SKT-TTT-1769860800000"],"ContributorInsightsStatus":"ENABLED",\
                "LastUpdateDateTime":1769860800,"ContributorInsightsMode":"ACCESSED_AND_THROTTLED_KEYS"}
                """)
        #expect(
            try update("ENABLE", #","IndexName":"III","ContributorInsightsMode":"THROTTLED_KEYS""#)
                == #"{"TableName":"TTT","IndexName":"III","ContributorInsightsStatus":"ENABLING","ContributorInsightsMode":"THROTTLED_KEYS"}"#
        )
        #expect(try describe(#","IndexName":"III""#).contains(#"["DynamoDBContributorInsights-PKT-TTT-III-1769860800000"]"#))
        let (table, index) = (
            #"{"TableName":"TTT","ContributorInsightsStatus":"ENABLED","ContributorInsightsMode":"ACCESSED_AND_THROTTLED_KEYS"}"#,
            #"{"TableName":"TTT","IndexName":"III","ContributorInsightsStatus":"ENABLED","ContributorInsightsMode":"THROTTLED_KEYS"}"#
        )
        #expect(try world.call("ListContributorInsights", "{}") == #"{"ContributorInsightsSummaries":[\#(table),\#(index)]}"#)
        let page = try world.call("ListContributorInsights", #"{"MaxResults":1}"#)
        let token = try #require(page.split(separator: #""NextToken":""#).last?.dropLast(2))
        #expect(page.hasPrefix(#"{"ContributorInsightsSummaries":[\#(table)],"NextToken""#))
        #expect(
            try world.call("ListContributorInsights", #"{"MaxResults":1,"NextToken":"\#(token)"}"#)
                == #"{"ContributorInsightsSummaries":[\#(index)]}"#)
        #expect(try world.call("ListContributorInsights", #"{"TableName":"Other"}"#) == #"{"ContributorInsightsSummaries":[]}"#)
        #expect(try update("DISABLE").contains(#""ContributorInsightsStatus":"DISABLING""#))
        #expect(
            try describe()
                == #"{"TableName":"TTT","ContributorInsightsStatus":"DISABLED","LastUpdateDateTime":1769860800,"ContributorInsightsMode":"ACCESSED_AND_THROTTLED_KEYS"}"#
        )
        #expect(try world.call("ListContributorInsights", "{}") == #"{"ContributorInsightsSummaries":[\#(index)]}"#)
    }

    private static let cases = [
        ("no such table", #"{"TableName":"none"}"#, "Requested resource not found: Table: none not found"),
        ("no such index", #"{"TableName":"TTT","IndexName":"none"}"#, "Requested resource not found: Index: none not found for table: TTT"),
        ("a local index", #"{"TableName":"TTT","IndexName":"LLL"}"#, "Requested resource not found: Index: LLL not found for table: TTT"),
    ]

    @Test(arguments: cases)
    func `what is not there is told in AWS's words`(_ row: (String, String, String)) throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        #expect(
            try world.answer("DescribeContributorInsights", row.1) == "ResourceNotFoundException: " + row.2, "\(row.0); \(Self.notes)")
        #expect(
            try world.answer("UpdateContributorInsights", row.1.dropLast() + #","ContributorInsightsAction":"ENABLE"}"#)
                == "ResourceNotFoundException: " + row.2, "\(row.0); \(Self.notes)")
    }

    @Test func `an index is asked for by its own ARN`() throws {
        let world = try TestWorld()
        try world.makeIndexedTable()
        try world.call("DescribeContributorInsights", #"{"TableName":"TTT","IndexName":"GGG"}"#)
        #expect(world.questions.map(\.resource) == ["arn:aws:dynamodb:us-east-1:111122223333:table/TTT/index/GGG"])
    }
}

@Suite struct GlobalTableTests {
    private static let notes = "recorded, October 2026: AWS Controllers' notes on global tables and replicas"
    private static let legacy =
        "ValidationException: One or more parameter values were invalid: DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 (Legacy)."

    private static let legacyCases = [
        ("CreateGlobalTable", #"{"GlobalTableName":"TTT","ReplicationGroup":[{"RegionName":"eu-west-1"}]}"#, legacy),
        ("UpdateGlobalTable", #"{"GlobalTableName":"TTT","ReplicaUpdates":[{"Create":{"RegionName":"eu-west-1"}}]}"#, legacy),
        (
            "UpdateGlobalTable", #"{"GlobalTableName":"TTT","ReplicaUpdates":[{"Delete":{"RegionName":"eu-west-1"}}]}"#,
            "GlobalTableNotFoundException: Global table with name: 'TTT' does not exist."
        ),
        (
            "UpdateGlobalTable", #"{"GlobalTableName":"TTT","ReplicaUpdates":[]}"#,
            "ValidationException: One or more parameter values were invalid"
        ),
        (
            "DescribeGlobalTable", #"{"GlobalTableName":"TTT"}"#,
            "GlobalTableNotFoundException: Global table not found: Global table with name: 'TTT' does not exist."
        ),
        (
            "DescribeGlobalTableSettings", #"{"GlobalTableName":"TTT"}"#,
            "GlobalTableNotFoundException: Global table with name: 'TTT' does not exist."
        ),
        (
            "UpdateGlobalTableSettings", #"{"GlobalTableName":"TTT","GlobalTableBillingMode":"PROVISIONED"}"#,
            "GlobalTableNotFoundException: Global table with name: 'TTT' does not exist."
        ),
        ("ListGlobalTables", "{}", #"{"GlobalTables":[]}"#),
        (
            "CreateGlobalTable", #"{"GlobalTableName":"a","ReplicationGroup":[]}"#,
            "ValidationException: 1 validation error detected: Value 'a' at 'globalTableName' failed to satisfy constraint: Member must have length greater than or equal to 3"
        ),
    ]

    @Test(arguments: legacyCases)
    func `global tables of 2017 are gone`(_ row: (String, String, String)) throws {
        let world = try TestWorld()
        try world.makeTable()
        #expect(try world.answer(row.0, row.1) == row.2, "\(Self.notes)")
    }

    private static func update(_ world: TestWorld, _ more: String) throws -> String {
        try world.answer("UpdateTable", #"{"TableName":"TTT",\#(more)}"#)
    }

    @Test func `a replica comes, is described, and goes`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let answer = try Self.update(world, #""ReplicaUpdates":[{"Create":{"RegionName":"eu-west-1"}}]"#)
        #expect(answer.contains(#""TableStatus":"UPDATING""#) && answer.contains(#""Replicas":[]"#))
        let described = try world.call("DescribeTable", #"{"TableName":"TTT"}"#)
        #expect(
            described.contains(
                """
                "GlobalTableVersion":"2019.11.21","Replicas":[{"RegionName":"eu-west-1","ReplicaStatus":"ACTIVE","WarmThroughput":\
                {"ReadUnitsPerSecond":12000,"WriteUnitsPerSecond":4000,"Status":"ACTIVE"},\
                "GlobalTableSettingsReplicationMode":"ENABLED_WITH_OVERRIDES"}],"GlobalTableSettingsReplicationMode":"ENABLED_WITH_OVERRIDES"
                """))
        #expect(described.contains(#""StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}"#))
        #expect(
            try world.answer("DeleteTable", #"{"TableName":"TTT"}"#)
                == "ValidationException: Replica cannot be deleted because it has acted as a source region for new replica(s) being added to the table in the last 24 hours."
        )
        #expect(
            try Self.update(world, #""StreamSpecification":{"StreamEnabled":false}"#)
                == "ValidationException: One or more parameter values were invalid: Disabling Stream is not allowed for a Global Table replica."
        )
        try world.call(
            "UpdateTable",
            #"{"TableName":"TTT","ReplicaUpdates":[{"Update":{"RegionName":"eu-west-1","TableClassOverride":"STANDARD_INFREQUENT_ACCESS","OnDemandThroughputOverride":{"MaxReadRequestUnits":7}}}]}"#
        )
        #expect(
            try world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains(
                #""OnDemandThroughputOverride":{"MaxReadRequestUnits":7}"#))
        _ = try Self.update(world, #""ReplicaUpdates":[{"Delete":{"RegionName":"eu-west-1"}}]"#)
        let after = try world.call("DescribeTable", #"{"TableName":"TTT"}"#)
        #expect(!after.contains("Replica") && !after.contains("GlobalTable") && after.contains("StreamSpecification"))
        try world.call("DeleteTable", #"{"TableName":"TTT"}"#)
    }

    /// Source: Developer Guide, "Global tables security"; the service authorization reference.
    @Test func `a replica asks for leave in its region`() throws {
        let world = try TestWorld()
        try world.makeTable()
        _ = try Self.update(world, #""ReplicaUpdates":[{"Create":{"RegionName":"eu-west-1"}}]"#)
        #expect(
            world.questions.map { String($0.action.dropFirst("dynamodb:".count)) } == [
                "UpdateTable", "CreateTable", "CreateTableReplica", "Query", "Scan", "UpdateItem", "PutItem", "GetItem", "DeleteItem",
                "BatchWriteItem",
            ])
        #expect(world.questions.dropFirst().allSatisfy { $0.resource == "arn:aws:dynamodb:eu-west-1:111122223333:table/TTT" })
        _ = try Self.update(world, #""ReplicaUpdates":[{"Delete":{"RegionName":"eu-west-1"}}]"#)
        #expect(world.questions.map(\.action) == ["dynamodb:UpdateTable", "dynamodb:DeleteTable", "dynamodb:DeleteTableReplica"])
    }

    private static func create(_ region: String) -> String { #"{"Create":{"RegionName":"\#(region)"}}"# }

    private static let refusals = [
        ("no action", #""ReplicaUpdates":[{}]"#, "There are no actions specified in the Replica Update Action of the request."),
        (
            "two at once", #""ReplicaUpdates":[\#(create("eu-west-1")),\#(create("eu-west-2"))]"#,
            "Update table operation with more than one create or delete replica actions not allowed"
        ),
        (
            "the table's own region", #""ReplicaUpdates":[\#(create("us-east-1"))]"#,
            "Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required."
        ),
        (
            "a table is there", #""ReplicaUpdates":[\#(create("ap-south-1"))]"#,
            "Failed to create a the new replica of table with name: ‘TTT’ because one or more replicas already existed as tables."
        ),
        (
            "not a member", #""ReplicaUpdates":[{"Delete":{"RegionName":"eu-west-1"}}]"#,
            "Update global table operation failed because one or more replicas were not part of the global table. Please retry the request without these replicas: [eu-west-1]."
        ),
        (
            "something else as well", #""DeletionProtectionEnabled":true,"ReplicaUpdates":[\#(create("eu-west-1"))]"#,
            "One or more parameter values were invalid: Replica modification must be the only operation in the request"
        ),
        (
            "a witness without strength",
            #""ReplicaUpdates":[\#(create("eu-west-1"))],"GlobalTableWitnessUpdates":[\#(create("eu-west-2"))]"#,
            "MultiRegionConsistency must be set as STRONG when GlobalTableWitnessUpdates parameter is present."
        ),
        (
            "strong with two regions", #""MultiRegionConsistency":"STRONG","ReplicaUpdates":[\#(create("eu-west-1"))]"#,
            "Unsupported replica count for global tables with MultiRegionConsistency set to STRONG."
        ),
        (
            "a witness in the table's region",
            #""MultiRegionConsistency":"STRONG","ReplicaUpdates":[\#(create("eu-west-1"))],"GlobalTableWitnessUpdates":[\#(create("us-east-1"))]"#,
            "Cannot add a witness in the same region as an existing replica when creating a global table with MultiRegionConsistency set to STRONG."
        ),
        (
            "a replica and a witness in one region",
            #""MultiRegionConsistency":"STRONG","ReplicaUpdates":[\#(create("eu-west-1"))],"GlobalTableWitnessUpdates":[\#(create("eu-west-1"))]"#,
            "Cannot target multiple regions with the same action"
        ),
    ]

    @Test(arguments: refusals)
    func `a replica is refused in AWS's words`(_ row: (String, String, String)) throws {
        let world = try TestWorld()
        try world.makeTable()
        world.region = "ap-south-1"
        try world.makeTable()
        world.region = "us-east-1"
        #expect(try Self.update(world, row.1) == "ValidationException: " + row.2, "\(row.0); \(Self.notes)")
        #expect(try !world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains("Replicas"))
    }

    @Test func `a provisioned table cannot have replicas without auto scaling`() throws {
        let world = try TestWorld()
        try world.makeTable()
        _ = try Self.update(world, #""BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}"#)
        #expect(
            try Self.update(world, #""ReplicaUpdates":[\#(Self.create("eu-west-1"))]"#)
                == "ValidationException: Table write capacity should either be Pay-Per-Request or AutoScaled.")
    }

    @Test func `strong regions begin together and end together`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let strong =
            #""MultiRegionConsistency":"STRONG","ReplicaUpdates":[\#(Self.create("eu-west-1"))],"GlobalTableWitnessUpdates":[\#(Self.create("eu-west-2"))]"#
        #expect(try Self.update(world, strong).contains(#""MultiRegionConsistency":"STRONG""#))
        #expect(
            try world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains(
                #""GlobalTableWitnesses":[{"RegionName":"eu-west-2","WitnessStatus":"ACTIVE"}]"#))
        let stays =
            "ValidationException: Deletion of only one table replica is not supported for global tables with MultiRegionConsistency set to STRONG."
        #expect(try world.answer("DeleteTable", #"{"TableName":"TTT"}"#) == stays)
        #expect(
            try Self.update(world, #""ReplicaUpdates":[\#(Self.create("eu-west-3"))]"#)
                == "ValidationException: Cannot add replicas to a global table with strong MultiRegionConsistency")
        #expect(
            try Self.update(world, #""ReplicaUpdates":[{"Delete":{"RegionName":"eu-west-1"}}]"#)
                == "ValidationException: Update table delete operation does not include all witnesses.")
        _ = try Self.update(
            world,
            #""ReplicaUpdates":[{"Delete":{"RegionName":"eu-west-1"}}],"GlobalTableWitnessUpdates":[{"Delete":{"RegionName":"eu-west-2"}}]"#
        )
        #expect(try !world.call("DescribeTable", #"{"TableName":"TTT"}"#).contains("STRONG"))
    }

    /// Source: recorded; a table of one region takes the mode, but no overrides.
    @Test func `settings can be said to follow a table`() throws {
        let world = try TestWorld()
        try world.makeTable()
        #expect(
            try Self.update(world, #""GlobalTableSettingsReplicationMode":"ENABLED""#).contains(
                #""GlobalTableSettingsReplicationMode":"ENABLED""#))
        #expect(
            try Self.update(world, #""GlobalTableSettingsReplicationMode":"ENABLED_WITH_OVERRIDES""#)
                == "ValidationException: Value 'ENABLED_WITH_OVERRIDES' at 'GlobalTableSettingsReplicationMode' failed to satisfy constraint: Only ENABLED and DISABLED settings replication are supported for a Regional Table."
        )
    }

    @Test func `auto scaling is of global tables only`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let none = "ResourceNotFoundException: Global table with name: TTT does not exist."
        #expect(try world.answer("DescribeTableReplicaAutoScaling", #"{"TableName":"TTT"}"#) == none)
        let write = #"{"TableName":"TTT","ProvisionedWriteCapacityAutoScalingUpdate":{"MinimumUnits":1,"MaximumUnits":9}}"#
        #expect(try world.answer("UpdateTableReplicaAutoScaling", write) == none)
        _ = try Self.update(world, #""ReplicaUpdates":[\#(Self.create("eu-west-1"))]"#)
        let off = #"{"AutoScalingDisabled":true}"#
        func replica(_ region: String, write: String) -> String {
            """
            {"RegionName":"\(region)","GlobalSecondaryIndexes":[],"ReplicaProvisionedReadCapacityAutoScalingSettings":\(off),\
            "ReplicaProvisionedWriteCapacityAutoScalingSettings":\(write),"ReplicaStatus":"ACTIVE"}
            """
        }
        func description(write: String) -> String {
            """
            {"TableAutoScalingDescription":{"TableName":"TTT","TableStatus":"ACTIVE","Replicas":[\
            \(replica("eu-west-1", write: write)),\(replica("us-east-1", write: write))]}}
            """
        }
        #expect(try world.call("DescribeTableReplicaAutoScaling", #"{"TableName":"TTT"}"#) == description(write: off))
        #expect(
            try world.answer("UpdateTableReplicaAutoScaling", write)
                == "ValidationException: Failed to update global table with name ‘TTT‘. Replicas 'eu-west-1', 'us-east-1' BillingMode is PayPerRequest. You must convert table's BillingMode to PROVISIONED to set parameters: 'ProvisionedWriteCapacityAutoScalingUpdate'."
        )
        _ = try Self.update(world, #""BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}"#)
        #expect(
            try world.call("UpdateTableReplicaAutoScaling", write) == description(write: #"{"MinimumUnits":1,"MaximumUnits":9}"#))
        // No JSON has such a number, so that the table could not be kept with it.
        let endless = #","ScalingPolicyUpdate":{"TargetTrackingScalingPolicyConfiguration":{"TargetValue":1e400}}}}"#
        #expect(try world.answer("UpdateTableReplicaAutoScaling", write.dropLast(2) + endless).hasPrefix("SerializationException"))
    }
}
