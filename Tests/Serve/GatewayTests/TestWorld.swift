import AWSTypes
import AWSWire
import Directory
import EC2
import IAMPolicy
import OpenSSL
import SigV4
import Testing

@testable import Gateway

/// A world with a fixed clock: an organization with one member account, an account outside, and callers of every kind.
struct TestWorld {
    static let account = "111122223333"
    static let outside = "444455556666"
    static let start = Timestamp(seconds: 1_800_000_000)
    static let endpointID = "vpce-0a1b2c3d4e5f67890"

    let world: World
    var gateway: Gateway { world.gateway }

    init(_ settings: GatewaySettings = GatewaySettings(), changing change: (inout Directory) throws -> Void = { _ in }) throws {
        var directory = try Self.beginning()
        try change(&directory)
        var options = World.Options()
        options.settings = settings
        world = try World(
            options, beginning: World.Beginning(directory: directory), ports: NumberedPorts(), clock: WorldClock { Self.start },
            random: SeededRandom(seed: 1))
    }

    private static func beginning() throws -> Directory {
        var directory = Directory()
        for id in [account, outside, "999988887777"] {
            directory.accounts[id] = Account(id: id, name: id, email: "\(id)@example.com", created: start)
        }
        let allow = try PolicyDocument(parsing: document(.allow), as: .identity)
        for (name, owner, path) in [("Alice", account, "/team/"), ("Bob", account, "/"), ("Otto", outside, "/")] {
            var user = User(account: owner, name: name, path: path, id: "AIDAEXAMPLEEXAMPLE" + name.prefix(3), created: start)
            if name != "Bob" { user.policies.inline["All"] = StoredPolicy(allow) }
            directory.users[user.key] = user
        }
        for (id, owner, name) in [
            ("AKIAALICE", account, "Alice"), ("AKIABOB", account, "Bob"), ("AKIAOTTO", outside, "Otto"), ("AKIAROOT", account, nil),
        ] {
            directory.accessKeys[id] = AccessKey(id: id, secret: "secret", account: owner, userName: name, created: start)
        }
        let trust = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}"#
        var role = Role(
            account: account, name: "Reader", path: "/team/", id: "AROAEXAMPLEEXAMPLE222", created: start,
            trust: StoredPolicy(try PolicyDocument(parsing: trust, as: .trust)))
        role.policies.inline["All"] = StoredPolicy(allow)
        directory.roles[role.key] = role
        directory.organizations["o-exampleorg1"] = try Organization.make(
            id: "o-exampleorg1", managementAccount: "999988887777", root: "r-abcd",
            units: [Organization.Unit(id: "ou-abcd-11111111", name: "Workloads", parent: "r-abcd")],
            accounts: [(account, "ou-abcd-11111111")], joined: start)
        let open = #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#
        directory.endpoints[endpointID] = VPCEndpoint(
            id: endpointID, account: account, region: "us-east-1", vpc: "vpc-1", serviceName: "com.amazonaws.us-east-1.dynamodb",
            type: "Gateway", policy: StoredPolicy(try PolicyDocument(parsing: open, as: .endpoint)), created: start)
        return directory
    }

    static func document(_ effect: PolicyEffect, _ action: String = "*") -> String {
        #"{"Version":"2012-10-17","Statement":{"Effect":"\#(effect == .allow ? "Allow" : "Deny")","Action":"\#(action)","Resource":"*"}}"#
    }

    // MARK: Requests

    /// A signer for a long-term key, or for a session.
    func signer(_ key: String, service: String = "dynamodb") -> RequestSigner {
        RequestSigner(accessKeyID: key, secretAccessKey: "secret", region: "us-east-1", service: service)
    }

    func signer(_ session: Session, service: String = "dynamodb") throws -> RequestSigner {
        RequestSigner(
            accessKeyID: session.accessKeyID, secretAccessKey: session.secret, sessionToken: try gateway.tokens.seal(session),
            region: "us-east-1", service: service)
    }

    /// A DynamoDB request, signed unless there is no signer.
    func request(
        _ operation: String, _ body: String = "{}", by signer: RequestSigner?, through endpoint: String? = nil,
        headers: [(name: String, value: String)] = []
    ) -> IncomingRequest {
        var signable = SignableRequest(
            method: "POST", path: "/",
            headers: [
                ("Host", "localhost:8000"), ("Content-Type", "application/x-amz-json-1.0"),
                ("X-Amz-Target", "DynamoDB_20120810." + operation), ("User-Agent", "test"), ("Referer", "http://example.com/"),
            ] + headers, body: Array(body.utf8))
        signer?.sign(&signable, now: gateway.clock.now.seconds)
        return IncomingRequest(
            method: "POST", target: "/", headers: signable.headers, body: signable.body,
            arrival: Arrival(address: "203.0.113.7", endpointID: endpoint))
    }

    func answer(_ request: IncomingRequest) -> Answered { Answered(gateway.answer(request)) }

    /// A request for the emulator's own face.
    func control(_ method: String, _ path: String, _ body: String = "", headers: [(name: String, value: String)]) -> Answered {
        answer(
            IncomingRequest(
                method: method, target: "/_portcullis/" + path, headers: headers, body: Array(body.utf8),
                arrival: Arrival(address: "127.0.0.1")))
    }

    /// Temporary credentials of a kind.
    static func session(_ kind: Session.Kind, mfa: Bool = false) -> Session {
        let (name, id) =
            switch kind {
            case .role: ("Reader", "AROAEXAMPLEEXAMPLE222")
            case .root: ("", account)
            default: ("Alice", "AIDAEXAMPLEEXAMPLEAli")
            }
        var session = Session(
            kind: kind, account: account, name: name, principalID: id,
            sessionName: kind == .role || kind == .federation ? "s1" : nil, accessKeyID: "ASIA\(kind.rawValue)", secret: "secret",
            issued: start.adding(seconds: -600), expires: start.adding(seconds: 3000))
        if mfa { session.authenticatedWithMFA = start.adding(seconds: -600) }
        if kind == .role { session.sourceIdentity = "alice@example.com" }
        if kind == .federation { session.policy = document(.allow) }
        if kind == .role || kind == .federation { session.tags = [Tag(key: "team", value: "session")] }
        return session
    }
}

/// An answer, as texts.
struct Answered: Equatable, CustomStringConvertible {
    var status: Int
    var body: String

    init(_ status: Int, _ body: String) {
        self.status = status
        self.body = body
    }

    init(_ response: OutgoingResponse) { self.init(response.status, String(decoding: response.body, as: UTF8.self)) }

    var description: String { "\(status) \(body)" }
}

/// Gives out numbers in place of ports.
final class NumberedPorts: EndpointPorts {
    func open(endpointID: String, port: Int) -> Int { 9000 + endpointID.utf8.count }
    func close(endpointID: String) {}
}
