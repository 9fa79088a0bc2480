import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAMPolicy
import OpenSSL
import Organizations
import ServiceModel
import Testing

/// An organization of two accounts, and its service.
///
///     r-root                      999988887777 (management)
///       ou-root-workload Workloads   111122223333, p-attachedone
///       ou-root-emptyone Empty
struct World {
    static let management = "999988887777"
    static let member = "111122223333"
    static let now = Timestamp(seconds: 1_790_000_000)
    static let content = #"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"dynamodb:*","Resource":"*"}]}"#

    let store: DirectoryStore
    let service: Service

    init() throws {
        var directory = Directory()
        for (id, name) in [(Self.management, "Management"), (Self.member, "Workload")] {
            directory.accounts[id] = Account(id: id, name: name, email: "\(name.lowercased())@example.com", created: Self.now)
        }
        directory.accounts["444455556666"] = Account(id: "444455556666", name: "Alone", email: "alone@example.com", created: Self.now)
        var organization = try Organization.make(
            id: "o-exampleorg1", managementAccount: Self.management, root: "r-root",
            units: [
                .init(id: "ou-root-workload", name: "Workloads", parent: "r-root"),
                .init(id: "ou-root-emptyone", name: "Empty", parent: "r-root"),
            ], accounts: [(Self.member, "ou-root-workload")], joined: Self.now)
        let document = StoredPolicy(try PolicyDocument(parsing: Self.content, as: .serviceControl))
        for id in ["p-examplepolicy", "p-attachedone", "p-unattachedone"] {
            organization.policies[id] = Organization.Policy(
                id: id, name: "Name of \(id)", description: "", type: .serviceControl, policy: document, in: organization)
        }
        organization.attach("p-attachedone", to: "ou-root-workload")
        directory.organizations[organization.id] = organization
        store = DirectoryStore(directory)
        service = OrganizationsService.make(store: store, identifiers: Identifiers(random: SeededRandom(seed: 1)))
    }

    func change(_ body: (inout Organization) throws -> Void) throws {
        try store.update { directory in
            var organization = try #require(directory.organizations["o-exampleorg1"])
            try body(&organization)
            directory.organizations["o-exampleorg1"] = organization
        }
    }

    /// The answer's text.
    @discardableResult
    func call(
        _ name: String, _ request: String = "{}", as account: String = World.management,
        authorize: ([AuthorizationRequest]) throws -> Void = { _ in }
    ) throws -> String {
        let operation = try #require(service.operations[name])
        let arn = "arn:aws:iam::\(account):user/Admin"
        let caller = Caller(
            principal: Principal(kind: .user, account: account, arn: arn), accessKeyID: "AKIA", userID: "AIDA", userName: "Admin",
            issuerName: "Admin", issuerID: "AIDA", policies: CallerPolicies(identity: []))
        let context = OperationContext(
            caller: caller, region: "us-east-1", requestID: "R", now: Self.now, directory: store.snapshot,
            endpoint: "http://localhost:8000",
            authority: NoAuthority())
        var response = StructureWriter(for: .json11)
        try operation.run(
            StructureReader(try JSONDocument(parsing: Array(request.utf8))), in: context, authorize: authorize, into: &response)
        return String(decoding: response.finish(), as: UTF8.self)
    }

    func questions(of name: String, _ request: String) throws -> [String] {
        var questions: [String] = []
        try call(name, request) { questions = $0.map { "\($0.action) \($0.resource)" } }
        return questions
    }
}

/// An authority that nobody asks.
struct NoAuthority: Authority {
    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision {
        IAMPolicy.decide(question, by: caller.principal, layers: PolicyLayers(), context: NoConditionKeys())
    }

    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision {
        IAMPolicy.decide(question, by: principal, layers: PolicyLayers(), context: NoConditionKeys())
    }

    func record(_ call: ServiceCall) {}
}
