import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the addresses that routes to gateway endpoints cover: DynamoDB's.
struct DescribePrefixLists: Operation {
    struct Input {
        var isDryRun: Bool
        var ids: [String]
        var filters: [EC2Filter]
        var page: EC2Page
    }

    struct Answer {
        var services: [EndpointService]
        var nextToken: String?
    }

    static let name = "DescribePrefixLists"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            isDryRun: request.isDryRun(), ids: request.strings("PrefixListId") ?? [], filters: EC2Filter.reading(request),
            page: EC2Page(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] { context.describing(Self.name) }

    func execute(_ input: Input, in context: OperationContext) throws -> Answer {
        if input.isDryRun { throw AWSError.dryRun }
        let all = EndpointService.all(in: context.region).filter { $0.types.contains("Gateway") }
        for id in input.ids where !all.contains(where: { $0.prefixListID == id }) { throw AWSError.prefixListNotFound(id) }
        let found = try all.filter { service in
            guard input.ids.isEmpty || input.ids.contains(service.prefixListID) else { return false }
            return try input.filters.allSatisfy { filter in
                switch filter.name {
                case "prefix-list-id": filter.matches(service.prefixListID)
                case "prefix-list-name": filter.matches(service.name)
                default: throw AWSError.filterNotValid(filter.name)
                }
            }
        }
        let (page, nextToken) = try input.page.slice(of: found) { $0.prefixListID }
        return Answer(services: page, nextToken: nextToken)
    }

    func encode(_ output: Answer, into response: inout StructureWriter) {
        response.string("nextToken", output.nextToken)
        response.structures("prefixListSet", output.services) { writer, service in
            writer.strings("cidrSet", EndpointService.addresses)
            writer.string("prefixListId", service.prefixListID)
            writer.string("prefixListName", service.name)
        }
    }
}
