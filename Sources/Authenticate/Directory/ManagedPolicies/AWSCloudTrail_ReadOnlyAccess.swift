extension AWSManagedPolicies {
    /// `AWSCloudTrail_ReadOnlyAccess`, v1, as AWS publishes it (AWS Managed Policy Reference Guide).
    static let documentAWSCloudTrailReadOnlyAccess = #"""
        {
          "Statement": [
            {
              "Action": [
                "cloudtrail:Get*",
                "cloudtrail:Describe*",
                "cloudtrail:List*",
                "cloudtrail:LookupEvents"
              ],
              "Effect": "Allow",
              "Resource": "*"
            }
          ],
          "Version": "2012-10-17"
        }
        """#
}
