import AWSTypes
import AWSWire
package import Directory
import IAMPolicy
package import ServiceModel

/// EC2, as far as VPC endpoints go: how calls reach DynamoDB without the internet, and the policies in their way.
///
/// There are no VPCs, route tables, subnets and security groups here; their ids are taken as given and not looked up.
package enum EC2Service {
    /// - Parameters:
    ///   - ports: Opens the local port that stands for an endpoint.
    ///   - messages: Encodes what denials of write calls do not say openly; nil leaves it out.
    package static func make(
        store: DirectoryStore, identifiers: Identifiers, ports: any EndpointPorts, messages: AuthorizationMessages? = nil
    ) -> Service {
        Service(
            ServiceProtocol(
                name: "ec2", wire: .ec2, version: "2016-11-15", xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
                eventSource: "ec2.amazonaws.com"),
            operations: [
                AnyOperation(DescribeVpcEndpoints()),
                AnyOperation(CreateVpcEndpoint(store: store, identifiers: identifiers, ports: ports)),
                AnyOperation(ModifyVpcEndpoint(store: store)),
                AnyOperation(DeleteVpcEndpoints(store: store, ports: ports)),
                AnyOperation(DescribePrefixLists()),
                AnyOperation(DescribeVpcEndpointServices()),
            ],
            permissions: ["CreateTags"],
            resource: { arn, directory in
                guard let arn = ARN(arn), arn.service == "ec2", arn.resource.hasPrefix("vpc-endpoint/"),
                    let endpoint = directory.endpoints[String(arn.resource.dropFirst("vpc-endpoint/".count))]
                else { return ResourceFacts() }
                return ResourceFacts(tags: endpoint.tags)
            },
            refusal: { decision, style in .unauthorized(decision, style: style, messages: messages) })
    }
}

/// The local ports that stand for VPC endpoints: whoever comes in through one has come through the endpoint.
package protocol EndpointPorts: Sendable {
    /// Opens a port for an endpoint, a certain one or with zero any, and returns its number.
    func open(endpointID: String, port: Int) throws -> Int
    func close(endpointID: String)
}

/// Endpoints that nobody can reach, for a world without sockets.
package struct NoPorts: EndpointPorts {
    package init() {}

    package func open(endpointID: String, port: Int) -> Int { 0 }
    package func close(endpointID: String) {}
}
