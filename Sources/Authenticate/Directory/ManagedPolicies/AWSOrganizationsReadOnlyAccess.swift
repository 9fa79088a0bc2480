extension AWSManagedPolicies {
    /// `AWSOrganizationsReadOnlyAccess`, v6, as AWS publishes it (AWS Managed Policy Reference Guide).
    static let documentAWSOrganizationsReadOnlyAccess = #"""
        {
          "Statement": [
            {
              "Action": [
                "organizations:Describe*",
                "organizations:List*"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "AWSOrganizationsReadOnly"
            },
            {
              "Action": [
                "account:GetAlternateContact",
                "account:GetContactInformation",
                "account:ListRegions",
                "account:GetRegionOptStatus",
                "account:GetPrimaryEmail"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "AWSOrganizationsReadOnlyAccount"
            }
          ],
          "Version": "2012-10-17"
        }
        """#
}
