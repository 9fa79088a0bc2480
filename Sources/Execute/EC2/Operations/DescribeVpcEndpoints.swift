import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the account's endpoints in the region, with their policies.
struct DescribeVpcEndpoints: Operation {
    struct Input {
        var isDryRun: Bool
        var ids: [String]
        var filters: [EC2Filter]
        var page: EC2Page
    }

    struct Answer {
        var endpoints: [VPCEndpoint]
        var nextToken: String?
    }

    static let name = "DescribeVpcEndpoints"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Input {
        let ids = try request.strings("VpcEndpointId") ?? []
        for id in ids { try StructureReader.checkEndpointID(id) }
        return Input(isDryRun: try request.isDryRun(), ids: ids, filters: try EC2Filter.reading(request), page: try EC2Page(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] { context.describing(Self.name) }

    func execute(_ input: Input, in context: OperationContext) throws -> Answer {
        if input.isDryRun { throw AWSError.dryRun }
        for id in input.ids where context.endpoint(id) == nil { throw AWSError.endpointNotFound(id) }
        let endpoints = try context.directory.endpoints.all.filter { endpoint in
            guard endpoint.account == context.account, endpoint.region == context.region else { return false }
            guard input.ids.isEmpty || input.ids.contains(endpoint.id) else { return false }
            return try input.filters.allSatisfy { try endpoint.matches($0) }
        }
        let (page, nextToken) = try input.page.slice(of: endpoints) { $0.id }
        return Answer(endpoints: page, nextToken: nextToken)
    }

    func encode(_ output: Answer, into response: inout StructureWriter) {
        response.structures("vpcEndpointSet", output.endpoints) { $1.write(into: &$0) }
        response.string("nextToken", output.nextToken)
    }
}
