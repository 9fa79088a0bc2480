import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAMPolicy
import OpenSSL
import STS
import ServiceModel
import Testing

/// An account with a user, a device of hers and a role, and STS before it.
struct World {
    static let account = "111122223333"
    static let start = Timestamp(seconds: 1_800_000_000)
    static let roleARN = "arn:aws:iam::111122223333:role/team/Reader"
    static let serialNumber = "arn:aws:iam::111122223333:mfa/alice"
    static let seed = Array("12345678901234567890".utf8)

    static let messages = AuthorizationMessages(key: Array(repeating: 8, count: 32), random: SeededRandom(seed: 3))

    let store: DirectoryStore
    let tokens = SessionTokens(key: Array(repeating: 7, count: 32), random: SeededRandom(seed: 1))
    let service: Service

    init() throws {
        var directory = Directory()
        directory.accounts[Self.account] = Account(id: Self.account, name: "main", email: "main@example.com", created: Self.start)
        let alice = User(account: Self.account, name: "Alice", id: "AIDAEXAMPLEEXAMPLE222", created: Self.start)
        directory.users[alice.key] = alice
        directory.users["\(Self.account)/Bob"] = User(
            account: Self.account, name: "Bob", id: "AIDAEXAMPLEEXAMPLE333", created: Self.start)
        let trust = try PolicyDocument(
            parsing:
                #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}"#,
            as: .trust)
        var role = Role(
            account: Self.account, name: "Reader", path: "/team/", id: "AROAEXAMPLEEXAMPLE222", created: Self.start,
            trust: StoredPolicy(trust))
        role.tags = [Tag(key: "stage", value: "test")]
        directory.roles[role.key] = role
        var device = MFADevice(account: Self.account, pathAndName: "/alice", seed: Self.seed, created: Self.start)
        device.userName = "Alice"
        device.enabled = Self.start
        directory.mfaDevices[device.serialNumber] = device
        for (id, user) in [("AKIAALICEALICEALICE2", "Alice"), ("AKIABOBBOBBOBBOBBOB2", "Bob"), ("AKIAROOTROOTROOTROO2", nil)] {
            directory.accessKeys[id] = AccessKey(id: id, secret: "secret", account: Self.account, userName: user, created: Self.start)
        }
        store = DirectoryStore(directory)
        service = STSService.make(
            store: store, tokens: tokens, identifiers: Identifiers(random: SeededRandom(seed: 2)),
            messages: Self.messages)
    }

    var alice: Caller { get throws { try caller("AKIAALICEALICEALICE2") } }
    var bob: Caller { get throws { try caller("AKIABOBBOBBOBBOBBOB2") } }
    var root: Caller { get throws { try caller("AKIAROOTROOTROOTROO2") } }

    private func caller(_ id: String) throws -> Caller {
        try store.snapshot.caller(with: #require(store.snapshot.accessKeys[id]))
    }

    /// The caller who holds what an answer handed out.
    func caller(holding answer: Answer) throws -> Caller {
        try store.snapshot.caller(in: #require(tokens.open(answer["SessionToken"], accessKeyID: answer["AccessKeyId"])))
    }

    static func code(at moment: Timestamp = start) -> String { TOTP.code(secret: seed, step: TOTP.step(at: moment.seconds)) }

    /// Calls an operation that is allowed.
    func call(_ name: String, _ input: String = "{}", as caller: Caller, at now: Timestamp = start) throws -> Answer {
        let operation = try #require(service.operations[name])
        let document = try FormDecoder.document(of: Self.parameters(JSONDocument(parsing: Array(input.utf8)).root))
        let context = OperationContext(
            caller: caller, region: "us-east-1", requestID: "r", now: now, directory: store.snapshot, endpoint: "http://localhost:8000",
            authority: NoAuthority())
        var questions: [AuthorizationRequest] = []
        var writer = StructureWriter(for: .query)
        try operation.run(
            StructureReader(document, isForm: true), in: context, authorize: { questions = $0 }, into: &writer)
        return Answer(questions: questions, xml: String(decoding: writer.finish(), as: UTF8.self))
    }

    /// `{"Tags":[{"Key":"a"}]}` as `Tags.member.1.Key=a`.
    private static func parameters(_ view: JSONView, under name: String = "") -> [(name: String, value: String)] {
        let prefix = name.isEmpty ? "" : name + "."
        return switch view.kind {
        case .object: view.members.flatMap { parameters($0.value, under: prefix + ($0.key.string ?? "")) }
        case .array: view.elements.enumerated().flatMap { parameters($0.element, under: "\(prefix)member.\($0.offset + 1)") }
        default: [(name, view.string ?? view.number ?? String(view.boolean ?? false))]
        }
    }
}

/// What a call asked and answered.
struct Answer {
    var questions: [AuthorizationRequest]
    var xml: String

    /// The text of the first element of a name, or nothing.
    subscript(_ element: String) -> String {
        guard let start = xml.firstRange(of: "<\(element)>"), let end = xml[start.upperBound...].firstRange(of: "</\(element)>") else {
            return ""
        }
        return String(xml[start.upperBound..<end.lowerBound])
    }
}

/// STS asks nothing in the course of a call.
private struct NoAuthority: Authority {
    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision { preconditionFailure() }
    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision { preconditionFailure() }
    func record(_ call: ServiceCall) {}
}
