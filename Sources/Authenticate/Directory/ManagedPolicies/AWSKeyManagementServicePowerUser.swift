extension AWSManagedPolicies {
    /// `AWSKeyManagementServicePowerUser`, v2, as AWS publishes it (AWS Managed Policy Reference Guide).
    static let documentAWSKeyManagementServicePowerUser = #"""
        {
          "Statement": [
            {
              "Action": [
                "kms:CreateAlias",
                "kms:CreateKey",
                "kms:DeleteAlias",
                "kms:Describe*",
                "kms:GenerateRandom",
                "kms:Get*",
                "kms:List*",
                "kms:TagResource",
                "kms:UntagResource",
                "iam:ListGroups",
                "iam:ListRoles",
                "iam:ListUsers"
              ],
              "Effect": "Allow",
              "Resource": "*"
            }
          ],
          "Version": "2012-10-17"
        }
        """#
}
