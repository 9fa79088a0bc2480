extension AWSManagedPolicies {
    /// `AmazonDynamoDBFullAccess_v2`, v3, as AWS publishes it (AWS Managed Policy Reference Guide).
    static let documentAmazonDynamoDBFullAccessv2 = #"""
        {
          "Statement": [
            {
              "Action": [
                "dynamodb:*",
                "dax:*"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "DDBAndDAXFullAccess"
            },
            {
              "Action": [
                "kms:DescribeKey",
                "kms:ListAliases"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "KMSIntegration"
            },
            {
              "Action": [
                "lambda:ListEventSourceMappings",
                "lambda:ListFunctions"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "LambdaIntegration"
            },
            {
              "Action": [
                "sns:ListTopics"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "DaxSNSIntegration"
            },
            {
              "Action": [
                "application-autoscaling:DeleteScalingPolicy",
                "application-autoscaling:DeregisterScalableTarget",
                "application-autoscaling:PutScalingPolicy",
                "application-autoscaling:RegisterScalableTarget"
              ],
              "Condition": {
                "StringEquals": {
                  "application-autoscaling:service-namespace": "dynamodb"
                }
              },
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "ApplicationAutoscalingIntegration"
            },
            {
              "Action": [
                "application-autoscaling:DescribeScalableTargets",
                "application-autoscaling:DescribeScalingActivities",
                "application-autoscaling:DescribeScalingPolicies"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "ApplicationAutoscalingDescribeActions"
            },
            {
              "Action": [
                "tag:GetResources"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "TagManagement"
            },
            {
              "Action": [
                "cloudwatch:DescribeAlarms",
                "cloudwatch:GetMetricStatistics",
                "cloudwatch:GetMetricData"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "CloudwatchMonitoring"
            },
            {
              "Action": [
                "kinesis:ListStreams",
                "kinesis:DescribeStream",
                "kinesis:DescribeStreamSummary"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "ListKinesisResources"
            },
            {
              "Action": [
                "ec2:DescribeVpcs",
                "ec2:DescribeSubnets",
                "ec2:DescribeSecurityGroups"
              ],
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "ListEC2ResourcesForDaxClusterCreation"
            },
            {
              "Action": "cloudwatch:GetInsightRuleReport",
              "Effect": "Allow",
              "Resource": "arn:aws:cloudwatch:*:*:insight-rule/DynamoDBContributorInsights*",
              "Sid": "CloudwatchInsightsRules"
            },
            {
              "Action": [
                "iam:CreateServiceLinkedRole"
              ],
              "Condition": {
                "StringEquals": {
                  "iam:AWSServiceName": [
                    "replication.dynamodb.amazonaws.com",
                    "dax.amazonaws.com",
                    "dynamodb.application-autoscaling.amazonaws.com",
                    "contributorinsights.dynamodb.amazonaws.com",
                    "kinesisreplication.dynamodb.amazonaws.com"
                  ]
                }
              },
              "Effect": "Allow",
              "Resource": "*",
              "Sid": "ServiceRoleCreation"
            },
            {
              "Action": [
                "iam:ListRoles"
              ],
              "Effect": "Allow",
              "Resource": [
                "*"
              ],
              "Sid": "IamIntegration"
            }
          ],
          "Version": "2012-10-17"
        }
        """#
}
