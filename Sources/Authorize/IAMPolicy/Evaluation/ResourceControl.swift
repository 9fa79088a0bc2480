import AWSTypes

/// The services whose resources resource control policies can guard, by the prefixes of their actions.
///
/// Organizations User Guide, "Resource control policies (RCPs)", "List of AWS services that support RCPs", as of October 2026. It
/// began with S3, STS, KMS, SQS and Secrets Manager in 2024 and grows; IAM, Organizations, EC2 and CloudTrail's own actions are not
/// on it.
enum ResourceControl {
    static let services: Set<String> = [
        "aoss", "appconfig", "appstream", "autoscaling", "autoscaling-plans", "budgets", "clouddirectory", "cloudfront", "cloudsearch",
        "cloudtrail-data", "codeartifact", "codebuild", "codecommit", "codepipeline", "cognito-identity", "cognito-idp", "comprehend",
        "comprehendmedical", "compute-optimizer", "cost-optimization-hub", "dax", "dsql", "dynamodb", "ecr", "ecr-public", "events",
        "firehose", "fis", "fms", "gamelift", "health", "inspector-scan", "kendra", "kinesisvideo", "kms", "logs", "memorydb",
        "networkmonitor", "notifications", "opensearch", "pca-connector-ad", "personalize", "polly", "pricing", "resource-groups",
        "rolesanywhere", "s3", "secretsmanager", "servicediscovery", "signin", "sqs", "sts", "support", "swf", "textract",
        "timestream-influxdb", "transcribe", "transfer", "translate", "wafv2", "workspaces", "xray",
    ]

    static func guards(_ action: String, on resource: String) -> Bool {
        // Nearly every question is about DynamoDB.
        if action.utf8.span.begins(with: "dynamodb:".utf8.span) { return true }
        guard services.contains(action.prefix { $0 != ":" }.lowercased()) else { return false }
        return !(action.hasPrefix("sts:") && isServiceLinkedRole(resource))
    }

    /// Whether a role is one that a service is linked to, by its path: RCPs leave alone who may assume it.
    private static func isServiceLinkedRole(_ resource: String) -> Bool {
        guard let arn = ARN(resource) else { return false }
        return arn.service == "iam" && arn.resource.hasPrefix("role/aws-service-role/")
    }
}

extension AuthorizationRequest {
    /// Whether RCPs can have a say: for an action that has a resource, of a service on their list, unless they spare it; never for a
    /// service-linked role, whether it calls or is to be assumed (Organizations User Guide, "Resource control policies (RCPs)").
    package func isUnderResourceControl(of principal: Principal) -> Bool {
        hasResourceType && !isSparedResourceControl && !principal.isServiceLinked && ResourceControl.guards(action, on: resource)
    }
}

extension GatheredQuestion {
    /// The same without taking hold of the request.
    var isUnderResourceControl: Bool {
        request.hasResourceType && !request.isSparedResourceControl && !principal.isServiceLinked
            && ResourceControl.guards(request.action, on: request.resource)
    }
}
