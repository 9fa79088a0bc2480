import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel
import Synchronization

/// Makes an endpoint for DynamoDB and opens the local port that stands for it.
///
/// It is available at once. The same client token gives the same endpoint again, for as long as this process runs.
struct CreateVpcEndpoint: Operation {
    struct Input {
        var isDryRun: Bool
        var type: String
        var vpc: String
        var serviceName: String
        var policy: String?
        var routeTables: [String]
        var subnets: [String]
        var securityGroups: [String]
        var clientToken: String?
        var isPrivateDNSEnabled: Bool
        var tags: [Tag]
    }

    struct Answer {
        var endpoint: VPCEndpoint
        var clientToken: String?
    }

    static let name = "CreateVpcEndpoint"
    static let example = #"{"VpcId":"vpc-0a1b2c3d","ServiceName":"com.amazonaws.us-east-1.dynamodb"}"#
    static let fullExample: String? = #"""
        {"VpcId":"vpc-0a1b2c3d","ServiceName":"com.amazonaws.us-east-1.dynamodb","RouteTableId":["rtb-0a1b2c3d"],"SubnetId":["subnet-0a1b2c3d"],
         "SecurityGroupId":["sg-0a1b2c3d"],
         "TagSpecification":[{"ResourceType":"vpc-endpoint","Tag":[{"Key":"team","Value":"blue"}]}]}
        """#

    private static let types = ["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"]

    let store: DirectoryStore
    let identifiers: Identifiers
    let ports: any EndpointPorts
    private let tokens = ClientTokens()

    init(store: DirectoryStore, identifiers: Identifiers, ports: any EndpointPorts) {
        self.store = store
        self.identifiers = identifiers
        self.ports = ports
    }

    func decode(_ request: StructureReader) throws -> Input {
        let type = try request.string("VpcEndpointType") ?? "Gateway"
        guard Self.types.contains(type) else { throw AWSError.value(type, ofParameter: "VpcEndpointType") }
        return Input(
            isDryRun: try request.isDryRun(), type: type, vpc: try request.parameter("VpcId"),
            serviceName: try request.parameter("ServiceName"), policy: try request.string("PolicyDocument"),
            routeTables: try request.strings("RouteTableId") ?? [], subnets: try request.strings("SubnetId") ?? [],
            securityGroups: try request.strings("SecurityGroupId") ?? [], clientToken: try request.string("ClientToken"),
            isPrivateDNSEnabled: try request.boolean("PrivateDnsEnabled") ?? false,
            tags: try request.tagSpecifications(for: "vpc-endpoint"))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let keys = EC2ConditionKeys(region: context.region, serviceName: input.serviceName, requestTags: RequestTags(input.tags))
        var questions = [
            context.question(Self.name, "vpc-endpoint", "*", keys: keys), context.question(Self.name, "vpc", input.vpc),
        ]
        questions += input.routeTables.map { context.question(Self.name, "route-table", $0) }
        questions += input.subnets.map { context.question(Self.name, "subnet", $0) }
        questions += input.securityGroups.map { context.question(Self.name, "security-group", $0) }
        guard !input.tags.isEmpty else { return questions }
        let tagging = EC2ConditionKeys(region: context.region, requestTags: RequestTags(input.tags), createAction: Self.name)
        return questions + [context.question("CreateTags", "vpc-endpoint", "*", keys: tagging)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Answer {
        if input.isDryRun { throw AWSError.dryRun }
        let token = input.clientToken.map { Directory.key(context.account, $0) }
        if let token, let id = tokens[token], let endpoint = store.snapshot.endpoints[id] {
            return Answer(endpoint: endpoint, clientToken: input.clientToken)
        }
        var endpoint = try endpoint(for: input, in: context)
        try refuseSecondRoute(input.routeTables, to: endpoint, in: context.directory)
        endpoint.port = try ports.open(endpointID: endpoint.id, port: 0)
        do {
            try store.update { [endpoint] directory in
                try refuseSecondRoute(input.routeTables, to: endpoint, in: directory)
                directory.endpoints[endpoint.id] = endpoint
            }
        } catch {
            ports.close(endpointID: endpoint.id)
            throw error
        }
        if let token { tokens[token] = endpoint.id }
        return Answer(endpoint: endpoint, clientToken: input.clientToken)
    }

    private func endpoint(for input: Input, in context: OperationContext) throws(AWSError) -> VPCEndpoint {
        guard let service = EndpointService.named(input.serviceName, in: context.region) else { throw .serviceNotFound(input.serviceName) }
        guard service.types.contains(input.type) else { throw .endpointType(input.type, available: service.types) }
        let policy =
            if let text = input.policy { try EndpointPolicy.reading(text, forType: input.type) } else {
                try EndpointPolicy.standard(forType: input.type)
            }
        var endpoint = VPCEndpoint(
            id: "vpce-" + identifiers.hexadecimal(17), account: context.account, region: context.region, vpc: input.vpc,
            serviceName: service.name, type: input.type, policy: policy,
            created: context.now)
        endpoint.tags = input.tags
        try endpoint.change(routeTables: input.routeTables, subnets: input.subnets, securityGroups: input.securityGroups)
        if input.isPrivateDNSEnabled { throw .noPrivateDNS(service.name) }
        return endpoint
    }

    func encode(_ output: Answer, into response: inout StructureWriter) {
        response.structure("vpcEndpoint") { output.endpoint.write(into: &$0) }
        response.string("clientToken", output.clientToken)
    }
}

/// A route table has one route to a service: through one endpoint.
func refuseSecondRoute(_ routeTables: [String], to endpoint: VPCEndpoint, in directory: Directory) throws(AWSError) {
    let others = directory.endpoints.unordered.filter { other in
        other.id != endpoint.id && other.account == endpoint.account && other.region == endpoint.region
            && other.serviceName == endpoint.serviceName
    }
    for table in routeTables where others.contains(where: { $0.routeTables.contains(table) }) {
        let service = EndpointService.named(endpoint.serviceName, in: endpoint.region)
        throw .routeExists(table, prefixList: service?.prefixListID ?? "")
    }
}

/// Which endpoint a client token has made.
private final class ClientTokens: Sendable {
    private let endpoints = Mutex<[String: String]>([:])

    subscript(token: String) -> String? {
        get { endpoints.withLock { $0[token] } }
        set { endpoints.withLock { $0[token] = newValue } }
    }
}
