import AWSTypes
import ByteJSON
import Directory
import IAMPolicy
import ServiceModel

/// What a table's policy must pass before a table takes it (authorization reference, resource-based policies: recorded).
enum ResourcePolicyCheck {
    /// Reads a policy, refuses what AWS refuses, and returns it in the form in which GetResourcePolicy shows it.
    static func read(_ text: String, in context: OperationContext, isOfStream: Bool = false) throws -> String {
        guard !PolicyKind.resource.quota.isExceeded(by: text) else { throw AWSError.policyTooLong }
        let document: PolicyDocument
        do {
            document = try PolicyDocument(parsing: text, as: .resource)
        } catch {
            if case .invalidPrincipal = error.reason { throw AWSError.unknownPrincipal }
            throw AWSError.invalidPolicy(error.resourcePolicyMessage)
        }
        for resource in document.statements.flatMap({ $0.resources?.values ?? [] }) {
            if let name = unusableName(in: resource) {
                throw AWSError.invalidPolicy("The relative-id \"\(name)\" is invalid for ARN \"\(resource)\"")
            }
        }
        let unsupported = document.statements.flatMap(\.actions.values).filter {
            !isSupported($0, isOfStream ? supportedByStreams : supported)
        }
        if !unsupported.isEmpty {
            throw AWSError.invalidPolicy(
                "The following action names are invalid: \(unsupported.map { "\"\($0)\"" }.joined(separator: ", "))")
        }
        for principal in document.statements.flatMap({ $0.principals?.values ?? [] }) where principal.type == "AWS" {
            guard principal.value == "*" || principal.value.isAccountID || context.directory.hasPrincipal(principal.value) else {
                throw AWSError.unknownPrincipal
            }
        }
        if document.statements.contains(where: isPublic) { throw AWSError.publicPolicy }
        return try ResourcePolicyText.normal(context.directory.namingPrincipals(in: document).text)
    }

    /// Whether a policy forbids its author to replace it; losing the leave to delete it is accepted.
    static func locksOut(_ text: String, of arn: String, in context: OperationContext) -> Bool {
        guard let document = try? PolicyDocument(parsing: text, as: .resource) else { return false }
        let question = AuthorizationRequest(action: "dynamodb:PutResourcePolicy", resource: arn, resourceAccount: context.account)
        let layers = PolicyLayers(resource: AttachedPolicy(name: arn, document: document))
        return decide(question, by: context.caller.principal, layers: layers, context: NoConditionKeys()).outcome == .explicitDeny
    }

    /// What follows the fifth colon of a DynamoDB ARN, where a table cannot be called so; wildcards and variables can stand for any name.
    private static func unusableName(in resource: String) -> String? {
        let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[2] == "dynamodb", parts[5].hasPrefix("table/"), !parts[5].contains("${") else { return nil }
        let name = parts[5].dropFirst("table/".count).prefix { $0 != "/" }
        let isUsable = !name.isEmpty && name.utf8.allSatisfy { usableBytes.contains($0) }
        return isUsable ? nil : String(parts[5])
    }

    private static let usableBytes = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-*?".utf8)

    /// Wildcards are accepted; a name must be one that a policy of this kind can speak of.
    private static func isSupported(_ action: String, _ supported: Set<String>) -> Bool {
        let parts = action.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "dynamodb" else { return action == "*" }
        return parts[1].contains("*") || parts[1].contains("?") || supported.contains(parts[1].lowercased())
    }

    /// Developer Guide, "API operations supported by resource-based policies", those on tables; and the actions that transactions, PartiQL
    /// and replication are asked as.
    private static let supported: Set<String> = Set(
        [
            "BatchGetItem", "BatchWriteItem", "ConditionCheckItem", "CreateBackup", "DeleteItem", "DeleteResourcePolicy", "DeleteTable",
            "DescribeContinuousBackups", "DescribeContributorInsights", "DescribeKinesisStreamingDestination", "DescribeTable",
            "DescribeTableReplicaAutoScaling", "DescribeTimeToLive", "DisableKinesisStreamingDestination",
            "EnableKinesisStreamingDestination", "ExportTableToPointInTime", "GetItem", "GetResourcePolicy", "ListTagsOfResource",
            "PartiQLDelete", "PartiQLInsert", "PartiQLSelect", "PartiQLUpdate", "PutItem", "PutResourcePolicy", "Query",
            "ReadDataForReplication", "ReplicateSettings", "RestoreTableToPointInTime", "Scan", "TagResource", "UntagResource",
            "UpdateContinuousBackups", "UpdateContributorInsights", "UpdateItem", "UpdateKinesisStreamingDestination", "UpdateTable",
            "UpdateTableReplicaAutoScaling", "UpdateTimeToLive", "WriteDataForReplication", "AssociateTableReplica",
        ].map { $0.lowercased() })

    /// The same, those on streams.
    private static let supportedByStreams: Set<String> = Set(
        ["DeleteResourcePolicy", "DescribeStream", "GetRecords", "GetResourcePolicy", "GetShardIterator", "PutResourcePolicy"]
            .map { $0.lowercased() })

    /// Block Public Access: everybody is allowed, or everybody but a few, and no condition pins who.
    private static func isPublic(_ statement: PolicyStatement) -> Bool {
        guard statement.effect == .allow, let principals = statement.principals,
            principals.isNegated || principals.values.contains(where: { $0.value == "*" })
        else { return false }
        return !statement.conditions.contains(where: pins)
    }

    /// Whether a condition says who is meant: it holds only for requests that have the key, with one of a few values.
    ///
    /// `IfExists`, `ForAllValues` and `Null` hold for requests without the key or with any value of it.
    private static func pins(_ condition: PolicyCondition) -> Bool {
        guard pinning.contains(condition.key), !condition.ifExists, condition.quantifier != .all else { return false }
        if condition.key == "aws:PrincipalIsAWSService" {
            return condition.conditionOperator.name == "Bool" && condition.values.allSatisfy { $0.lowercased() == "true" }
        }
        return pinningOperators.contains(condition.conditionOperator.name)
            && condition.values.allSatisfy { !$0.contains("*") && !$0.contains("?") && !$0.contains("${") }
    }

    private static let pinningOperators: Set<String> = ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"]

    private static let pinning: Set<ConditionKey> = [
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:SourceAccount", "aws:SourceArn",
        "aws:SourceVpc", "aws:SourceVpce", "aws:UserId", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList",
        "aws:PrincipalIsAWSService", "aws:Ec2InstanceSourceVpc", "aws:SourceOrgID", "aws:SourceOrgPaths",
    ]
}
