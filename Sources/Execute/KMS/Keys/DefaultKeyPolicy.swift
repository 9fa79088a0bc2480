import Directory
import IAMPolicy

/// The policies that KMS writes itself.
enum DefaultKeyPolicy {
    /// What a key gets that is created without a policy: it leaves everything to the account's identity policies.
    ///
    /// Recorded; the layout is that of the guide's `get-key-policy`.
    static func text(for account: String) -> String {
        """
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::\(account):root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """
    }

    /// The policy of `alias/aws/dynamodb` (DynamoDB Developer Guide, "DynamoDB encryption at rest: usage notes"): every
    /// principal of the account through DynamoDB, its administrators only to look.
    static func dynamoDB(account: String, region: String) -> String {
        """
        {
          "Version" : "2012-10-17",
          "Id" : "auto-dynamodb-1",
          "Statement" : [ {
            "Sid" : "Allow access through Amazon DynamoDB for all principals in the account that are authorized to use Amazon DynamoDB",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "*"
            },
            "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey" ],
            "Resource" : "*",
            "Condition" : {
              "StringEquals" : {
                "kms:CallerAccount" : "\(account)",
                "kms:ViaService" : "dynamodb.\(region).amazonaws.com"
              }
            }
          }, {
            "Sid" : "Allow direct access to key metadata to the account",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::\(account):root"
            },
            "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
            "Resource" : "*"
          }, {
            "Sid" : "Allow DynamoDB Service with service principal name dynamodb.amazonaws.com to describe the key directly",
            "Effect" : "Allow",
            "Principal" : {
              "Service" : "dynamodb.amazonaws.com"
            },
            "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*" ],
            "Resource" : "*"
          } ]
        }
        """
    }
}
