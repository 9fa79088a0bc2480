import IAMPolicy
import Testing

@Suite struct QuestionsTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var operation: String
        var input: [String: String]
        var resource: String
        /// Nil where the ARN is printed.
        var printed: String?
        var source = "the rule of the recorded ones"
        var testDescription: String { operation }
    }

    static let recorded = "recorded in public write-ups"

    static let rows = [
        Row(operation: "ListRoles", input: [:], resource: "arn:aws:iam::111122223333:role/", source: recorded),
        Row(operation: "ListUsers", input: [:], resource: "arn:aws:iam::111122223333:user/", source: recorded),
        Row(operation: "ListUsers", input: ["PathPrefix": "/team/"], resource: "arn:aws:iam::111122223333:user/team/"),
        Row(
            operation: "ListPolicies", input: [:], resource: "arn:aws:iam::111122223333:policy/", printed: "policy path /",
            source: recorded),
        Row(
            operation: "GetUser", input: ["UserName": "Bob"], resource: "arn:aws:iam::111122223333:user/team/Bob",
            printed: "user Bob", source: recorded),
        Row(operation: "GetUser", input: [:], resource: "arn:aws:iam::111122223333:user/Admin", printed: "user Admin"),
        Row(
            operation: "GetUser", input: ["UserName": "Nobody"], resource: "arn:aws:iam::111122223333:user/Nobody",
            printed: "user Nobody"),
        Row(
            operation: "GetRole", input: ["RoleName": "R"], resource: "arn:aws:iam::111122223333:role/R", printed: "role R",
            source: recorded),
        Row(
            operation: "CreateUser", input: ["UserName": "New", "Path": "/a/"], resource: "arn:aws:iam::111122223333:user/a/New",
            source: recorded),
        Row(
            operation: "CreatePolicyVersion",
            input: ["PolicyArn": "arn:aws:iam::111122223333:policy/Example", "PolicyDocument": "{}"],
            resource: "arn:aws:iam::111122223333:policy/Example", printed: "policy arn:aws:iam::111122223333:policy/Example",
            source: recorded),
        Row(
            operation: "EnableMFADevice",
            input: [
                "UserName": "Bob", "SerialNumber": "arn:aws:iam::111122223333:mfa/bob", "AuthenticationCode1": "123456",
                "AuthenticationCode2": "654321",
            ], resource: "arn:aws:iam::111122223333:user/team/Bob", printed: "user Bob"),
        Row(
            operation: "CreateVirtualMFADevice", input: ["VirtualMFADeviceName": "bob"],
            resource: "arn:aws:iam::111122223333:mfa/bob"),
    ]

    private func world() throws -> World {
        let world = try World()
        try world.call("CreateUser", ["UserName": "Bob", "Path": "/team/", "Tags": [["Key": "team", "Value": "a"]]])
        return world
    }

    @Test(arguments: rows) func `a question names a resource, and what a denial prints`(_ row: Row) throws {
        let question = try #require(try world().question(row.operation, row.input).first)
        #expect(question.action == "iam:\(row.operation)")
        #expect(question.resource == row.resource)
        #expect(question.printedResource == row.printed)
        #expect(question.resourceAccount == World.account)
    }

    @Test func `the root user's own keys and itself are the root's`() throws {
        let world = try world()
        for operation in ["GetUser", "ListAccessKeys"] {
            #expect(try world.question(operation, as: world.root).first?.resource == "arn:aws:iam::111122223333:root")
        }
    }

    @Test func `a group has no tags, whoever else is called so`() throws {
        let world = try world()
        let tag = { (kind: String) in
            try world.question("GetContextKeysForPrincipalPolicy", ["PolicySourceArn": "arn:aws:iam::111122223333:\(kind)/Bob"]).first?
                .context
                .value(of: "iam:ResourceTag/team")
        }
        #expect(try tag("user") == .single("a"))
        #expect(try tag("group") == nil)
    }

    @Test func `condition keys come from the request and from what is there`() throws {
        let world = try world()
        let boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        try world.call("PutUserPermissionsBoundary", ["UserName": "Bob", "PermissionsBoundary": boundary])
        let attach = try #require(
            try world.question("AttachUserPolicy", ["UserName": "Bob", "PolicyArn": "arn:aws:iam::aws:policy/AWSDenyAll"]).first)
        #expect(attach.context.value(of: "iam:PolicyARN") == .single("arn:aws:iam::aws:policy/AWSDenyAll"))
        #expect(attach.context.value(of: "iam:PermissionsBoundary") == .single(boundary))
        #expect(attach.context.value(of: "iam:ResourceTag/team") == .single("a"))

        let other = "arn:aws:iam::111122223333:policy/Other"
        let put = try #require(
            try world.question("PutUserPermissionsBoundary", ["UserName": "Bob", "PermissionsBoundary": other]).first)
        #expect(put.context.value(of: "iam:PermissionsBoundary") == .single(other))

        let create = try world.question(
            "CreateRole",
            [
                "RoleName": "R", "AssumeRolePolicyDocument": World.trust, "PermissionsBoundary": other,
                "Tags": [["Key": "a", "Value": "b"]],
            ])
        #expect(create.map(\.action) == ["iam:CreateRole", "iam:TagRole"])
        let context = try #require(create.first).context
        #expect(context.value(of: "iam:PermissionsBoundary") == .single(other))
        #expect(context.value(of: "aws:RequestTag/a") == .single("b"))
        #expect(context.value(of: "aws:TagKeys") == .list(["a"]))
    }
}
