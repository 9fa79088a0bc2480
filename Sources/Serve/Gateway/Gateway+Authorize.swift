import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

extension Gateway {
    /// Asks each question of a call; the first denial ends it.
    ///
    /// This is the one place where leave is given, for every operation of every service. No question at all is a
    /// mistake of the operation's, and refuses.
    func authorize(_ questions: [AuthorizationRequest], of authority: CallAuthority) throws {
        let traits = authority.call.operation.traits
        if questions.isEmpty && traits.permission == .needed {
            throw AWSError(.accessDenied, nil, cause: "\(authority.call.operation.name) asks for no permission")
        }
        for question in questions {
            try authority.require(question, for: authority.caller)
        }
    }

    /// Decides one question by every layer that has a say in it.
    ///
    /// The resource's own policy and grants are read as they are now: a call may have made the key or the grant that a
    /// later question of it is about.
    func decide(
        _ question: AuthorizationRequest, for caller: Caller, via service: String?, of authority: CallAuthority
    ) -> Decision {
        gather(question, for: caller, via: service, in: authority.facts, through: service == nil ? authority.endpointPolicy : nil).decide()
    }

    /// Everything that one question is decided from: the one place where layers are gathered, for calls and for questions
    /// without a call.
    func gather(
        _ question: AuthorizationRequest, for caller: Caller, via service: String?, in call: CallFacts, through endpoint: AttachedPolicy?
    ) -> GatheredQuestion {
        let facts = registry.service(ofAction: question.action)?.resource(question.resource, directory.snapshot) ?? ResourceFacts()
        let layers = PolicyLayers(of: caller, for: question, to: facts, through: endpoint) { account in
            resourceControl(of: account, in: call.world)
        }
        let context = CallConditionKeys(
            call: call, caller: caller, resourceAccount: question.resourceAccount, resourceTags: facts.tags, viaService: service)
        return GatheredQuestion(question, by: caller.principal, layers: layers, context: context)
    }

    /// Decides what a service asks on its own behalf: the resource's own policies and grants are in play, and the RCPs above
    /// its owner, which bind service principals too: the guide's own examples deny calls with
    /// `aws:PrincipalIsAWSService` (Organizations User Guide, RCP examples, confused deputy).
    func decide(_ question: AuthorizationRequest, forService principal: Principal, of authority: CallAuthority) -> Decision {
        let facts = registry.service(ofAction: question.action)?.resource(question.resource, directory.snapshot) ?? ResourceFacts()
        let levels =
            question.isUnderResourceControl(of: principal) ? resourceControl(of: question.resourceAccount, in: authority.world) : nil
        let layers = PolicyLayers(resourceControl: levels, resource: facts.policy, grants: facts.grants)
        let context = ServiceConditionKeys(
            principal: principal, resourceAccount: question.resourceAccount, resourceTags: facts.tags, sourceAccount: principal.account,
            call: authority.facts)
        return IAMPolicy.decide(question, by: principal, layers: layers, context: context)
    }

    private func resourceControl(of account: String, in world: Directory) -> [PolicyLevel]? {
        if let levels = resourceControl.value(account, at: world.revision) { return levels }
        let levels = world.resourceControlLevels(of: account)
        resourceControl.remember(levels, as: account, at: world.revision)
        return levels
    }

    /// An error as the caller is to see it; a refusal in the words of the service that refuses.
    func fault(for error: any Error, in call: Call) -> AWSError {
        guard let refusal = error as? Refusal else { return AWSError(reporting: error) }
        return call.service.refusal(refusal.decision, settings.denialText)
    }
}

/// The circumstances of one call that its condition keys tell of.
///
/// Decisions keep them as long as they are remembered, so nothing here refers back to the decisions.
final class CallFacts: Sendable {
    let call: Call
    let caller: Caller
    let region: String
    let world: Directory
    let endpoint: VPCEndpoint?
    /// Context keys from the request's own header, where that is allowed.
    let givenKeys: [ConditionKey: ConditionValue]

    init(call: Call, caller: Caller, region: String, world: Directory, givenKeys: [ConditionKey: ConditionValue]) throws {
        self.call = call.withoutBody
        self.caller = caller
        self.region = region
        self.world = world
        endpoint = call.request.arrival.endpointID.flatMap { world.endpoints[$0] }
        if let id = call.request.arrival.endpointID, endpoint == nil {
            throw AWSError(.accessDenied, nil, cause: "the VPC endpoint \(id) is not in the world any more")
        }
        self.givenKeys = givenKeys
    }

    convenience init(call: Call, caller: Caller, region: String, world: Directory, settings: GatewaySettings) throws {
        try self.init(
            call: call, caller: caller, region: region, world: world,
            givenKeys: ContextHeader.keys(of: call.request, isAllowed: settings.allowsContextHeader))
    }
}

/// The decisions of one call, for its operation and for the services that it leads to.
final class CallAuthority: Authority {
    let gateway: Gateway
    let facts: CallFacts
    let endpointPolicy: AttachedPolicy?
    private let record: CallRecord

    var call: Call { facts.call }
    var caller: Caller { facts.caller }
    var world: Directory { facts.world }

    init(gateway: Gateway, facts: CallFacts, record: CallRecord) {
        self.gateway = gateway
        self.facts = facts
        self.record = record
        endpointPolicy = facts.endpoint?.attachedPolicy
        record.usedContextHeader = !facts.givenKeys.isEmpty
    }

    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision {
        keep(gateway.decide(question, for: caller, via: service, of: self))
    }

    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision {
        keep(gateway.decide(question, forService: principal, of: self))
    }

    func record(_ serviceCall: ServiceCall) { record.serviceCalls.append(serviceCall) }

    private func keep(_ decision: Decision) -> Decision {
        record.decisions.append(decision)
        return decision
    }

    func enforces(_ denial: Decision) -> Bool {
        record.wasDenied = true
        record.wasObserved = gateway.settings.mode == .observe
        return !record.wasObserved
    }
}
