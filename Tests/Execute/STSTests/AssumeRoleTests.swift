import AWSTypes
import Directory
import IAMPolicy
import STS
import ServiceModel
import Testing

@Suite struct AssumeRoleTests {
    private static let plain = #"{"RoleArn":"arn:aws:iam::111122223333:role/team/Reader","RoleSessionName":"s1"}"#

    private static func input(_ members: String) -> String { plain.dropLast() + "," + members + "}" }

    @Test func `a role session names role and session, without the path`() throws {
        let world = try World()
        let answer = try world.call("AssumeRole", Self.plain, as: world.alice)
        #expect(answer["AssumedRoleId"] == "AROAEXAMPLEEXAMPLE222:s1")
        #expect(answer["Arn"] == "arn:aws:sts::111122223333:assumed-role/Reader/s1")
        #expect(answer["Expiration"] == World.start.adding(seconds: 3600).iso8601)
        #expect(answer["PackedPolicySize"] == "")
        let caller = try world.caller(holding: answer)
        #expect(caller.arn == answer["Arn"])
        #expect(caller.userID == answer["AssumedRoleId"])
        #expect(caller.principal.issuerARN == World.roleARN)
        #expect(caller.session?.authenticatedWithMFA == nil)
    }

    @Test func `the question is about the role, in the role's account`() throws {
        let world = try World()
        let input = Self.input(
            #""ExternalId":"x-1","Tags":[{"Key":"team","Value":"a"}],"TransitiveTagKeys":["team"],"SourceIdentity":"al""#)
        let questions = try world.call("AssumeRole", input, as: world.alice).questions
        #expect(questions.map(\.action) == ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"])
        for question in questions {
            #expect(question.resource == World.roleARN)
            #expect(question.resourceAccount == World.account)
        }
        let context = try #require(questions.first).context
        #expect(context.value(of: "sts:ExternalId") == .single("x-1"))
        #expect(context.value(of: "sts:RoleSessionName") == .single("s1"))
        #expect(context.value(of: "sts:SourceIdentity") == .single("al"))
        #expect(context.value(of: "aws:RequestTag/team") == .single("a"))
        #expect(context.value(of: "aws:TagKeys") == .list(["team"]))
        #expect(context.value(of: "sts:TransitiveTagKeys") == .list(["team"]))
        #expect(context.value(of: "iam:ResourceTag/stage") == .single("test"))
        #expect(context.value(of: "aws:MultiFactorAuthPresent") == nil)
    }

    @Test func `a code is seen by the trust policy and is good once`() throws {
        let world = try World()
        let input = Self.input(#""SerialNumber":"\#(World.serialNumber)","TokenCode":"\#(World.code())""#)
        let context = try #require(try world.call("AssumeRole", input, as: world.alice).questions.first).context
        #expect(context.value(of: "aws:MultiFactorAuthPresent") == .single("true"))
        #expect(context.value(of: "aws:MultiFactorAuthAge") == .single("0"))
        let error = #expect(throws: AWSError.self) { try world.call("AssumeRole", input, as: world.alice) }
        #expect(error?.message == "MultiFactorAuthentication failed with invalid MFA one time pass code. ")
    }

    struct Fault: CustomTestStringConvertible {
        var name: String
        var input: String
        var code = "ValidationException"
        var message: String
        var source: String
        var testDescription: String { name }
    }

    static let faults = [
        Fault(
            name: "malformed ARN", input: #"{"RoleArn":"nothing-valid-in-here","RoleSessionName":"s1"}"#,
            message: "nothing-valid-in-here is invalid", source: "recorded, LocalStack test_sts_invalid_parameters"),
        Fault(
            name: "ARN without a partition", input: #"{"RoleArn":"arn::b:::something/test-role","RoleSessionName":"s1"}"#,
            message: "arn::b:::something/test-role is invalid", source: "recorded, LocalStack test_sts_invalid_parameters"),
        Fault(
            name: "session name", input: #"{"RoleArn":"arn:aws:iam::111122223333:role/team/Reader","RoleSessionName":"Session1:2"}"#,
            message: "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: [\w+=,.@-]*"#,
            source: "recorded, LocalStack test_sts_invalid_parameters"),
        Fault(
            name: "tags that differ in case only",
            input: input(#""Tags":[{"Key":"a","Value":"1"},{"Key":"A","Value":"2"}]"#), code: "InvalidParameterValue",
            message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            source: "recorded, LocalStack test_assume_role_tag_validation"),
        Fault(
            name: "transitive key without its tag", input: input(#""Tags":[{"Key":"a","Value":"1"}],"TransitiveTagKeys":["b"]"#),
            code: "InvalidParameterValue", message: "The specified transitive tag key must be included in the requested tags.",
            source: "recorded, LocalStack test_assume_role_tag_validation"),
        Fault(
            name: "longer than the role allows", input: input(#""DurationSeconds":"3601""#),
            message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", source: "recorded on STS"),
        Fault(
            name: "too short", input: input(#""DurationSeconds":"899""#),
            message: "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 900", source: "STS's model, AssumeRole"),
        Fault(
            name: "half a code", input: input(#""SerialNumber":"\#(World.serialNumber)","TokenCode":"12""#),
            message: "1 validation error detected: Value '12' at 'tokenCode' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 6", source: "STS's model, tokenCodeType"),
        Fault(
            name: "a code without a serial number", input: input(#""TokenCode":"123456""#), code: "AccessDeniedException",
            message: "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
            source: "public reports, not recorded"),
        Fault(
            name: "somebody else's device", input: input(#""SerialNumber":"arn:aws:iam::111122223333:mfa/bob","TokenCode":"123456""#),
            code: "AccessDeniedException",
            message: "MultiFactorAuthentication failed, unable to validate MFA code.  "
                + "Please verify your MFA serial number is valid and associated with this user.", source: "recorded in public reports"),
        Fault(
            name: "a role that is not there, where leave was given all the same",
            input: #"{"RoleArn":"arn:aws:iam::111122223333:role/Nobody","RoleSessionName":"s1"}"#, code: "AccessDeniedException",
            message: "User: arn:aws:iam::111122223333:user/Alice is not authorized to perform: sts:AssumeRole "
                + "on resource: arn:aws:iam::111122223333:role/Nobody", source: "recorded on STS"),
    ]

    @Test(arguments: faults) func `a fault has AWS's words`(_ row: Fault) throws {
        let world = try World()
        let error = #expect(throws: AWSError.self) { try world.call("AssumeRole", row.input, as: world.alice) }
        #expect(error?.code.name == row.code)
        #expect(error?.message == row.message)
    }

    @Test func `the root user assumes no role`() throws {
        let world = try World()
        let error = #expect(throws: AWSError.self) { try world.call("AssumeRole", Self.plain, as: world.root) }
        #expect(error?.message == "Roles may not be assumed by root accounts.")
    }

    @Test func `a chain lasts an hour and hands on tags and source identity`() throws {
        let world = try World()
        try world.store.update { $0.roles["\(World.account)/Reader"]?.maxSessionDuration = 7200 }
        let first = Self.input(
            #""Tags":[{"Key":"team","Value":"a"},{"Key":"own","Value":"b"}],"TransitiveTagKeys":["team"],"SourceIdentity":"alice""#)
        let caller = try world.caller(holding: world.call("AssumeRole", first, as: world.alice))

        let answer = try world.call("AssumeRole", Self.plain, as: caller)
        #expect(answer.questions.map(\.action) == ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"])
        let chained = try #require(try world.caller(holding: answer).session)
        #expect(chained.tags == [Tag(key: "team", value: "a")])
        #expect(chained.transitiveTagKeys == ["team"])
        #expect(chained.sourceIdentity == "alice")
        #expect(chained.isChained)

        let rows = [
            (
                #""DurationSeconds":"3601""#,
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
            ),
            (#""SourceIdentity":"bob""#, "The source identity is already set for this assume role session"),
            (
                #""Tags":[{"Key":"TEAM","Value":"c"}],"TransitiveTagKeys":["TEAM"]"#,
                "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session."
            ),
        ]
        for (members, message) in rows {
            let error = #expect(throws: AWSError.self) { try world.call("AssumeRole", Self.input(members), as: caller) }
            #expect(error?.message == message)
        }
    }

    @Test func `session policies are kept, and AWS's own are found`() throws {
        let world = try World()
        let arn = "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess"
        let policy = #"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"#
        let answer = try world.call("AssumeRole", Self.input(#""Policy":"\#(policy)","PolicyArns":[{"arn":"\#(arn)"}]"#), as: world.alice)
        #expect(answer["PackedPolicySize"] == "7")
        #expect(try world.caller(holding: answer).policies.session?.count == 2)
        let error = #expect(throws: AWSError.self) {
            try world.call(
                "AssumeRole", Self.input(#""PolicyArns":[{"arn":"arn:aws:iam::444455556666:policy/Other"}]"#), as: world.alice)
        }
        #expect(error?.message == "arn:aws:iam::444455556666:policy/Other is invalid")
    }

    @Test func `policies and tags that need more room than there is are refused`() throws {
        let world = try World()
        let sid = String(repeating: "a", count: 1900)
        let policy =
            #"{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"\#(sid)\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"#
        let tags = (0..<10).map { #"{"Key":"k\#($0)","Value":"\#(String(repeating: "v", count: 250))"}"# }.joined(separator: ",")
        let tagged = #expect(throws: AWSError.self) {
            try world.call("AssumeRole", Self.input(#""Tags":[\#(tags)]"#), as: world.alice)
        }
        #expect(tagged?.code.name == "PackedPolicyTooLarge")
        #expect(tagged?.message == "Packed size of session tags consumes 124% of allotted space.")
        let limited = #expect(throws: AWSError.self) {
            try world.call("AssumeRole", Self.input(#""Policy":"\#(policy)","Tags":[\#(tags)]"#), as: world.alice)
        }
        #expect(limited?.message == "Packed policy consumes 221% of allotted space, please use smaller policy.")
    }

    @Test func `a role that is not there brings a policy that trusts nobody`() throws {
        let world = try World()
        let directory = world.store.snapshot
        #expect(world.service.resource(World.roleARN, directory).policy?.document.text.contains("111122223333") == true)
        #expect(world.service.resource(World.roleARN, directory).tags == [Tag(key: "stage", value: "test")])
        for arn in ["arn:aws:iam::111122223333:role/Nobody", "arn:aws:iam::111122223333:role/Reader", "arn:aws:iam::1:user/x"] {
            let policy = try #require(world.service.resource(arn, directory).policy)
            #expect(policy.document.kind == .trust)
            #expect(policy.document.text == PolicyDocument.empty(as: .trust).text)
        }
        #expect(world.service.resource("arn:aws:sts::111122223333:federated-user/Bob", directory).policy == nil)
    }
}
