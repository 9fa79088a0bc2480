/// Where the operations' questions differ from the Service Authorization Reference, and why.
struct Difference: Sendable {
    var texts: [String]
    var reason: String

    init(_ reason: String, _ texts: String...) {
        self.texts = texts
        self.reason = reason
    }

    /// What questions have and the reference does not.
    static let inQuestions = [
        Difference(
            "FirstPartitionKeyValues means what LeadingKeys means (DynamoDB Developer Guide, fine-grained access control); the reference defines the "
                + "key and gives it to no action",
            "dynamodb:BatchGetItem has no key dynamodb:FirstPartitionKeyValues",
            "dynamodb:BatchWriteItem has no key dynamodb:FirstPartitionKeyValues",
            "dynamodb:ConditionCheckItem has no key dynamodb:FirstPartitionKeyValues",
            "dynamodb:DeleteItem has no key dynamodb:FirstPartitionKeyValues",
            "dynamodb:GetItem has no key dynamodb:FirstPartitionKeyValues",
            "dynamodb:PartiQLSelect has no key dynamodb:FirstPartitionKeyValues",
            "dynamodb:PutItem has no key dynamodb:FirstPartitionKeyValues",
            "dynamodb:Query has no key dynamodb:FirstPartitionKeyValues",
            "dynamodb:UpdateItem has no key dynamodb:FirstPartitionKeyValues"),
        Difference(
            "the guide's policy for transactions has the condition on this action too (DynamoDB Developer Guide, IAM with transactions)",
            "dynamodb:ConditionCheckItem has no key dynamodb:EnclosingOperation"),
        Difference(
            "the denial names table/* (recorded), so policies are matched against it",
            "dynamodb:ListTables takes no arn:aws:dynamodb:us-east-1:111122223333:table/*"),
        Difference(
            "asked about as ListTables is", "dynamodb:ListStreams takes no arn:aws:dynamodb:us-east-1:111122223333:table/*/stream/*"),
        Difference(
            "the table is optional, and a listing without it is about none", "dynamodb:ListExports has a resource type",
            "dynamodb:ListExports takes no *", "dynamodb:ListImports has a resource type", "dynamodb:ListImports takes no *"),
        Difference(
            "a denial names the kind and path (recorded), so policies are matched against it",
            "iam:ListGroups takes no arn:aws:iam::111122223333:group/", "iam:ListPolicies takes no arn:aws:iam::111122223333:policy/",
            "iam:ListRoles takes no arn:aws:iam::111122223333:role/", "iam:ListUsers takes no arn:aws:iam::111122223333:user/",
            "iam:ListVirtualMFADevices takes no arn:aws:iam::111122223333:mfa/"),
        Difference(
            "the key that CreateKey is to tag has no ARN yet (KMS API Reference, CreateKey)", "kms:TagResource has a resource type",
            "kms:TagResource takes no *"),
        Difference(
            "the ARN that Organizations gives its own policies has no organization in it (Organizations User Guide, FullAWSAccess)",
            "organizations:DescribePolicy takes no arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
            "organizations:ListTargetsForPolicy takes no arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess"),
        Difference(
            "trust policies that allow the three actions in one statement with one Condition are in wide use, so the keys of the one request are "
                + "answered for each; the reference names fewer",
            "sts:SetSourceIdentity has no key aws:RequestTag/${TagKey}", "sts:SetSourceIdentity has no key aws:TagKeys",
            "sts:SetSourceIdentity has no key sts:ExternalId", "sts:SetSourceIdentity has no key sts:RoleSessionName",
            "sts:SetSourceIdentity has no key sts:TransitiveTagKeys", "sts:TagSession has no key sts:ExternalId",
            "sts:TagSession has no key sts:RoleSessionName", "sts:TagSession has no key sts:SourceIdentity"),
        Difference(
            "GetFederationToken with tags needs TagSession on what it is itself asked about (IAM User Guide, \"Passing session tags\")",
            "sts:TagSession takes no arn:aws:sts::111122223333:federated-user/Bob"),
    ]

    /// What the reference has and questions have not.
    static let inKeys = [
        Difference(
            "the operations have no such parameter, so the key is absent (the guide gives it to writes only)",
            "dynamodb:Query without dynamodb:ReturnValues", "dynamodb:Scan without dynamodb:ReturnValues"),
        Difference(
            "what is not made yet has no tags", "ec2:CreateTags without ec2:ResourceTag/${TagKey}",
            "iam:CreateRole without iam:ResourceTag/${TagKey}", "iam:CreateUser without iam:ResourceTag/${TagKey}"),
        Difference(
            "VPCs, subnets, route tables and security groups are ids here: they have no tags, zones or VPC of their own",
            "ec2:CreateVpcEndpoint without ec2:ResourceTag/${TagKey}", "ec2:ModifyVpcEndpoint without ec2:AvailabilityZone",
            "ec2:ModifyVpcEndpoint without ec2:AvailabilityZoneId", "ec2:ModifyVpcEndpoint without ec2:Vpc"),
        Difference(
            "endpoints lead to services of their own region, and have no private names",
            "ec2:CreateVpcEndpoint without ec2:VpceMultiRegion",
            "ec2:CreateVpcEndpoint without ec2:VpcePrivateDnsPreference",
            "ec2:CreateVpcEndpoint without ec2:VpcePrivateDnsSpecifiedDomains",
            "ec2:DeleteVpcEndpoints without ec2:VpceMultiRegion", "ec2:ModifyVpcEndpoint without ec2:VpceMultiRegion"),
        Difference(
            "what the key holds for this action is not documented", "ec2:ModifyVpcEndpoint without ec2:Attribute",
            "ec2:ModifyVpcEndpoint without ec2:Attribute/${AttributeName}"),
        Difference(
            "role templates are not offered", "iam:AttachRolePolicy without iam:RoleTemplateARN",
            "iam:CreateRole without iam:RoleTemplateARN",
            "iam:GetRole without iam:RoleTemplateARN", "iam:PutRolePermissionsBoundary without iam:RoleTemplateARN",
            "iam:PutRolePolicy without iam:RoleTemplateARN", "iam:TagRole without iam:RoleTemplateARN"),
        Difference(
            "MFA devices are virtual; security keys are not offered", "iam:EnableMFADevice without iam:FIDO-FIPS-140-2-certification",
            "iam:EnableMFADevice without iam:FIDO-FIPS-140-3-certification", "iam:EnableMFADevice without iam:FIDO-certification",
            "iam:EnableMFADevice without iam:RegisterSecurityKey"),
        Difference(
            "the request has no such members", "kms:CreateGrant without kms:GrantConstraintSourceArn",
            "kms:CreateGrant without kms:GranteeServicePrincipal", "kms:CreateGrant without kms:RetiringServicePrincipal"),
        Difference(
            "when a key was used last is not kept", "kms:DisableKey without kms:TrailingDaysWithoutKeyUsage",
            "kms:ScheduleKeyDeletion without kms:TrailingDaysWithoutKeyUsage"),
    ]

    /// Keys that no caller's own question has, whatever the action.
    static let absent = [
        "kms:ViaService": "only what a service asks with the caller's credentials has it; the tests of tables' keys see it there",
        "kms:MultiRegionKeyType": "absent for keys of one region (KMS Developer Guide), and there are no others",
    ]
}
