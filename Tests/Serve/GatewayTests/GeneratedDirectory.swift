import AWSTypes
import Directory
import IAMPolicy
import SecondOpinion

/// A generated world as a directory, so that the product itself gathers who has a say.
struct GeneratedDirectory {
    private(set) var directory = Directory()
    private let start = Timestamp(seconds: 1_800_000_000)

    init(_ world: GeneratedWorld) throws {
        for account in world.accounts.values {
            directory.accounts[account.id] = Account(id: account.id, name: account.id, email: "\(account.id)@example.com", created: start)
        }
        try makeOrganizations(world.accounts)
        for caller in world.callers { try make(caller) }
        for policy in world.endpoints {
            directory.endpoints[policy.name] = VPCEndpoint(
                id: policy.name, account: "111122223333", region: "us-east-1", vpc: "vpc-1",
                serviceName: "com.amazonaws.us-east-1.dynamodb",
                type: "Gateway", policy: try stored(policy, .endpoint), created: start)
        }
    }

    private func stored(_ policy: WrittenPolicy, _ kind: PolicyKind) throws -> StoredPolicy {
        StoredPolicy(try PolicyDocument(parsing: policy.text, as: kind))
    }

    // MARK: Organizations

    private mutating func makeOrganizations(_ accounts: [String: SecondAccount]) throws {
        var own = try Organization.make(
            id: GeneratedWorld.organization, managementAccount: "999988887777", root: "r-root",
            units: [
                Organization.Unit(id: "ou-shared", name: "Shared", parent: "r-root"),
                Organization.Unit(id: "ou-inner", name: "Inner", parent: "ou-shared"),
            ],
            accounts: [("111122223333", "ou-inner"), ("444455556666", "r-root")], joined: start)
        var other = try Organization.make(
            id: GeneratedWorld.otherOrganization, managementAccount: "333344445555", root: "r-other",
            accounts: accounts["222233334444"]?.organization == nil ? [] : [("222233334444", "r-other")], joined: start)
        for account in accounts.values {
            for level in account.levels {
                if account.organization == own.id { try attach(level, in: &own) } else { try attach(level, in: &other) }
            }
        }
        directory.organizations[own.id] = own
        directory.organizations[other.id] = other
    }

    private func attach(_ level: SecondLevel, in organization: inout Organization) throws {
        organization.attachments[level.target] = []
        for (policies, type, kind) in [
            (level.scps, Organization.PolicyType.serviceControl, PolicyKind.serviceControl),
            (level.rcps, .resourceControl, .resourceControl),
        ] {
            for policy in policies {
                let id = "p-\(policy.name)"
                organization.policies[id] = Organization.Policy(
                    id: id, arn: policy.arn ?? "", name: policy.name, description: "", type: type, isAWSManaged: false,
                    policy: try stored(policy, kind))
                organization.attach(id, to: level.target)
            }
        }
    }

    // MARK: Principals

    /// `arn:aws:iam::A:user/path/name` in parts.
    private func parts(_ arn: String) -> (account: String, path: String, name: String) {
        let pieces = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        let steps = pieces[5].split(separator: "/").map(String.init)
        let path = steps.dropFirst().dropLast().map { $0 + "/" }.joined()
        return (pieces[4], "/" + path, steps.last ?? "")
    }

    private mutating func make(_ caller: SecondCaller) throws {
        switch caller.kind {
        case .user:
            let (account, path, name) = parts(caller.arn)
            var user = User(account: account, name: name, path: path, id: "AIDA\(name)", created: start)
            user.policies = try policySet(caller.own)
            user.boundary = try managed(caller.boundary)
            if !caller.groups.isEmpty {
                var group = Group(account: account, name: "Team", id: "AGPATEAM", created: start)
                group.policies = try policySet(caller.groups)
                directory.groups[group.key] = group
                user.groups = ["Team"]
            }
            directory.users[user.key] = user
        case .roleSession:
            let (account, path, name) = parts(caller.issuer ?? "")
            let trust =
                #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"\#(account)"},"Action":"sts:AssumeRole"}}"#
            var role = Role(
                account: account, name: name, path: path, id: "AROA\(name)", created: start,
                trust: StoredPolicy(try PolicyDocument(parsing: trust, as: .trust)))
            role.policies = try policySet(caller.own)
            role.boundary = try managed(caller.boundary)
            directory.roles[role.key] = role
        case .federatedUser, .root, .service, .provider: break
        }
        for policy in caller.session ?? [] { _ = try managed(policy) }
    }

    private mutating func policySet(_ policies: [WrittenPolicy]) throws -> PolicySet {
        var set = PolicySet()
        for policy in policies {
            if let arn = try managed(policy) { set.attached.append(arn) } else { set.inline[policy.name] = try stored(policy, .identity) }
        }
        return set
    }

    /// The ARN of a managed policy, which is then there.
    private mutating func managed(_ policy: WrittenPolicy?) throws -> String? {
        guard let policy, let arn = policy.arn else { return nil }
        directory.managedPolicies[arn] = ManagedPolicy(
            arn: arn, name: policy.name, path: "/", id: "ANPA\(policy.name)", created: start, policy: try stored(policy, .identity))
        return arn
    }

    // MARK: Callers

    /// Who calls, as the directory knows them by their credentials; nil for services.
    func caller(_ caller: SecondCaller) throws -> Caller? {
        guard let account = caller.account?.id else { return nil }
        func session(_ kind: Session.Kind, _ name: String, _ id: String, _ sessionName: String?) -> Session {
            var session = Session(
                kind: kind, account: account, name: name, principalID: id, sessionName: sessionName, accessKeyID: "ASIA", secret: "",
                issued: start, expires: start.adding(seconds: 3600))
            session.policy = caller.session?.first { $0.arn == nil }?.text
            session.policyARNs = caller.session?.compactMap(\.arn) ?? []
            return session
        }
        let last = parts(caller.arn).name
        switch caller.kind {
        case .user: return try directory.caller(with: AccessKey(id: "AKIA", secret: "", account: account, userName: last, created: start))
        case .root: return try directory.caller(with: AccessKey(id: "AKIA", secret: "", account: account, userName: nil, created: start))
        case .roleSession:
            let name = parts(caller.issuer ?? "").name
            return try directory.caller(in: session(.role, name, "AROA\(name)", last))
        case .federatedUser:
            let name = parts(caller.issuer ?? "").name
            return try directory.caller(in: session(.federation, name, "AIDA\(name)", last))
        case .service, .provider: return nil
        }
    }
}
