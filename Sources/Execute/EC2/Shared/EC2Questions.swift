import AWSTypes
import Directory
import IAMPolicy
import ServiceModel

/// EC2's own condition keys for one resource of a call (Service Authorization Reference, Amazon EC2).
struct EC2ConditionKeys: ConditionKeyValues {
    var region: String
    /// The resource's type and id, where that is one of those that have a key for it.
    var resource: (type: String, id: String)?
    /// The service that an endpoint leads to.
    var serviceName: String?
    /// Whether the question has `ec2:VpceServiceName` and `ec2:VpceServiceOwner`: the reference gives CreateVpcEndpoint both,
    /// DeleteVpcEndpoints the name, ModifyVpcEndpoint neither.
    var hasServiceName = true
    var hasServiceOwner = true
    /// The resource's tags, as they are.
    var tags: [Tag] = []
    /// The tags that the request gives.
    var requestTags = RequestTags([])
    /// The action in whose course tags are made.
    var createAction: String?

    /// The keys that tell of one resource, for denials that are encoded.
    static let names = [
        "ec2:Region", "ec2:VpceServiceName", "ec2:VpceServiceOwner", "ec2:VpceServiceRegion", "ec2:VpcID", "ec2:RouteTableID",
        "ec2:SubnetID", "ec2:SecurityGroupID", "ec2:CreateAction", "aws:TagKeys",
    ]

    func value(of key: ConditionKey) -> ConditionValue? {
        switch key {
        case "ec2:Region": .single(region)
        case "ec2:VpceServiceName": hasServiceName ? serviceName.map { .single($0) } : nil
        case "ec2:VpceServiceOwner": hasServiceOwner ? serviceName.map { _ in .single("amazon") } : nil
        case "ec2:VpcID": id(of: "vpc")
        case "ec2:RouteTableID": id(of: "route-table")
        case "ec2:SubnetID": id(of: "subnet")
        case "ec2:SecurityGroupID": id(of: "security-group")
        case "ec2:VpceServiceRegion": serviceName.map { _ in .single(region) }
        case "ec2:CreateAction": createAction.map { .single($0) }
        default: requestTags.value(of: key) ?? resourceTag(key)
        }
    }

    private func id(of type: String) -> ConditionValue? {
        resource.flatMap { $0.type == type ? .single($0.id) : nil }
    }

    var readings: Int { tags.spellings.ways(with: requestTags.readings) }

    func reading(_ number: Int) -> any ConditionKeyValues {
        var read = self
        let (requested, own) = number.quotientAndRemainder(dividingBy: tags.spellings)
        read.tags = tags.spelling(own)
        read.requestTags = requestTags.reading(requested)
        return read
    }

    private func resourceTag(_ key: ConditionKey) -> ConditionValue? {
        key.tagKey(after: "ec2:resourcetag/").flatMap { tags.value(ofLowercasedKey: $0) }.map { .single($0) }
    }
}

extension OperationContext {
    /// `arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-…`
    func ec2ARN(_ type: String, _ id: String) -> String { "arn:aws:ec2:\(region):\(account):\(type)/\(id)" }

    /// The one question of a call that only looks.
    func describing(_ action: String) -> [AuthorizationRequest] {
        [
            AuthorizationRequest(
                action: "ec2:\(action)", resource: "*", resourceAccount: account, hasResourceType: false,
                context: EC2ConditionKeys(region: region))
        ]
    }

    func question(_ action: String, _ type: String, _ id: String, keys: EC2ConditionKeys? = nil) -> AuthorizationRequest {
        AuthorizationRequest(
            action: "ec2:\(action)", resource: ec2ARN(type, id), resourceAccount: account,
            context: keys ?? EC2ConditionKeys(region: region, resource: (type, id)))
    }

    /// The question about an endpoint that is there, or would be.
    func question(_ action: String, onEndpoint id: String) -> AuthorizationRequest {
        let endpoint = self.endpoint(id)
        return question(
            action, "vpc-endpoint", id,
            keys: EC2ConditionKeys(
                region: region, serviceName: endpoint?.serviceName, hasServiceName: action == DeleteVpcEndpoints.name,
                hasServiceOwner: false, tags: endpoint?.tags ?? []))
    }

    /// An endpoint of the caller's account in the call's region.
    func endpoint(_ id: String) -> VPCEndpoint? { directory.endpoint(id, account: account, region: region) }
}

extension Directory {
    func endpoint(_ id: String, account: String, region: String) -> VPCEndpoint? {
        endpoints[id].flatMap { $0.account == account && $0.region == region ? $0 : nil }
    }
}
