import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import Testing

@testable import Gateway

/// Who calls.
enum CallerKind: String, CaseIterable, Sendable {
    case user, userSession, mfaSession, role, federatedUser, root, rootSession, outsider

    var isTemporary: Bool { ![.user, .root, .outsider].contains(self) }
    var isUser: Bool { [.user, .userSession, .mfaSession, .outsider].contains(self) }
    var isRoot: Bool { self == .root || self == .rootSession }
    var account: String { self == .outsider ? TestWorld.outside : TestWorld.account }
    var hasOrganization: Bool { self != .outsider }

    func request(in world: TestWorld, through endpoint: String?) throws -> IncomingRequest {
        let signer =
            switch self {
            case .user: world.signer("AKIAALICE")
            case .outsider: world.signer("AKIAOTTO")
            case .root: world.signer("AKIAROOT")
            case .userSession: try world.signer(TestWorld.session(.user))
            case .mfaSession: try world.signer(TestWorld.session(.user, mfa: true))
            case .role: try world.signer(TestWorld.session(.role))
            case .federatedUser: try world.signer(TestWorld.session(.federation))
            case .rootSession: try world.signer(TestWorld.session(.root))
            }
        return world.request("ListTables", by: signer, through: endpoint)
    }
}

/// Which way a question came: the caller's own, or a service's with the caller's credentials.
enum Way: String, CaseIterable, Sendable {
    case internet, endpoint, service, serviceAfterEndpoint

    var isService: Bool { self == .service || self == .serviceAfterEndpoint }
    var endpoint: String? { self == .endpoint || self == .serviceAfterEndpoint ? TestWorld.endpointID : nil }
}

/// What a global key is for each kind of caller and each way; nil where it is absent.
struct KeyRule: Sendable, CustomTestStringConvertible {
    var name: String
    var value: @Sendable (CallerKind, Way) -> String?
    var testDescription: String { name }

    init(_ name: String, _ value: @escaping @Sendable (CallerKind, Way) -> String?) {
        self.name = name
        self.value = value
    }

    private static let path = "o-exampleorg1/r-abcd/ou-abcd-11111111/"

    /// IAM User Guide, "AWS global condition context keys".
    static let all = [
        KeyRule("aws:PrincipalArn") { caller, _ in
            switch caller {
            case .user, .userSession, .mfaSession: "arn:aws:iam::111122223333:user/team/Alice"
            case .outsider: "arn:aws:iam::444455556666:user/Otto"
            case .role: "arn:aws:iam::111122223333:role/team/Reader"
            case .federatedUser: "arn:aws:sts::111122223333:federated-user/s1"
            case .root, .rootSession: "arn:aws:iam::111122223333:root"
            }
        },
        KeyRule("aws:PrincipalAccount") { caller, _ in caller.account },
        KeyRule("aws:PrincipalOrgID") { caller, _ in caller.hasOrganization ? "o-exampleorg1" : nil },
        KeyRule("aws:PrincipalOrgPaths") { caller, _ in caller.hasOrganization ? path : nil },
        KeyRule("aws:PrincipalType") { caller, _ in
            caller.isRoot ? "Account" : caller == .role ? "AssumedRole" : caller == .federatedUser ? "FederatedUser" : "User"
        },
        KeyRule("aws:userid") { caller, _ in
            switch caller {
            case .user, .userSession, .mfaSession: "AIDAEXAMPLEEXAMPLEAli"
            case .outsider: "AIDAEXAMPLEEXAMPLEOtt"
            case .role: "AROAEXAMPLEEXAMPLE222:s1"
            case .federatedUser: "111122223333:s1"
            case .root, .rootSession: "111122223333"
            }
        },
        KeyRule("aws:username") { caller, _ in caller == .outsider ? "Otto" : caller.isUser ? "Alice" : nil },
        KeyRule("aws:PrincipalIsAWSService") { _, _ in "false" },
        KeyRule("aws:TokenIssueTime") { caller, _ in caller.isTemporary ? "2027-01-15T07:50:00Z" : nil },
        KeyRule("aws:MultiFactorAuthPresent") { caller, _ in caller.isTemporary ? caller == .mfaSession ? "true" : "false" : nil },
        KeyRule("aws:MultiFactorAuthAge") { caller, _ in caller == .mfaSession ? "600" : nil },
        KeyRule("aws:SourceIdentity") { caller, _ in caller == .role ? "alice@example.com" : nil },
        KeyRule("aws:SourceIp") { _, way in way.endpoint == nil ? "203.0.113.7" : nil },
        KeyRule("aws:VpcSourceIp") { _, way in way == .endpoint ? "203.0.113.7" : nil },
        KeyRule("aws:SourceVpc") { _, way in way == .endpoint ? "vpc-1" : nil },
        KeyRule("aws:SourceVpce") { _, way in way == .endpoint ? TestWorld.endpointID : nil },
        KeyRule("aws:VpceAccount") { _, way in way == .endpoint ? "111122223333" : nil },
        KeyRule("aws:VpceOrgID") { _, way in way == .endpoint ? "o-exampleorg1" : nil },
        KeyRule("aws:VpceOrgPaths") { _, way in way == .endpoint ? path : nil },
        KeyRule("aws:ResourceAccount") { caller, _ in caller.account },
        KeyRule("aws:ResourceOrgID") { caller, _ in caller.hasOrganization ? "o-exampleorg1" : nil },
        KeyRule("aws:ResourceOrgPaths") { caller, _ in caller.hasOrganization ? path : nil },
        KeyRule("aws:CurrentTime") { _, _ in "2027-01-15T08:00:00Z" },
        KeyRule("aws:EpochTime") { _, _ in "1800000000" },
        KeyRule("aws:RequestedRegion") { _, _ in "us-east-1" },
        KeyRule("aws:SecureTransport") { _, way in way.isService ? "true" : "false" },
        KeyRule("aws:UserAgent") { _, way in way.isService ? "dynamodb.amazonaws.com" : "test" },
        KeyRule("aws:Referer") { _, _ in "http://example.com/" },
        KeyRule("aws:ViaAWSService") { _, way in way.isService ? "true" : "false" },
        KeyRule("aws:CalledVia") { _, way in way.isService ? "dynamodb.amazonaws.com" : nil },
        KeyRule("aws:CalledViaFirst") { _, way in way.isService ? "dynamodb.amazonaws.com" : nil },
        KeyRule("aws:CalledViaLast") { _, way in way.isService ? "dynamodb.amazonaws.com" : nil },
    ]
}

@Suite struct ConditionKeyTests {
    @Test(arguments: CallerKind.allCases) func `each caller has the keys that AWS gives it`(_ caller: CallerKind) throws {
        let world = try TestWorld()
        for way in Way.allCases {
            let keys = try keys(of: caller, way, in: world)
            for rule in KeyRule.all {
                let found = keys.value(of: ConditionKey(rule.name)).map { value in
                    switch value {
                    case .single(let text): text
                    case .list(let texts): texts.joined(separator: ",")
                    }
                }
                #expect(found == rule.value(caller, way), "\(rule.name) of \(caller) by \(way)")
            }
        }
    }

    @Test func `every global key has a rule`() {
        #expect(KeyRule.all.map(\.name).sorted() == GlobalConditionKey.all.map(\.name).sorted())
        #expect(GlobalConditionKey.byName.count == GlobalConditionKey.all.count)
    }

    /// The keys of the authorization reference's section on global keys, without those of a service's own.
    private static let known = [
        "aws:AssumedRoot", "aws:CalledVia", "aws:CalledViaAWSMCP", "aws:CalledViaFirst", "aws:CalledViaLast", "aws:ChatbotSourceArn",
        "aws:CurrentTime", "aws:Ec2InstanceSourcePrivateIPv4", "aws:Ec2InstanceSourceVpc", "aws:EpochTime", "aws:FederatedProvider",
        "aws:IsMcpServiceAction", "aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent", "aws:PrincipalAccount", "aws:PrincipalArn",
        "aws:PrincipalIsAWSService", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalServiceName",
        "aws:PrincipalServiceNamesList", "aws:PrincipalType", "aws:Referer", "aws:RequestedRegion", "aws:ResourceAccount",
        "aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:SecureTransport", "aws:SignInSessionArn", "aws:SourceAccount", "aws:SourceArn",
        "aws:SourceIdentity", "aws:SourceIp", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceVpc", "aws:SourceVpcArn",
        "aws:SourceVpce",
        "aws:TagKeys", "aws:TokenIssueTime", "aws:UserAgent", "aws:ViaAWSMCPService", "aws:ViaAWSService", "aws:VpcSourceIp",
        "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths", "aws:userid", "aws:username",
    ]

    @Test func `every key of the reference is answered, or absent for a reason`() {
        #expect(GlobalConditionKey.allNames == Self.known.sorted())
        let answered = Set(KeyRule.all.map(\.name) + ServiceConditionKeys.names)
        for (name, reason) in GlobalConditionKey.absent {
            #expect(!answered.contains(name), "\(name)")
            #expect(!reason.isEmpty)
        }
    }

    @Test(arguments: CallerKind.allCases) func `keys that are absent are absent for every caller`(_ caller: CallerKind) throws {
        let world = try TestWorld()
        for way in Way.allCases {
            let keys = try keys(of: caller, way, in: world)
            let others = ServiceConditionKeys.names.filter { name in !KeyRule.all.contains { $0.name == name } }
            for name in GlobalConditionKey.absent.map(\.name) + others + ["aws:SourceArn", "aws:TagKeys", "aws:RequestTag/team"] {
                #expect(keys.value(of: ConditionKey(name)) == nil, "\(name) of \(caller)")
            }
        }
    }

    /// A session's tags are over the role's or user's of the same key, in whatever case; the root user has none.
    @Test(arguments: CallerKind.allCases) func `a caller has its tags, and the resource its own`(_ caller: CallerKind) throws {
        let world = try TestWorld { directory in
            let tags = [Tag(key: "Team", value: "own"), Tag(key: "Cost", value: "1")]
            for key in ["111122223333/Alice", "444455556666/Otto"] { directory.users[key]?.tags = tags }
            directory.roles["111122223333/Reader"]?.tags = tags
        }
        let keys = try keys(of: caller, .internet, in: world)
        let passesTags = caller == .role || caller == .federatedUser
        #expect(keys.value(of: "aws:PrincipalTag/team") == (caller.isRoot ? nil : .single(passesTags ? "session" : "own")))
        #expect(keys.value(of: "aws:principaltag/COST") == (caller.isRoot ? nil : .single("1")))
        #expect(keys.value(of: "aws:PrincipalTag/none") == nil)
        #expect(keys.value(of: "aws:ResourceTag/stage") == .single("test"))
        #expect(keys.value(of: "aws:ResourceTag/none") == nil)
    }

    @Test func `a service's own question has the keys of services, and none of the caller's`() throws {
        let world = try TestWorld()
        let keys = try keys(of: .user, .internet, in: world)
        let service = ServiceConditionKeys(
            principal: Principal(kind: .service, account: TestWorld.account, arn: "dynamodb.amazonaws.com"),
            resourceAccount: TestWorld.outside, resourceTags: [Tag(key: "Stage", value: "test")], sourceAccount: TestWorld.account,
            call: keys.call)
        let path = "o-exampleorg1/r-abcd/ou-abcd-11111111/"
        let expected: [String: ConditionValue] = [
            "aws:PrincipalIsAWSService": .single("true"), "aws:PrincipalServiceName": .single("dynamodb.amazonaws.com"),
            "aws:PrincipalServiceNamesList": .list(["dynamodb.amazonaws.com"]), "aws:SourceAccount": .single(TestWorld.account),
            "aws:SourceOrgID": .single("o-exampleorg1"), "aws:SourceOrgPaths": .list([path]),
            "aws:ResourceAccount": .single(TestWorld.outside), "aws:ViaAWSService": .single("false"),
            "aws:RequestedRegion": .single("us-east-1"), "aws:CurrentTime": .single("2027-01-15T08:00:00Z"),
            "aws:EpochTime": .single("1800000000"), "aws:SecureTransport": .single("true"),
            "aws:UserAgent": .single("dynamodb.amazonaws.com"), "aws:ResourceTag/stage": .single("test"),
        ]
        var found: [String: ConditionValue] = [:]
        for name in Set(GlobalConditionKey.allNames + ServiceConditionKeys.names + ["aws:ResourceTag/stage", "aws:PrincipalTag/team"]) {
            found[name] = service.value(of: ConditionKey(name))
        }
        #expect(found == expected)
    }

    private func keys(of caller: CallerKind, _ way: Way, in world: TestWorld) throws -> CallConditionKeys {
        let request = try caller.request(in: world, through: way.endpoint)
        guard case .call(let call) = world.gateway.accept(request) else { throw AWSError(.unknownOperation) }
        let record = CallRecord(call)
        let found = try world.gateway.authenticate(call, noting: record)
        let facts = try CallFacts(
            call: call, caller: found, region: "us-east-1", world: world.world.directory.snapshot, settings: world.gateway.settings)
        return CallConditionKeys(
            call: facts, caller: found, resourceAccount: found.account, resourceTags: [Tag(key: "Stage", value: "test")],
            viaService: way.isService ? "dynamodb.amazonaws.com" : nil)
    }
}
