extension CommandTable {
    /// Organizations's commands (botocore 1.43.11, service model `organizations`), written by `command_table.py` beside the tests.
    static let organizations = #"""
        service organizations organizations json11 2016-11-28 AWSOrganizationsV20161128
        operation AttachPolicy PolicyId!=s TargetId!=s
        operation CloseAccount AccountId!=s
        operation CreateAccount Email!=s AccountName!=s RoleName=s IamUserAccessToBilling=s Tags=[Tag]
        operation CreateOrganization FeatureSet=s
        operation CreateOrganizationalUnit ParentId!=s Name!=s Tags=[Tag]
        operation CreatePolicy Content!=s Description!=s Name!=s Type!=s Tags=[Tag]
        operation DeleteOrganization
        operation DeleteOrganizationalUnit OrganizationalUnitId!=s
        operation DeletePolicy PolicyId!=s
        operation DescribeAccount AccountId!=s
        operation DescribeCreateAccountStatus CreateAccountRequestId!=s
        operation DescribeEffectivePolicy PolicyType!=s TargetId=s
        operation DescribeOrganization
        operation DescribeOrganizationalUnit OrganizationalUnitId!=s
        operation DescribePolicy PolicyId!=s
        operation DetachPolicy PolicyId!=s TargetId!=s
        operation DisablePolicyType RootId!=s PolicyType!=s
        operation EnablePolicyType RootId!=s PolicyType!=s
        operation ListAccounts NextToken=s MaxResults=i
        operation ListAccountsForParent ParentId!=s NextToken=s MaxResults=i
        operation ListChildren ParentId!=s ChildType!=s NextToken=s MaxResults=i
        operation ListCreateAccountStatus States=[s] NextToken=s MaxResults=i
        operation ListOrganizationalUnitsForParent ParentId!=s NextToken=s MaxResults=i
        operation ListParents ChildId!=s NextToken=s MaxResults=i
        operation ListPolicies Filter!=s NextToken=s MaxResults=i
        operation ListPoliciesForTarget TargetId!=s Filter!=s NextToken=s MaxResults=i
        operation ListRoots NextToken=s MaxResults=i
        operation ListTagsForResource ResourceId!=s NextToken=s
        operation ListTargetsForPolicy PolicyId!=s NextToken=s MaxResults=i
        operation MoveAccount AccountId!=s SourceParentId!=s DestinationParentId!=s
        operation RemoveAccountFromOrganization AccountId!=s
        operation TagResource ResourceId!=s Tags!=[Tag]
        operation UntagResource ResourceId!=s TagKeys!=[s]
        operation UpdateOrganizationalUnit OrganizationalUnitId!=s Name=s
        operation UpdatePolicy PolicyId!=s Name=s Description=s Content=s
        type Tag Key!=s Value!=s
        """#
}
