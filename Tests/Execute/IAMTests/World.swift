import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAM
import IAMPolicy
import OpenSSL
import ServiceModel
import Testing

/// An account with an administrator, and IAM before it.
final class World {
    static let account = "111122223333"
    static let start = Timestamp(seconds: 1_800_000_000)
    static let policy = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*"}}"#
    static let trust =
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/Admin"},"Action":"sts:AssumeRole"}]}"#

    let store: DirectoryStore
    let service: Service
    /// The operations that have succeeded.
    private(set) var succeeded: Set<String> = []
    var now = World.start

    init(keepers: [any PolicyKeeper] = []) throws {
        var directory = Directory()
        directory.accounts[Self.account] = Account(id: Self.account, name: "main", email: "main@example.com", created: Self.start)
        let admin = User(account: Self.account, name: "Admin", id: "AIDAEXAMPLEEXAMPLE222", created: Self.start)
        directory.users[admin.key] = admin
        for (id, user) in [("AKIAADMINADMINADMIN2", "Admin"), ("AKIAROOTROOTROOTROO2", nil)] {
            directory.accessKeys[id] = AccessKey(id: id, secret: "secret", account: Self.account, userName: user, created: Self.start)
        }
        store = DirectoryStore(directory)
        service = IAMService.make(store: store, identifiers: Identifiers(random: SeededRandom(seed: 2)), keepers: keepers)
    }

    var admin: Caller { get throws { try caller("AKIAADMINADMINADMIN2") } }
    var root: Caller { get throws { try caller("AKIAROOTROOTROOTROO2") } }

    private func caller(_ id: String) throws -> Caller {
        try store.snapshot.caller(with: #require(store.snapshot.accessKeys[id]))
    }

    /// Calls an operation that is allowed; its members are texts, lists and structures.
    @discardableResult
    func call(_ name: String, _ input: [String: Any] = [:], as caller: Caller? = nil) throws -> Answer {
        let operation = try #require(service.operations[name])
        let context = OperationContext(
            caller: try caller ?? admin, region: "us-east-1", requestID: "r", now: now, directory: store.snapshot,
            endpoint: "http://localhost:8000", authority: NoAuthority())
        var questions: [AuthorizationRequest] = []
        var writer = StructureWriter(for: .query)
        let request = StructureReader(FormDecoder.document(of: Self.parameters(input)), isForm: true)
        try operation.run(request, in: context, authorize: { questions = $0 }, into: &writer)
        succeeded.insert(name)
        return Answer(questions: questions, xml: String(decoding: writer.finish(), as: UTF8.self))
    }

    /// The error of a call that is allowed and fails all the same.
    func fault(_ name: String, _ input: [String: Any] = [:], as caller: Caller? = nil) throws -> AWSError {
        try #require(#expect(throws: AWSError.self) { try self.call(name, input, as: caller) })
    }

    /// The questions of a call.
    func question(_ name: String, _ input: [String: Any] = [:], as caller: Caller? = nil) throws -> [AuthorizationRequest] {
        struct Asked: Error { var questions: [AuthorizationRequest] }
        let operation = try #require(service.operations[name])
        let context = OperationContext(
            caller: try caller ?? admin, region: "us-east-1", requestID: "r", now: now, directory: store.snapshot,
            endpoint: "http://localhost:8000", authority: NoAuthority())
        var writer = StructureWriter(for: .query)
        let request = StructureReader(FormDecoder.document(of: Self.parameters(input)), isForm: true)
        let asked = #expect(throws: Asked.self) {
            try operation.run(request, in: context, authorize: { throw Asked(questions: $0) }, into: &writer)
        }
        return try #require(asked).questions
    }

    /// `["Tags": [["Key": "a"]]]` as `Tags.member.1.Key=a`.
    private static func parameters(_ value: Any, under name: String = "") -> [(name: String, value: String)] {
        let prefix = name.isEmpty ? "" : name + "."
        if let members = value as? [String: Any] { return members.flatMap { parameters($0.value, under: prefix + $0.key) } }
        if let elements = value as? [Any] {
            return elements.enumerated().flatMap { parameters($0.element, under: "\(prefix)member.\($0.offset + 1)") }
        }
        return [(name, "\(value)")]
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

/// IAM asks nothing in the course of a call.
private struct NoAuthority: Authority {
    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision { preconditionFailure() }
    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision { preconditionFailure() }
    func record(_ call: ServiceCall) {}
}
