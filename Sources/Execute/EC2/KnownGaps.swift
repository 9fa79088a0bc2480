extension EC2Service {
    /// Where this EC2 differs from AWS's, or may: each with its reason.
    package static let knownGaps: [String] = [
        "Only VPC endpoints for DynamoDB and DynamoDB Streams are here; ids of VPCs, route tables, subnets and security groups are taken as given.",
        "An encoded authorization failure message tells the statement that denied and EC2's own condition keys; AWS's tells more keys, and its "
            + "blob is longer.",
        "An endpoint is available, changed and gone at once.",
        "The tag `portcullis:endpoint-url` and its local port stand in for an endpoint's network; AWS has no such tag.",
        "An interface endpoint has no network interfaces and no names of single zones, its groups are all called `default`, and its hosted zone "
            + "is us-east-1's in every region.",
        "A gateway endpoint's policy that names another principal than `*` is refused; AWS may take an account there and mean its root user.",
        "Client tokens are forgotten when the process ends, and are not compared with the request's other parameters.",
        "Prefix list ids of other regions than us-east-1 and us-west-2, service ids and most addresses are made up.",
        "To remove a route table, subnet or group that is not joined changes nothing.",
        "DnsOptions, IpAddressType, SubnetConfiguration and ServiceRegion are not read; tags cannot be changed after an endpoint is made.",
        "Which question of several a denial of CreateVpcEndpoint names first was not recorded: here vpc-endpoint/*, then the VPC.",
        "Texts not recorded: malformed ids, filters, tokens, policies that do not parse, prefix lists, private DNS, a second route.",
    ]
}
