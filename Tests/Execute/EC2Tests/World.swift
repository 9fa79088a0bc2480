import AWSTypes
import AWSWire
import ByteJSON
import Directory
import EC2
import IAMPolicy
import OpenSSL
import ServiceModel
import Synchronization
import Testing

/// An account with a gateway endpoint and an interface endpoint, and EC2.
struct World {
    static let account = "111122223333"
    static let gateway = "vpce-0a1b2c3d4e5f67890"
    static let interface = "vpce-0b1b2c3d4e5f67890"
    static let now = Timestamp(milliseconds: 1_790_000_000_123)
    static let open = #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#

    let store: DirectoryStore
    let ports = TestPorts()
    let service: Service

    init() throws {
        var directory = Directory()
        let policy = StoredPolicy(try PolicyDocument(parsing: Self.open, as: .endpoint))
        var gateway = VPCEndpoint(
            id: Self.gateway, account: Self.account, region: "us-east-1", vpc: "vpc-1", serviceName: "com.amazonaws.us-east-1.dynamodb",
            type: "Gateway", policy: policy, created: Self.now)
        gateway.routeTables = ["rtb-1"]
        gateway.tags = [Tag(key: "Owner", value: "TeamA")]
        gateway.port = 9001
        var interface = gateway
        (interface.id, interface.type, interface.vpc, interface.routeTables, interface.port) = (
            Self.interface, "Interface", "vpc-2", [], nil
        )
        (interface.subnets, interface.securityGroups, interface.tags) = (["subnet-1"], ["sg-1"], [])
        directory.endpoints[gateway.id] = gateway
        directory.endpoints[interface.id] = interface
        store = DirectoryStore(directory)
        service = EC2Service.make(store: store, identifiers: Identifiers(random: SeededRandom(seed: 1)), ports: ports)
    }

    @discardableResult
    func call(
        _ name: String, _ request: String = "{}", as account: String = World.account, in region: String = "us-east-1",
        authorize: ([AuthorizationRequest]) throws -> Void = { _ in }
    ) throws -> String {
        try call(name, StructureReader(try JSONDocument(parsing: Array(request.utf8))), as: account, in: region, authorize: authorize)
    }

    /// The same from a form, as clients send it.
    @discardableResult
    func call(_ name: String, form: String) throws -> String {
        let parameters = FormDecoder.parameters(of: Array(form.utf8))
        return try call(name, StructureReader(FormDecoder.document(of: parameters), isForm: true), as: Self.account, in: "us-east-1") { _ in
        }
    }

    private func call(
        _ name: String, _ request: StructureReader, as account: String, in region: String,
        authorize: ([AuthorizationRequest]) throws -> Void
    ) throws -> String {
        let operation = try #require(service.operations[name])
        let caller = Caller(
            principal: Principal(kind: .user, account: account, arn: "arn:aws:iam::\(account):user/Admin"), accessKeyID: "AKIA",
            userID: "AIDA", userName: "Admin", issuerName: "Admin", issuerID: "AIDA", policies: CallerPolicies(identity: []))
        let context = OperationContext(
            caller: caller, region: region, requestID: "R", now: Self.now, directory: store.snapshot, endpoint: "http://localhost:8000",
            authority: NoAuthority())
        var response = StructureWriter(for: .ec2)
        try operation.run(request, in: context, authorize: authorize, into: &response)
        return String(decoding: response.finish(), as: UTF8.self)
    }
}

/// Ports that are only counted.
final class TestPorts: EndpointPorts {
    struct Failure: Error {}

    let open = Mutex<[String: Int]>([:])
    let fails = Mutex(false)

    func open(endpointID: String, port: Int) throws -> Int {
        if fails.withLock({ $0 }) { throw Failure() }
        return open.withLock { open in
            open[endpointID] = 9100 + open.count
            return 9100 + open.count - 1
        }
    }

    func close(endpointID: String) { open.withLock { $0[endpointID] = nil } }
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
