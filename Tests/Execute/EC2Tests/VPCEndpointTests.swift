import AWSTypes
import Directory
import EC2
import IAMPolicy
import ServiceModel
import Synchronization
import Testing

@Suite struct VPCEndpointTests {
    private static let policy =
        "<policyDocument>{&quot;Statement&quot;:[{&quot;Effect&quot;:&quot;Allow&quot;,&quot;Principal&quot;:&quot;*&quot;,"
        + "&quot;Action&quot;:&quot;*&quot;,&quot;Resource&quot;:&quot;*&quot;}]}</policyDocument>"

    /// Names and order from the service's model (botocore).
    @Test func `a gateway endpoint reads as AWS writes it`() throws {
        #expect(
            try World().call("DescribeVpcEndpoints", #"{"VpcEndpointId":["\#(World.gateway)"]}"#)
                == "<vpcEndpointSet><item><vpcEndpointId>vpce-0a1b2c3d4e5f67890</vpcEndpointId><vpcEndpointType>Gateway</vpcEndpointType>"
                + "<vpcId>vpc-1</vpcId><serviceName>com.amazonaws.us-east-1.dynamodb</serviceName><state>available</state>\(Self.policy)"
                + "<routeTableIdSet><item>rtb-1</item></routeTableIdSet><subnetIdSet></subnetIdSet><groupSet></groupSet>"
                + "<privateDnsEnabled>false</privateDnsEnabled><requesterManaged>false</requesterManaged>"
                + "<networkInterfaceIdSet></networkInterfaceIdSet><dnsEntrySet></dnsEntrySet>"
                + "<creationTimestamp>2026-09-21T14:13:20.123Z</creationTimestamp><tagSet><item><key>Owner</key><value>TeamA</value></item>"
                + "<item><key>portcullis:endpoint-url</key><value>http://localhost:9001</value></item></tagSet>"
                + "<ownerId>111122223333</ownerId></item></vpcEndpointSet>")
    }

    @Test func `an interface endpoint has its groups and its name`() throws {
        let answer = try World().call("DescribeVpcEndpoints", #"{"VpcEndpointId":["\#(World.interface)"]}"#)
        #expect(
            answer.contains(
                "<groupSet><item><groupId>sg-1</groupId><groupName>default</groupName></item></groupSet><ipAddressType>ipv4</ipAddressType><dnsOptions><dnsRecordIpType>ipv4</dnsRecordIpType></dnsOptions>"
            ))
        let name = try #require(answer.firstRange(of: "<dnsEntrySet><item><dnsName>vpce-0b1b2c3d4e5f67890-"))
        #expect(
            answer[name.upperBound...].dropFirst(8).hasPrefix(
                ".dynamodb.us-east-1.vpce.amazonaws.com</dnsName><hostedZoneId>Z7HUB22UULQXV</hostedZoneId>"))
        #expect(answer.contains("<tagSet></tagSet><ownerId>111122223333</ownerId><serviceRegion>us-east-1</serviceRegion>"))
    }

    /// The filters of the API Reference, each finding one endpoint and not the other.
    static let filters: [(name: String, value: String, gateway: Bool, interface: Bool)] = [
        ("vpc-endpoint-id", World.gateway, true, false), ("vpc-endpoint-type", "Interface", false, true),
        ("vpc-endpoint-type", "Inter*", false, true), ("vpc-endpoint-type", "gateway", false, false),
        ("vpc-endpoint-state", "available", true, true), ("vpc-endpoint-state", "pending", false, false), ("vpc-id", "vpc-?", true, true),
        ("vpc-id", "vpc-1", true, false), ("service-name", "com.amazonaws.us-east-1.dynamodb", true, true),
        ("service-name", "*.dynamodb-streams", false, false), ("service-region", "us-east-1", true, true),
        ("ip-address-type", "ipv4", true, true), ("tag:Owner", "TeamA", true, false), ("tag:Owner", "TeamB", false, false),
        ("tag-key", "Owner", true, false), ("tag-key", "portcullis:*", true, false),
    ]

    @Test(arguments: filters)
    func `a filter finds its endpoints`(_ name: String, _ value: String, _ gateway: Bool, _ interface: Bool) throws {
        let answer = try World().call("DescribeVpcEndpoints", form: "Filter.1.Name=\(name)&Filter.1.Value.1=none&Filter.1.Value.2=\(value)")
        #expect(answer.contains(World.gateway) == gateway)
        #expect(answer.contains(World.interface) == interface)
    }

    @Test func `other accounts' and regions' endpoints are not shown`() throws {
        #expect(try World().call("DescribeVpcEndpoints", as: "444455556666") == "<vpcEndpointSet></vpcEndpointSet>")
        #expect(try World().call("DescribeVpcEndpoints", in: "eu-west-1") == "<vpcEndpointSet></vpcEndpointSet>")
    }

    @Test func `pages follow each other`() throws {
        let world = try World()
        try world.store.update { directory in
            for number in 0..<7 {
                var endpoint = try #require(directory.endpoints[World.interface])
                endpoint.id = "vpce-1000000\(number)"
                directory.endpoints[endpoint.id] = endpoint
            }
        }
        let first = try world.call("DescribeVpcEndpoints", form: "MaxResults=5")
        #expect(first.hasSuffix("<nextToken>vpce-10000002</nextToken>"))
        let second = try world.call("DescribeVpcEndpoints", form: "MaxResults=5&NextToken=vpce-10000002")
        #expect(second.contains("vpce-10000003") && second.contains("vpce-10000006") && !second.contains("nextToken"))
    }

    @Test func `a gateway endpoint is made with its port and the standard policy`() throws {
        let world = try World()
        let form =
            "VpcId=vpc-9&ServiceName=com.amazonaws.us-east-1.dynamodb&RouteTableId.1=rtb-9&ClientToken=t"
            + "&TagSpecification.1.ResourceType=vpc-endpoint&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Value=b"
        let answer = try world.call("CreateVpcEndpoint", form: form)
        let endpoint = try #require(world.store.snapshot.endpoints.all.first { $0.vpc == "vpc-9" })
        #expect(endpoint.id.count == 22 && endpoint.port == 9100 && endpoint.tags == [Tag(key: "a", value: "b")])
        #expect(endpoint.routeTables == ["rtb-9"])
        #expect(
            endpoint.policy.text
                == #"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#)
        #expect(answer.hasPrefix("<vpcEndpoint><vpcEndpointId>\(endpoint.id)</vpcEndpointId>"))
        #expect(answer.contains("<value>http://localhost:9100</value>"))
        #expect(answer.hasSuffix("</vpcEndpoint><clientToken>t</clientToken>"))
        #expect(try world.call("CreateVpcEndpoint", form: form) == answer)
        #expect(world.ports.open.withLock { $0 } == [endpoint.id: 9100])
    }

    @Test func `an interface endpoint has its own standard policy, blanks and all`() throws {
        let world = try World()
        try world.call(
            "CreateVpcEndpoint",
            #"{"VpcId":"vpc-9","VpcEndpointType":"Interface","ServiceName":"com.amazonaws.us-east-1.dynamodb-streams","SubnetId":["subnet-1"]}"#
        )
        let endpoint = try #require(world.store.snapshot.endpoints.all.first { $0.vpc == "vpc-9" })
        #expect(
            endpoint.policy.text
                == "{\n  \"Statement\": [\n    {\n      \"Action\": \"*\", \n      \"Effect\": \"Allow\", \n      \"Principal\": \"*\", \n      \"Resource\": \"*\"\n    }\n  ]\n}"
        )
        #expect(
            try world.call("DescribeVpcEndpoints", form: "VpcEndpointId.1=\(endpoint.id)").contains(
                ".streams.dynamodb.us-east-1.vpce.amazonaws.com"))
    }

    @Test func `no endpoint without a port`() throws {
        let world = try World()
        world.ports.fails.withLock { $0 = true }
        #expect(throws: TestPorts.Failure.self) {
            try world.call("CreateVpcEndpoint", #"{"VpcId":"vpc-9","ServiceName":"com.amazonaws.us-east-1.dynamodb"}"#)
        }
        #expect(world.store.snapshot.endpoints.count == 2)
    }

    @Test func `a policy is changed as it came and reset, and tables are joined and left`() throws {
        let world = try World()
        let text = #"{ "Statement": {"Effect":"Deny","Principal":"*","Action":"dynamodb:*","Resource":"*"} }"#
        let answer = try world.call(
            "ModifyVpcEndpoint",
            form:
                "VpcEndpointId=\(World.gateway)&PolicyDocument=\(text.replacing(" ", with: "+"))&AddRouteTableId.1=rtb-2&RemoveRouteTableId.1=rtb-1"
        )
        #expect(answer == "<return>true</return>")
        let changed = try #require(world.store.snapshot.endpoints[World.gateway])
        #expect(changed.policy.text == text)
        #expect(changed.routeTables == ["rtb-2"])
        try world.call("ModifyVpcEndpoint", form: "VpcEndpointId=\(World.gateway)&ResetPolicy=true")
        #expect(world.store.snapshot.endpoints[World.gateway]?.policy.text.hasPrefix(#"{"Version":"2008-10-17""#) == true)
    }

    @Test func `what cannot be removed is named, and the rest is removed`() throws {
        let world = try World()
        world.ports.open.withLock { $0[World.gateway] = 9001 }
        #expect(
            try world.call("DeleteVpcEndpoints", form: "VpcEndpointId.1=\(World.gateway)&VpcEndpointId.2=vpce-00000000")
                == "<unsuccessful><item><error><code>InvalidVpcEndpointId.NotFound</code>"
                + "<message>The Vpc Endpoint Id 'vpce-00000000' does not exist</message></error><resourceId>vpce-00000000</resourceId></item></unsuccessful>"
        )
        #expect(world.store.snapshot.endpoints.keys.sorted() == [World.interface])
        #expect(world.ports.open.withLock { $0 } == [:])
        #expect(try world.call("DeleteVpcEndpoints", form: "VpcEndpointId.1=\(World.interface)") == "<unsuccessful></unsuccessful>")
    }

    @Test func `the prefix list is DynamoDB's`() throws {
        #expect(
            try World().call(
                "DescribePrefixLists", form: "Filter.1.Name=prefix-list-name&Filter.1.Value.1=com.amazonaws.us-east-1.dynamodb")
                == "<prefixListSet><item><cidrSet><item>52.94.0.0/22</item><item>52.119.224.0/20</item></cidrSet>"
                + "<prefixListId>pl-02cd2c6b</prefixListId><prefixListName>com.amazonaws.us-east-1.dynamodb</prefixListName></item></prefixListSet>"
        )
        #expect(
            try World().call("DescribePrefixLists", form: "Filter.1.Name=prefix-list-name&Filter.1.Value.1=x")
                == "<prefixListSet></prefixListSet>")
    }

    @Test func `services are offered by kind`() throws {
        let answer = try World().call("DescribeVpcEndpointServices", form: "Filter.1.Name=service-type&Filter.1.Value.1=Gateway")
        #expect(
            answer.hasPrefix(
                "<serviceNameSet><item>com.amazonaws.us-east-1.dynamodb</item></serviceNameSet><serviceDetailSet><item><serviceName>com.amazonaws.us-east-1.dynamodb</serviceName><serviceId>vpce-svc-"
            ))
        #expect(answer.contains("<baseEndpointDnsNameSet><item>dynamodb.us-east-1.amazonaws.com</item></baseEndpointDnsNameSet>"))
        let all = try World().call("DescribeVpcEndpointServices")
        #expect(
            all.hasPrefix(
                "<serviceNameSet><item>com.amazonaws.us-east-1.dynamodb</item><item>com.amazonaws.us-east-1.dynamodb-streams</item></serviceNameSet>"
            ))
        #expect(all.contains("<item>streams.dynamodb.us-east-1.vpce.amazonaws.com</item>"))
    }
}
