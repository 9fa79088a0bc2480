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
    /// An ARN, `*`, or the name of a table of the caller's account.
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
        let resource = try hypothetical.resourceARN(account: caller.account, region: settings.defaultRegion)
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
    fileprivate func resourceARN(account: String, region: String) throws(UnknownName) -> String {
        if resource == "*" || ARN(resource) != nil { return resource }
        guard action.lowercased().hasPrefix("dynamodb:"), !resource.isEmpty, !resource.contains(":"), !resource.contains(" ") else {
            throw UnknownName("'\(resource)' is no ARN; for an action without a resource say '*'")
        }
        return "arn:aws:dynamodb:\(region):\(account):table/\(resource)"
    }
}

extension VPCEndpoint {
    /// The endpoint's policy, by the endpoint's id.
    var attachedPolicy: AttachedPolicy { AttachedPolicy(name: id, document: policy.document) }
}
