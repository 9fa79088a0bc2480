import AWSTypes
import EC2
import Synchronization
import Testing

@Suite struct EC2ErrorTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var form: String
        var code: String
        var message: String
        var source: String
        var testDescription: String { "\(name) \(form.prefix(100))" }
    }

    private static let make = "VpcId=vpc-1&ServiceName=com.amazonaws.us-east-1.dynamodb"

    static let rows = [
        Row(
            name: "DescribeVpcEndpoints", form: "VpcEndpointId.1=vpce-00000000", code: "InvalidVpcEndpointId.NotFound",
            message: "The Vpc Endpoint Id 'vpce-00000000' does not exist", source: "recorded"),
        Row(
            name: "ModifyVpcEndpoint", form: "VpcEndpointId=vpce-00000000", code: "InvalidVpcEndpointId.NotFound",
            message: "The Vpc Endpoint Id 'vpce-00000000' does not exist", source: "recorded"),
        Row(
            name: "DescribeVpcEndpoints", form: "VpcEndpointId.1=vpce-x", code: "InvalidVpcEndpointId.Malformed",
            message: #"Invalid id: "vpce-x" (expecting "vpce-...")"#, source: "after instances"),
        Row(
            name: "DescribeVpcEndpoints", form: "DryRun=true", code: "DryRunOperation",
            message: "Request would have succeeded, but DryRun flag is set.", source: "documented"),
        Row(
            name: "DescribeVpcEndpoints", form: "Filter.1.Name=colour&Filter.1.Value.1=x", code: "InvalidParameterValue",
            message: "The filter 'colour' is invalid", source: "after instances"),
        Row(
            name: "DescribeVpcEndpoints", form: "MaxResults=4", code: "InvalidParameterValue",
            message: "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than or equal to 5.", source: "inferred"),
        Row(
            name: "DescribeVpcEndpoints", form: "NextToken=x", code: "InvalidNextToken", message: "The specified NextToken is not valid.",
            source: "inferred"),
        Row(
            name: "CreateVpcEndpoint", form: "ServiceName=x", code: "MissingParameter",
            message: "The request must contain the parameter VpcId", source: "API Reference"),
        Row(
            name: "CreateVpcEndpoint", form: "VpcId=vpc-1&ServiceName=com.amazonaws.us-east-1.s3", code: "InvalidServiceName",
            message: "The Vpc Endpoint Service 'com.amazonaws.us-east-1.s3' does not exist", source: "emulators"),
        Row(
            name: "CreateVpcEndpoint", form: "VpcId=vpc-1&ServiceName=com.amazonaws.us-east-1.dynamodb-streams", code: "InvalidParameter",
            message: "Endpoint type (Gateway) does not match available service types ([Interface]).", source: "recorded"),
        Row(
            name: "CreateVpcEndpoint", form: make + "&VpcEndpointType=Bridge", code: "InvalidParameterValue",
            message: "Value (Bridge) for parameter VpcEndpointType is invalid.", source: "inferred"),
        Row(
            name: "CreateVpcEndpoint", form: make + "&SubnetId.1=subnet-1", code: "InvalidParameter",
            message: "Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.", source: "recorded"),
        Row(
            name: "CreateVpcEndpoint", form: make + "&SecurityGroupId.1=sg-1", code: "InvalidParameter",
            message: "Security group IDs are only supported for Interface type VPC Endpoint.", source: "inferred"),
        Row(
            name: "CreateVpcEndpoint", form: make + "&VpcEndpointType=Interface&RouteTableId.1=rtb-1", code: "InvalidParameter",
            message: "Route table IDs are only supported for Gateway type VPC Endpoint.", source: "recorded"),
        Row(
            name: "CreateVpcEndpoint", form: make + "&VpcEndpointType=Interface&PrivateDnsEnabled=true", code: "InvalidParameter",
            message:
                "Private DNS can't be enabled because the service com.amazonaws.us-east-1.dynamodb does not provide a private DNS name.",
            source: "not confirmed"),
        Row(
            name: "CreateVpcEndpoint", form: make + "&RouteTableId.1=rtb-1", code: "RouteAlreadyExists",
            message: "route table rtb-1 already has a route with destination-prefix-list-id pl-02cd2c6b", source: "not confirmed"),
        Row(
            name: "CreateVpcEndpoint", form: make + "&TagSpecification.1.ResourceType=vpc", code: "InvalidParameterValue",
            message: "Value (vpc) for parameter ResourceType is invalid.", source: "inferred"),
        Row(
            name: "CreateVpcEndpoint", form: make + "&PolicyDocument={", code: "InvalidPolicyDocument",
            message: "The specified policy document is not a valid JSON policy document.", source: "API Reference"),
        Row(
            name: "ModifyVpcEndpoint",
            form: "VpcEndpointId=\(World.gateway)&PolicyDocument="
                + #"{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"*","Resource":"*"}}"#,
            code: "InvalidPolicyDocument", message: "The Principal of a gateway endpoint's policy must be \"*\".",
            source: "VPC guide, own words"),
        Row(
            name: "ModifyVpcEndpoint",
            form: "VpcEndpointId=\(World.interface)&PolicyDocument=" + String(repeating: "x", count: 20_481),
            code: "InvalidPolicyDocument", message: "The policy document is longer than 20480 characters.", source: "VPC guide, own words"),
        Row(
            name: "ModifyVpcEndpoint", form: "VpcEndpointId=\(World.gateway)&ResetPolicy=true&PolicyDocument={}",
            code: "InvalidParameterCombination", message: "A policy document and a reset of the policy exclude each other.",
            source: "own words"),
        Row(
            name: "DeleteVpcEndpoints", form: "DryRun=false", code: "MissingParameter",
            message: "The request must contain the parameter VpcEndpointId", source: "API Reference"),
        Row(
            name: "DescribePrefixLists", form: "PrefixListId.1=pl-1", code: "InvalidPrefixListId.NotFound",
            message: "The prefix list ID 'pl-1' does not exist", source: "inferred"),
        Row(
            name: "DescribeVpcEndpointServices", form: "ServiceName.1=x", code: "InvalidServiceName",
            message: "The Vpc Endpoint Service 'x' does not exist", source: "emulators"),
    ]

    @Test(arguments: rows)
    func `a request that cannot be fulfilled says why`(_ row: Row) throws {
        let world = try World()
        let error = #expect(throws: AWSError.self) { try world.call(row.name, form: row.form) }
        #expect(error?.code.name == row.code)
        #expect(error?.message == row.message)
        #expect(world.ports.open.withLock { $0 } == [:])
    }

    @Test func `an interface endpoint's policy may name principals`() throws {
        let text = #"{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/a"},"Action":"*","Resource":"*"}}"#
        try World().call("ModifyVpcEndpoint", form: "VpcEndpointId=\(World.interface)&PolicyDocument=\(text)")
    }
}
