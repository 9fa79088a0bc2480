extension AWSManagedPolicies {
    /// `IAMReadOnlyAccess`, v4, as AWS publishes it (AWS Managed Policy Reference Guide).
    static let documentIAMReadOnlyAccess = #"""
        {
          "Statement": [
            {
              "Action": [
                "iam:GenerateCredentialReport",
                "iam:GenerateServiceLastAccessedDetails",
                "iam:Get*",
                "iam:List*",
                "iam:SimulateCustomPolicy",
                "iam:SimulatePrincipalPolicy"
              ],
              "Effect": "Allow",
              "Resource": "*"
            }
          ],
          "Version": "2012-10-17"
        }
        """#
}
