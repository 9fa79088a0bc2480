extension AWSManagedPolicies {
    /// `AWSDenyAll`, v2, as AWS publishes it (AWS Managed Policy Reference Guide).
    static let documentAWSDenyAll = #"""
        {
          "Statement": [
            {
              "Action": [
                "*"
              ],
              "Effect": "Deny",
              "Resource": "*",
              "Sid": "DenyAll"
            }
          ],
          "Version": "2012-10-17"
        }
        """#
}
