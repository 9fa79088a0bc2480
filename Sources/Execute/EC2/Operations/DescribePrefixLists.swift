import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the addresses that routes to gateway endpoints cover: DynamoDB's.
struct DescribePrefixLists: Operation {
    static let name = "DescribePrefixLists"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Listing { try Listing(request, of: "PrefixListId") }

    func authorization(for input: Listing, in context: OperationContext) -> [AuthorizationRequest] { context.describing(Self.name) }

    func execute(_ input: Listing, in context: OperationContext) throws -> Page<EndpointService> {
        if input.isDryRun { throw AWSError.dryRun }
        let all = EndpointService.all(in: context.region).filter { $0.types.contains("Gateway") }
        for id in input.ids where !all.contains(where: { $0.prefixListID == id }) { throw AWSError.prefixListNotFound(id) }
        return try input.page(of: all, named: \.prefixListID, matching: Self.matches, id: \.prefixListID)
    }

    private static func matches(_ service: EndpointService, _ filter: EC2Filter) throws(AWSError) -> Bool {
        switch filter.name {
        case "prefix-list-id": return filter.matches(service.prefixListID)
        case "prefix-list-name": return filter.matches(service.name)
        default: throw .filterNotValid(filter.name)
        }
    }

    func encode(_ output: Page<EndpointService>, into response: inout StructureWriter) {
        response.string("nextToken", output.next)
        response.structures("prefixListSet", output.elements) { writer, service in
            writer.strings("cidrSet", EndpointService.addresses)
            writer.string("prefixListId", service.prefixListID)
            writer.string("prefixListName", service.name)
        }
    }
}
