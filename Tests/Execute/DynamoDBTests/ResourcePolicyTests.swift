import AWSTypes
import Directory
import IAMPolicy
import ServiceModel
import Testing

@testable import DynamoDB

@Suite struct ResourcePolicyTests {
    private static let arn = "arn:aws:dynamodb:us-east-1:111122223333:table/TTT"
    private static let recorded = "AWS Controllers' tests against DynamoDB, 2026"

    private static func put(_ policy: String, _ more: String = "") -> String {
        let escaped = policy.replacing("\"", with: "\\\"")
        return #"{"ResourceArn":"\#(arn)","Policy":"\#(escaped)"\#(more)}"#
    }

    private static func statement(_ members: String) -> String { #"{"Version":"2012-10-17","Statement":[{\#(members)}]}"# }

    private static let plain = statement(
        #""Effect":"Allow","Principal":{"AWS":["111122223333","111122223333"]},"Action":["dynamodb:GetItem"],"Resource":"*""#)

    @Test func `a policy is put, told in its normal form, and taken away`() throws {
        let world = try TestWorld()
        try world.makeTable()
        let revision = String(TestWorld.now.milliseconds)
        #expect(try world.call("PutResourcePolicy", Self.put(Self.plain)) == #"{"RevisionId":"\#(revision)"}"#)
        world.now = world.now.adding(seconds: 60)
        #expect(try world.call("PutResourcePolicy", Self.put(Self.plain.replacing(",", with: ", "))) == #"{"RevisionId":"\#(revision)"}"#)
        #expect(
            try world.call("GetResourcePolicy", #"{"ResourceArn":"\#(Self.arn)"}"#)
                == #"{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"dynamodb:GetItem\",\"Resource\":\"*\"}]}","RevisionId":"\#(revision)"}"#
        )
        #expect(world.service.resource(Self.arn, world.context.directory).policy?.document.statements.count == 1)
        #expect(
            try world.answer("DeleteResourcePolicy", #"{"ResourceArn":"\#(Self.arn)","ExpectedRevisionId":"1"}"#)
                == "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: Requested update for policy with revision id 1, but the policy associated to target table TTT has revision id \(revision)."
        )
        let delete = #"{"ResourceArn":"\#(Self.arn)"}"#
        let deletion = String(world.now.milliseconds)
        #expect(try world.call("DeleteResourcePolicy", delete) == #"{"RevisionId":"\#(revision)"}"#)
        #expect(try world.call("DeleteResourcePolicy", delete) == #"{"RevisionId":"\#(deletion)"}"#)
        #expect(
            try world.answer("GetResourcePolicy", delete)
                == "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: \(Self.arn)")
    }

    @Test func `a table that never had a policy answers its removal with nothing`() throws {
        let world = try TestWorld()
        try world.makeTable()
        #expect(try world.call("DeleteResourcePolicy", #"{"ResourceArn":"\#(Self.arn)"}"#) == "{}")
    }

    private static let prefix = "ValidationException: One or more parameter values were invalid: "

    @Test(arguments: [
        Exchange(
            name: "not JSON", operation: "PutResourcePolicy", request: put("x"),
            answer: prefix + "Invalid policy document: This policy contains invalid Json", source: recorded),
        Exchange(
            name: "no effect", operation: "PutResourcePolicy",
            request: put(statement(#""Principal":{"AWS":"111122223333"},"Action":"dynamodb:GetItem","Resource":"*""#)),
            answer: prefix + "Invalid policy document: Missing required field Effect", source: recorded),
        Exchange(
            name: "nothing in it", operation: "PutResourcePolicy", request: put("{}"),
            answer: prefix + "Invalid policy document: Syntax error at position (1,3)", source: recorded),
        Exchange(
            name: "null", operation: "PutResourcePolicy", request: put("null"),
            answer: prefix + "Invalid policy document: This text appears not to be a policy", source: recorded),
        Exchange(
            name: "no statements", operation: "PutResourcePolicy", request: put(#"{"Statement":[]}"#),
            answer: prefix + "Invalid policy document: Could not parse the policy: Statement is empty!", source: recorded),
        Exchange(
            name: "no principal", operation: "PutResourcePolicy",
            request: put(statement(#""Effect":"Allow","Action":"dynamodb:GetItem","Resource":"*""#)),
            answer: prefix + "Invalid policy document: Missing required field Principal", source: "recorded, cdk-preflight 2026"),
        Exchange(
            name: "no resource", operation: "PutResourcePolicy",
            request: put(statement(#""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"dynamodb:GetItem""#)),
            answer: prefix + "Invalid policy document: Missing required field Resource", source: recorded),
        Exchange(
            name: "one Sid twice", operation: "PutResourcePolicy",
            request: put(
                statement(
                    #""Sid":"A","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"dynamodb:GetItem","Resource":"*"},{"Sid":"A","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"dynamodb:GetItem","Resource":"*""#
                )), answer: prefix + "Invalid policy document: The Statement Ids in the policy are not unique", source: recorded),
        Exchange(
            name: "a table's name that is none", operation: "PutResourcePolicy",
            request: put(
                statement(
                    #""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:us-east-1:111122223333:table/a b""#
                )),
            answer: prefix
                + #"Invalid policy document: The relative-id "table/a b" is invalid for ARN "arn:aws:dynamodb:us-east-1:111122223333:table/a b""#,
            source: recorded),
        Exchange(
            name: "a principal that is none", operation: "PutResourcePolicy",
            request: put(statement(#""Effect":"Allow","Principal":{"AWS":"Bob"},"Action":"dynamodb:GetItem","Resource":"*""#)),
            answer: prefix + "Invalid principal in policy document.", source: recorded),
        Exchange(
            name: "everybody but one", operation: "PutResourcePolicy",
            request: put(statement(#""Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"dynamodb:*","Resource":"*""#)),
            answer:
                "ValidationException: Resource-based policy grants unbounded access in one or more elements. Please revise the policy to ensure least-privilege form of access",
            source: "chosen: it lets in everybody else (IAM User Guide, NotPrincipal)"),
        Exchange(
            name: "too long", operation: "PutResourcePolicy", request: put(String(repeating: "x", count: 20_481)),
            answer: prefix + "Maximum policy size of 20480 bytes exceeded", source: recorded),
        Exchange(
            name: "an action on streams", operation: "PutResourcePolicy",
            request: put(
                statement(#""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"dynamodb:GetRecords","Resource":"*""#)),
            answer: prefix + #"Invalid policy document: The following action names are invalid: "dynamodb:GetRecords""#, source: recorded),
        Exchange(
            name: "everybody", operation: "PutResourcePolicy",
            request: put(statement(#""Effect":"Allow","Principal":"*","Action":"dynamodb:*","Resource":"*""#)),
            answer:
                "ValidationException: Resource-based policy grants unbounded access in one or more elements. Please revise the policy to ensure least-privilege form of access",
            source: recorded),
        Exchange(
            name: "somebody who is not there", operation: "PutResourcePolicy",
            request: put(
                statement(
                    #""Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/None"},"Action":"dynamodb:GetItem","Resource":"*""#
                )),
            answer: prefix + "Invalid principal in policy document.", source: recorded),
        Exchange(
            name: "a policy that shuts its author out", operation: "PutResourcePolicy",
            request: put(statement(#""Effect":"Deny","Principal":"*","Action":"dynamodb:PutResourcePolicy","Resource":"*""#)),
            answer: "AccessDeniedException: The new resource policy will not allow you to update the resource policy in the future.",
            source: recorded),
        Exchange(
            name: "an index", operation: "GetResourcePolicy", request: #"{"ResourceArn":"\#(arn)/index/I"}"#,
            answer: prefix + "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: \(arn)/index/I",
            source: recorded),
        Exchange(
            name: "another account's table", operation: "GetResourcePolicy",
            request: #"{"ResourceArn":"arn:aws:dynamodb:us-east-1:444455556666:table/TTT"}"#,
            answer: "ValidationException: This action is only supported by accounts that match the resource owner\u{2019}s account.",
            source: recorded),
        Exchange(
            name: "no such table", operation: "GetResourcePolicy",
            request: #"{"ResourceArn":"arn:aws:dynamodb:us-east-1:111122223333:table/none"}"#,
            answer: "ResourceNotFoundException: Requested resource not found: Table: none not found", source: recorded),
    ])
    func `a request that cannot be done is refused in AWS's words`(_ row: Exchange) throws {
        let world = try TestWorld()
        try world.makeTable()
        #expect(try world.answer(row.operation, row.request) == row.answer)
    }

    private static let unbounded =
        "ValidationException: Resource-based policy grants unbounded access in one or more elements. Please revise the policy to ensure least-privilege form of access"

    /// Source: Developer Guide, "Blocking public access with resource-based policies": fixed values of these keys; the operators are chosen by
    /// what they let in.
    @Test(arguments: [
        (#""StringEquals":{"aws:PrincipalOrgID":"o-exampleorg1"}"#, false), (#""StringEquals":{"aws:PrincipalOrgID":"o-*"}"#, true),
        (#""ArnLike":{"aws:SourceArn":"arn:aws:dynamodb:us-east-1:111122223333:table/T"}"#, false),
        (#""StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}"#, true), (#""ForAllValues:StringEquals":{"aws:SourceVpce":"vpce-1"}"#, true),
        (#""ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"}"#, false), (#""Null":{"aws:PrincipalArn":"false"}"#, true),
        (#""StringNotEquals":{"aws:PrincipalAccount":"444455556666"}"#, true), (#""Bool":{"aws:PrincipalIsAWSService":"true"}"#, false),
        (#""Bool":{"aws:PrincipalIsAWSService":"false"}"#, true), (#""Bool":{"aws:SecureTransport":"true"}"#, true),
    ])
    func `everybody is let in only where a condition says who`(_ row: (condition: String, isPublic: Bool)) throws {
        let world = try TestWorld()
        try world.makeTable()
        let policy = Self.statement(
            #""Effect":"Allow","Principal":"*","Action":"dynamodb:GetItem","Resource":"*","Condition":{\#(row.condition)}"#)
        let answer = try world.answer("PutResourcePolicy", Self.put(policy))
        #expect((answer == Self.unbounded) == row.isPublic, "\(answer)")
    }

    private static let bob = "arn:aws:iam::111122223333:user/Bob"

    /// A policy that denies Bob everything; his name is written with an escape.
    private static let againstBob = statement(
        #""Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:user\/Bob"},"Action":"dynamodb:*","Resource":"*""#)

    @Test func `policies of tables and streams follow a principal, however it is written`() throws {
        let world = try TestWorld()
        try world.makeTable("TTT", #","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}"#)
        let open = try #require(world.store.find(arn: Self.arn))
        let stream = try #require(open.table.streamLabel.flatMap { world.store.streams.find(arn: "\(Self.arn)/stream/\($0)") })
        let policy = ResourcePolicy(text: Self.againstBob, revision: "1")
        _ = try world.store.change(open) { definition, _ in definition.policy = policy }
        try world.store.streams.change(stream.stream) { $0.policy = policy }
        try world.store.replacePrincipal(Self.bob, by: "AIDAEXAMPLEEXAMPLE22")
        for arn in [Self.arn, stream.arn] {
            let found = try #require(world.service.resource(arn, world.context.directory).policy)
            #expect(found.document.text == Self.againstBob.replacing(#"arn:aws:iam::111122223333:user\/Bob"#, with: "AIDAEXAMPLEEXAMPLE22"))
        }
    }

    @Test func `a policy that cannot be read any more denies everything`() throws {
        let world = try TestWorld()
        try world.makeTable("TTT", #","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}"#)
        let open = try #require(world.store.find(arn: Self.arn))
        let stream = try #require(open.table.streamLabel.flatMap { world.store.streams.find(arn: "\(Self.arn)/stream/\($0)") })
        _ = try world.store.change(open) { definition, _ in definition.policy = ResourcePolicy(text: "{", revision: "1") }
        try world.store.streams.change(stream.stream) { $0.policy = ResourcePolicy(text: "{", revision: "1") }
        for arn in [Self.arn, stream.arn] {
            let layers = PolicyLayers(resource: world.service.resource(arn, world.context.directory).policy)
            let question = AuthorizationRequest(action: "dynamodb:GetItem", resource: arn, resourceAccount: TestWorld.account)
            let decision = decide(question, by: world.context.caller.principal, layers: layers, context: NoConditionKeys())
            #expect(decision.outcome == .explicitDeny && decision.layer == .resource)
        }
    }

    @Test func `the root user takes a policy away whatever it says`() throws {
        let world = try TestWorld()
        try world.makeTable()
        for (operation, overrides) in [("DeleteResourcePolicy", true), ("GetResourcePolicy", false)] {
            _ = try world.answer(operation, #"{"ResourceArn":"\#(Self.arn)"}"#)
            #expect(world.questions.map(\.rootOverridesResourcePolicy) == [overrides])
        }
    }
}
