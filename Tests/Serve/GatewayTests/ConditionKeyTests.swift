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

/// Which way a question came.
enum Way: String, CaseIterable, Sendable { case internet, endpoint, service }

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
        KeyRule("aws:SourceIp") { _, way in way == .endpoint ? nil : "203.0.113.7" },
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
        KeyRule("aws:SecureTransport") { _, way in way == .service ? "true" : "false" },
        KeyRule("aws:UserAgent") { _, way in way == .service ? "dynamodb.amazonaws.com" : "test" },
        KeyRule("aws:Referer") { _, _ in "http://example.com/" },
        KeyRule("aws:ViaAWSService") { _, way in way == .service ? "true" : "false" },
        KeyRule("aws:CalledVia") { _, way in way == .service ? "dynamodb.amazonaws.com" : nil },
        KeyRule("aws:CalledViaFirst") { _, way in way == .service ? "dynamodb.amazonaws.com" : nil },
        KeyRule("aws:CalledViaLast") { _, way in way == .service ? "dynamodb.amazonaws.com" : nil },
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

    private func keys(of caller: CallerKind, _ way: Way, in world: TestWorld) throws -> CallConditionKeys {
        let request = try caller.request(in: world, through: way == .endpoint ? TestWorld.endpointID : nil)
        guard case .call(let call) = world.gateway.accept(request) else { throw AWSError(.unknownOperation) }
        let record = CallRecord(call)
        let found = try world.gateway.authenticate(call, noting: record)
        let facts = try CallFacts(
            call: call, caller: found, region: "us-east-1", world: world.world.directory.snapshot, settings: world.gateway.settings)
        return CallConditionKeys(
            call: facts, caller: found, resourceAccount: found.account, resourceTags: [],
            viaService: way == .service ? "dynamodb.amazonaws.com" : nil)
    }
}
