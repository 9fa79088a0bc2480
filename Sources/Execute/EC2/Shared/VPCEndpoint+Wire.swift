import AWSTypes
import AWSWire
import Directory

extension VPCEndpoint {
    /// The tag that tells where an endpoint is reached on this machine. AWS has no such tag: it is this project's own, for
    /// there is no network in which the endpoint's DNS name would lead anywhere.
    static let addressTag = "portcullis:endpoint-url"

    /// Its own tags and the one that tells its address.
    var shownTags: [Tag] { tags + (port.map { [Tag(key: Self.addressTag, value: "http://localhost:\($0)")] } ?? []) }

    /// A change of state is immediate here.
    var state: String { "available" }

    /// `vpce-…-suffix.dynamodb.us-east-1.vpce.amazonaws.com`; none for a gateway, which has no address of its own. The names of single
    /// zones are left out, for subnets have no zones here.
    var dnsName: String? {
        guard type == "Interface", let service = EndpointService.named(serviceName, in: region) else { return nil }
        return "\(id)-\(Digits.alphanumeric(of: id, count: 8)).\(service.hostPrefix).\(region).vpce.amazonaws.com"
    }

    /// The zone of us-east-1's endpoint names, for every region.
    private static let hostedZone = "Z7HUB22UULQXV"

    /// The members in the model's order; an interface has a few more than a gateway (recorded of both).
    func write(into writer: inout StructureWriter) {
        let isInterface = type == "Interface"
        writer.string("vpcEndpointId", id)
        writer.string("vpcEndpointType", type)
        writer.string("vpcId", vpc)
        writer.string("serviceName", serviceName)
        writer.string("state", state)
        writer.string("policyDocument", policy.text)
        writer.strings("routeTableIdSet", routeTables)
        writer.strings("subnetIdSet", subnets)
        writer.structures("groupSet", securityGroups) { writer, group in
            writer.string("groupId", group)
            writer.string("groupName", "default")
        }
        writer.string("ipAddressType", isInterface ? "ipv4" : nil)
        if isInterface { writer.structure("dnsOptions") { $0.string("dnsRecordIpType", "ipv4") } }
        writer.boolean("privateDnsEnabled", isPrivateDNSEnabled)
        writer.boolean("requesterManaged", false)
        writer.strings("networkInterfaceIdSet", [])
        writer.structures("dnsEntrySet", dnsName.map { [$0] } ?? []) { writer, name in
            writer.string("dnsName", name)
            writer.string("hostedZoneId", Self.hostedZone)
        }
        writer.timestamp("creationTimestamp", created)
        writer.structures("tagSet", shownTags) { writer, tag in
            writer.string("key", tag.key)
            writer.string("value", tag.value)
        }
        writer.string("ownerId", account)
        writer.string("serviceRegion", isInterface ? region : nil)
    }

    func matches(_ filter: EC2Filter) throws(AWSError) -> Bool {
        switch filter.name {
        case "vpc-endpoint-id": return filter.matches(id)
        case "vpc-endpoint-type": return filter.matches(type)
        case "vpc-endpoint-state": return filter.matches(state)
        case "vpc-id": return filter.matches(vpc)
        case "service-name": return filter.matches(serviceName)
        case "service-region": return filter.matches(region)
        case "ip-address-type": return filter.matches("ipv4")
        case "tag-key": return filter.matches(shownTags.map(\.key))
        default:
            guard filter.name.hasPrefix("tag:") else { throw .filterNotValid(filter.name) }
            return filter.matches(shownTags.filter { $0.key == filter.name.dropFirst(4) }.map(\.value))
        }
    }
}
