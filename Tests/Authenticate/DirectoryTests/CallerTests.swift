import AWSTypes
import Directory
import IAMPolicy
import Testing

/// Who is behind a key or a session, and when nobody is any more.
@Suite struct CallerTests {
    private static let account = "111122223333"
    private static let now = Timestamp(seconds: 1_800_000_000)

    private static func directory() throws -> Directory {
        var directory = Directory()
        directory.users["\(account)/Bob"] = User(account: account, name: "Bob", id: "AIDABOB", created: now)
        let trust = StoredPolicy(.empty(as: .trust))
        directory.roles["\(account)/R"] = Role(account: account, name: "R", id: "AROAR", created: now, trust: trust)
        return directory
    }

    private static func session(_ kind: Session.Kind, _ name: String, _ id: String) -> Session {
        Session(
            kind: kind, account: account, name: name, principalID: id, sessionName: "s", accessKeyID: "ASIA", secret: "s", issued: now,
            expires: now.adding(seconds: 60))
    }

    private static let sessions = [
        session(.user, "Bob", "AIDABOB"), session(.federation, "Bob", "AIDABOB"), session(.role, "R", "AROAR"),
    ]

    @Test(arguments: sessions.indices) func `a session ends with its principal, whoever has the name later`(_ index: Int) throws {
        var directory = try Self.directory()
        let session = Self.sessions[index]
        #expect(try directory.caller(in: session).account == Self.account)
        var user = try #require(directory.user("Bob", in: Self.account))
        user.id = "AIDAOTHER"
        directory.users[user.key] = user
        var role = try #require(directory.role("R", in: Self.account))
        role.id = "AROAOTHER"
        directory.roles[role.key] = role
        #expect(throws: UnknownCaller.notFound) { try directory.caller(in: session) }
        directory.users[user.key] = nil
        directory.roles[role.key] = nil
        #expect(throws: UnknownCaller.notFound) { try directory.caller(in: session) }
    }

    @Test func `a key that is switched off is nobody's, nor one whose user is gone`() throws {
        let directory = try Self.directory()
        var key = AccessKey(id: "AKIA", secret: "s", account: Self.account, userName: "Bob", created: Self.now)
        #expect(try directory.caller(with: key).userName == "Bob")
        key.isActive = false
        #expect(throws: UnknownCaller.inactive) { try directory.caller(with: key) }
        let gone = AccessKey(id: "AKIA", secret: "s", account: Self.account, userName: "Nobody", created: Self.now)
        #expect(throws: UnknownCaller.notFound) { try directory.caller(with: gone) }
    }

    /// - Parameters:
    ///   - policy: The session policy's action; nil for a session that was made without one.
    private func federated(by name: String, _ id: String, policy: String?) throws -> Caller {
        var session = Self.session(.federation, name, id)
        session.policy = policy.map { #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"\#($0)","Resource":"*"}}"# }
        return try Self.directory().caller(in: session)
    }

    private func may(_ caller: Caller, _ action: String) -> Bool {
        let request = AuthorizationRequest(action: action, resource: "*", resourceAccount: Self.account)
        let layers = PolicyLayers(identity: caller.policies.identity, session: caller.policies.session)
        return decide(request, by: caller.principal, layers: layers, context: NoConditionKeys()).isAllowed
    }

    @Test func `a federated user may do what its policy and its maker may, the root user everything`() throws {
        #expect(may(try federated(by: "", Self.account, policy: "dynamodb:*"), "dynamodb:ListTables"))
        #expect(!may(try federated(by: "", Self.account, policy: "dynamodb:*"), "kms:ListKeys"))
        #expect(!may(try federated(by: "", Self.account, policy: nil), "dynamodb:ListTables"))
        #expect(!may(try federated(by: "Bob", "AIDABOB", policy: "dynamodb:*"), "dynamodb:ListTables"))
    }

    @Test(arguments: [
        ("boundary", PolicyKind.boundary), ("managed session policy", .session), ("inline session policy", .session),
        ("attached policy", .identity), ("group", .identity),
    ])
    func `a policy that is lost denies, whatever a resource's policy gives`(_ row: (place: String, layer: PolicyKind)) throws {
        let lost = "arn:aws:iam::111122223333:policy/Lost"
        var directory = try Self.directory()
        var session = Self.session(row.layer == .session ? .federation : .user, "Bob", "AIDABOB")
        switch row.place {
        case "boundary": directory.users["\(Self.account)/Bob"]?.boundary = lost
        case "attached policy": directory.users["\(Self.account)/Bob"]?.policies.attached = [lost]
        case "group": directory.users["\(Self.account)/Bob"]?.groups = ["Lost"]
        case "managed session policy": session.policyARNs = [lost]
        default: session.policy = "{"
        }
        let caller = try directory.caller(in: session)
        let policies = caller.policies
        let given = try PolicyDocument(
            parsing: #"{"Statement":{"Effect":"Allow","Principal":{"AWS":"\#(caller.arn)"},"Action":"*","Resource":"*"}}"#, as: .resource)
        let layers = PolicyLayers(
            identity: policies.identity, boundary: policies.boundary, session: policies.session,
            resource: AttachedPolicy(name: "table", document: given))
        let request = AuthorizationRequest(action: "dynamodb:GetItem", resource: "*", resourceAccount: Self.account)
        let decision = decide(request, by: caller.principal, layers: layers, context: NoConditionKeys())
        #expect(decision.outcome == .explicitDeny)
        #expect(decision.layer == row.layer)
    }

    @Test func `a unit that is lost denies`() throws {
        var directory = try Self.directory()
        var organization = Organization(id: "o-1", managementAccount: "999988887777", root: "r-1")
        organization.parents[Self.account] = "ou-gone"
        directory.organizations["o-1"] = organization
        for levels in [directory.serviceControlLevels(of: Self.account), directory.resourceControlLevels(of: Self.account)] {
            let levels = try #require(levels)
            #expect(levels.map(\.target) == ["r-1", "ou-gone", Self.account])
            #expect(levels[1].policies.flatMap(\.document.statements).map(\.effect) == [.deny])
        }
    }
}
