import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Changes an endpoint's policy, and what it is joined to.
///
/// To remove what is not joined changes nothing; AWS knows which tables and subnets there are, and refuses others.
struct ModifyVpcEndpoint: Operation {
    struct Input {
        var isDryRun: Bool
        var id: String
        var resetsPolicy: Bool
        var policy: String?
        var isPrivateDNSEnabled: Bool
        var added: Joined
        var removed: Joined
    }

    /// Ids of what an endpoint is joined to.
    struct Joined {
        var routeTables: [String]
        var subnets: [String]
        var securityGroups: [String]

        init(_ verb: String, _ request: StructureReader) throws {
            routeTables = try request.strings(verb + "RouteTableId") ?? []
            subnets = try request.strings(verb + "SubnetId") ?? []
            securityGroups = try request.strings(verb + "SecurityGroupId") ?? []
        }
    }

    static let name = "ModifyVpcEndpoint"
    static let example = #"{"VpcEndpointId":"vpce-0a1b2c3d4e5f67890","ResetPolicy":true}"#
    static let fullExample: String? = #"""
        {"VpcEndpointId":"vpce-0a1b2c3d4e5f67890","AddRouteTableId":["rtb-0a1b2c3d"],"AddSubnetId":["subnet-0a1b2c3d"],
         "AddSecurityGroupId":["sg-0a1b2c3d"]}
        """#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        let id = try request.parameter("VpcEndpointId")
        try StructureReader.checkEndpointID(id)
        let input = Input(
            isDryRun: try request.isDryRun(), id: id, resetsPolicy: try request.boolean("ResetPolicy") ?? false,
            policy: try request.string("PolicyDocument"), isPrivateDNSEnabled: try request.boolean("PrivateDnsEnabled") ?? false,
            added: try Joined("Add", request), removed: try Joined("Remove", request))
        if input.resetsPolicy, input.policy != nil { throw AWSError.policyAndReset }
        return input
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        let tables = input.added.routeTables + input.removed.routeTables
        let subnets = input.added.subnets + input.removed.subnets
        let groups = input.added.securityGroups + input.removed.securityGroups
        return [context.question(Self.name, onEndpoint: input.id)]
            + tables.map { context.question(Self.name, "route-table", $0) }
            + subnets.map { context.question(Self.name, "subnet", $0) }
            + groups.map { context.question(Self.name, "security-group", $0) }
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        if input.isDryRun { throw AWSError.dryRun }
        try store.update { directory in
            guard var endpoint = directory.endpoint(input.id, account: context.account, region: context.region) else {
                throw AWSError.endpointNotFound(input.id)
            }
            if input.isPrivateDNSEnabled { throw AWSError.noPrivateDNS(endpoint.serviceName) }
            if input.resetsPolicy { endpoint.policy = try EndpointPolicy.standard(forType: endpoint.type) }
            if let text = input.policy { endpoint.policy = try EndpointPolicy.reading(text, forType: endpoint.type) }
            try refuseSecondRoute(input.added.routeTables, to: endpoint, in: directory)
            try endpoint.change(
                routeTables: input.added.routeTables, subnets: input.added.subnets, securityGroups: input.added.securityGroups)
            endpoint.routeTables.removeAll(where: input.removed.routeTables.contains)
            endpoint.subnets.removeAll(where: input.removed.subnets.contains)
            endpoint.securityGroups.removeAll(where: input.removed.securityGroups.contains)
            directory.endpoints[endpoint.id] = endpoint
        }
    }

    func encode(_ output: Void, into response: inout StructureWriter) { response.boolean("return", true) }
}

extension VPCEndpoint {
    /// Joins further route tables, subnets and groups, each once; which of them there can be depends on the type.
    mutating func change(routeTables: [String], subnets: [String], securityGroups: [String]) throws(AWSError) {
        if type != "Gateway", !routeTables.isEmpty { throw .routeTablesForGatewaysOnly }
        if type == "Gateway", !subnets.isEmpty { throw .subnetsForInterfacesOnly }
        if type == "Gateway", !securityGroups.isEmpty { throw .securityGroupsForInterfacesOnly }
        for id in routeTables where !self.routeTables.contains(id) { self.routeTables.append(id) }
        for id in subnets where !self.subnets.contains(id) { self.subnets.append(id) }
        for id in securityGroups where !self.securityGroups.contains(id) { self.securityGroups.append(id) }
    }
}
