import AWSTypes
import IAMPolicy
import Testing

/// What IAM says of policies that it does not take, through each operation that reads one.
@Suite struct PolicyTextTests {
    struct Row: CustomTestStringConvertible {
        var name: String
        var document: String
        var message: String
        var source: String
        var testDescription: String { name }
    }

    private static let emulator = "moto, after AWS"
    private static let preflight = "recorded, cdk-preflight 2026"
    private static let localstack = "recorded, LocalStack test_iam"

    static let rows = [
        Row(
            name: "the article's policy as it is printed",
            document: policy(#""Sid":"DenyAllExceptListedIfNoMFA","Effect":"Deny","NotAction":"iam:GetUser","Resource":"""#),
            message: #"Resource  must be in ARN format or "*"."#, source: emulator),
        Row(name: "not JSON", document: "{", message: "This policy contains invalid Json", source: localstack),
        Row(name: "a list", document: "[]", message: "This policy contains invalid Json", source: emulator),
        Row(
            name: "no version", document: #"{"Statement":[{"Effect":"Allow","Action":"a:b","Resource":"*"}]}"#,
            message: "Policy document must be version 2012-10-17 or greater.", source: emulator),
        Row(
            name: "the former version",
            document: #"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Action":"a:b","Resource":"*"}]}"#,
            message: "Policy document must be version 2012-10-17 or greater.", source: emulator),
        Row(
            name: "a principal", document: policy(#""Effect":"Allow","Principal":"*","Action":"a:b","Resource":"*""#),
            message: "Policy document should not specify a principal.", source: emulator),
        Row(
            name: "no action", document: policy(#""Effect":"Allow","Resource":"*""#), message: "Policy statement must contain actions.",
            source: emulator),
        Row(
            name: "no resource", document: policy(#""Effect":"Allow","Action":"a:b""#),
            message: "Policy statement must contain resources.", source: emulator),
        Row(
            name: "an action without a service", document: policy(#""Effect":"Allow","Action":"ListTables","Resource":"*""#),
            message: "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.", source: emulator),
        Row(
            name: "a small effect", document: policy(#""Effect":"allow","Action":"a:b","Resource":"*""#),
            message: "The policy failed legacy parsing", source: emulator),
        Row(
            name: "one Sid twice",
            document: policy(
                #""Sid":"a","Effect":"Allow","Action":"a:b","Resource":"*"},{"Sid":"a","Effect":"Allow","Action":"a:b","Resource":"*""#),
            message: "Statement IDs (SID) in a single policy must be unique.", source: emulator),
        Row(
            name: "no statement", document: #"{"Version":"2012-10-17","Statement":[]}"#, message: "Syntax errors in policy.",
            source: emulator),
        Row(
            name: "a service's name with a wildcard", document: policy(#""Effect":"Allow","Action":"*:Get","Resource":"*""#),
            message: "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.", source: preflight),
        Row(
            name: "a bucket's ARN without its empty parts",
            document: policy(#""Effect":"Allow","Action":"a:b","Resource":"arn:aws:s3:my-bucket""#),
            message: "Resource arn:aws:s3:my-bucket:*:* can not contain region information.", source: preflight),
        Row(
            name: "a Sid with a dash", document: policy(#""Sid":"allow-read","Effect":"Allow","Action":"a:b","Resource":"*""#),
            message: "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
            source: preflight),
        Row(
            name: "a date that is none",
            document: policy(
                #""Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"tomorrow"}}"#),
            message: "The policy failed legacy parsing", source: preflight),
        Row(
            name: "an operator that there is not",
            document: policy(#""Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"Foo":{"a":"b"}}"#),
            message: "Syntax errors in policy.", source: emulator),
    ]

    private static func policy(_ statement: String) -> String { #"{"Version":"2012-10-17","Statement":[{\#(statement)}]}"# }

    @Test(arguments: rows) func `a malformed policy is refused alike wherever it is given`(_ row: Row) throws {
        let world = try World()
        try world.call("CreatePolicy", ["PolicyName": "P", "PolicyDocument": World.policy])
        try world.call("CreateGroup", ["GroupName": "G"])
        try world.call("CreateRole", ["RoleName": "R", "AssumeRolePolicyDocument": World.trust])
        let calls: [(name: String, input: [String: Any])] = [
            ("CreatePolicy", ["PolicyName": "Q"]), ("CreatePolicyVersion", ["PolicyArn": "arn:aws:iam::111122223333:policy/P"]),
            ("PutUserPolicy", ["UserName": "Admin", "PolicyName": "p"]), ("PutGroupPolicy", ["GroupName": "G", "PolicyName": "p"]),
            ("PutRolePolicy", ["RoleName": "R", "PolicyName": "p"]),
        ]
        for (name, input) in calls {
            let fault = try world.fault(name, input.merging(["PolicyDocument": row.document]) { $1 })
            #expect(fault.code.name == "MalformedPolicyDocument", "\(name)")
            #expect(fault.message == row.message, "\(name)")
        }
    }

    /// Recorded from UpdateAssumeRolePolicy (cdk-preflight, 2026), but for NotPrincipal and NotResource (versitygw, 2026).
    static let trusts: [(trust: String, message: String)] = [
        ("{", "This policy contains invalid Json"),
        (policy(#""Effect":"Allow","Action":"sts:AssumeRole""#), "Missing required field Principal"),
        (policy(#""Effect":"Allow","Principal":{"AWS":"111122223333"}"#), "Missing required field Action"),
        (policy(#""Effect":"Allow","Principal":{},"Action":"sts:AssumeRole""#), "Missing required field Principal cannot be empty!"),
        (
            policy(#""Effect":"Allow","Principal":"*","Action":"sts:AssumeRole""#),
            #"AssumeRolepolicy contained an invalid principal: "STAR":"*"."#
        ),
        (
            policy(#""Effect":"Allow","Principal":{"Service":"*"},"Action":"sts:AssumeRole""#),
            #"Invalid principal in policy: "SERVICE":"*""#
        ),
        (
            policy(
                #""Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity""#),
            "A condition block must be present for the Cognito provider"
        ),
        (
            policy(#""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:*""#),
            "AssumeRole policy may only specify STS AssumeRole actions."
        ),
        (
            policy(#""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","NotResource":"*""#),
            "AssumeRole policy must not contain resources."
        ),
        (
            policy(#""Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"sts:AssumeRole""#),
            "Allow with NotPrincipal is not allowed."
        ),
        (
            policy(#""Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"sts:AssumeRole""#),
            "AssumeRole policy must not contain NotPrincipal field."
        ),
        (#"{"Version":"2012-10-17","Statement":[]}"#, "Could not parse the policy: Statement is empty!"),
        (
            #"{"Version":"2026-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#,
            "The policy must contain a valid version string"
        ),
        (
            policy(#""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Resource":"*""#),
            "Has prohibited field Resource"
        ),
        (
            policy(
                #""Effect":"Allow","Principal":{"AWS":["111122223333","arn:aws:iam::444455556666:user/Nobody"]},"Action":"sts:AssumeRole""#),
            #"Invalid principal in policy: "AWS":"arn:aws:iam::444455556666:user/Nobody""#
        ),
        (
            policy(#""Effect":"Allow","Principal":{"AWS":"AIDADELETEDDELETED222"},"Action":"sts:AssumeRole""#),
            #"Invalid principal in policy: "AWS":"AIDADELETEDDELETED222""#
        ),
    ]

    @Test func `an account may be written with dashes`() throws {
        let trust = Self.policy(#""Effect":"Allow","Principal":{"AWS":"1111-2222-3333"},"Action":"sts:AssumeRole""#)
        try World().call("CreateRole", ["RoleName": "R", "AssumeRolePolicyDocument": trust])
    }

    @Test(arguments: trusts) func `a malformed trust policy is refused alike for a new role and an old one`(
        _ row: (trust: String, message: String)
    ) throws {
        let world = try World()
        try world.call("CreateRole", ["RoleName": "R", "AssumeRolePolicyDocument": World.trust])
        #expect(try world.fault("CreateRole", ["RoleName": "Q", "AssumeRolePolicyDocument": row.trust]).message == row.message)
        #expect(try world.fault("UpdateAssumeRolePolicy", ["RoleName": "R", "PolicyDocument": row.trust]).message == row.message)
    }
}
