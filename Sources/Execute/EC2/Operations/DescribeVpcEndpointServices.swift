import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the services that endpoints can be made for: DynamoDB as gateway and as interface, and its streams.
struct DescribeVpcEndpointServices: Operation {
    /// One kind of endpoint of a service; each has an entry of its own.
    struct Offer {
        var service: EndpointService
        var type: String

        /// Made up, the same each time.
        var id: String { "vpce-svc-" + Digits.hexadecimal(of: service.name + type, count: 17) }

        var host: String {
            "\(service.hostPrefix).\(service.region)." + (type == "Gateway" ? "amazonaws.com" : "vpce.amazonaws.com")
        }
    }

    static let name = "DescribeVpcEndpointServices"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Listing { try Listing(request, of: "ServiceName") }

    func authorization(for input: Listing, in context: OperationContext) -> [AuthorizationRequest] { context.describing(Self.name) }

    func execute(_ input: Listing, in context: OperationContext) throws -> Page<Offer> {
        if input.isDryRun { throw AWSError.dryRun }
        for name in input.ids where EndpointService.named(name, in: context.region) == nil { throw AWSError.serviceNotFound(name) }
        let all = EndpointService.all(in: context.region).flatMap { service in service.types.map { Offer(service: service, type: $0) } }
        return try input.page(of: all, named: \.service.name, matching: Self.matches, id: \.id)
    }

    private static func matches(_ offer: Offer, _ filter: EC2Filter) throws(AWSError) -> Bool {
        switch filter.name {
        case "service-name": return filter.matches(offer.service.name)
        case "service-type": return filter.matches(offer.type)
        case "service-region": return filter.matches(offer.service.region)
        case "owner": return filter.matches("amazon")
        case "supported-ip-address-types": return filter.matches("ipv4")
        case "tag-key": return false
        case _ where filter.name.hasPrefix("tag:"): return false
        default: throw .filterNotValid(filter.name)
        }
    }

    func encode(_ output: Page<Offer>, into response: inout StructureWriter) {
        var names: [String] = []
        for offer in output.elements where !names.contains(offer.service.name) { names.append(offer.service.name) }
        response.strings("serviceNameSet", names)
        response.structures("serviceDetailSet", output.elements) { writer, offer in
            writer.string("serviceName", offer.service.name)
            writer.string("serviceId", offer.id)
            writer.structures("serviceType", [offer.type]) { $0.string("serviceType", $1) }
            writer.string("serviceRegion", offer.service.region)
            writer.strings("availabilityZoneSet", ["a", "b", "c"].map { offer.service.region + $0 })
            writer.string("owner", "amazon")
            writer.strings("baseEndpointDnsNameSet", [offer.host])
            writer.boolean("vpcEndpointPolicySupported", true)
            writer.boolean("acceptanceRequired", false)
            writer.boolean("managesVpcEndpoints", false)
            writer.structures("tagSet", [] as [Tag]) { _, _ in }
            writer.strings("supportedIpAddressTypeSet", ["ipv4"])
        }
        response.string("nextToken", output.next)
    }
}
