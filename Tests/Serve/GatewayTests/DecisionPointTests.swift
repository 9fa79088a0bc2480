import AWSTypes
import AWSWire
import CloudTrail
import Directory
import IAMPolicy
import OpenSSL
import ServiceModel
import SigV4
import Testing

@testable import Gateway

@Suite struct DecisionPointTests {
    private static let listTables = "arn:aws:dynamodb:us-east-1:111122223333:table/*"

    private func isDenied(_ answered: Answered) -> Bool { answered.status == 400 && answered.body.contains("#AccessDeniedException") }

    @Test(arguments: [GatewaySettings.Mode.enforce, .observe])
    func `an operation that asks for no permission is not carried out`(_ mode: GatewaySettings.Mode) throws {
        let world = try TestWorld()
        var settings = GatewaySettings()
        settings.mode = mode
        let service = Service(
            ServiceProtocol(
                name: "dynamodb", wire: .json10, targetPrefix: "DynamoDB_20120810.", version: "2012-08-10",
                eventSource: "dynamodb.amazonaws.com"), operations: [AnyOperation(AsksNothing())])
        let gateway = Gateway(
            settings: settings, services: [service], directory: world.world.directory, clock: world.world.clock,
            tokens: world.gateway.tokens, events: try EventStore())
        let answered = Answered(gateway.answer(world.request("AsksNothing", by: world.signer("AKIAALICE"))))
        #expect(answered == Answered(400, #"{"__type":"com.amazon.coral.service#AccessDeniedException"}"#))
    }

    private struct AsksNothing: Operation {
        static let name = "AsksNothing"
        func decode(_ request: StructureReader) {}
        func authorization(for input: Void, in context: OperationContext) -> [AuthorizationRequest] { [] }
        func execute(_ input: Void, in context: OperationContext) throws { Issue.record("it was carried out") }
    }

    @Test(arguments: [(["prod"], false), (["test"], false), (["prod", "test"], true)])
    func `of two tags whose keys differ in case only each must give leave`(_ wanted: [String], _ isAllowed: Bool) throws {
        let values = wanted.map { "\"\($0)\"" }.joined(separator: ",")
        let policy =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"*","#
            + #""Condition":{"StringEquals":{"aws:ResourceTag/env":[\#(values)]}}}}"#
        let world = try TestWorld { directory in
            directory.users["111122223333/Bob"]?.policies.inline["If"] = StoredPolicy(try PolicyDocument(parsing: policy, as: .identity))
        }
        let table =
            #"{"TableName":"Music","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST","#
            + #""AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"#
            + #""Tags":[{"Key":"env","Value":"prod"},{"Key":"ENV","Value":"test"}]}"#
        #expect(world.answer(world.request("CreateTable", table, by: world.signer("AKIAALICE"))).status == 200)
        let read = #"{"TableName":"Music","Key":{"id":{"S":"a"}}}"#
        #expect(isDenied(world.answer(world.request("GetItem", read, by: world.signer("AKIABOB")))) == !isAllowed)
    }

    @Test func `a caller's changed policies count at once`() throws {
        let world = try TestWorld()
        let call = { world.answer(world.request("ListTables", by: world.signer("AKIAALICE"))) }
        #expect(call() == Answered(200, #"{"TableNames":[]}"#))
        try world.world.directory.update { $0.users["111122223333/Alice"]?.policies.inline = [:] }
        #expect(isDenied(call()))
    }

    @Test func `a deactivated key is nobody's at once`() throws {
        let world = try TestWorld()
        #expect(world.answer(world.request("ListTables", by: world.signer("AKIAALICE"))).status == 200)
        try world.world.directory.update { $0.accessKeys["AKIAALICE"]?.isActive = false }
        #expect(world.answer(world.request("ListTables", by: world.signer("AKIAALICE"))) == Answered(400, OrderCase.unrecognized))
    }

    @Test(arguments: [Session.Kind.user, .role, .federation])
    func `a session dies with its user or role, even where one of the same name comes after`(_ kind: Session.Kind) throws {
        let world = try TestWorld()
        let signer = try world.signer(TestWorld.session(kind))
        #expect(world.answer(world.request("ListTables", by: signer)).status == 200)
        try world.world.directory.update { directory in
            directory.users["111122223333/Alice"]?.id = "AIDAEXAMPLEEXAMPLENEW"
            directory.roles["111122223333/Reader"]?.id = "AROAEXAMPLEEXAMPLENEW"
        }
        #expect(world.answer(world.request("ListTables", by: signer)) == Answered(400, OrderCase.unrecognized))
    }

    @Test func `a session ends by the world's clock`() throws {
        let world = try TestWorld()
        let signer = try world.signer(TestWorld.session(.role))
        world.world.clock.advance(milliseconds: 2_999_999)
        #expect(world.answer(world.request("ListTables", by: signer)).status == 200)
        world.world.clock.advance(milliseconds: 1)
        #expect(world.answer(world.request("ListTables", by: signer)).body.contains("ExpiredTokenException"))
    }

    @Test func `a session's token opens with its own key alone`() throws {
        let world = try TestWorld()
        var other = try world.signer(TestWorld.session(.role))
        let token = other.sessionToken
        #expect(world.answer(world.request("ListTables", by: other)).status == 200)
        other.accessKeyID = "AKIAALICE"
        #expect(world.answer(world.request("ListTables", by: other)) == Answered(400, OrderCase.unrecognized))
        other.accessKeyID = "ASIArole"
        other.sessionToken = nil
        #expect(world.answer(world.request("ListTables", by: other)) == Answered(400, OrderCase.unrecognized))
        other.sessionToken = token?.dropLast().description
        #expect(world.answer(world.request("ListTables", by: other)) == Answered(400, OrderCase.unrecognized))
    }

    @Test func `an endpoint's policy is asked, and an endpoint that is gone lets nothing through`() throws {
        let world = try TestWorld()
        let call = {
            world.answer(world.request("ListTables", by: world.signer("AKIAALICE"), through: TestWorld.endpointID))
        }
        #expect(call().status == 200)
        let none = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"dynamodb:GetItem","Resource":"*"}}"#
        try world.world.directory.update {
            $0.endpoints[TestWorld.endpointID]?.policy = StoredPolicy(try PolicyDocument(parsing: none, as: .endpoint))
        }
        #expect(
            call().body
                == #"{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"User: arn:aws:iam::111122223333:user/team/Alice is not authorized to perform: dynamodb:ListTables on resource: \#(Self.listTables) because no VPC endpoint policy allows the dynamodb:ListTables action"}"#
        )
        try world.world.directory.update { $0.endpoints[TestWorld.endpointID] = nil }
        #expect(call() == Answered(400, #"{"__type":"com.amazon.coral.service#AccessDeniedException"}"#))
    }

    @Test func `an attached policy that is missing denies, wherever it is attached`() throws {
        let changes: [@Sendable (inout Directory) -> Void] = [
            { $0.users["111122223333/Alice"]?.policies.attached = ["arn:aws:iam::111122223333:policy/Gone"] },
            { $0.users["111122223333/Alice"]?.boundary = "arn:aws:iam::111122223333:policy/Gone" },
            { $0.organizations["o-exampleorg1"]?.attach("p-gone", to: "ou-abcd-11111111") },
        ]
        for change in changes {
            let world = try TestWorld(changing: change)
            #expect(isDenied(world.answer(world.request("ListTables", by: world.signer("AKIAALICE")))))
        }
    }

    @Test func `an organization's change counts at once, for SCPs and RCPs`() throws {
        let world = try TestWorld()
        let table = #"{"TableName":"Missing"}"#
        let call = { world.answer(world.request("DescribeTable", table, by: world.signer("AKIAALICE"))) }
        #expect(call().body.contains("ResourceNotFoundException"))
        let deny =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"dynamodb:*","Resource":"*"}}"#
        try world.world.directory.update { directory in
            guard var organization = directory.organizations["o-exampleorg1"] else { return }
            organization.policies["p-deny"] = Organization.Policy(
                id: "p-deny", name: "Deny", description: "", type: .resourceControl,
                policy: StoredPolicy(try PolicyDocument(parsing: deny, as: .resourceControl)), in: organization)
            organization.attach("p-deny", to: "r-abcd")
            directory.organizations["o-exampleorg1"] = organization
        }
        #expect(call().body.contains("with an explicit deny in a resource control policy"))
        try world.world.directory.update { $0.organizations["o-exampleorg1"]?.detach("p-deny", from: "r-abcd") }
        #expect(call().body.contains("ResourceNotFoundException"))
    }

    @Test func `what is only observed is let through, and said`() throws {
        var settings = GatewaySettings()
        settings.mode = .observe
        let world = try TestWorld(settings)
        #expect(world.answer(world.request("ListTables", by: world.signer("AKIABOB"))).status == 200)
        let record = try #require(world.gateway.decisions.latest.first)
        #expect(record.outcome == "observed")
        #expect(record.wasDenied)
        // Authentication is not a matter of policies.
        #expect(world.answer(world.request("ListTables", by: world.signer("AKIANOBODY"))) == Answered(400, OrderCase.unrecognized))
    }

    @Test func `the context header counts only where it is allowed`() throws {
        let deny =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"198.51.100.0/24"}}}}"#
        for isAllowed in [false, true] {
            var settings = GatewaySettings()
            settings.allowsContextHeader = isAllowed
            let world = try TestWorld(settings) { directory in
                directory.users["111122223333/Alice"]?.policies.inline["Deny"] = StoredPolicy(
                    try PolicyDocument(parsing: deny, as: .identity))
            }
            let answered = world.answer(
                world.request(
                    "ListTables", by: world.signer("AKIAALICE"),
                    headers: [("x-portcullis-context", "aws:SourceIp = 198.51.100.9 ; aws:Referer=x")]))
            #expect(answered.body.contains("AccessDeniedException") == isAllowed, "\(answered)")
            #expect(answered.body.contains("ValidationException") != isAllowed)
        }
    }
}
