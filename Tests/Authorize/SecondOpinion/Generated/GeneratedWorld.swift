/// An organization with its accounts, principals, resources and policies, made by chance; and questions about it.
package struct GeneratedWorld: Sendable {
    package var callers: [SecondCaller] = []
    package var resources: [(arn: String, resource: SecondResource)] = []
    package var endpoints: [WrittenPolicy] = []
    package private(set) var accounts: [String: SecondAccount] = [:]
    private var author: PolicyAuthor

    /// - Parameter asksForCircumstances: Whether policies have conditions and variables.
    package init(seed: UInt64, asksForCircumstances: Bool = true) throws {
        author = PolicyAuthor(
            dice: Dice(seed: seed), named: Self.names, services: ["dynamodb.amazonaws.com", "replication.dynamodb.amazonaws.com"],
            asksForCircumstances: asksForCircumstances)
        try makeAccounts()
        try makeCallers()
        try makeResources()
        endpoints = try (0..<2).map { try author.policy("vpc-endpoint", name: "vpce-\($0)") }
    }

    /// What policies can name: every caller in every way, and others like them.
    private static let names = [
        "1111-2222-3333",
        "*", Vocabulary.member, "arn:aws:iam::111122223333:root", Vocabulary.sibling, "arn:aws:iam::222233334444:root",
        "arn:aws:iam::999988887777:root", "arn:aws:iam::111122223333:user/team/Alice", "arn:aws:iam::111122223333:user/team/alice",
        "arn:aws:iam::111122223333:role/app/Reader", "arn:aws:sts::111122223333:assumed-role/Reader/s1",
        "arn:aws:sts::111122223333:assumed-role/Reader/s2", "arn:aws:sts::111122223333:federated-user/Bob",
        "arn:aws:iam::444455556666:user/Eve", "arn:aws:iam::222233334444:role/Visitor", "arn:aws:sts::222233334444:assumed-role/Visitor/v",
        "arn:aws:iam::999988887777:user/Boss",
    ]

    // MARK: Accounts

    package static let organization = "o-exampleorg1"
    package static let otherOrganization = "o-otherorg22"

    private mutating func makeAccounts() throws {
        let organization = Self.organization
        let root = try level("r-root")
        let shared = try level("ou-shared")
        accounts[Vocabulary.member] = SecondAccount(
            id: Vocabulary.member, organization: organization, levels: [root, shared, try level("ou-inner"), try level(Vocabulary.member)])
        accounts[Vocabulary.sibling] = SecondAccount(
            id: Vocabulary.sibling, organization: organization, levels: [root, try level(Vocabulary.sibling)])
        accounts[Vocabulary.management] = SecondAccount(
            id: Vocabulary.management, organization: organization, isManagement: true,
            levels: [root, try level(Vocabulary.management)])
        accounts[Vocabulary.stranger] =
            author.dice.happens(50)
            ? SecondAccount(id: Vocabulary.stranger)
            : SecondAccount(
                id: Vocabulary.stranger, organization: Self.otherOrganization,
                levels: [try level("r-other", of: Self.otherOrganization), try level(Vocabulary.stranger, of: Self.otherOrganization)])
    }

    private mutating func level(_ target: String, of organization: String = Self.organization) throws -> SecondLevel {
        func arn(_ type: String, _ name: String) -> String {
            "arn:aws:organizations::\(Vocabulary.management):policy/\(organization)/\(type)/p-\(name)"
        }
        var scps: [WrittenPolicy] = []
        if author.dice.happens(25) {
            scps.append(try author.policy("scp", name: "scp-\(target)", arn: arn("service_control_policy", target)))
        }
        if author.dice.happens(97) { scps.insert(try Self.fullAccess("FullAWSAccess-\(target)"), at: author.dice.roll(scps.count + 1)) }
        var rcps: [WrittenPolicy] = []
        if author.dice.happens(22) {
            rcps.append(try author.policy("rcp", name: "rcp-\(target)", arn: arn("resource_control_policy", target)))
        }
        return SecondLevel(target: target, scps: scps, rcps: rcps)
    }

    /// In place of the one that AWS attaches everywhere, by a name for each place.
    private static func fullAccess(_ name: String) throws -> WrittenPolicy {
        try WrittenPolicy(
            name: name, arn: "arn:aws:organizations::aws:policy/service_control_policy/p-\(name)",
            text: #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#)
    }

    private func account(_ id: String) -> SecondAccount { accounts[id] ?? SecondAccount(id: id) }

    // MARK: Callers

    private mutating func makeCallers() throws {
        let own = try (0..<2).map { try managed("identity", "alice-\($0)", Vocabulary.member) }
        let groups = [try author.policy("identity", name: "group")]
        let boundary = author.dice.happens(55) ? try managed("boundary", "boundary", Vocabulary.member) : nil
        var alice = SecondCaller(
            kind: .user, account: account(Vocabulary.member), arn: "arn:aws:iam::111122223333:user/team/Alice")
        alice.own = own
        alice.groups = author.dice.happens(50) ? groups : []
        alice.boundary = boundary
        callers.append(alice)

        var reader = SecondCaller(
            kind: .roleSession, account: account(Vocabulary.member), arn: "arn:aws:sts::111122223333:assumed-role/Reader/s1",
            issuer: "arn:aws:iam::111122223333:role/app/Reader")
        reader.own = [try author.policy("identity", name: "reader")]
        reader.boundary = author.dice.happens(55) ? try managed("boundary", "reader-boundary", Vocabulary.member) : nil
        callers.append(reader)
        reader.session = try sessionPolicies("reader-session", Vocabulary.member)
        callers.append(reader)

        var bob = SecondCaller(
            kind: .federatedUser, account: account(Vocabulary.member), arn: "arn:aws:sts::111122223333:federated-user/Bob",
            issuer: alice.arn)
        bob.own = alice.own
        bob.groups = alice.groups
        bob.boundary = boundary
        bob.session = author.dice.happens(75) ? try sessionPolicies("bob-session", Vocabulary.member) : nil
        callers.append(bob)

        for id in [Vocabulary.member, Vocabulary.management, Vocabulary.stranger] where author.dice.happens(35) {
            callers.append(SecondCaller(kind: .root, account: account(id), arn: "arn:aws:iam::\(id):root"))
        }
        var eve = SecondCaller(kind: .user, account: account(Vocabulary.sibling), arn: "arn:aws:iam::444455556666:user/Eve")
        eve.own = [try author.policy("identity", name: "eve")]
        var boss = SecondCaller(kind: .user, account: account(Vocabulary.management), arn: "arn:aws:iam::999988887777:user/Boss")
        boss.own = [try author.policy("identity", name: "boss")]
        var visitor = SecondCaller(
            kind: .roleSession, account: account(Vocabulary.stranger), arn: "arn:aws:sts::222233334444:assumed-role/Visitor/v",
            issuer: "arn:aws:iam::222233334444:role/Visitor")
        visitor.own = [try author.policy("identity", name: "visitor")]
        visitor.session = author.dice.happens(50) ? try sessionPolicies("visitor-session", Vocabulary.stranger) : nil
        visitor.boundary = author.dice.happens(30) ? try managed("boundary", "visitor-boundary", Vocabulary.stranger) : nil
        callers += [eve, boss, visitor]

        var linked = SecondCaller(
            kind: .roleSession, account: account(Vocabulary.member),
            arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForDynamoDBReplication/r",
            issuer:
                "arn:aws:iam::111122223333:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication"
        )
        linked.isServiceLinked = true
        linked.own = [try author.policy("identity", name: "linked")]
        callers.append(linked)
        callers.append(SecondCaller(kind: .service, account: nil, arn: author.dice.pick(author.services)))
    }

    /// The one that the call carries, and perhaps a managed one.
    private mutating func sessionPolicies(_ name: String, _ account: String) throws -> [WrittenPolicy] {
        let inline = try author.policy("session", name: "session policy")
        return author.dice.happens(50) ? [inline] : [inline, try managed("identity", name, account)]
    }

    private mutating func managed(_ kind: String, _ name: String, _ account: String) throws -> WrittenPolicy {
        try author.policy(kind, name: name, arn: "arn:aws:iam::\(account):policy/\(name)")
    }

    // MARK: Resources

    /// Somebody on whose word a role is asked for.
    private static let provider = SecondCaller(kind: .provider, account: nil, arn: Vocabulary.provider)

    private mutating func makeResources() throws {
        func table(_ account: String, _ name: String) -> String { "arn:aws:dynamodb:us-east-1:\(account):table/\(name)" }
        let tables = [
            (Vocabulary.member, "Music"), (Vocabulary.member, "alice"), (Vocabulary.member, "Music/index/Genre"),
            (Vocabulary.member, "Music/stream/2026-01-31T12:00:00.000"), (Vocabulary.sibling, "Music"), (Vocabulary.management, "music"),
            (Vocabulary.stranger, "Music"),
        ]
        for (index, (owner, name)) in tables.enumerated() {
            let foreign = owner != Vocabulary.member
            let policy = author.dice.happens(foreign ? 85 : 60) ? try author.policy("resource", name: "table-\(index)") : nil
            resources.append((table(owner, name), SecondResource(owner: account(owner), policy: policy)))
        }
        for owner in [Vocabulary.member, Vocabulary.stranger] {
            var grants: [SecondGrant] = []
            if author.dice.happens(75) {
                let pairs = ["app": author.dice.pick(["x", "y"])]
                grants.append(
                    SecondGrant(
                        id: "grant-\(owner)",
                        grantee: author.dice.pick(Self.names.filter { $0.hasPrefix("arn:") && !$0.hasSuffix(":root") } + author.services),
                        actions: author.dice.some(Vocabulary.keyActions, 1...3),
                        contextEquals: author.dice.happens(40) ? pairs : nil, contextSubset: author.dice.happens(30) ? pairs : nil))
            }
            resources.append(
                (
                    "arn:aws:kms:us-east-1:\(owner):key/1234abcd",
                    SecondResource(
                        owner: account(owner), kind: .key, policy: try author.policy("key", name: "key-\(owner)"), grants: grants)
                ))
        }
        for owner in [Vocabulary.member, Vocabulary.sibling] {
            resources.append(
                (
                    "arn:aws:iam::\(owner):role/app/Target",
                    SecondResource(owner: account(owner), kind: .trust, policy: try author.policy("trust", name: "trust-\(owner)"))
                ))
        }
    }

    // MARK: Questions

    /// One more question about this world.
    package mutating func situation() -> Situation {
        // Most calls are at home and about tables; the further ones are refused early and show little.
        let isAtHome = author.dice.happens(60)
        var caller = author.dice.pick(isAtHome ? callers.filter { $0.account?.id == Vocabulary.member } : callers)
        let near = resources.filter {
            $0.resource.owner.id == Vocabulary.member && ($0.resource.kind == .resource || author.dice.happens(35))
        }
        var (arn, resource) = author.dice.pick(isAtHome ? near : resources)
        var actions = Vocabulary.tableActions
        var hasResourceType = true
        switch resource.kind {
        case .key: actions = Vocabulary.keyActions
        case .trust:
            actions = Vocabulary.roleActions
            if author.dice.happens(15) { caller = Self.provider }
        case .resource where author.dice.happens(6):
            actions = Vocabulary.listActions
            arn = "*"
            hasResourceType = false
            resource = SecondResource(owner: caller.account ?? resource.owner)
        case .resource: break
        }
        let request = SecondRequest(
            action: author.dice.pick(actions), resource: arn, hasResourceType: hasResourceType,
            rootOverrides: resource.kind == .resource && author.dice.happens(caller.kind == .root ? 40 : 10), keys: keys(of: caller))
        let isBehindEndpoint = author.dice.happens(35)
        return Situation(
            caller: caller, request: request, endpoint: isBehindEndpoint ? author.dice.pick(endpoints) : nil, resource: resource)
    }

    private mutating func keys(of caller: SecondCaller) -> RequestKeys {
        var keys: RequestKeys = [:]
        func name(_ key: String) -> String { key.lowercased() }
        for key in Vocabulary.wordKeys where author.dice.happens(65) { keys[name(key)] = .one(author.dice.pick(Vocabulary.words)) }
        for key in Vocabulary.listKeys where author.dice.happens(70) { keys[name(key)] = .many(author.dice.some(Vocabulary.words, 0...3)) }
        for key in Vocabulary.numberKeys where author.dice.happens(70) { keys[name(key)] = .one(author.dice.pick(Vocabulary.numbers)) }
        for key in Vocabulary.dateKeys where author.dice.happens(80) { keys[name(key)] = .one(author.dice.pick(Vocabulary.dates)) }
        for key in Vocabulary.booleanKeys where author.dice.happens(70) {
            keys[name(key)] = .one(author.dice.pick(["true", "false", "TRUE", "1"]))
        }
        for key in Vocabulary.addressKeys where author.dice.happens(70) { keys[name(key)] = .one(author.dice.pick(Vocabulary.addresses)) }
        for key in Vocabulary.binaryKeys where author.dice.happens(70) { keys[name(key)] = .one(author.dice.pick(Vocabulary.binaries)) }
        keys["aws:principalarn"] = .one(caller.issuer.flatMap { caller.kind == .roleSession ? $0 : nil } ?? caller.arn)
        if author.dice.happens(60) { keys["aws:sourcearn"] = .one(author.dice.pick(Vocabulary.arns)) }
        if let account = caller.account { keys["aws:principalaccount"] = .one(account.id) }
        if author.dice.happens(60) {
            let names = author.dice.pick([["app"], ["app", "tier"], ["tier"]])
            keys["kms:encryptioncontextkeys"] = .many(names)
            for name in names { keys["kms:encryptioncontext:\(name)"] = .one(author.dice.pick(["x", "y"])) }
        }
        return keys
    }

    /// A statement for a policy of a kind, as the world's own are made.
    package mutating func statement(_ kind: String, allows: Bool) -> String { author.statement(kind, allows: allows) }
}
