import AWSTypes
import Directory
import IAMPolicy
import STS
import ServiceModel
import Testing

@Suite struct STSServiceTests {
    private static let inputs = [
        "AssumeRole": #"{"RoleArn":"arn:aws:iam::111122223333:role/team/Reader","RoleSessionName":"s1"}"#,
        "DecodeAuthorizationMessage": #"{"EncodedMessage":"\#(World.messages.encode(Array("{}".utf8), for: World.account))"}"#,
        "GetAccessKeyInfo": #"{"AccessKeyId":"AKIABOBBOBBOBBOBBOB2"}"#,
        "GetCallerIdentity": "{}",
        "GetFederationToken": #"{"Name":"Guest"}"#,
        "GetSessionToken": "{}",
    ]

    @Test func `every operation succeeds, and asks unless it needs no leave`() throws {
        let world = try World()
        #expect(Set(world.service.operations.keys) == Set(Self.inputs.keys))
        for (name, input) in Self.inputs {
            let answer = try world.call(name, input, as: world.alice)
            #expect(!answer.xml.isEmpty)
            let operation = try #require(world.service.operations[name])
            #expect(answer.questions.isEmpty == (operation.traits.permission != .needed), "\(name)")
        }
    }

    @Test func `a user's identity`() throws {
        let world = try World()
        let xml = try world.call("GetCallerIdentity", as: world.alice).xml
        #expect(
            xml == "<Arn>arn:aws:iam::111122223333:user/Alice</Arn><UserId>AIDAEXAMPLEEXAMPLE222</UserId><Account>111122223333</Account>")
    }

    @Test func `an encoded message is shown to the account that was denied`() throws {
        let world = try World()
        let text = Array(#"{"allowed":false}"#.utf8)
        let own = World.messages.encode(text, for: World.account)
        #expect(
            try world.call("DecodeAuthorizationMessage", #"{"EncodedMessage":"\#(own)"}"#, as: world.alice).xml
                == "<DecodedMessage>{&quot;allowed&quot;:false}</DecodedMessage>")
        for message in [World.messages.encode(text, for: "444455556666"), String(own.reversed()), "none", "+/="] {
            let error = #expect(throws: AWSError.self) {
                try world.call("DecodeAuthorizationMessage", #"{"EncodedMessage":"\#(message)"}"#, as: world.alice)
            }
            #expect(error?.code.name == "InvalidAuthorizationMessageException")
            #expect(error?.message == "The encoded authorization message is invalid.")
        }
    }

    @Test func `an access key's account`() throws {
        let world = try World()
        let input = #"{"AccessKeyId":"AKIABOBBOBBOBBOBBOB2"}"#
        #expect(try world.call("GetAccessKeyInfo", input, as: world.alice).xml == "<Account>111122223333</Account>")
        let error = #expect(throws: AWSError.self) {
            try world.call("GetAccessKeyInfo", #"{"AccessKeyId":"AKIANOBODYNOBODYNOB2"}"#, as: world.alice)
        }
        #expect(error?.message == "AKIANOBODYNOBODYNOB2 is invalid")
    }
}

@Suite struct GetSessionTokenTests {
    @Test func `without a code the session is the user's, and not marked`() throws {
        let world = try World()
        let answer = try world.call("GetSessionToken", as: world.alice)
        #expect(answer["Expiration"] == World.start.adding(seconds: 43_200).iso8601)
        #expect(answer["AccessKeyId"].hasPrefix("ASIA"))
        let caller = try world.caller(holding: answer)
        #expect(caller.arn == "arn:aws:iam::111122223333:user/Alice")
        #expect(caller.session?.authenticatedWithMFA == nil)
    }

    @Test func `with a code the session is marked, and the code is used up`() throws {
        let world = try World()
        let input = #"{"SerialNumber":"\#(World.serialNumber)","TokenCode":"\#(World.code())"}"#
        let caller = try world.caller(holding: world.call("GetSessionToken", input, as: world.alice))
        #expect(caller.session?.authenticatedWithMFA == World.start)
        let error = #expect(throws: AWSError.self) { try world.call("GetSessionToken", input, as: world.alice) }
        #expect(error?.code == .accessDenied)
        #expect(error?.message == "MultiFactorAuthentication failed with invalid MFA one time pass code. ")
    }

    @Test func `a wrong code changes nothing`() throws {
        let world = try World()
        let wrong = World.code() == "000000" ? "000001" : "000000"
        #expect(throws: AWSError.self) {
            try world.call("GetSessionToken", #"{"SerialNumber":"\#(World.serialNumber)","TokenCode":"\#(wrong)"}"#, as: world.alice)
        }
        #expect(world.store.snapshot.mfaDevices[World.serialNumber]?.lastStep == 0)
    }

    @Test func `a device serves its owner only`() throws {
        let world = try World()
        let input = #"{"SerialNumber":"\#(World.serialNumber)","TokenCode":"\#(World.code())"}"#
        for caller in [try world.bob, try world.root] {
            let error = #expect(throws: AWSError.self) { try world.call("GetSessionToken", input, as: caller) }
            #expect(
                error?.message == "MultiFactorAuthentication failed, unable to validate MFA code.  "
                    + "Please verify your MFA serial number is valid and associated with this user.")
        }
    }

    @Test func `the root user's last an hour at most`() throws {
        let world = try World()
        let answer = try world.call("GetSessionToken", #"{"DurationSeconds":"43200"}"#, as: world.root)
        #expect(answer["Expiration"] == World.start.adding(seconds: 3600).iso8601)
        #expect(try world.caller(holding: answer).arn == "arn:aws:iam::111122223333:root")
    }

    @Test(arguments: ["GetSessionToken", "GetFederationToken"]) func `a session makes no further one`(_ operation: String) throws {
        let world = try World()
        let caller = try world.caller(holding: world.call("GetSessionToken", as: world.alice))
        let error = #expect(throws: AWSError.self) { try world.call(operation, #"{"Name":"Guest"}"#, as: caller) }
        #expect(error?.message == "Cannot call \(operation) with session credentials")
    }
}

@Suite struct GetFederationTokenTests {
    @Test func `a federated user is named within the account`() throws {
        let world = try World()
        let answer = try world.call("GetFederationToken", #"{"Name":"Guest","Tags":[{"Key":"a","Value":"b"}]}"#, as: world.alice)
        #expect(answer["FederatedUserId"] == "111122223333:Guest")
        #expect(answer["Arn"] == "arn:aws:sts::111122223333:federated-user/Guest")
        #expect(answer["PackedPolicySize"] == "1")
        #expect(answer.questions.map(\.action) == ["sts:GetFederationToken", "sts:TagSession"])
        #expect(answer.questions.first?.resource == "arn:aws:sts::111122223333:federated-user/Guest")
    }

    @Test func `without a policy the session is limited to nothing, not unlimited`() throws {
        let world = try World()
        let answer = try world.call("GetFederationToken", #"{"Name":"Guest"}"#, as: world.alice)
        #expect(answer["PackedPolicySize"] == "0")
        let caller = try world.caller(holding: answer)
        #expect(caller.arn == "arn:aws:sts::111122223333:federated-user/Guest")
        #expect(caller.principal.issuerARN == "arn:aws:iam::111122223333:user/Alice")
        let everything = try PolicyDocument(
            parsing: #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#, as: .identity)
        let layers = PolicyLayers(identity: [AttachedPolicy(name: "everything", document: everything)], session: caller.policies.session)
        let request = AuthorizationRequest(action: "dynamodb:ListTables", resource: "*", resourceAccount: World.account)
        let decision = decide(request, by: caller.principal, layers: layers, context: NoConditionKeys())
        #expect((decision.outcome, decision.layer) == (.implicitDeny, .session))
    }
}

@Suite struct SessionLimitsTests {
    struct Row: CustomTestStringConvertible {
        var kind: Session.Kind
        var hasMFA = false
        var service: String
        var operation: String
        var message: String?
        var source = "IAM User Guide, \"Compare AWS STS credentials\""
        var testDescription: String { "\(kind.rawValue) \(service):\(operation)" }
    }

    static let rows = [
        Row(kind: .role, service: "iam", operation: "GetUser"),
        Row(kind: .role, service: "sts", operation: "AssumeRole"),
        Row(
            kind: .role, service: "sts", operation: "GetSessionToken", message: "Cannot call GetSessionToken with session credentials",
            source: "recorded in public reports"),
        Row(
            kind: .role, service: "sts", operation: "GetFederationToken", message: "Cannot call GetFederationToken with session credentials"
        ),
        Row(kind: .user, service: "dynamodb", operation: "ListTables"),
        Row(
            kind: .user, service: "iam", operation: "GetUser", message: "The security token included in the request is invalid",
            source: "recorded, 99designs/aws-vault issue 15"),
        Row(kind: .user, hasMFA: true, service: "iam", operation: "GetUser"),
        Row(kind: .root, service: "iam", operation: "GetUser", message: "The security token included in the request is invalid"),
        Row(kind: .user, service: "sts", operation: "AssumeRole"),
        Row(kind: .user, service: "sts", operation: "GetCallerIdentity"),
        Row(kind: .user, service: "sts", operation: "GetAccessKeyInfo", message: "Cannot call GetAccessKeyInfo with session credentials"),
        Row(
            kind: .federation, hasMFA: true, service: "iam", operation: "GetUser",
            message: "The security token included in the request is invalid"),
        Row(kind: .federation, service: "sts", operation: "GetCallerIdentity"),
        Row(kind: .federation, service: "sts", operation: "AssumeRole", message: "Cannot call AssumeRole with session credentials"),
    ]

    @Test(arguments: rows) func `temporary credentials make the calls of their kind`(_ row: Row) throws {
        let alice = try World().alice
        var session = Session(
            kind: row.kind, account: World.account, name: "Alice", principalID: "x", accessKeyID: "ASIA", secret: "s", issued: World.start,
            expires: World.start)
        session.authenticatedWithMFA = row.hasMFA ? World.start : nil
        let caller = Caller(
            principal: alice.principal, accessKeyID: alice.accessKeyID, userID: alice.userID, userName: alice.userName,
            issuerName: alice.issuerName, issuerID: alice.issuerID, session: session, policies: alice.policies)
        #expect(SessionLimits.refusal(of: row.service, row.operation, for: caller)?.message == row.message)
    }

    @Test func `long-term credentials make every call`() throws {
        #expect(try SessionLimits.refusal(of: "iam", "GetUser", for: World().alice) == nil)
    }
}
