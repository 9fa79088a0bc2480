/// The way from a case's members to its situation.
struct CaseReading {
    let named: [String: JSONValue]
    let layers: [String: JSONValue]
    let request: [String: JSONValue]
    let organization: [String: JSONValue]?

    init(named: [String: JSONValue], layers: JSONValue, request: JSONValue, organization: JSONValue?) throws {
        self.named = named
        self.layers = try layers.only([
            "identity", "groups", "boundary", "session", "scp", "rcp", "endpoint", "resource", "key", "trust", "grants",
        ])
        self.request = try request.only([
            "principal", "action", "resource", "owner", "hasResourceType", "rootOverridesResourcePolicy", "context",
        ])
        self.organization = try organization?.only(["id", "management", "accounts"])
        if organization == nil, self.layers["scp"] != nil || self.layers["rcp"] != nil {
            throw WrittenCase.Unreadable(description: "SCPs and RCPs need an organization")
        }
    }

    func situation() throws -> Situation {
        let resource = try request.text("resource")
        var caller = try self.caller()
        let home = caller.account?.id
        let inResource = resource.parts(upTo: 6).dropFirst(4).first.flatMap { $0.isEmpty ? nil : $0 }
        let owner = try account(request["owner"]?.string ?? inResource ?? home ?? "", isCallers: false, asWell: home)
        caller.account = try home.map { try account($0, isCallers: true, asWell: owner.id) }
        caller.own = try policies(layers["identity"], "identity") ?? []
        caller.groups = try policies(layers["groups"], "group") ?? []
        caller.boundary = try layers["boundary"].map { try policy($0, "boundary") }
        caller.session = try policies(layers["session"], "session")

        var asked = SecondRequest(
            action: try request.text("action"), resource: resource, hasResourceType: request.flag("hasResourceType") ?? (resource != "*"),
            rootOverrides: request.flag("rootOverridesResourcePolicy") ?? (request["action"]?.string == "dynamodb:DeleteResourcePolicy"))
        asked.keys = keys(of: caller, owner)
        for (key, value) in request["context"]?.members ?? [:] { asked.keys[key.lowercased()] = value.keyValue }
        return Situation(
            caller: caller, request: asked, endpoint: try layers["endpoint"].map { try policy($0, "endpoint") },
            resource: try self.resource(of: owner))
    }

    /// What follows from who asks and whose it is.
    private func keys(of caller: SecondCaller, _ owner: SecondAccount) -> RequestKeys {
        var keys: RequestKeys = ["aws:principalisawsservice": .one(caller.kind == .service ? "true" : "false")]
        keys["aws:resourceaccount"] = .one(owner.id)
        keys["aws:resourceorgid"] = owner.organization.map { .one($0) }
        guard let account = caller.account else { return keys }
        keys["aws:principalarn"] = .one(caller.kind == .roleSession ? caller.issuer ?? caller.arn : caller.arn)
        keys["aws:principalaccount"] = .one(account.id)
        keys["aws:principalorgid"] = account.organization.map { .one($0) }
        let types: [SecondCaller.Kind: String] = [
            .root: "Account", .user: "User", .roleSession: "AssumedRole", .federatedUser: "FederatedUser",
        ]
        keys["aws:principaltype"] = types[caller.kind].map { .one($0) }
        if caller.kind == .user { keys["aws:username"] = caller.arn.split(separator: "/").last.map { .one(String($0)) } }
        return keys
    }

    // MARK: Who and where

    private func caller() throws -> SecondCaller {
        let value = request["principal"] ?? .null
        let members = try value.string.map { ["arn": .string($0)] } ?? value.only(["kind", "arn", "issuer", "serviceLinked"])
        let arn = try members.text("arn")
        let parts = arn.parts(upTo: 6)
        let words = (parts.last ?? "").split(separator: "/").map(String.init)
        guard parts.count == 6, let first = words.first else {
            let isService = members["kind"]?.string == nil && arn.hasSuffix(".amazonaws.com")
            guard isService || members["kind"]?.string == "federated" else { throw WrittenCase.Unreadable(description: "who is \(arn)?") }
            return SecondCaller(kind: isService ? .service : .provider, account: nil, arn: arn)
        }
        let kinds: [String: SecondCaller.Kind] = [
            "root": .root, "user": .user, "assumed-role": .roleSession, "federated-user": .federatedUser,
        ]
        guard let kind = kinds[first] else { throw WrittenCase.Unreadable(description: "who is \(arn)?") }
        var issuer = members["issuer"]?.string
        if kind == .roleSession, issuer == nil, words.count == 3 { issuer = "arn:aws:iam::\(parts[4]):role/\(words[1])" }
        var caller = SecondCaller(kind: kind, account: SecondAccount(id: parts[4]), arn: arn, issuer: issuer)
        caller.isServiceLinked = members.flag("serviceLinked") ?? false
        return caller
    }

    /// An account with all that is attached above it. A list of levels means the caller's account where it has SCPs, the
    /// owner's where it has RCPs; where none are given, those of an organization that limits nothing are there.
    private func account(_ id: String, isCallers: Bool, asWell other: String?) throws -> SecondAccount {
        let isManagement = organization?["management"]?.string == id
        let isMember = organization?["accounts"]?.strings.contains(id) ?? false
        guard let organization, isManagement || isMember else { return SecondAccount(id: id) }
        func given(_ layer: String, _ isMeant: Bool) -> [JSONValue]? {
            if let accounts = layers[layer]?.members { return accounts[id]?.listed }
            return isMeant ? layers[layer]?.listed : nil
        }
        let scps = given("scp", isCallers || id == other)
        let rcps = given("rcp", !isCallers || id == other)
        let levels = try (0..<max(scps?.count ?? 1, rcps?.count ?? 0)).map { index in
            let scp = scps.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            let rcp = rcps.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            let target = scp?["target"]?.string ?? rcp?["target"]?.string ?? "level-\(index + 1)"
            return SecondLevel(
                target: target, scps: try policies(scp?["policies"] ?? scp ?? .string("FullAWSAccess"), "scp") ?? [],
                rcps: try policies(rcp?["policies"] ?? rcp ?? .string("RCPFullAWSAccess"), "rcp") ?? [])
        }
        return SecondAccount(id: id, organization: try organization.text("id"), isManagement: isManagement, levels: levels)
    }

    private func resource(of owner: SecondAccount) throws -> SecondResource {
        var resource = SecondResource(owner: owner)
        for kind in [SecondResource.Kind.resource, .key, .trust] {
            guard let value = layers[kind.rawValue] else { continue }
            resource.kind = kind
            resource.policy = try policy(value, kind.rawValue)
        }
        resource.grants = try (layers["grants"]?.listed ?? []).enumerated().map { index, value in
            let grant = try value.only(["id", "grantee", "actions", "encryptionContextEquals", "encryptionContextSubset"])
            return SecondGrant(
                id: grant["id"]?.string ?? "grant-\(index + 1)", grantee: try grant.text("grantee"),
                actions: grant["actions"]?.strings ?? [],
                contextEquals: grant["encryptionContextEquals"]?.members?.compactMapValues(\.string),
                contextSubset: grant["encryptionContextSubset"]?.members?.compactMapValues(\.string))
        }
        return resource
    }

    // MARK: Policies

    private func policies(_ value: JSONValue?, _ word: String) throws -> [WrittenPolicy]? {
        guard let value else { return nil }
        // A list of bare statements is one policy.
        if case .array(let statements) = value, !statements.isEmpty, statements.allSatisfy({ $0["Effect"] != nil }) {
            return [try policy(value, word)]
        }
        let listed = value.listed
        return try listed.enumerated().map { try policy($1, listed.count == 1 ? word : "\(word)-\($0 + 1)") }
    }

    /// A name, a document with name and ARN, a document, a statement or several.
    private func policy(_ value: JSONValue, _ name: String) throws -> WrittenPolicy {
        if let known = value.string {
            switch known {
            case "RCPFullAWSAccess": return try WrittenPolicy(name: known, text: #"{"Statement":[]}"#)
            case "FullAWSAccess":
                return try WrittenPolicy(name: known, text: Self.document(#"{"Effect":"Allow","Action":"*","Resource":"*"}"#))
            default:
                guard let own = named[known] else { throw WrittenCase.Unreadable(description: "there is no policy \(known)") }
                return try policy(own, known)
            }
        }
        if let document = value["document"] {
            let members = try value.only(["name", "arn", "document"])
            var policy = try policy(document, name)
            policy.name = members["name"]?.string ?? policy.name
            policy.arn = members["arn"]?.string
            return policy
        }
        return try WrittenPolicy(name: name, text: value["Statement"] == nil ? Self.document(value.text) : value.text)
    }

    private static func document(_ statements: String) -> String { #"{"Version":"2012-10-17","Statement":\#(statements)}"# }
}

extension JSONValue {
    /// As the keys of a request hold it; nil takes a key away.
    fileprivate var keyValue: KeyValue? {
        if case .array = self { return .many(strings) }
        return strings.first.map { .one($0) }
    }
}
