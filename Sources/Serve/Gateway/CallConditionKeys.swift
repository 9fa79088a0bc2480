import AWSTypes
import AWSWire
import Directory
import IAMPolicy

/// The global condition keys of one question (IAM User Guide, "AWS global condition context keys").
struct CallConditionKeys: ConditionKeyValues {
    let call: CallFacts
    let caller: Caller
    let resourceAccount: String
    private(set) var resourceTags: [Tag]
    /// The service that uses the caller's credentials; nil for the caller's own call.
    let viaService: String?

    func value(of key: ConditionKey) -> ConditionValue? {
        if let given = call.givenKeys[key] { return given }
        return GlobalConditionKey.place(of: key).map { GlobalConditionKey.all[$0].value(in: self) } ?? tag(key)
    }

    private func tag(_ key: ConditionKey) -> ConditionValue? {
        if let name = key.tagKey(after: "aws:principaltag/") { return caller.tags.value(ofLowercasedKey: name).map { .single($0) } }
        if let name = key.tagKey(after: "aws:resourcetag/") { return resourceTags.value(ofLowercasedKey: name).map { .single($0) } }
        return nil
    }

    /// IAM and STS take no two tags of a principal's whose keys differ in case only (recorded); other services do.
    var readings: Int { resourceTags.spellings }

    func reading(_ number: Int) -> any ConditionKeyValues {
        var read = self
        read.resourceTags = resourceTags.spelling(number)
        return read
    }

    /// The address a request came from, where it came over the internet or from a service of AWS on the caller's behalf.
    var arrival: Arrival { call.call.request.arrival }
    var isThroughEndpoint: Bool { call.endpoint != nil && viaService == nil }
    var organization: Organization? { call.world.organization(of: caller.account) }
    var resourceOrganization: Organization? { call.world.organization(of: resourceAccount) }
    /// Services without regions answer in us-east-1.
    var requestedRegion: String {
        switch call.call.wire.name {
        case "iam", "organizations": "us-east-1"
        default: call.region
        }
    }
}

/// What a service's own question carries: who it is, on whose resource it works, and for which resource it does so.
struct ServiceConditionKeys: ConditionKeyValues {
    let principal: Principal
    let resourceAccount: String
    private(set) var resourceTags: [Tag]
    /// The account of the resource behind the question, `aws:SourceAccount`; its ARN comes with the question.
    let sourceAccount: String?
    let call: CallFacts

    /// A service's address is not shown (IAM User Guide, aws:SourceIp), nor has it an account or a type of principal here.
    func value(of key: ConditionKey) -> ConditionValue? {
        switch key.name {
        case "aws:principalisawsservice": .single("true")
        case "aws:principalservicename": .single(principal.arn)
        case "aws:principalservicenameslist": .list([principal.arn])
        case "aws:sourceaccount": sourceAccount.map { .single($0) }
        case "aws:sourceorgid": organization(of: sourceAccount).map { .single($0.id) }
        case "aws:sourceorgpaths": path(of: sourceAccount)
        case "aws:resourceaccount": .single(resourceAccount)
        case "aws:resourceorgid": organization(of: resourceAccount).map { .single($0.id) }
        case "aws:resourceorgpaths": path(of: resourceAccount)
        case "aws:viaawsservice": .single("false")
        case "aws:requestedregion": .single(call.region)
        case "aws:currenttime": .single(call.call.arrived.iso8601)
        case "aws:epochtime": .single(String(call.call.arrived.seconds))
        case "aws:securetransport": .single("true")
        case "aws:useragent": .single(principal.arn)
        default: key.tagKey(after: "aws:resourcetag/").flatMap { resourceTags.value(ofLowercasedKey: $0) }.map { .single($0) }
        }
    }

    var readings: Int { resourceTags.spellings }

    func reading(_ number: Int) -> any ConditionKeyValues {
        var read = self
        read.resourceTags = resourceTags.spelling(number)
        return read
    }

    /// In AWS's spelling; a test holds the list against what is answered.
    static let names = [
        "aws:PrincipalIsAWSService", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:SourceAccount", "aws:SourceOrgID",
        "aws:SourceOrgPaths", "aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ViaAWSService",
        "aws:RequestedRegion",
        "aws:CurrentTime", "aws:EpochTime", "aws:SecureTransport", "aws:UserAgent",
    ]

    private func organization(of account: String?) -> Organization? { account.flatMap { call.world.organization(of: $0) } }

    private func path(of account: String?) -> ConditionValue? {
        guard let account else { return nil }
        return organization(of: account)?.path(of: account).map { .list([$0]) }
    }
}
