extension AWSManagedPolicies {
    /// `IAMUserChangePassword`, v5, as AWS publishes it (AWS Managed Policy Reference Guide).
    static let documentIAMUserChangePassword = #"""
        {
          "Statement": [
            {
              "Action": [
                "iam:ChangePassword"
              ],
              "Effect": "Allow",
              "Resource": [
                "arn:aws:iam::*:user/${aws:username}",
                "arn:aws:iam::*:user/*/${aws:username}"
              ]
            },
            {
              "Action": [
                "iam:GetAccountPasswordPolicy"
              ],
              "Effect": "Allow",
              "Resource": "*"
            }
          ],
          "Version": "2012-10-17"
        }
        """#
}
