import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the account's endpoints in the region, with their policies.
struct DescribeVpcEndpoints: Operation {
    static let name = "DescribeVpcEndpoints"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Listing {
        try Listing(request, of: "VpcEndpointId", check: StructureReader.checkEndpointID)
    }

    func authorization(for input: Listing, in context: OperationContext) -> [AuthorizationRequest] { context.describing(Self.name) }

    func execute(_ input: Listing, in context: OperationContext) throws -> Page<VPCEndpoint> {
        if input.isDryRun { throw AWSError.dryRun }
        for id in input.ids where context.endpoint(id) == nil { throw AWSError.endpointNotFound(id) }
        let all = context.directory.endpoints.all.filter { $0.account == context.account && $0.region == context.region }
        return try input.page(
            of: all, named: \.id, matching: { endpoint, filter throws(AWSError) in try endpoint.matches(filter) }, id: \.id)
    }

    func encode(_ output: Page<VPCEndpoint>, into response: inout StructureWriter) {
        response.structures("vpcEndpointSet", output.elements) { $1.write(into: &$0) }
        response.string("nextToken", output.next)
    }
}
