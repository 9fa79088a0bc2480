/// The few words that generated policies and requests are made of, so that hits and near misses both happen.
enum Vocabulary {
    static let member = "111122223333"
    static let sibling = "444455556666"
    static let management = "999988887777"
    static let stranger = "222233334444"

    static let tableActions = [
        "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:DeleteItem", "dynamodb:DescribeTable",
        "dynamodb:BatchGetItem",
    ]
    static let listActions = ["dynamodb:ListTables", "dynamodb:DescribeLimits"]
    static let keyActions = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:RetireGrant", "kms:CreateGrant"]
    static let roleActions = ["sts:AssumeRole"]
    static let provider = "accounts.google.com"

    static let broadActions = ["*", "*", "*", "*", "dynamodb:*"]
    static let actionPatterns = [
        "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Get*", "dynamodb:*Item", "DynamoDB:getitem", "dynamodb:?etItem",
        "dynamodb:D*e*", "dynamodb:List*", "dynamodb:BatchGet*", "dynamodb:*", "kms:Decrypt", "kms:*Key", "kms:De*", "kms:*",
        "sts:AssumeRole", "sts:Assume*", "s3:*", "dynamodb:Get", "dynamodb:GetItems",
    ]

    static let resourcePatterns = [
        "*", "*", "arn:aws:dynamodb:*:*:table/Music", "arn:aws:dynamodb:us-east-1:111122223333:table/Mus*",
        "arn:aws:dynamodb:*:*:table/music", "arn:aws:dynamodb:*:111122223333:*", "arn:aws:dynamodb:*:444455556666:table/*",
        "arn:aws:dynamodb:us-east-?:*:table/Music/index/*", "arn:aws:dynamodb:*:*:table/*/stream/*", "arn:aws:dynamodb:us-*:*:table/M???c",
        "arn:aws:dynamodb:*:*:table/${aws:username}", "arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team, 'Music'}",
        "arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}*", "arn:aws:dynamodb:*:*:table/${*}", "arn:aws:dynamodb:*",
        "arn:aws:dynamodb:us-east-1", "arn:aws:kms:*", "arn:aws:dynamodb:*:*:table/${aws:TagKeys}",
        "arn:aws:kms:*:*:key/*", "arn:aws:kms:us-east-1:111122223333:key/1234*", "arn:aws:iam::*:role/*",
        "arn:aws:iam::111122223333:role/app/Target",
        "arn:aws:dynamodb:*:table/*:*", "arn:aws:s3:::*", "arn:aws:dynamodb:us-*T12:?0:*",
    ]
    /// Patterns that a policy of the given grammar takes.
    static let plainResourcePatterns = resourcePatterns.filter { $0.parts(upTo: 6).count == 6 || $0 == "*" }

    static let words = ["Music", "alice", "bob", "ALICE", "a", "ab", "A", "", "*", "a*", "x?"]
    static let wordPatterns =
        words + [
            "al*", "*i*", "?", "??", "*", "M*c", "${aws:username}", "${*}", "a${?}", "${aws:PrincipalTag/team, 'a'}", "${aws:TagKeys}",
        ]
    static let numbers = ["0", "1", "5", "5.0", "300", "299.5", "-1", "many"]
    static let numberValues = ["0", "1", "5", "300", "299.5", "-1", "3e2"]
    static let dates = [
        "2026-01-31T12:00:00Z", "2026-01-31T12:00:01Z", "1769860800", "2026-02-28T23:59:59Z", "2025-12-31T00:00:00Z", "soon",
    ]
    static let dateValues = [
        "2026-01-31T12:00:00Z", "2026-01-31T13:00:00+01:00", "1769860800", "2026-01-31", "2026-03-01T00:00:00Z", "2026-02", "2026-01-31T12",
    ]
    static let addresses = ["203.0.113.7", "203.0.113.200", "10.0.0.5", "2001:db8::1", "2001:db8:0:0::ff", "nowhere", "::ffff:203.0.113.7"]
    static let addressValues = [
        "203.0.113.0/24", "203.0.113.7", "203.0.113.128/25", "0.0.0.0/0", "10.0.0.0/8", "::/0", "2001:db8::/32", "2001:DB8::1/128",
    ]
    static let arns = [
        "arn:aws:iam::111122223333:user/team/Alice", "arn:aws:iam::111122223333:role/app/Reader", "arn:aws:iam::111122223333:root",
        "arn:aws:dynamodb:us-east-1:111122223333:table/Music", "arn:aws:sns:us-east-1:111122223333:a:b", "plain",
    ]
    static let arnValues = [
        "arn:aws:iam::111122223333:user/team/Alice", "arn:aws:iam::*:user/*", "arn:aws:iam::111122223333:role/app/*", "arn:aws:*:*:*:*",
        "arn:aws:iam::${aws:PrincipalAccount}:*", "arn:aws:iam::*:user/team/${aws:username}", "arn:aws:sns:*:*:a*",
        "arn:aws:*:111122223333:*:*", "arn:aws:sns:*:a:*", "arn:aws:iam:*:user/*:*",
    ]
    static let binaries = ["QUJD", "QQ==", "QUJE", "!"]
    static let binaryValues = ["QUJD", "QQ=="]

    /// Keys by the type of their values.
    static let wordKeys = [
        "aws:username", "aws:userid", "aws:PrincipalTag/team", "aws:RequestTag/env", "dynamodb:Select", "aws:SourceVpce", "kms:ViaService",
    ]
    static let listKeys = ["aws:TagKeys", "dynamodb:LeadingKeys", "dynamodb:Attributes"]
    static let numberKeys = ["aws:MultiFactorAuthAge"]
    static let dateKeys = ["aws:CurrentTime", "aws:TokenIssueTime"]
    static let booleanKeys = ["aws:MultiFactorAuthPresent", "aws:SecureTransport", "aws:ViaAWSService"]
    static let addressKeys = ["aws:SourceIp", "aws:VpcSourceIp"]
    static let arnKeys = ["aws:PrincipalArn", "aws:SourceArn"]
    static let binaryKeys = ["test:Digest"]
}
