import AWSTypes
import AWSWire
import Directory
import EC2
import Foundation
import IAMPolicy
import OpenSSL
import ServiceModel
import Testing

@Suite struct EC2ServiceTests {
    static let names = [
        "CreateVpcEndpoint", "DeleteVpcEndpoints", "DescribePrefixLists", "DescribeVpcEndpointServices", "DescribeVpcEndpoints",
        "ModifyVpcEndpoint",
    ]

    @Test func `the table is complete`() throws {
        #expect(try World().service.operations.keys.sorted() == Self.names)
    }

    @Test(arguments: names)
    func `every operation answers its own example, and asks for its own action`(_ name: String) throws {
        let world = try World()
        let example = try #require(world.service.operations[name]).example
        var actions: Set<String> = []
        try world.call(name, example) { actions = Set($0.map(\.action)) }
        #expect(actions == ["ec2:\(name)"])
    }

    /// Resources as the Service Authorization Reference lists them.
    static let questions: [(name: String, request: String, questions: [String])] = [
        ("DescribeVpcEndpoints", "{}", ["ec2:DescribeVpcEndpoints *"]),
        (
            "CreateVpcEndpoint",
            #"{"VpcId":"vpc-1","ServiceName":"com.amazonaws.us-east-1.dynamodb","RouteTableId":["rtb-9"],"#
                + #""TagSpecification":[{"ResourceType":"vpc-endpoint","Tag":[{"Key":"a","Value":"b"}]}]}"#,
            [
                "ec2:CreateVpcEndpoint arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/*",
                "ec2:CreateVpcEndpoint arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1",
                "ec2:CreateVpcEndpoint arn:aws:ec2:us-east-1:111122223333:route-table/rtb-9",
                "ec2:CreateTags arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/*",
            ]
        ),
        (
            "ModifyVpcEndpoint", #"{"VpcEndpointId":"vpce-0b1b2c3d4e5f67890","AddSubnetId":["subnet-2"],"RemoveSecurityGroupId":["sg-1"]}"#,
            [
                "ec2:ModifyVpcEndpoint arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-0b1b2c3d4e5f67890",
                "ec2:ModifyVpcEndpoint arn:aws:ec2:us-east-1:111122223333:subnet/subnet-2",
                "ec2:ModifyVpcEndpoint arn:aws:ec2:us-east-1:111122223333:security-group/sg-1",
            ]
        ),
        (
            "DeleteVpcEndpoints", #"{"VpcEndpointId":["vpce-0a1b2c3d4e5f67890","vpce-00000000"]}"#,
            [
                "ec2:DeleteVpcEndpoints arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-0a1b2c3d4e5f67890",
                "ec2:DeleteVpcEndpoints arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-00000000",
            ]
        ),
    ]

    @Test(arguments: questions)
    func `questions name what is touched`(_ name: String, _ request: String, _ questions: [String]) throws {
        var asked: [String] = []
        try World().call(name, request) { asked = $0.map { "\($0.action) \($0.resource)" } }
        #expect(asked == questions)
    }

    @Test func `conditions see region, service and tags`() throws {
        var found: [ConditionKey: ConditionValue] = [:]
        let keys: [ConditionKey] = [
            "ec2:Region", "ec2:VpceServiceName", "ec2:VpceServiceOwner", "aws:RequestTag/a", "aws:TagKeys", "ec2:ResourceTag/Owner",
        ]
        try World().call("DeleteVpcEndpoints", #"{"VpcEndpointId":["\#(World.gateway)"]}"#) { questions in
            for key in keys { found[key] = questions.first?.context.value(of: key) }
        }
        #expect(
            found == [
                "ec2:Region": .single("us-east-1"), "ec2:VpceServiceName": .single("com.amazonaws.us-east-1.dynamodb"),
                "ec2:ResourceTag/Owner": .single("TeamA"),
            ])
        let facts = try World().service.resource("arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/\(World.gateway)", World().store.snapshot)
        #expect(facts.tags == [Tag(key: "Owner", value: "TeamA")])
    }

    /// Recorded forms; see the facts on EC2's errors.
    static let denials: [(resource: String, message: String)] = [
        (
            "*",
            "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/article is not authorized to perform: "
                + "ec2:DescribeVpcEndpoints because no identity-based policy allows the ec2:DescribeVpcEndpoints action"
        ),
        (
            "arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-1",
            "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/article is not authorized to perform: "
                + "ec2:DescribeVpcEndpoints on resource: arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-1 "
                + "because no identity-based policy allows the ec2:DescribeVpcEndpoints action"
        ),
    ]

    @Test func `a denied write call ends with a message that its account can decode`() throws {
        let random = SeededRandom(seed: 5)
        let messages = AuthorizationMessages(key: Array(repeating: 1, count: 32), random: random)
        let service = EC2Service.make(
            store: DirectoryStore(Directory()), identifiers: Identifiers(random: random), ports: TestPorts(), messages: messages)
        let deny = #"{"Version":"2012-10-17","Statement":{"Sid":"No","Effect":"Deny","Action":"ec2:Delete*","Resource":"*"}}"#
        let policy = AttachedPolicy(name: "deny", document: try PolicyDocument(parsing: deny, as: .identity))
        let arn = "arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-1"
        let question = AuthorizationRequest(
            action: "ec2:DeleteVpcEndpoints", resource: arn, resourceAccount: World.account,
            context: FixedConditionKeys(["ec2:Region": .single("us-east-1")]))
        let principal = Principal(kind: .user, account: World.account, arn: "arn:aws:iam::111122223333:user/article")
        let keys = FixedConditionKeys(["aws:userid": .single("AIDAEXAMPLE"), "aws:username": .single("article")])
        let decision = decide(question, by: principal, layers: PolicyLayers(identity: [policy]), context: keys)
        let message = try #require(service.refusal(decision, .current).message)
        let parts = message.components(separatedBy: " Encoded authorization failure message: ")
        #expect(
            parts.first
                == "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/article is not authorized "
                + "to perform: ec2:DeleteVpcEndpoints on resource: \(arn) with an explicit deny in an identity-based policy")
        #expect(
            messages.decode(try #require(parts.last), for: World.account)
                == #"{"allowed":false,"explicitDeny":true,"matchedStatements":{"items":[{"statementId":"No","effect":"DENY","#
                + #""principals":{"items":[]},"actions":{"items":[{"value":"ec2:Delete*"}]},"resources":{"items":[{"value":"*"}]},"#
                + #""conditions":{"items":[]}}]},"failures":{"items":[]},"context":{"principal":{"id":"AIDAEXAMPLE","name":"article","#
                + #""arn":"arn:aws:iam::111122223333:user/article"},"action":"ec2:DeleteVpcEndpoints","resource":"\#(arn)","#
                + #""conditions":{"items":[{"key":"ec2:Region","values":{"items":[{"value":"us-east-1"}]}}]}}}"#)
        #expect(messages.decode(try #require(parts.last), for: "444455556666") == nil)
    }

    @Test(arguments: denials)
    func `a denial is wrapped in EC2's words`(_ resource: String, _ message: String) throws {
        let question = AuthorizationRequest(action: "ec2:DescribeVpcEndpoints", resource: resource, resourceAccount: World.account)
        let principal = Principal(kind: .user, account: World.account, arn: "arn:aws:iam::111122223333:user/article")
        let decision = decide(question, by: principal, layers: PolicyLayers(identity: []), context: NoConditionKeys())
        let service = try World().service
        let (status, body) = ErrorWriter.write(service.refusal(decision, .current), for: service.wire, requestID: "R")
        #expect(status == 403)
        #expect(String(decoding: body, as: UTF8.self).contains("<Code>UnauthorizedOperation</Code><Message>\(message)</Message>"))
    }
}
