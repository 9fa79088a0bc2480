extension AWSManagedPolicies {
    /// `AdministratorAccess`, v1, as AWS publishes it (AWS Managed Policy Reference Guide).
    static let documentAdministratorAccess = #"""
        {
          "Statement": [
            {
              "Action": "*",
              "Effect": "Allow",
              "Resource": "*"
            }
          ],
          "Version": "2012-10-17"
        }
        """#
}
