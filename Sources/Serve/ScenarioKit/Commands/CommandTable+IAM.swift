extension CommandTable {
    /// IAM's commands (botocore 1.43.11, service model `iam`), written by `command_table.py` beside the tests.
    static let iam = #"""
        service iam iam query 2010-05-08 -
        operation AddRoleToInstanceProfile InstanceProfileName!=s RoleName!=s
        operation AddUserToGroup GroupName!=s UserName!=s
        operation AttachGroupPolicy GroupName!=s PolicyArn!=s
        operation AttachRolePolicy RoleName!=s PolicyArn!=s
        operation AttachUserPolicy UserName!=s PolicyArn!=s
        operation CreateAccessKey UserName=s > AccessKey=AccessKey^
        operation CreateAccountAlias AccountAlias!=s
        operation CreateGroup Path=s GroupName!=s > Group=Group^
        operation CreateInstanceProfile InstanceProfileName!=s Path=s Tags=[Tag] > InstanceProfile=InstanceProfile^
        operation CreateLoginProfile UserName=s Password=s PasswordResetRequired=b > LoginProfile=LoginProfile^
        operation CreatePolicy PolicyName!=s Path=s PolicyDocument!=s Description=s Tags=[Tag] > Policy=Policy^
        operation CreatePolicyVersion PolicyArn!=s PolicyDocument!=s SetAsDefault=b > PolicyVersion=PolicyVersion^
        operation CreateRole Path=s RoleName!=s AssumeRolePolicyDocument!=s Description=s MaxSessionDuration=i PermissionsBoundary=s
          Tags=[Tag] > Role=Role^
        operation CreateUser Path=s UserName!=s PermissionsBoundary=s Tags=[Tag] > User=User^
        operation CreateVirtualMFADevice Path=s VirtualMFADeviceName!=s Tags=[Tag] > VirtualMFADevice=VirtualMFADevice^
        operation DeactivateMFADevice UserName=s SerialNumber!=s
        operation DeleteAccessKey UserName=s AccessKeyId!=s
        operation DeleteAccountAlias AccountAlias!=s
        operation DeleteGroup GroupName!=s
        operation DeleteGroupPolicy GroupName!=s PolicyName!=s
        operation DeleteInstanceProfile InstanceProfileName!=s
        operation DeleteLoginProfile UserName=s
        operation DeletePolicy PolicyArn!=s
        operation DeletePolicyVersion PolicyArn!=s VersionId!=s
        operation DeleteRole RoleName!=s
        operation DeleteRolePermissionsBoundary RoleName!=s
        operation DeleteRolePolicy RoleName!=s PolicyName!=s
        operation DeleteUser UserName!=s
        operation DeleteUserPermissionsBoundary UserName!=s
        operation DeleteUserPolicy UserName!=s PolicyName!=s
        operation DeleteVirtualMFADevice SerialNumber!=s
        operation DetachGroupPolicy GroupName!=s PolicyArn!=s
        operation DetachRolePolicy RoleName!=s PolicyArn!=s
        operation DetachUserPolicy UserName!=s PolicyArn!=s
        operation EnableMFADevice UserName!=s SerialNumber!=s AuthenticationCode1!=s AuthenticationCode2!=s
        operation GetAccessKeyLastUsed AccessKeyId!=s > UserName=s AccessKeyLastUsed=AccessKeyLastUsed^
        operation GetAccountAuthorizationDetails Filter=[s] MaxItems=i Marker=s > UserDetailList=[UserDetail^]
          GroupDetailList=[GroupDetail^] RoleDetailList=[RoleDetail^] Policies=[ManagedPolicyDetail^] IsTruncated=b Marker=s
        operation GetAccountSummary > SummaryMap=<i>
        operation GetContextKeysForCustomPolicy PolicyInputList!=[s] > ContextKeyNames=[s]
        operation GetContextKeysForPrincipalPolicy PolicySourceArn!=s PolicyInputList=[s] > ContextKeyNames=[s]
        operation GetGroup GroupName!=s Marker=s MaxItems=i > Group=Group^ Users=[User^] IsTruncated=b Marker=s
        operation GetGroupPolicy GroupName!=s PolicyName!=s > GroupName=s PolicyName=s PolicyDocument=p
        operation GetInstanceProfile InstanceProfileName!=s > InstanceProfile=InstanceProfile^
        operation GetLoginProfile UserName=s > LoginProfile=LoginProfile^
        operation GetMFADevice SerialNumber!=s UserName=s > UserName=s SerialNumber=s EnableDate=t Certifications=<s>
        operation GetPolicy PolicyArn!=s > Policy=Policy^
        operation GetPolicyVersion PolicyArn!=s VersionId!=s > PolicyVersion=PolicyVersion^
        operation GetRole RoleName!=s > Role=Role^
        operation GetRolePolicy RoleName!=s PolicyName!=s > RoleName=s PolicyName=s PolicyDocument=p
        operation GetUser UserName=s > User=User^
        operation GetUserPolicy UserName!=s PolicyName!=s > UserName=s PolicyName=s PolicyDocument=p
        operation ListAccessKeys UserName=s Marker=s MaxItems=i > AccessKeyMetadata=[AccessKeyMetadata^] IsTruncated=b Marker=s
        operation ListAccountAliases Marker=s MaxItems=i > AccountAliases=[s] IsTruncated=b Marker=s
        operation ListAttachedGroupPolicies GroupName!=s PathPrefix=s Marker=s MaxItems=i > AttachedPolicies=[AttachedPolicy^]
          IsTruncated=b Marker=s
        operation ListAttachedRolePolicies RoleName!=s PathPrefix=s Marker=s MaxItems=i > AttachedPolicies=[AttachedPolicy^]
          IsTruncated=b Marker=s
        operation ListAttachedUserPolicies UserName!=s PathPrefix=s Marker=s MaxItems=i > AttachedPolicies=[AttachedPolicy^]
          IsTruncated=b Marker=s
        operation ListEntitiesForPolicy PolicyArn!=s EntityFilter=s PathPrefix=s PolicyUsageFilter=s Marker=s MaxItems=i >
          PolicyGroups=[PolicyGroup^] PolicyUsers=[PolicyUser^] PolicyRoles=[PolicyRole^] IsTruncated=b Marker=s
        operation ListGroupPolicies GroupName!=s Marker=s MaxItems=i > PolicyNames=[s] IsTruncated=b Marker=s
        operation ListGroups PathPrefix=s Marker=s MaxItems=i > Groups=[Group^] IsTruncated=b Marker=s
        operation ListGroupsForUser UserName!=s Marker=s MaxItems=i > Groups=[Group^] IsTruncated=b Marker=s
        operation ListInstanceProfileTags InstanceProfileName!=s Marker=s MaxItems=i > Tags=[Tag^] IsTruncated=b Marker=s
        operation ListInstanceProfiles PathPrefix=s Marker=s MaxItems=i > InstanceProfiles=[InstanceProfile^] IsTruncated=b Marker=s
        operation ListInstanceProfilesForRole RoleName!=s Marker=s MaxItems=i > InstanceProfiles=[InstanceProfile^] IsTruncated=b
          Marker=s
        operation ListMFADeviceTags SerialNumber!=s Marker=s MaxItems=i > Tags=[Tag^] IsTruncated=b Marker=s
        operation ListMFADevices UserName=s Marker=s MaxItems=i > MFADevices=[MFADevice^] IsTruncated=b Marker=s
        operation ListPolicies Scope=s OnlyAttached=b PathPrefix=s PolicyUsageFilter=s Marker=s MaxItems=i > Policies=[Policy^]
          IsTruncated=b Marker=s
        operation ListPolicyTags PolicyArn!=s Marker=s MaxItems=i > Tags=[Tag^] IsTruncated=b Marker=s
        operation ListPolicyVersions PolicyArn!=s Marker=s MaxItems=i > Versions=[PolicyVersion^] IsTruncated=b Marker=s
        operation ListRolePolicies RoleName!=s Marker=s MaxItems=i > PolicyNames=[s] IsTruncated=b Marker=s
        operation ListRoleTags RoleName!=s Marker=s MaxItems=i > Tags=[Tag^] IsTruncated=b Marker=s
        operation ListRoles PathPrefix=s Marker=s MaxItems=i > Roles=[Role^] IsTruncated=b Marker=s
        operation ListUserPolicies UserName!=s Marker=s MaxItems=i > PolicyNames=[s] IsTruncated=b Marker=s
        operation ListUserTags UserName!=s Marker=s MaxItems=i > Tags=[Tag^] IsTruncated=b Marker=s
        operation ListUsers PathPrefix=s Marker=s MaxItems=i > Users=[User^] IsTruncated=b Marker=s
        operation ListVirtualMFADevices AssignmentStatus=s Marker=s MaxItems=i > VirtualMFADevices=[VirtualMFADevice^] IsTruncated=b
          Marker=s
        operation PutGroupPolicy GroupName!=s PolicyName!=s PolicyDocument!=s
        operation PutRolePermissionsBoundary RoleName!=s PermissionsBoundary!=s
        operation PutRolePolicy RoleName!=s PolicyName!=s PolicyDocument!=s
        operation PutUserPermissionsBoundary UserName!=s PermissionsBoundary!=s
        operation PutUserPolicy UserName!=s PolicyName!=s PolicyDocument!=s
        operation RemoveRoleFromInstanceProfile InstanceProfileName!=s RoleName!=s
        operation RemoveUserFromGroup GroupName!=s UserName!=s
        operation ResyncMFADevice UserName!=s SerialNumber!=s AuthenticationCode1!=s AuthenticationCode2!=s
        operation SetDefaultPolicyVersion PolicyArn!=s VersionId!=s
        operation SimulateCustomPolicy PolicyInputList!=[s] PermissionsBoundaryPolicyInputList=[s] ActionNames!=[s] ResourceArns=[s]
          ResourcePolicy=s ResourceOwner=s CallerArn=s ContextEntries=[ContextEntry] ResourceHandlingOption=s MaxItems=i Marker=s >
          EvaluationResults=[EvaluationResult^] IsTruncated=b Marker=s
        operation SimulatePrincipalPolicy PolicySourceArn!=s PolicyInputList=[s] PermissionsBoundaryPolicyInputList=[s]
          ActionNames!=[s] ResourceArns=[s] ResourcePolicy=s ResourceOwner=s CallerArn=s ContextEntries=[ContextEntry]
          ResourceHandlingOption=s MaxItems=i Marker=s > EvaluationResults=[EvaluationResult^] IsTruncated=b Marker=s
        operation TagInstanceProfile InstanceProfileName!=s Tags!=[Tag]
        operation TagMFADevice SerialNumber!=s Tags!=[Tag]
        operation TagPolicy PolicyArn!=s Tags!=[Tag]
        operation TagRole RoleName!=s Tags!=[Tag]
        operation TagUser UserName!=s Tags!=[Tag]
        operation UntagInstanceProfile InstanceProfileName!=s TagKeys!=[s]
        operation UntagMFADevice SerialNumber!=s TagKeys!=[s]
        operation UntagPolicy PolicyArn!=s TagKeys!=[s]
        operation UntagRole RoleName!=s TagKeys!=[s]
        operation UntagUser UserName!=s TagKeys!=[s]
        operation UpdateAccessKey UserName=s AccessKeyId!=s Status!=s
        operation UpdateAssumeRolePolicy RoleName!=s PolicyDocument!=s
        operation UpdateGroup GroupName!=s NewPath=s NewGroupName=s
        operation UpdateLoginProfile UserName!=s Password=s PasswordResetRequired=b
        operation UpdateRole RoleName!=s Description=s MaxSessionDuration=i
        operation UpdateRoleDescription RoleName!=s Description!=s > Role=Role^
        operation UpdateUser UserName!=s NewPath=s NewUserName=s
        type AccessKeyLastUsed^ LastUsedDate=t ServiceName=s Region=s
        type AccessKeyMetadata^ UserName=s AccessKeyId=s Status=s CreateDate=t
        type AccessKey^ UserName=s AccessKeyId=s Status=s SecretAccessKey=s CreateDate=t
        type AttachedPermissionsBoundary^ PermissionsBoundaryType=s PermissionsBoundaryArn=s
        type AttachedPolicy^ PolicyName=s PolicyArn=s
        type ContextEntry ContextKeyName=s ContextKeyValues=[s] ContextKeyType=s
        type EvaluationResult^ EvalActionName=s EvalResourceName=s EvalDecision=s MatchedStatements=[Statement^]
          MissingContextValues=[s] OrganizationsDecisionDetail=OrganizationsDecisionDetail^
          PermissionsBoundaryDecisionDetail=PermissionsBoundaryDecisionDetail^ EvalDecisionDetails=<s>
          ResourceSpecificResults=[ResourceSpecificResult^]
        type GroupDetail^ Path=s GroupName=s GroupId=s Arn=s CreateDate=t GroupPolicyList=[PolicyDetail^]
          AttachedManagedPolicies=[AttachedPolicy^]
        type Group^ Path=s GroupName=s GroupId=s Arn=s CreateDate=t
        type InstanceProfile^ Path=s InstanceProfileName=s InstanceProfileId=s Arn=s CreateDate=t Roles=[Role^] Tags=[Tag^]
        type LoginProfile^ UserName=s CreateDate=t PasswordResetRequired=b
        type MFADevice^ UserName=s SerialNumber=s EnableDate=t
        type ManagedPolicyDetail^ PolicyName=s PolicyId=s Arn=s Path=s DefaultVersionId=s AttachmentCount=i
          PermissionsBoundaryUsageCount=i IsAttachable=b Description=s CreateDate=t UpdateDate=t PolicyVersionList=[PolicyVersion^]
        type OrganizationsDecisionDetail^ AllowedByOrganizations=b
        type PermissionsBoundaryDecisionDetail^ AllowedByPermissionsBoundary=b
        type PolicyDetail^ PolicyName=s PolicyDocument=p
        type PolicyGroup^ GroupName=s GroupId=s
        type PolicyRole^ RoleName=s RoleId=s
        type PolicyUser^ UserName=s UserId=s
        type PolicyVersion^ Document=p VersionId=s IsDefaultVersion=b CreateDate=t
        type Policy^ PolicyName=s PolicyId=s Arn=s Path=s DefaultVersionId=s AttachmentCount=i PermissionsBoundaryUsageCount=i
          IsAttachable=b Description=s CreateDate=t UpdateDate=t Tags=[Tag^]
        type Position^ Line=i Column=i
        type ResourceSpecificResult^ EvalResourceName=s EvalResourceDecision=s MatchedStatements=[Statement^]
          MissingContextValues=[s] EvalDecisionDetails=<s> PermissionsBoundaryDecisionDetail=PermissionsBoundaryDecisionDetail^
        type RoleDetail^ Path=s RoleName=s RoleId=s Arn=s CreateDate=t AssumeRolePolicyDocument=p
          InstanceProfileList=[InstanceProfile^] RolePolicyList=[PolicyDetail^] AttachedManagedPolicies=[AttachedPolicy^]
          PermissionsBoundary=AttachedPermissionsBoundary^ Tags=[Tag^] RoleLastUsed=RoleLastUsed^
        type RoleLastUsed^ LastUsedDate=t Region=s
        type Role^ Path=s RoleName=s RoleId=s Arn=s CreateDate=t AssumeRolePolicyDocument=p Description=s MaxSessionDuration=i
          PermissionsBoundary=AttachedPermissionsBoundary^ Tags=[Tag^] RoleLastUsed=RoleLastUsed^
        type Statement^ SourcePolicyId=s SourcePolicyType=s StartPosition=Position^ EndPosition=Position^
        type Tag Key!=s Value!=s
        type Tag^ Key=s Value=s
        type UserDetail^ Path=s UserName=s UserId=s Arn=s CreateDate=t UserPolicyList=[PolicyDetail^] GroupList=[s]
          AttachedManagedPolicies=[AttachedPolicy^] PermissionsBoundary=AttachedPermissionsBoundary^ Tags=[Tag^]
        type User^ Path=s UserName=s UserId=s Arn=s CreateDate=t PasswordLastUsed=t PermissionsBoundary=AttachedPermissionsBoundary^
          Tags=[Tag^]
        type VirtualMFADevice^ SerialNumber=s Base32StringSeed=x QRCodePNG=x User=User^ EnableDate=t Tags=[Tag^]
        """#
}
