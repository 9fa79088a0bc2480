/// The condition keys that the services here define (Service Authorization Reference).
///
/// An operation's questions cannot say which keys they answer, only what a key holds; this is what they are asked for. A test holds the
/// list against the reference.
enum ServiceKeys {
    struct Key: Sendable {
        /// As the reference has it: `aws:RequestTag/${TagKey}`.
        var name: String
        /// The key that is asked for: of a family of keys the one that examples have.
        var probe: String
    }

    /// The keys that a question about an action can have.
    static func all(for action: String) -> [Key] {
        byService[String(action.prefix { $0 != ":" })] ?? []
    }

    private static let byService: [String: [Key]] = Dictionary(
        uniqueKeysWithValues: names.map { service, names in
            (service, (names + tags).map { Key(name: $0, probe: probe($0)) })
        })

    private static let tags = ["aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys"]

    /// A family's member: `aws:RequestTag/team`.
    private static func probe(_ name: String) -> String {
        guard let start = name.firstRange(of: "${") else { return name }
        return name[..<start.lowerBound] + "team"
    }

    private static let names: [String: [String]] = [
        "dynamodb": [
            "dynamodb:Attributes", "dynamodb:EnclosingOperation", "dynamodb:FirstPartitionKeyValues", "dynamodb:FisActionId",
            "dynamodb:FisTargetArns", "dynamodb:FourthPartitionKeyValues", "dynamodb:FullTableScan", "dynamodb:LeadingKeys",
            "dynamodb:ReturnConsumedCapacity", "dynamodb:ReturnValues", "dynamodb:SecondPartitionKeyValues", "dynamodb:Select",
            "dynamodb:ThirdPartitionKeyValues",
        ],
        "sts": [
            "iam:ResourceTag/${TagKey}", "sts:AWSServiceName", "sts:DurationSeconds", "sts:ExternalId", "sts:IdentityTokenAudience",
            "sts:RequestContext/${ContextKey}", "sts:RequestContextProviders", "sts:RoleAuthorizedByIdp", "sts:RoleSessionName",
            "sts:SigningAlgorithm", "sts:SourceIdentity", "sts:TaskPolicyArn", "sts:TransitiveTagKeys",
        ],
        "iam": [
            "iam:AWSServiceName", "iam:AccountPropertyNamespaces", "iam:AssociatedResourceArn", "iam:DelegationDuration",
            "iam:DelegationRequestOwner", "iam:FIDO-FIPS-140-2-certification", "iam:FIDO-FIPS-140-3-certification",
            "iam:FIDO-certification", "iam:NotificationChannel", "iam:OrganizationsPolicyId", "iam:PassedToService",
            "iam:PermissionsBoundary", "iam:PolicyARN", "iam:RegisterSecurityKey", "iam:ResourceTag/${TagKey}", "iam:RoleTemplateARN",
            "iam:ServiceSpecificCredentialAgeDays", "iam:ServiceSpecificCredentialServiceName", "iam:TemplateArn",
        ],
        "kms": [
            "kms:BypassPolicyLockoutSafetyCheck", "kms:CallerAccount", "kms:CustomerMasterKeySpec", "kms:CustomerMasterKeyUsage",
            "kms:DataKeyPairSpec", "kms:EncapsulationAlgorithm", "kms:EncryptionAlgorithm", "kms:EncryptionContext:${EncryptionContextKey}",
            "kms:EncryptionContextKeys", "kms:ExpirationModel", "kms:GrantConstraintSourceArn", "kms:GrantConstraintType",
            "kms:GrantIsForAWSResource", "kms:GrantOperations", "kms:GranteePrincipal", "kms:GranteeServicePrincipal",
            "kms:KeyAgreementAlgorithm", "kms:KeyOrigin", "kms:KeySpec", "kms:KeyUsage", "kms:MacAlgorithm", "kms:MessageType",
            "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:PrimaryRegion", "kms:ReEncryptOnSameKey", "kms:ReplicaRegion",
            "kms:RequestAlias", "kms:ResourceAliases", "kms:RetiringPrincipal", "kms:RetiringServicePrincipal", "kms:RotationPeriodInDays",
            "kms:ScheduleKeyDeletionPendingWindowInDays", "kms:SigningAlgorithm", "kms:TrailingDaysWithoutKeyUsage", "kms:ValidTo",
            "kms:ViaService", "kms:WrappingAlgorithm", "kms:WrappingKeySpec",
        ],
        "organizations": [
            "organizations:PolicyType", "organizations:ServicePrincipal", "organizations:TransferDirection", "organizations:TransferType",
        ],
        "ec2": [
            "ec2:Attribute", "ec2:Attribute/${AttributeName}", "ec2:AvailabilityZone", "ec2:AvailabilityZoneId", "ec2:CreateAction",
            "ec2:Region", "ec2:ResourceTag/${TagKey}", "ec2:RouteTableID", "ec2:SecurityGroupID", "ec2:SubnetID", "ec2:Tenancy", "ec2:Vpc",
            "ec2:VpcID", "ec2:VpceMultiRegion", "ec2:VpcePrivateDnsPreference", "ec2:VpcePrivateDnsSpecifiedDomains", "ec2:VpceServiceName",
            "ec2:VpceServiceOwner", "ec2:VpceServiceRegion",
        ],
    ]
}
