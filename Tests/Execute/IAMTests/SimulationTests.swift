import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAMPolicy
import Testing

@testable import IAM

/// Where statements of a policy begin and end.
struct PositionRow: Sendable, CustomTestStringConvertible {
    var policy: String
    /// Line and column of the start, then of the end, statement by statement.
    var positions: [[Int]]
    var source: String
    var testDescription: String { source }
}

/// A simulation that is refused.
struct SimulationFault: CustomTestStringConvertible, @unchecked Sendable {
    var operation = "SimulatePrincipalPolicy"
    // Texts and lists of them only: values.
    var input: [String: Any]
    var code = "InvalidInput"
    var status = 400
    var message: String
    var source: String
    var testDescription: String { message }
}

@Suite struct SimulationTests {
    private static let bob = "arn:aws:iam::111122223333:user/team/Bob"
    private static let table = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"
    private static let read =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"\#(table)"}]}"#
    private static let deny =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"dynamodb:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}]}"#

    /// Bob, who may read by a policy of his own, and by his group's write, within a boundary.
    private func world() throws -> World {
        let world = try World()
        try world.call("CreateUser", ["UserName": "Bob", "Path": "/team/"])
        try world.call("CreateGroup", ["GroupName": "Writers"])
        try world.call("CreateRole", ["RoleName": "Reader", "AssumeRolePolicyDocument": World.trust])
        try world.call("AddUserToGroup", ["GroupName": "Writers", "UserName": "Bob"])
        try world.call("PutUserPolicy", ["UserName": "Bob", "PolicyName": "own", "PolicyDocument": Self.read])
        try world.call("PutRolePolicy", ["RoleName": "Reader", "PolicyName": "own", "PolicyDocument": Self.read])
        try world.call("PutGroupPolicy", ["GroupName": "Writers", "PolicyName": "all", "PolicyDocument": World.policy])
        return world
    }

    private func principal(_ world: World, _ input: [String: Any]) throws -> Answer {
        try world.call(
            "SimulatePrincipalPolicy", ["PolicySourceArn": Self.bob, "ActionNames": ["dynamodb:GetItem"]].merging(input) { $1 })
    }

    private func custom(_ world: World, _ policies: [String], _ input: [String: Any] = [:]) throws -> Answer {
        try world.call(
            "SimulateCustomPolicy", ["PolicyInputList": policies, "ActionNames": ["dynamodb:GetItem"]].merging(input) { $1 })
    }

    // MARK: Positions

    static let positions = [
        PositionRow(
            policy:
                #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}"#,
            positions: [[1, 38, 1, 167]], source: "AWS CLI reference, simulate-custom-policy"),
        PositionRow(
            policy: """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "*",
                      "Resource": "*"
                    }
                  ]
                }
                """, positions: [[3, 17, 8, 6]], source: "recorded, AdministratorAccess"),
        PositionRow(
            policy:
                #"{"Version": "2012-10-17", "Statement": [{"Sid": "s3", "Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"], "#
                + #""Resource": ["arn:aws:s3:::tims-fancy-bucket/only-here/*"]}]}"#,
            positions: [[1, 41, 1, 180]], source: "recorded, a role's policy as Python writes it"),
        PositionRow(
            policy:
                #"{"Version":"2012-10-17","Statement":[{"Sid":"DenyInsecureTransport","Effect":"Deny","Principal":"*","Action":"*","#
                + #""Resource":["arn:aws:s3:::tims-fancy-bucket/*","arn:aws:s3:::tims-fancy-bucket"],"#
                + #""Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Sid":"DenyTimDelete","Effect":"Deny","Principal":"*","#
                + #""Action":"s3:DeleteObject","Resource":"arn:aws:s3:::tims-fancy-bucket/*","#
                + #""Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::<ACCOUNT ID>:role/tims-test-role"}}}]}"#,
            positions: [[1, 38, 1, 248], [1, 248, 1, 470]],
            source: "recorded, a bucket's policy"),
        PositionRow(
            policy:
                "{\"Version\":\"2012-10-17\",\"Id\":\"é😀\",\"Statement\":[\n {\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"} ]}",
            positions: [[1, 49, 2, 47]], source: "columns count UTF-16"),
    ]

    @Test(arguments: positions) func `statements stand where AWS sees them`(_ row: PositionRow) throws {
        let document = try PolicyDocument(parsing: row.policy, as: row.policy.contains("Principal\"") ? .resource : .identity)
        let text = StatementText(document)
        let found = document.statements.indices.map { index in
            [text.start(of: index).line, text.start(of: index).column, text.end(of: index).line, text.end(of: index).column]
        }
        #expect(found == row.positions)
    }

    // MARK: What comes of it

    @Test func `an answer has every member in the model's order`() throws {
        let answer = try principal(world(), ["ActionNames": ["dynamodb:GetItem"], "ResourceArns": [Self.table]])
        let own =
            "<member><SourcePolicyId>user_Bob_own</SourcePolicyId><SourcePolicyType>IAM Policy</SourcePolicyType>"
            + "<StartPosition><Line>1</Line><Column>38</Column></StartPosition>"
            + "<EndPosition><Line>1</Line><Column>\(Self.read.utf8.count - 1)</Column></EndPosition></member>"
        let group =
            "<member><SourcePolicyId>group_Writers_all</SourcePolicyId><SourcePolicyType>IAM Policy</SourcePolicyType>"
            + "<StartPosition><Line>1</Line><Column>38</Column></StartPosition>"
            + "<EndPosition><Line>1</Line><Column>\(World.policy.utf8.count)</Column></EndPosition></member>"
        #expect(
            answer.xml
                == "<EvaluationResults><member><EvalActionName>dynamodb:GetItem</EvalActionName><EvalResourceName>\(Self.table)</EvalResourceName>"
                + "<EvalDecision>allowed</EvalDecision><MatchedStatements>\(own)\(group)</MatchedStatements><MissingContextValues>"
                + "</MissingContextValues><EvalDecisionDetails></EvalDecisionDetails><ResourceSpecificResults><member>"
                + "<EvalResourceName>\(Self.table)</EvalResourceName><EvalResourceDecision>allowed</EvalResourceDecision>"
                + "<MatchedStatements>\(own)\(group)</MatchedStatements><MissingContextValues></MissingContextValues></member>"
                + "</ResourceSpecificResults></member></EvaluationResults><IsTruncated>false</IsTruncated>")
    }

    @Test func `a denial names the statements that deny, and an implicit one none`() throws {
        let world = try world()
        let denied = try custom(
            world, [World.policy, Self.deny],
            [
                "ContextEntries": [
                    ["ContextKeyName": "aws:MultiFactorAuthPresent", "ContextKeyValues": ["false"], "ContextKeyType": "boolean"]
                ]
            ])
        #expect(denied["EvalDecision"] == "explicitDeny")
        #expect(denied["SourcePolicyId"] == "PolicyInputList.2")
        #expect(!denied.xml.contains("PolicyInputList.1"))
        let implicit = try custom(world, [Self.read], ["ActionNames": ["dynamodb:PutItem"]])
        #expect((implicit["EvalDecision"], implicit["MatchedStatements"]) == ("implicitDeny", ""))
        #expect(!implicit.xml.contains("ResourceSpecificResults"))
        #expect(!implicit.xml.contains("EvalDecisionDetails"))
    }

    @Test func `keys that nobody supplied are told, relevant or not`() throws {
        let world = try world()
        let asking =
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/team":"a"}}},{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${aws:username}"}]}"#
        #expect(
            try custom(world, [asking])["MissingContextValues"]
                == "<member>aws:PrincipalTag/team</member><member>aws:username</member>")
        #expect(
            try custom(
                world, [asking],
                ["ContextEntries": [["ContextKeyName": "AWS:username", "ContextKeyValues": ["x"], "ContextKeyType": "string"]]])[
                    "MissingContextValues"] == "<member>aws:PrincipalTag/team</member>")
        // A user brings its own name; with resources, what is missing stands with each.
        let answer = try principal(world, ["PolicyInputList": [asking], "ResourceArns": [Self.table]])
        #expect(answer["MissingContextValues"] == "")
        #expect(
            answer["ResourceSpecificResults"].contains(
                "<MissingContextValues><member>aws:PrincipalTag/team</member></MissingContextValues>"))
    }

    @Test func `the user's boundary counts, and one that is given takes its place`() throws {
        let world = try world()
        try world.call(
            "PutUserPermissionsBoundary", ["UserName": "Bob", "PermissionsBoundary": "arn:aws:iam::aws:policy/AmazonVPCFullAccess"])
        let bounded = try principal(world, [:])
        #expect((bounded["EvalDecision"], bounded["AllowedByPermissionsBoundary"]) == ("implicitDeny", "false"))
        let other = try principal(world, ["PermissionsBoundaryPolicyInputList": [World.policy]])
        #expect((other["EvalDecision"], other["AllowedByPermissionsBoundary"]) == ("allowed", "true"))
        #expect(try !principal(self.world(), [:]).xml.contains("PermissionsBoundaryDecisionDetail"))
    }

    @Test func `the organization's policies are told apart`() throws {
        let world = try world()
        try world.store.update { directory in
            let organization = try Organization.make(
                id: "o-exampleorg1", managementAccount: "999988887777", root: "r-abcd", units: [], accounts: [(World.account, "r-abcd")],
                joined: World.start)
            directory.organizations[organization.id] = organization
        }
        #expect(try principal(world, [:])["AllowedByOrganizations"] == "true")
        try world.store.update { directory in directory.organizations["o-exampleorg1"]?.attachments[World.account] = [] }
        let denied = try principal(world, ["ResourceArns": [Self.table]])
        #expect((denied["EvalDecision"], denied["AllowedByOrganizations"]) == ("implicitDeny", "false"))
        #expect(!denied.xml.contains("EvalDecisionDetails"))
        #expect(try !custom(world, [World.policy]).xml.contains("OrganizationsDecisionDetail"))
    }

    @Test func `across accounts both sides must allow`() throws {
        let world = try world()
        let foreign = "arn:aws:dynamodb:us-east-1:444455556666:table/Music"
        func policy(_ principal: String) -> String {
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\#(principal)"},"Action":"dynamodb:*","Resource":"*"}]}"#
        }
        let refused = try principal(world, ["ResourceArns": [foreign], "ResourcePolicy": policy("999988887777")])
        #expect(refused["EvalDecision"] == "implicitDeny")
        #expect(
            refused["EvalDecisionDetails"]
                == "<entry><key>IAM Policy</key><value>allowed</value></entry><entry><key>Resource Policy</key><value>implicitDeny</value></entry>"
        )
        let allowed = try principal(world, ["ResourceArns": [foreign], "ResourcePolicy": policy(Self.bob)])
        #expect(allowed["EvalDecision"] == "allowed")
        #expect(allowed.xml.contains("<SourcePolicyId>ResourcePolicy</SourcePolicyId><SourcePolicyType>Resource Policy</SourcePolicyType>"))
        // Without the other side's policy, what is simulated is the caller's side.
        #expect(try principal(world, ["ResourceArns": [foreign]])["EvalDecision"] == "allowed")
        // An ARN without account, and whose it is.
        let owned: [String: Any] = ["ResourceArns": ["arn:aws:s3:::b"], "ResourcePolicy": policy("999988887777")]
        #expect(try principal(world, owned)["EvalDecision"] == "allowed")
        #expect(
            try principal(world, owned.merging(["ResourceOwner": "arn:aws:iam::444455556666:root"]) { $1 })["EvalDecision"]
                == "implicitDeny")
    }

    @Test func `a trust policy as the resource's is passed over`() throws {
        let deny = #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"\#(Self.bob)"},"Action":"sts:AssumeRole"}]}"#
        let all = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#
        let answer = try principal(
            world(),
            [
                "ActionNames": ["sts:AssumeRole"], "PolicyInputList": [all], "ResourcePolicy": deny,
                "ResourceArns": ["arn:aws:iam::111122223333:role/Reader"],
            ])
        #expect(answer["EvalDecision"] == "allowed")
    }

    @Test func `a caller is simulated with somebody else's policies`() throws {
        let only =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":"Admin"}}}}"#
        let world = try world()
        let input: [String: Any] = ["PolicyInputList": [only], "ActionNames": ["s3:GetObject"]]
        #expect(try principal(world, input)["EvalDecision"] == "implicitDeny")
        #expect(
            try principal(world, input.merging(["CallerArn": "arn:aws:iam::111122223333:user/Admin"]) { $1 })["EvalDecision"] == "allowed")
    }

    @Test(arguments: [
        ("arn:aws:iam::111122223333:group/Writers", "dynamodb:PutItem", "allowed"),
        ("arn:aws:iam::111122223333:role/Reader", "dynamodb:PutItem", "implicitDeny"),
        ("arn:aws:iam::111122223333:role/Reader", "dynamodb:GetItem", "allowed"),
        ("arn:aws:iam::111122223333:user/Admin", "dynamodb:GetItem", "implicitDeny"),
    ])
    func `users, groups and roles can be simulated`(_ source: String, _ action: String, _ decision: String) throws {
        let answer = try principal(world(), ["PolicySourceArn": source, "ActionNames": [action], "ResourceArns": [Self.table]])
        #expect(answer["EvalDecision"] == decision)
    }

    @Test func `several resources have results of their own, and the harshest is the action's`() throws {
        let answer = try custom(world(), [Self.read], ["ResourceArns": [Self.table, Self.table + "2"]])
        #expect((answer["EvalResourceName"], answer["EvalDecision"]) == ("*", "implicitDeny"))
        #expect(
            answer.xml.split(separator: "<EvalResourceDecision>").dropFirst().map { $0.prefix { $0 != "<" } } == [
                "allowed", "implicitDeny",
            ])
    }

    @Test func `actions come in pages`() throws {
        let world = try world()
        let actions = (0..<12).map { "dynamodb:Action\($0)" }
        var seen: [String] = []
        var marker: String?
        repeat {
            var input: [String: Any] = ["ActionNames": actions, "MaxItems": 5]
            if let marker { input["Marker"] = marker }
            let page = try principal(world, input)
            seen += page.xml.split(separator: "<EvalActionName>").dropFirst().map { String($0.prefix { $0 != "<" }) }
            marker = page["IsTruncated"] == "true" ? page["Marker"] : nil
        } while marker != nil
        #expect(seen == actions)
    }

    // MARK: What is asked, and what is refused

    @Test func `leave is asked for the principal, and for nothing in particular`() throws {
        let world = try world()
        let principal = try world.question("SimulatePrincipalPolicy", ["PolicySourceArn": Self.bob, "ActionNames": ["a:b"]])
        #expect(principal.map { "\($0.action) \($0.resource)" } == ["iam:SimulatePrincipalPolicy \(Self.bob)"])
        let custom = try world.question("SimulateCustomPolicy", ["PolicyInputList": [World.policy], "ActionNames": ["a:b"]])
        #expect(custom.map { "\($0.action) \($0.printedResource ?? $0.resource)" } == ["iam:SimulateCustomPolicy *"])
    }

    static let faults = [
        SimulationFault(
            input: ["PolicySourceArn": "arn:aws:sts::111122223333:assumed-role/Reader/s1"],
            message: "Invalid ARN provided in the request: arn:aws:sts::111122223333:assumed-role/Reader/s1", source: "recorded"),
        SimulationFault(
            input: ["PolicySourceArn": "arn:aws:iam::444455556666:role/Reader"],
            message: "Invalid Policy Source Arn: caller's account 111122223333 does not have access to policies in account 444455556666",
            source: "recorded"),
        SimulationFault(
            input: ["PolicySourceArn": "arn:aws:iam::111122223333:role/Nobody"], code: "NoSuchEntity", status: 404,
            message: "The role with name Nobody cannot be found.", source: "recorded"),
        SimulationFault(
            input: ["PolicySourceArn": "arn:aws:iam::111122223333:group/Nobody"], code: "NoSuchEntity", status: 404,
            message: "The group with name Nobody cannot be found.", source: "as GetGroup"),
        SimulationFault(
            input: ["ResourceArns": ["14a050d4-021e-4efe-84bb-0871bf6d0fda"]],
            message: "ResourceNames are not in a valid ARN format: 14a050d4-021e-4efe-84bb-0871bf6d0fda.", source: "recorded"),
        SimulationFault(
            input: ["ResourceOwner": "123456789012"], message: "'123456789012' is not a valid as a Resource Owner.", source: "recorded"),
        SimulationFault(
            input: [
                "PolicySourceArn": "arn:aws:iam::111122223333:role/Reader",
                "ResourcePolicy": #"{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#,
            ], message: "Invalid caller - Caller must be an IAM user in this context.", source: "recorded"),
        SimulationFault(
            operation: "SimulateCustomPolicy", input: ["CallerArn": "arn:aws:iam::111122223333:role/Reader"],
            message: "Invalid caller - Caller must be an IAM user in this context.", source: "recorded for a role's policies"),
        SimulationFault(
            operation: "SimulateCustomPolicy", input: ["PolicyInputList": ["{}"]], code: "PolicyEvaluation", status: 500,
            message: "PolicyInputList.1: Syntax errors in policy.", source: "a choice"),
        SimulationFault(input: ["ActionNames": ["GetItem"]], message: "Invalid Action Name: GetItem", source: "a choice"),
        SimulationFault(
            input: ["ContextEntries": [["ContextKeyName": "aws:SourceIp", "ContextKeyValues": ["x"], "ContextKeyType": "ip"]]],
            message: "Invalid value 'x' of context key aws:SourceIp: it is not of type ip.", source: "a choice"),
        SimulationFault(
            input: ["PermissionsBoundaryPolicyInputList": [World.policy, World.policy]],
            message: "Only one permissions boundary policy can be specified.", source: "a choice"),
        SimulationFault(
            input: ["ResourceHandlingOption": "EC2-Classic"], message: "'EC2-Classic' is not a valid Resource Handling Option.",
            source: "a choice"),
    ]

    @Test(arguments: faults) func `what cannot be simulated is refused`(_ row: SimulationFault) throws {
        let input: [String: Any] =
            row.operation == "SimulateCustomPolicy"
            ? ["PolicyInputList": [World.policy], "ActionNames": ["dynamodb:GetItem"]]
            : ["PolicySourceArn": Self.bob, "ActionNames": ["dynamodb:GetItem"]]
        let fault = try world().fault(row.operation, input.merging(row.input) { $1 })
        #expect((fault.code.name, fault.code.status, fault.message) == (row.code, row.status, row.message))
    }

    @Test(arguments: ContextKeyType.allCases) func `each type of key has values`(_ type: ContextKeyType) {
        let value: [String: (good: String, bad: String?)] = [
            "string": ("x", nil), "numeric": ("1.5", "x"), "boolean": ("True", "x"), "ip": ("2001:db8::1", "x"), "binary": ("YWJj", "*"),
            "date": ("2026-01-31T12:00:00Z", "x"),
        ]
        let row = value[type.rawValue.replacing("List", with: "")]
        #expect(type.takes(row?.good ?? ""))
        if let bad = row?.bad { #expect(!type.takes(bad)) }
    }
}
