extension AWSManagedPolicies {
    /// `AWSOrganizationsFullAccess`, v9, as AWS publishes it (AWS Managed Policy Reference Guide).
    static let documentAWSOrganizationsFullAccess = #"""
        {
          "Statement": [
            {
              "Action": "organizations:*",
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "AWSOrganizationsFullAccess"
            },
            {
              "Action": [
                "account:PutAlternateContact",
                "account:DeleteAlternateContact",
                "account:GetAlternateContact",
                "account:GetContactInformation",
                "account:PutContactInformation",
                "account:ListRegions",
                "account:EnableRegion",
                "account:DisableRegion",
                "account:PutAccountName",
                "account:GetAccountInformation"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "AWSOrganizationsFullAccessAccount"
            },
            {
              "Action": "iam:CreateServiceLinkedRole",
              "Condition": {
                "StringEquals": {
                  "iam:AWSServiceName": "organizations.amazonaws.com"
                }
              },
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "AWSOrganizationsFullAccessCreateSLR"
            }
          ],
          "Version": "2012-10-17"
        }
        """#
}
