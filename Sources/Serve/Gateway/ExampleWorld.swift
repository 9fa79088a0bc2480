import AWSTypes
import Directory
import EC2
import IAMPolicy
import OpenSSL
import ServiceModel

extension ActionMap {
    /// The map of every service, in a world where what the operations' examples name is there.
    ///
    /// Its data is in a temporary file that is gone when this returns.
    package static func ofExamples(only name: String? = nil) throws -> ActionMap {
        let world = try ExampleWorld()
        defer { try? world.world.close() }
        return try ActionMap(of: world.world.gateway.registry.services, in: world.context, only: name)
    }
}

/// A world that holds what the operations' examples name: an account with one of everything, each tagged `team`, and an organization.
struct ExampleWorld {
    static let account = "111122223333"
    static let management = "999988887777"

    let world: World
    /// A call of the account's user `Example`.
    let context: OperationContext

    init() throws {
        let now = Timestamp(seconds: 1_800_000_000)
        let table = #"""
            {"TableName": "Music", "AttributeDefinitions": [{"AttributeName": "Artist", "AttributeType": "S"},
             {"AttributeName": "Genre", "AttributeType": "S"}], "KeySchema": [{"AttributeName": "Artist", "KeyType": "HASH"}],
             "GlobalSecondaryIndexes": [{"IndexName": "Genre", "KeySchema": [{"AttributeName": "Genre", "KeyType": "HASH"}],
             "Projection": {"ProjectionType": "ALL"}}], "BillingMode": "PAY_PER_REQUEST",
             "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}, "Tags": [{"Key": "team", "Value": "blue"}]}
            """#
        let beginning = World.Beginning(
            directory: try Self.directory(now: now),
            tables: [
                World.Beginning.Table(account: Self.account, input: Array(table.utf8), items: [], file: "the examples' table")
            ])
        let random = SeededRandom(seed: 0)
        world = try World(World.Options(), beginning: beginning, ports: NoPorts(), clock: WorldClock { now }, random: random)
        let directory = world.directory.snapshot
        guard let key = directory.accessKeys["AKIAEXAMPLEEXAMPLE22"] else { throw AWSError(.internalServerError) }
        context = OperationContext(
            caller: try directory.caller(with: key), region: "us-east-1", requestID: "", now: now, directory: directory,
            endpoint: "localhost:8000", authority: NoAuthority())
    }

    private static func directory(now: Timestamp) throws -> Directory {
        let tags = [Tag(key: "team", value: "blue")]
        let boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        let allow = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#
        let open = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#
        let trust = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}"#
        func stored(_ text: String, _ kind: PolicyKind) throws -> StoredPolicy { StoredPolicy(try PolicyDocument(parsing: text, as: kind)) }

        var directory = Directory()
        for id in [account, management] {
            directory.accounts[id] = Account(id: id, name: id, email: "\(id)@example.com", created: now)
        }
        var user = User(account: account, name: "Example", id: "AIDAEXAMPLEEXAMPLE222", created: now)
        (user.tags, user.boundary) = (tags, boundary)
        directory.users[user.key] = user
        let accessKey = AccessKey(id: "AKIAEXAMPLEEXAMPLE22", secret: "secret", account: account, userName: user.name, created: now)
        directory.accessKeys[accessKey.id] = accessKey
        let group = Group(account: account, name: "Example", id: "AGPAEXAMPLEEXAMPLE222", created: now)
        directory.groups[group.key] = group
        var role = Role(account: account, name: "Example", id: "AROAEXAMPLEEXAMPLE222", created: now, trust: try stored(trust, .trust))
        (role.tags, role.boundary) = (tags, boundary)
        directory.roles[role.key] = role
        var policy = ManagedPolicy(
            arn: "arn:aws:iam::\(account):policy/Example", name: "Example", path: "/", id: "ANPAEXAMPLEEXAMPLE222", created: now,
            policy: try stored(allow, .identity))
        policy.tags = tags
        directory.managedPolicies[policy.arn] = policy
        var device = MFADevice(account: account, pathAndName: "/example", seed: [], created: now)
        device.tags = tags
        directory.mfaDevices[device.serialNumber] = device

        var key = Key(
            id: "1234abcd-12ab-34cd-56ef-1234567890ab", account: account, region: "us-east-1", policy: try stored(open, .key), created: now,
            material: [UInt8](repeating: 0, count: SealedBox.keyByteCount))
        key.tags = tags
        key.grants = [
            Key.IssuedGrant(
                id: String(repeating: "0c237476b39f8bc4", count: 4), token: "example", name: nil, created: now, grantee: user.arn,
                retiring: nil,
                issuingAccount: account, operations: ["Decrypt"], encryptionContextEquals: nil, encryptionContextSubset: ["team": "blue"])
        ]
        directory.keys[key.arn] = key
        let alias = KeyAlias(name: "alias/example", account: account, region: key.region, keyARN: key.arn, created: now)
        directory.aliases[alias.arn] = alias
        var endpoint = VPCEndpoint(
            id: "vpce-0a1b2c3d4e5f67890", account: account, region: "us-east-1", vpc: "vpc-0a1b2c3d",
            serviceName: "com.amazonaws.us-east-1.dynamodb", type: "Gateway", policy: try stored(open, .endpoint), created: now)
        endpoint.tags = tags
        directory.endpoints[endpoint.id] = endpoint
        var organization = try Organization.make(
            id: "o-exampleorg1", managementAccount: management, root: "r-root",
            units: [Organization.Unit(id: "ou-root-workload", name: "Workloads", parent: "r-root")],
            accounts: [(account, "ou-root-workload")], joined: now)
        for id in ["p-examplepolicy", "p-attachedone", "p-unattachedone"] {
            organization.policies[id] = Organization.Policy(
                id: id, arn: "arn:aws:organizations::\(management):policy/o-exampleorg1/service_control_policy/\(id)", name: id,
                description: "", type: .serviceControl, isAWSManaged: false, policy: try stored(allow, .serviceControl))
        }
        directory.organizations[organization.id] = organization
        return directory
    }
}

/// The examples are not carried out, so nothing is asked in their course.
private struct NoAuthority: Authority {
    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision {
        IAMPolicy.decide(question, by: caller.principal, layers: PolicyLayers(), context: NoConditionKeys())
    }

    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision {
        IAMPolicy.decide(question, by: principal, layers: PolicyLayers(), context: NoConditionKeys())
    }

    func record(_ call: ServiceCall) {}
}
