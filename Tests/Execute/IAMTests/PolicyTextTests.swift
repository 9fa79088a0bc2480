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

    static let trusts: [(trust: String, message: String)] = [
        ("{", "This policy contains invalid Json"),
        (
            policy(#""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Resource":"*""#),
            "Has prohibited field Resource."
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

    @Test(arguments: trusts) func `a malformed trust policy is refused alike for a new role and an old one`(
        _ row: (trust: String, message: String)
    ) throws {
        let world = try World()
        try world.call("CreateRole", ["RoleName": "R", "AssumeRolePolicyDocument": World.trust])
        #expect(try world.fault("CreateRole", ["RoleName": "Q", "AssumeRolePolicyDocument": row.trust]).message == row.message)
        #expect(try world.fault("UpdateAssumeRolePolicy", ["RoleName": "R", "PolicyDocument": row.trust]).message == row.message)
    }
}
