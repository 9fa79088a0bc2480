extension GlobalConditionKey {
    /// The global keys that no call here has of itself, and why; a request can be given them by `x-portcullis-context`.
    static let absent: [(name: String, reason: String)] = [
        ("aws:FederatedProvider", providers), ("aws:AssumedRoot", "AssumeRoot is not offered"),
        ("aws:SignInSessionArn", "there is no console to sign in to"), ("aws:ChatbotSourceArn", "there is no chat service"),
        ("aws:Ec2InstanceSourceVpc", instances), ("aws:Ec2InstanceSourcePrivateIPv4", instances), ("ec2:RoleDelivery", instances),
        ("ec2:SourceInstanceArn", instances), ("ssm:SourceInstanceArn", instances),
        ("lambda:SourceFunctionArn", sessions), ("glue:RoleAssumedBy", sessions), ("glue:CredentialIssuingService", sessions),
        ("codebuild:BuildArn", sessions), ("codebuild:ProjectArn", sessions), ("identitystore:UserId", sessions),
        ("aws:SourceVpcArn", "DynamoDB, to which the endpoints here lead, is not among the services that have it (IAM User Guide, 2026)"),
        ("aws:ViaAWSMCPService", agents), ("aws:CalledViaAWSMCP", agents), ("aws:IsMcpServiceAction", agents),
    ]

    private static let providers = "AssumeRoleWithWebIdentity and AssumeRoleWithSAML are not offered; so are their providers' keys"
    private static let instances = "there are no EC2 instances that deliver credentials"
    private static let sessions = "there is no such service to make the session"
    private static let agents = "there is no MCP server of AWS's"

    /// The keys that hold several values, whatever their number.
    static let multivalued: Set<String> = [
        "aws:principalorgpaths", "aws:principalservicenameslist", "aws:vpceorgpaths", "aws:resourceorgpaths", "aws:sourceorgpaths",
        "aws:calledvia", "aws:tagkeys", "sts:transitivetagkeys", "dynamodb:leadingkeys", "dynamodb:attributes",
        "dynamodb:firstpartitionkeyvalues", "dynamodb:secondpartitionkeyvalues", "dynamodb:thirdpartitionkeyvalues",
        "dynamodb:fourthpartitionkeyvalues", "kms:encryptioncontextkeys", "kms:grantoperations", "kms:resourcealiases",
    ]

    /// Every name that begins with `aws:` and is no tag's.
    static let allNames: [String] = Set(
        (all.map(\.name) + absent.map(\.name) + ServiceConditionKeys.names + ["aws:SourceArn", "aws:TagKeys"]).filter {
            $0.hasPrefix("aws:")
        }
    ).sorted()
}
