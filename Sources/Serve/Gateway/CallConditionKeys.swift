import AWSTypes
import AWSWire
import Directory
import IAMPolicy

/// The global condition keys of one question (IAM User Guide, "AWS global condition context keys").
struct CallConditionKeys: ConditionKeyValues {
    let call: CallFacts
    let caller: Caller
    let resourceAccount: String
    let resourceTags: [Tag]
    /// The service that uses the caller's credentials; nil for the caller's own call.
    let viaService: String?

    func value(of key: ConditionKey) -> ConditionValue? {
        call.givenKeys[key] ?? GlobalConditionKey.byName[key.name]?.value(in: self) ?? tag(key)
    }

    private func tag(_ key: ConditionKey) -> ConditionValue? {
        if let name = key.tagKey(after: "aws:principaltag/") { return Self.value(of: name, in: caller.tags) }
        if let name = key.tagKey(after: "aws:resourcetag/") { return Self.value(of: name, in: resourceTags) }
        return nil
    }

    private static func value(of name: String, in tags: [Tag]) -> ConditionValue? {
        tags.first { $0.key.lowercased() == name }.map { .single($0.value) }
    }

    /// The address a request came from, where it came over the internet or from a service of AWS on the caller's behalf.
    var arrival: Arrival { call.call.request.arrival }
    var isThroughEndpoint: Bool { call.endpoint != nil && viaService == nil }
    var organization: Organization? { call.world.organization(of: caller.account) }
    var resourceOrganization: Organization? { call.world.organization(of: resourceAccount) }
    /// Services without regions answer in us-east-1.
    var requestedRegion: String { ["iam", "organizations"].contains(call.call.wire.name) ? "us-east-1" : call.region }
}

/// What a service's own question carries: who it is, and on whose resource it works.
struct ServiceConditionKeys: ConditionKeyValues {
    let principal: Principal
    let resourceAccount: String
    let call: CallFacts

    func value(of key: ConditionKey) -> ConditionValue? {
        switch key.name {
        case "aws:principalisawsservice": .single("true")
        case "aws:principalservicename": .single(principal.arn)
        case "aws:principalservicenameslist": .list([principal.arn])
        case "aws:sourceaccount": .single(call.caller.account)
        case "aws:resourceaccount": .single(resourceAccount)
        case "aws:resourceorgid": call.world.organization(of: resourceAccount).map { .single($0.id) }
        case "aws:viaawsservice": .single("false")
        case "aws:requestedregion": .single(call.region)
        case "aws:currenttime": .single(call.call.arrived.iso8601)
        case "aws:epochtime": .single(String(call.call.arrived.seconds))
        case "aws:securetransport": .single("true")
        default: nil
        }
    }
}
