import AWSTypes
import AWSWire
package import Directory
import DynamoDB
package import IAMPolicy
import KMS
import ServiceModel

/// A call that nobody makes: who would ask, for what, and in what circumstances.
package struct HypotheticalCall: Sendable {
    /// A name or an ARN (see `Directory.caller(named:)`).
    package var principal: String
    package var action: String
    /// An ARN, `*`, or a table of the caller's account and what is below it: `Music`, `Music/index/ByYear`,
    /// `Music/stream/2026-01-31T12:00:00.000`.
    package var resource: String
    /// The account of the resource; nil for the one in its ARN, else the caller's.
    package var owner: String?
    /// Nil for what the resource tells: `*` is none.
    package var hasResourceType: Bool?
    /// The VPC endpoint it would go through.
    package var via: String?
    package var hasMFA = false
    /// Condition keys that outweigh those that such a call would have.
    package var context: [ConditionKey: ConditionValue] = [:]

    package init(principal: String, action: String, resource: String) {
        self.principal = principal
        self.action = action
        self.resource = resource
    }
}

extension Gateway {
    /// Gathers what has a say in a hypothetical call, as for a call from this machine; nothing is recorded.
    package func question(of hypothetical: HypotheticalCall) throws(UnknownName) -> GatheredQuestion {
        let world = directory.snapshot
        let now = clock.now
        let caller = try world.caller(named: hypothetical.principal, mfa: hypothetical.hasMFA ? now : nil, now: now)
        let action = registry.canonical(action: hypothetical.action)
        let parts = action.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw UnknownName("'\(hypothetical.action)' is no action; one is written service:Operation")
        }
        // The service of an action that nobody here answers matters to no condition key.
        guard let service = registry.service(ofAction: action) ?? registry.services.first,
            let operation = service.operations[String(parts[1])] ?? service.operations.values.first
        else { throw UnknownName("there are no services") }
        if let via = hypothetical.via, world.endpoints[via] == nil {
            let nearest = Spelling.suggestion(for: via, among: world.endpoints.all.map(\.id))
            throw UnknownName("there is no VPC endpoint '\(via)'\(nearest)")
        }
        let resource = try hypothetical.resourceARN(for: action, account: caller.account, region: settings.defaultRegion)
        let region = ARN(resource).map(\.region).flatMap { $0.isEmpty ? nil : $0 } ?? settings.defaultRegion
        let owner = hypothetical.owner ?? ARN(resource).map(\.account).flatMap { $0.isEmpty ? nil : $0 } ?? caller.account
        let request = AuthorizationRequest(
            action: action, resource: resource, resourceAccount: owner,
            hasResourceType: hypothetical.hasResourceType ?? (resource != "*"), context: FixedConditionKeys(hypothetical.context),
            rootOverridesResourcePolicy: DynamoDBService.rootOverridesResourcePolicy(in: action),
            isSparedResourceControl: KMSService.isSparedResourceControl(action, on: resource, in: world))
        let call = Call(
            request: IncomingRequest(
                method: "POST", target: "/", headers: [], body: [], arrival: Arrival(address: "127.0.0.1", endpointID: hypothetical.via)),
            service: service, operation: operation, document: nil, requestID: "", arrived: now, contentType: "")
        do {
            let facts = try CallFacts(call: call, caller: caller, region: region, world: world, givenKeys: [:])
            return gather(request, for: caller, via: nil, in: facts, through: facts.endpoint?.attachedPolicy)
        } catch {
            throw UnknownName(AWSError(reporting: error).cause ?? "the question cannot be asked")
        }
    }
}

extension HypotheticalCall {
    fileprivate func resourceARN(for action: String, account: String, region: String) throws(UnknownName) -> String {
        if resource == "*" || ARN(resource) != nil { return resource }
        let words = resource.split(separator: "/", omittingEmptySubsequences: false)
        let isTable = words.count == 1 || words.count == 3 && ["index", "stream", "backup", "export", "import"].contains(words[1])
        // Only a stream's label has colons.
        let names = words.count == 3 && words[1] == "stream" ? words.dropLast() : words[...]
        guard action.lowercased().hasPrefix("dynamodb:"), isTable, !words.contains(""), !resource.contains(" "),
            !names.contains(where: { $0.contains(":") })
        else { throw UnknownName("'\(resource)' is no ARN; for an action without a resource say '*'") }
        if words.count == 1, DynamoDBStreamsService.isAboutStreams(action) {
            throw UnknownName("\(action) is about a stream: say '\(resource)/stream/' and its label")
        }
        return "arn:aws:dynamodb:\(region):\(account):table/\(resource)"
    }
}

extension VPCEndpoint {
    /// The endpoint's policy, by the endpoint's id.
    var attachedPolicy: AttachedPolicy { AttachedPolicy(name: id, document: policy.document) }
}
