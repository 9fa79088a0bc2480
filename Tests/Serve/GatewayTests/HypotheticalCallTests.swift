import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAMPolicy
import ServiceModel
import Testing

@testable import Gateway

/// A body for `/_portcullis/can` that is refused.
struct CanFault: Sendable, CustomTestStringConvertible {
    var body: String
    var message: String
    var testDescription: String { body }
}

@Suite struct HypotheticalCallTests {
    private func can(_ body: String, in world: TestWorld) -> Answered {
        world.control("POST", "can", body, headers: [("Host", "localhost:8000")])
    }

    private static let table = "arn:aws:dynamodb:us-east-1:111122223333:table/Music"

    @Test(arguments: [
        ("Alice", "AKIAALICE"), ("444455556666/Otto", "AKIAOTTO"), ("root", "AKIAROOT"),
        ("arn:aws:iam::111122223333:user/team/Alice", "AKIAALICE"),
        ("arn:aws:iam::111122223333:user/Bob", "AKIABOB"),
    ])
    func `a question is decided as the call would be`(_ name: String, _ key: String) throws {
        let world = try TestWorld()
        for endpoint in [nil, TestWorld.endpointID] {
            _ = world.answer(world.request("ListTables", by: world.signer(key), through: endpoint))
            let made = try #require(world.gateway.decisions.latest.first?.decisions.first)
            var call = HypotheticalCall(principal: name, action: "dynamodb:ListTables", resource: made.request.resource)
            call.hasResourceType = made.request.hasResourceType
            call.via = endpoint
            let asked = try world.gateway.question(of: call).decide()
            #expect(asked.evidence().layers == made.evidence().layers)
            #expect((asked.outcome, asked.layer) == (made.outcome, made.layer))
        }
    }

    @Test func `asking leaves no trace`() throws {
        let world = try TestWorld()
        #expect(can(#"{"principal":"Alice","action":"dynamodb:GetItem","resource":"Music"}"#, in: world).status == 200)
        #expect(world.gateway.decisions.latest.isEmpty)
    }

    @Test func `it tells everything`() throws {
        let world = try TestWorld()
        let answered = can(#"{"principal":"Bob","action":"dynamodb:GetItem","resource":"Music"}"#, in: world)
        let json = try JSONDocument(parsing: Array(answered.body.utf8)).root
        #expect(answered.status == 200)
        #expect(json["allowed"]?.boolean == false)
        #expect(
            json["message"]?.string
                == "User: arn:aws:iam::111122223333:user/Bob is not authorized to perform: dynamodb:GetItem on resource: \(Self.table) "
                + "because no identity-based policy allows the dynamodb:GetItem action")
        #expect(json["warning"] == nil)
        #expect(json["evidence"]?["deniedBy"]?.string == "identity")
        #expect(
            json["lines"]?.elements.first { _ in true }?.string
                == "Denied, since not allowed: arn:aws:iam::111122223333:user/Bob asked for dynamodb:GetItem on \(Self.table)")
    }

    @Test(arguments: [
        (#"{"aws:SourceIp": "10.0.0.1"}"#, "aws:SourceIp", "10.0.0.1"), (#"{"a:b": true}"#, "a:b", "true"), (#"{"a:b": 1}"#, "a:b", "1"),
        (#"{"a:b": "x"}, "mfa": true"#, "aws:MultiFactorAuthPresent", "true"),
        (#"{"a:b": "x"}, "via": "\#(TestWorld.endpointID)""#, "aws:SourceVpce", TestWorld.endpointID),
    ])
    func `circumstances count`(_ context: String, _ key: String, _ value: String) throws {
        let policy =
            #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"\#(key)":"\#(value)"}}}}"#
        let world = try TestWorld { directory in
            directory.users["111122223333/Bob"]?.policies.inline["If"] = StoredPolicy(try PolicyDocument(parsing: policy, as: .identity))
        }
        let answered = can(#"{"principal":"Bob","action":"dynamodb:GetItem","resource":"Music","context":\#(context)}"#, in: world)
        #expect(answered.body.hasPrefix(#"{"allowed":true,"#), "\(answered)")
        #expect(
            can(#"{"principal":"Bob","action":"dynamodb:GetItem","resource":"Music"}"#, in: world).body.hasPrefix(#"{"allowed":false,"#))
    }

    static let faults = [
        CanFault(body: "[]", message: "say {\"principal\": …, \"action\": …, \"resource\": …}"),
        CanFault(
            body: #"{"principle":"Alice"}"#,
            message:
                "unknown name 'principle', expected one of principal, action, resource, owner, via, mfa, context; did you mean 'principal'?"
        ),
        CanFault(body: #"{"principal":"Alice"}"#, message: "'principal' and 'action' are needed, as texts"),
        CanFault(
            body: #"{"principal":"Alicia","action":"dynamodb:GetItem"}"#, message: "there is no principal 'Alicia'; did you mean 'Alice'?"),
        CanFault(body: #"{"principal":"Alice","action":"GetItem"}"#, message: "'GetItem' is no action; one is written service:Operation"),
        CanFault(
            body: #"{"principal":"Alice","action":"s3:GetObject","resource":"bucket"}"#,
            message: "'bucket' is no ARN; for an action without a resource say '*'"),
        CanFault(
            body: #"{"principal":"Alice","action":"dynamodb:GetItem","via":"vpce-0a1b2c3d4e5f67891"}"#,
            message: "there is no VPC endpoint 'vpce-0a1b2c3d4e5f67891'; did you mean 'vpce-0a1b2c3d4e5f67890'?"),
        CanFault(
            body: #"{"principal":"Alice","action":"dynamodb:GetItem","context":{"a:b":null}}"#,
            message: "a condition key's value is a text, a number, true or false, or a list of texts"),
        CanFault(
            body: #"{"principal":"Alice","action":"dynamodb:GetItem","context":"aws:SourceIp=1.2.3.4"}"#,
            message: "'context' is an object of condition keys and their values"),
        CanFault(
            body: #"{"principal":"Alice","action":"dynamodb:getrecords","resource":"Music"}"#,
            message: "dynamodb:GetRecords is about a stream: say 'Music/stream/' and its label"),
        CanFault(body: #"{"principal":"Alice","action":"dynamodb:GetItem","mfa":"yes"}"#, message: "'mfa' is true or false"),
        CanFault(body: #"{"principal":"Alice","action":"dynamodb:GetItem","resource":5}"#, message: "'resource' is a text"),
        CanFault(body: #"{"principal":"Alice","action":"dynamodb:GetItem","owner":111122223333}"#, message: "'owner' is a text"),
        CanFault(
            body: #"{"principal":"arn:aws:sts::111122223333:federated-user/x","action":"dynamodb:GetItem"}"#,
            message:
                "a federated user has the policies of whoever made its session, which 'arn:aws:sts::111122223333:federated-user/x' does not tell"
        ),
    ]

    @Test(arguments: faults) func `what cannot be asked is refused`(_ row: CanFault) throws {
        let answered = can(row.body, in: try TestWorld())
        #expect(answered.status == 400)
        #expect(try JSONDocument(parsing: Array(answered.body.utf8)).root["error"]?.string == row.message)
    }

    @Test func `an action that nobody here has brings a warning`() throws {
        let answered = can(#"{"principal":"Alice","action":"dynamodb:GetItme","resource":"Music"}"#, in: try TestWorld())
        #expect(
            try JSONDocument(parsing: Array(answered.body.utf8)).root["warning"]?.string
                == "no operation here is called dynamodb:GetItme; did you mean 'dynamodb:GetItem'?")
    }

    @Test(arguments: ["DynamoDB:getitem", "dynamodb:GETITEM", "dynamodb:GetItem"])
    func `an action is asked about however it is spelt`(_ action: String) throws {
        let world = try TestWorld()
        var call = HypotheticalCall(principal: "Alice", action: action, resource: "Music")
        let gathered = try world.gateway.question(of: call)
        #expect(gathered.request.action == "dynamodb:GetItem")
        #expect(world.gateway.registry.service(ofAction: action)?.wire.name == "dynamodb")
        call.action = action.replacing(/:.*/, with: ":DELETEresourcePOLICY")
        #expect(try world.gateway.question(of: call).request.rootOverridesResourcePolicy)
        let answered = can(#"{"principal":"Alice","action":"\#(action)","resource":"Music"}"#, in: world)
        #expect(!answered.body.contains("no operation here"))
    }

    @Test(arguments: [
        ("dynamodb:partiqlSELECT", "dynamodb:PartiQLSelect"), ("DYNAMODB:PartiqlInsert", "dynamodb:PartiQLInsert"),
        ("dynamodb:partiqlupdate", "dynamodb:PartiQLUpdate"), ("dynamodb:PARTIQLDELETE", "dynamodb:PartiQLDelete"),
        ("dynamodb:conditioncheckitem", "dynamodb:ConditionCheckItem"), ("Dynamodb:getRECORDS", "dynamodb:GetRecords"),
        ("dynamodb:describestream", "dynamodb:DescribeStream"), ("dynamodb:getsharditerator", "dynamodb:GetShardIterator"),
        ("dynamodb:liststreams", "dynamodb:ListStreams"), ("KMS:generatedatakey", "kms:GenerateDataKey"),
        ("dynamodb:Nothing", "dynamodb:Nothing"),
    ])
    func `so are PartiQL's actions and those of streams`(_ action: String, _ known: String) throws {
        let world = try TestWorld()
        let call = HypotheticalCall(principal: "Alice", action: action, resource: "*")
        #expect(try world.gateway.question(of: call).request.action == known)
        let answered = can(#"{"principal":"Alice","action":"\#(action)"}"#, in: world)
        #expect(answered.body.contains("no operation here is called") == (known == "dynamodb:Nothing"))
    }

    @Test func `every action that an operation asks for is known`() throws {
        let registry = try TestWorld().gateway.registry
        for question in try ActionMap.ofExamples().entries.flatMap(\.questions) {
            #expect(registry.canonical(action: question.action.lowercased()) == question.action)
        }
    }

    @Test(arguments: [
        ("dynamodb:Query", "Music/index/ByYear"), ("dynamodb:PartiQLSelect", "Music/index/*"),
        ("dynamodb:GetRecords", "Music/stream/2026-01-31T12:00:00.000"), ("dynamodb:DescribeBackup", "Music/backup/01"),
        ("dynamodb:DescribeExport", "Music/export/01"), ("dynamodb:DescribeImport", "Music/import/01"),
    ])
    func `what is below a table needs no ARN`(_ action: String, _ resource: String) throws {
        let call = HypotheticalCall(principal: "Alice", action: action, resource: resource)
        let request = try TestWorld().gateway.question(of: call).request
        #expect(request.resource == "arn:aws:dynamodb:us-east-1:111122223333:table/\(resource)")
        #expect(request.resourceAccount == "111122223333")
        #expect(request.hasResourceType)
    }

    @Test(arguments: [
        "Music/stream", "Music/streams/1", "Mu:sic", "a/b/c/d", "Mu:sic/stream/1", "Music/index/", "Music/index/a b", "kms:x",
    ])
    func `other texts are no resource`(_ resource: String) throws {
        let call = HypotheticalCall(principal: "Alice", action: "dynamodb:Query", resource: resource)
        let gateway = try TestWorld().gateway
        #expect(throws: UnknownName("'\(resource)' is no ARN; for an action without a resource say '*'")) { try gateway.question(of: call) }
    }

    // MARK: Names

    @Test(arguments: [
        ("Alice", "arn:aws:iam::111122223333:user/team/Alice"), ("111122223333/Alice", "arn:aws:iam::111122223333:user/team/Alice"),
        ("root", "arn:aws:iam::111122223333:root"), ("444455556666/root", "arn:aws:iam::444455556666:root"),
        ("Reader", "arn:aws:sts::111122223333:assumed-role/Reader/session"),
        ("arn:aws:iam::111122223333:role/team/Reader", "arn:aws:sts::111122223333:assumed-role/Reader/session"),
        ("arn:aws:sts::111122223333:assumed-role/Reader/me", "arn:aws:sts::111122223333:assumed-role/Reader/me"),
        ("arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:root"),
    ])
    func `a name means somebody`(_ name: String, _ arn: String) throws {
        let directory = try TestWorld().world.directory.snapshot
        #expect(try directory.caller(named: name, now: TestWorld.start).arn == arn)
    }

    @Test(arguments: [
        "", "a/b/c", "444455556666/Alice", "arn:aws:iam::111122223333:user/Alice", "arn:aws:iam::111122223333:role/Reader",
        "arn:aws:iam::000000000000:root", "arn:aws:dynamodb:us-east-1:111122223333:table/Alice",
    ])
    func `or nobody`(_ name: String) throws {
        let directory = try TestWorld().world.directory.snapshot
        #expect(throws: UnknownName.self) { try directory.caller(named: name, now: TestWorld.start) }
    }
}
