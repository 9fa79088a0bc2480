import Foundation
import Testing

@testable import ScenarioKit

@Suite struct CommandTranslationTests {
    struct Row: CustomTestStringConvertible {
        var line: String
        var headers: String
        var body: String
        var testDescription: String { line }

        /// DynamoDB's target and body.
        static func dynamoDB(_ line: String, _ operation: String, _ body: String) -> Row {
            Row(line: "aws dynamodb \(line)", headers: "application/x-amz-json-1.0 DynamoDB_20120810.\(operation)", body: body)
        }

        static func form(_ line: String, _ body: String) -> Row {
            Row(line: line, headers: "application/x-www-form-urlencoded; charset=utf-8", body: body)
        }
    }

    /// Bodies as AWS CLI 1.45 sends them (its members in the order in which they are given here).
    static let rows: [Row] = [
        .dynamoDB("list-tables", "ListTables", "{}"),
        .dynamoDB("list-tables --limit 5", "ListTables", #"{"Limit":5}"#),
        .dynamoDB("list-tables --limit=5 --output text --query TableNames --no-cli-pager", "ListTables", #"{"Limit":5}"#),
        .dynamoDB(
            "get-item --table-name T --key '{\"A\":{\"S\":\"x\"}}' --consistent-read", "GetItem",
            #"{"TableName":"T","Key":{"A":{"S":"x"}},"ConsistentRead":true}"#),
        .dynamoDB(
            "get-item --table-name T --key A={S=x} --no-consistent-read", "GetItem",
            #"{"TableName":"T","Key":{"A":{"S":"x"}},"ConsistentRead":false}"#),
        .dynamoDB(
            "update-table --table-name T --sse-specification Enabled=true,SSEType=KMS", "UpdateTable",
            #"{"TableName":"T","SSESpecification":{"Enabled":true,"SSEType":"KMS"}}"#),
        .dynamoDB(
            "update-table --table-name T --attribute-definitions AttributeName=A,AttributeType=S AttributeName=B,AttributeType=N",
            "UpdateTable",
            #"{"TableName":"T","AttributeDefinitions":[{"AttributeName":"A","AttributeType":"S"},{"AttributeName":"B","AttributeType":"N"}]}"#
        ),
        .dynamoDB(
            "tag-resource --resource-arn a --tags Key=k,Value='a b'", "TagResource",
            #"{"ResourceArn":"a","Tags":[{"Key":"k","Value":"a b"}]}"#),
        Row(
            line: "aws kms create-grant --key-id k --grantee-principal p --operations Encrypt Decrypt",
            headers: "application/x-amz-json-1.1 TrentService.CreateGrant",
            body: #"{"KeyId":"k","GranteePrincipal":"p","Operations":["Encrypt","Decrypt"]}"#),
        Row(
            line:
                "aws cloudtrail lookup-events --start-time 2022-08-04T13:23:00Z --lookup-attributes AttributeKey=EventName,AttributeValue=X",
            headers: "application/x-amz-json-1.1 com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents",
            body: #"{"StartTime":1659619380,"LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"X"}]}"#),
        Row(
            line: "aws organizations list-roots", headers: "application/x-amz-json-1.1 AWSOrganizationsV20161128.ListRoots", body: "{}"),
        .form("aws sts get-caller-identity", "Action=GetCallerIdentity&Version=2011-06-15"),
        .form(
            "aws sts get-session-token --serial-number arn:aws:iam::111122223333:mfa/a --token-code 012345",
            "Action=GetSessionToken&Version=2011-06-15&SerialNumber=arn%3Aaws%3Aiam%3A%3A111122223333%3Amfa%2Fa&TokenCode=012345"),
        .form(
            "aws iam create-user --user-name U --tags Key=a,Value=b Key=c,Value=d",
            "Action=CreateUser&Version=2010-05-08&UserName=U&Tags.member.1.Key=a&Tags.member.1.Value=b&Tags.member.2.Key=c&Tags.member.2.Value=d"
        ),
        .form(
            "aws iam create-virtual-mfa-device --virtual-mfa-device-name d --outfile f --bootstrap-method QRCodePNG",
            "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=d"),
        .form(
            "aws iam create-policy-version --policy-arn a --policy-document {} --no-set-as-default",
            "Action=CreatePolicyVersion&Version=2010-05-08&PolicyArn=a&PolicyDocument=%7B%7D&SetAsDefault=false"),
        .form(
            "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=a,b Name=x,Values=c --vpc-endpoint-ids vpce-1 vpce-2",
            "Action=DescribeVpcEndpoints&Version=2016-11-15&Filter.1.Name=vpc-id&Filter.1.Value.1=a&Filter.1.Value.2=b&Filter.2.Name=x"
                + "&Filter.2.Value.1=c&VpcEndpointId.1=vpce-1&VpcEndpointId.2=vpce-2"),
        .form(
            "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-1 --reset-policy",
            "Action=ModifyVpcEndpoint&Version=2016-11-15&VpcEndpointId=vpce-1&ResetPolicy=true"),
    ]

    private func translate(_ line: String) throws -> TranslatedCommand {
        try CommandTranslation(folder: "/nowhere").translate(try CommandWords(splitting: line).filled { _ in "" })
    }

    @Test(arguments: rows)
    func `a command becomes the request that the AWS CLI sends`(_ row: Row) throws {
        let request = CommandRequest(try translate(row.line))
        #expect(request.headers.map(\.value).joined(separator: " ") == row.headers)
        #expect(String(decoding: request.body, as: UTF8.self) == row.body)
    }

    static let faults = [
        ("ls", "a command begins with 'aws' or 'portcullis'"),
        ("aws dynamodb", "a command names a service and an operation: aws dynamodb list-tables"),
        ("aws dynamdb list-tables", "unknown service 'dynamdb'; did you mean 'dynamodb'?"),
        ("aws dynamodb list-table", "unknown operation 'dynamodb list-table'; did you mean 'list-tables'?"),
        ("aws dynamodb list-tables --limits 5", "unknown option '--limits' of dynamodb list-tables; did you mean '--limit'?"),
        ("aws dynamodb list-tables extra", "'extra' belongs to no option"),
        ("aws dynamodb list-tables --limit", "--limit takes one value, and has 0"),
        ("aws dynamodb list-tables --limit 1 2", "--limit takes one value, and has 2"),
        ("aws dynamodb list-tables --limit many", "--limit: expected a whole number, found \"many\""),
        ("aws dynamodb list-tables --limit 1 --limit 2", "--limit is given twice"),
        ("aws dynamodb list-tables --region", "--region lacks its value"),
        ("aws dynamodb get-item --table-name T", "the following arguments are required: --key"),
        ("aws dynamodb get-item --table-name T --key {} --consistent-read true", "--consistent-read takes no value (--no-… for false)"),
        ("aws dynamodb get-item --table-name T --key '{'", "--key: the value is not JSON: {"),
        ("aws dynamodb get-item --table-name T --key '{\"A\":{\"X\":\"1\"}}'", "--key.A has no member 'X'; did you mean 'S'?"),
        ("aws dynamodb get-item --table-name T --key 'A'", "'A': expected a name and '=' at column 2 (Name=value,Name=value)"),
        (
            "aws dynamodb update-table --table-name T --sse-specification Enabld=true",
            "--sse-specification has no member 'Enabld'; did you mean 'Enabled'?"
        ),
        ("aws kms put-key-policy --key-id k --policy file://no.json", "--policy: there is no file 'no.json'"),
        (
            "aws cloudtrail lookup-events --start-time yesterday",
            "--start-time: 'yesterday' is not a time such as 2026-11-23T20:00:00Z"
        ),
        (
            "aws iam create-virtual-mfa-device --virtual-mfa-device-name d",
            "the following arguments are required: --outfile, --bootstrap-method"
        ),
    ]

    @Test(arguments: faults)
    func `a slip is named, with what was probably meant`(_ line: String, _ message: String) {
        #expect(throws: CommandError(message)) { try translate(line) }
    }
}

@Suite struct CommandTableTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "CommandTable/command_table.py").path

    /// What the script prints; nil where there is no python3 or no botocore.
    private static func output(_ arguments: String...) -> String? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script] + arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: output, as: UTF8.self) : nil
    }

    /// Other versions of the models have other members, so only the one that the table was made of is compared.
    private static let hasBotocore = output("version") == "1.43.11\n"

    @Test(.enabled(if: hasBotocore))
    func `the table is what botocore's models say`() throws {
        let made = try #require(Self.output())
        #expect(CommandTable.texts.joined(separator: "\n") + "\n" == made)
    }

    @Test(.enabled(if: hasBotocore))
    func `names are spelt as the AWS CLI spells them`() throws {
        let made = try #require(Self.output("spellings"))
        let pairs = made.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(pairs.count > 400)
        for pair in pairs { #expect(CommandSpelling.kebab(pair[0]) == pair[1]) }
    }

    @Test func `acronyms and plurals are words`() {
        let names = ["ListTables", "SSESpecification", "KMSMasterKeyId", "CreateVirtualMFADevice", "AuthenticationCode1", "TableARNs"]
        #expect(
            names.map(CommandSpelling.kebab) == [
                "list-tables", "sse-specification", "kms-master-key-id", "create-virtual-mfa-device", "authentication-code1", "table-arns",
            ])
    }

    @Test func `every service of the table can be read`() {
        #expect(
            CommandTable.shared.services.keys.sorted() == [
                "cloudtrail", "dynamodb", "dynamodbstreams", "ec2", "iam", "kms", "organizations", "sts",
            ])
        #expect(CommandTable.shared.services["dynamodb"]?.operations.count == 57)
    }
}
