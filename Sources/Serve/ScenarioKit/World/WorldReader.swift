import AWSTypes
import ByteJSON
import Directory
import IAMPolicy
import OpenSSL

/// Builds a world from a scenario's description of it.
///
/// Ids and keys that the file does not give are derived from names, so that a world comes out alike each time and texts
/// that print them can be written down.
struct WorldReader {
    let files: ScenarioFiles
    let now: Timestamp
    var world: WorldDefinition

    init(files: ScenarioFiles, now: Timestamp) {
        self.files = files
        self.now = now
        world = WorldDefinition(directory: Directory())
    }

    mutating func read(_ reader: YAMLReader) throws(ScenarioError) {
        let fields = try reader.fields("region", "organization", "accounts")
        if let region = fields["region"] { world.region = try region.string() }
        for (id, account) in try fields.required("accounts", in: reader).members() { try readAccount(id, account) }
        if let organization = fields["organization"] { try readOrganization(organization) }
    }

    // MARK: Accounts

    private mutating func readAccount(_ id: String, _ reader: YAMLReader) throws(ScenarioError) {
        guard id.utf8.count == 12, Int(id) != nil else { throw reader.fault("an account's id has 12 digits (quote it)") }
        let fields = try reader.fields(
            "name", "policies", "groups", "users", "roles", "keys", "mfaDevices", "endpoints", "tables", "rootAccessKey")
        let name = try fields["name"]?.string() ?? "account-\(id)"
        world.directory.accounts[id] = Account(id: id, name: name, email: "\(name)@example.com", created: now)
        for (name, value) in try fields["policies"]?.members() ?? [] { try readManagedPolicy(name, of: id, value) }
        for (name, value) in try fields["groups"]?.members() ?? [] { try readGroup(name, of: id, value) }
        for (name, value) in try fields["users"]?.members() ?? [] { try readUser(name, of: id, value) }
        for (name, value) in try fields["roles"]?.members() ?? [] { try readRole(name, of: id, value) }
        for (name, value) in try fields["keys"]?.members() ?? [] { try readKey(name, of: id, value) }
        for (name, value) in try fields["mfaDevices"]?.members() ?? [] { try readDevice(name, of: id, value) }
        for (name, value) in try fields["endpoints"]?.members() ?? [] { try readEndpoint(name, of: id, value) }
        for value in try fields["tables"]?.elements() ?? [] { try readTable(of: id, value) }
        if try fields["rootAccessKey"]?.boolean() == true { addAccessKey(nil, of: id, nil) }
    }

    private mutating func readManagedPolicy(_ name: String, of account: String, _ reader: YAMLReader) throws(ScenarioError) {
        let document = try files.policy(try reader.string(), as: .identity, namedBy: reader)
        let arn = "arn:aws:iam::\(account):policy/\(name)"
        world.directory.managedPolicies[arn] = ManagedPolicy(
            arn: arn, name: name, path: "/", id: derivedID(.managedPolicy, arn), created: now, policy: StoredPolicy(document))
    }

    private mutating func readGroup(_ name: String, of account: String, _ reader: YAMLReader) throws(ScenarioError) {
        let fields = try reader.fields("path", "policies")
        var group = Group(account: account, name: name, path: try path(fields), id: derivedID(.group, "\(account)/\(name)"), created: now)
        if let policies = fields["policies"] { group.policies = try readPolicies(policies, of: account) }
        world.directory.groups[group.key] = group
    }

    private mutating func readUser(_ name: String, of account: String, _ reader: YAMLReader) throws(ScenarioError) {
        let fields = try reader.fields("path", "policies", "groups", "boundary", "tags", "accessKey")
        var user = User(account: account, name: name, path: try path(fields), id: derivedID(.user, "\(account)/\(name)"), created: now)
        if let policies = fields["policies"] { user.policies = try readPolicies(policies, of: account) }
        if let groups = fields["groups"] {
            user.groups = try groups.strings()
            for group in user.groups where world.directory.group(group, in: account) == nil {
                throw groups.fault("there is no group '\(group)' in account \(account)")
            }
        }
        user.boundary = try boundary(fields["boundary"], of: account)
        user.tags = try tags(fields["tags"])
        world.directory.users[user.key] = user
        addAccessKey(name, of: account, try fields["accessKey"]?.fields("id", "secret"))
        if let given = fields["accessKey"] { try checkAccessKey(given) }
    }

    private mutating func readRole(_ name: String, of account: String, _ reader: YAMLReader) throws(ScenarioError) {
        let fields = try reader.fields("path", "trust", "policies", "boundary", "tags", "maxSessionDuration", "description")
        let trust = try fields.required("trust", in: reader)
        var role = Role(
            account: account, name: name, path: try path(fields), id: derivedID(.role, "\(account)/\(name)"), created: now,
            trust: StoredPolicy(try files.policy(try trust.string(), as: .trust, namedBy: trust)))
        if let policies = fields["policies"] { role.policies = try readPolicies(policies, of: account) }
        role.boundary = try boundary(fields["boundary"], of: account)
        role.tags = try tags(fields["tags"])
        role.description = try fields["description"]?.string()
        if let duration = fields["maxSessionDuration"] { role.maxSessionDuration = try duration.integer() }
        world.directory.roles[role.key] = role
    }

    /// The policies of a principal: ARNs of AWS's, names of the account's own, and files for inline ones.
    private mutating func readPolicies(_ reader: YAMLReader, of account: String) throws(ScenarioError) -> PolicySet {
        var set = PolicySet()
        for element in try reader.elements() {
            let name = try element.string()
            if name.hasSuffix(".json") {
                let stem = name.split(separator: "/").last.map { String($0.dropLast(5)) } ?? name
                set.inline[stem] = StoredPolicy(try files.policy(name, as: .identity, namedBy: element))
            } else {
                set.attached.append(try managedPolicyARN(element, of: account))
            }
        }
        return set
    }

    private mutating func managedPolicyARN(_ reader: YAMLReader, of account: String) throws(ScenarioError) -> String {
        let name = try reader.string()
        let arn = name.hasPrefix("arn:") ? name : "arn:aws:iam::\(account):policy/\(name)"
        guard world.directory.availableManagedPolicy(arn) == nil else { return arn }
        let known = world.directory.managedPolicies.all.map(\.name) + AWSManagedPolicies.arns
        let nearest = Spelling.suggestion(for: name, among: known)
        throw reader.fault("there is no managed policy '\(name)'; a file must end in .json\(nearest)")
    }

    private mutating func boundary(_ reader: YAMLReader?, of account: String) throws(ScenarioError) -> String? {
        guard let reader else { return nil }
        return try managedPolicyARN(reader, of: account)
    }

    private func path(_ fields: [String: YAMLReader]) throws(ScenarioError) -> String { try fields["path"]?.string() ?? "/" }

    private func tags(_ reader: YAMLReader?) throws(ScenarioError) -> [Tag] {
        let tags = try reader?.stringMap().map { Tag(key: $0.name, value: $0.value) } ?? []
        // IAM User Guide, "Tags for IAM resources": the keys of principals' tags have no case.
        if let reader, tags.spellings > 1 { throw reader.fault("two tags have the same key but for its case") }
        return tags
    }

    // MARK: Keys, devices, endpoints, tables

    private mutating func readKey(_ name: String, of account: String, _ reader: YAMLReader) throws(ScenarioError) {
        let fields = try reader.fields("id", "policy", "description", "state", "spec")
        let policy = try fields.required("policy", in: reader)
        let seed = SHA256.hash(Array("key/\(account)/\(name)".utf8))
        var key = Key(
            id: try fields["id"]?.string() ?? SeededRandom(seed: Self.number(seed)).uuid(), account: account, region: world.region,
            policy: StoredPolicy(try files.policy(try policy.string(), as: .key, namedBy: policy)), created: now, material: seed)
        key.description = try fields["description"]?.string() ?? ""
        key.spec = try fields["spec"]?.string() ?? key.spec
        if let state = fields["state"] {
            guard let value = Key.State(rawValue: try state.string()) else {
                throw state.fault("expected Enabled, Disabled or PendingDeletion")
            }
            key.state = value
            if value == .pendingDeletion { key.deletion = now.adding(seconds: 30 * 86_400) }
        }
        world.directory.keys[key.arn] = key
        let alias = KeyAlias(name: "alias/\(name)", account: account, region: world.region, keyARN: key.arn, created: now)
        world.directory.aliases[alias.arn] = alias
    }

    private mutating func readDevice(_ name: String, of account: String, _ reader: YAMLReader) throws(ScenarioError) {
        let fields = try reader.fields("user", "seed")
        var seed = SHA256.hash(Array("mfa/\(account)/\(name)".utf8))
        if let given = fields["seed"] {
            guard let bytes = Base32.decode(try given.string()) else { throw given.fault("expected base32") }
            seed = bytes
        }
        var device = MFADevice(account: account, pathAndName: "/\(name)", seed: seed, created: now)
        if let user = fields["user"] {
            device.userName = try user.string()
            device.enabled = now
            guard world.directory.user(try user.string(), in: account) != nil else {
                throw user.fault("there is no such user in \(account)")
            }
        }
        world.directory.mfaDevices[device.serialNumber] = device
    }

    private mutating func readEndpoint(_ id: String, of account: String, _ reader: YAMLReader) throws(ScenarioError) {
        let fields = try reader.fields("vpc", "policy", "type", "port")
        let policy = try fields.required("policy", in: reader)
        var endpoint = VPCEndpoint(
            id: id, account: account, region: world.region, vpc: try fields["vpc"]?.string() ?? "vpc-0a1b2c3d",
            serviceName: "com.amazonaws.\(world.region).dynamodb", type: try fields["type"]?.string() ?? "Gateway",
            policy: StoredPolicy(try files.policy(try policy.string(), as: .endpoint, namedBy: policy)), created: now)
        endpoint.port = try fields["port"]?.integer()
        world.directory.endpoints[id] = endpoint
    }

    private mutating func readTable(of account: String, _ reader: YAMLReader) throws(ScenarioError) {
        let fields = reader.isMapping ? try reader.fields("file", "items") : [:]
        let file = fields["file"] ?? reader
        let name = try file.string()
        var items: [[UInt8]] = []
        for element in try fields["items"]?.elements() ?? [] { items += try readItems(element) }
        let input = Array(try json(file).bytes)
        world.tables.append(.init(account: account, input: input, items: items, file: files.path(of: name)))
    }

    /// A file of items as DynamoDB's JSON has them: one, or a list.
    private func readItems(_ reader: YAMLReader) throws(ScenarioError) -> [[UInt8]] {
        let root = try json(reader).root
        return root.kind == .array ? root.elements.map { Array($0.bytes) } : [Array(root.bytes)]
    }

    private func json(_ reader: YAMLReader) throws(ScenarioError) -> JSONDocument {
        let name = try reader.string()
        let bytes = Array(try files.text(name, namedBy: reader).utf8)
        do {
            return try JSONDocument(parsing: bytes)
        } catch {
            let place = JSONPosition(of: error.offset, in: bytes)
            throw ScenarioError(
                file: files.path(of: name), line: place.line, column: place.column, message: "not JSON: \(error.reason.rawValue)")
        }
    }

    // MARK: Derived ids

    private mutating func addAccessKey(_ user: String?, of account: String, _ given: [String: YAMLReader]?) {
        let identifiers = identifiers(of: "access-key/\(account)/\(user ?? "root")")
        let id = (try? given?["id"]?.string()) ?? identifiers.accessKeyID(isTemporary: false)
        let secret = (try? given?["secret"]?.string()) ?? identifiers.secretKey()
        world.directory.accessKeys[id] = AccessKey(id: id, secret: secret, account: account, userName: user, created: now)
    }

    private func checkAccessKey(_ reader: YAMLReader) throws(ScenarioError) {
        let fields = try reader.fields("id", "secret")
        _ = try fields.required("id", in: reader).string()
        _ = try fields.required("secret", in: reader).string()
    }

    private func derivedID(_ kind: Identifiers.Kind, _ name: String) -> String { identifiers(of: name).uniqueID(kind) }

    /// Ids that follow from a name.
    func identifiers(of name: String) -> Identifiers {
        Identifiers(random: SeededRandom(seed: Self.number(SHA256.hash(Array(name.utf8)))))
    }

    private static func number(_ hash: [UInt8]) -> UInt64 { hash.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
