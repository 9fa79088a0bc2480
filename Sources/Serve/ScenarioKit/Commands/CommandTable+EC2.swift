extension CommandTable {
    /// EC2's commands (botocore 1.43.11, service model `ec2`), written by `command_table.py` beside the tests.
    static let ec2 = #"""
        service ec2 ec2 ec2 2016-11-15 -
        operation CreateVpcEndpoint DryRun=b VpcEndpointType=s VpcId!=s ServiceName=s PolicyDocument=s
          RouteTableIds/RouteTableId=[s] SubnetIds/SubnetId=[s] SecurityGroupIds/SecurityGroupId=[s] IpAddressType=s
          DnsOptions=DnsOptionsSpecification ClientToken=s PrivateDnsEnabled=b TagSpecifications/TagSpecification=[TagSpecification]
          SubnetConfigurations/SubnetConfiguration=[SubnetConfiguration] ServiceNetworkArn=s ResourceConfigurationArn=s
          ServiceRegion=s > VpcEndpoint/vpcEndpoint=VpcEndpoint^ ClientToken/clientToken=s
        operation DeleteVpcEndpoints DryRun=b VpcEndpointIds/VpcEndpointId!=[s] > Unsuccessful/unsuccessful=[UnsuccessfulItem^]
        operation DescribePrefixLists DryRun=b Filters/Filter=[Filter] MaxResults=i NextToken=s PrefixListIds/PrefixListId=[s] >
          NextToken/nextToken=s PrefixLists/prefixListSet=[PrefixList^]
        operation DescribeVpcEndpoints DryRun=b VpcEndpointIds/VpcEndpointId=[s] Filters/Filter=[Filter] MaxResults=i NextToken=s >
          VpcEndpoints/vpcEndpointSet=[VpcEndpoint^] NextToken/nextToken=s
        operation ModifyVpcEndpoint DryRun=b VpcEndpointId!=s ResetPolicy=b PolicyDocument=s AddRouteTableIds/AddRouteTableId=[s]
          RemoveRouteTableIds/RemoveRouteTableId=[s] AddSubnetIds/AddSubnetId=[s] RemoveSubnetIds/RemoveSubnetId=[s]
          AddSecurityGroupIds/AddSecurityGroupId=[s] RemoveSecurityGroupIds/RemoveSecurityGroupId=[s] IpAddressType=s
          DnsOptions=DnsOptionsSpecification PrivateDnsEnabled=b SubnetConfigurations/SubnetConfiguration=[SubnetConfiguration] >
          Return/return=b
        type DnsEntry^ DnsName/dnsName=s HostedZoneId/hostedZoneId=s
        type DnsOptionsSpecification DnsRecordIpType=s PrivateDnsOnlyForInboundResolverEndpoint=b PrivateDnsPreference=s
          PrivateDnsSpecifiedDomains/PrivateDnsSpecifiedDomain=[s]
        type DnsOptions^ DnsRecordIpType/dnsRecordIpType=s
          PrivateDnsOnlyForInboundResolverEndpoint/privateDnsOnlyForInboundResolverEndpoint=b
          PrivateDnsPreference/privateDnsPreference=s PrivateDnsSpecifiedDomains/privateDnsSpecifiedDomainSet=[s]
        type Filter Name=s Values/Value=[s]
        type LastError^ Message/message=s Code/code=s
        type PrefixList^ Cidrs/cidrSet=[s] PrefixListId/prefixListId=s PrefixListName/prefixListName=s
        type SecurityGroupIdentifier^ GroupId/groupId=s GroupName/groupName=s
        type SubnetConfiguration SubnetId=s Ipv4=s Ipv6=s
        type SubnetIpPrefixes^ SubnetId/subnetId=s IpPrefixes/ipPrefixSet=[s]
        type Tag Key=s Value=s
        type TagSpecification ResourceType=s Tags/Tag=[Tag]
        type Tag^ Key/key=s Value/value=s
        type UnsuccessfulItemError^ Code/code=s Message/message=s
        type UnsuccessfulItem^ Error/error=UnsuccessfulItemError^ ResourceId/resourceId=s
        type VpcEndpoint^ VpcEndpointId/vpcEndpointId=s VpcEndpointType/vpcEndpointType=s VpcId/vpcId=s ServiceName/serviceName=s
          State/state=s PolicyDocument/policyDocument=s RouteTableIds/routeTableIdSet=[s] SubnetIds/subnetIdSet=[s]
          Groups/groupSet=[SecurityGroupIdentifier^] IpAddressType/ipAddressType=s DnsOptions/dnsOptions=DnsOptions^
          PrivateDnsEnabled/privateDnsEnabled=b RequesterManaged/requesterManaged=b NetworkInterfaceIds/networkInterfaceIdSet=[s]
          DnsEntries/dnsEntrySet=[DnsEntry^] CreationTimestamp/creationTimestamp=t Tags/tagSet=[Tag^] OwnerId/ownerId=s
          LastError/lastError=LastError^ Ipv4Prefixes/ipv4PrefixSet=[SubnetIpPrefixes^]
          Ipv6Prefixes/ipv6PrefixSet=[SubnetIpPrefixes^] FailureReason/failureReason=s ServiceNetworkArn/serviceNetworkArn=s
          ResourceConfigurationArn/resourceConfigurationArn=s ServiceRegion/serviceRegion=s
        """#
}
