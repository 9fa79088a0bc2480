import Directory
import IAMPolicy
import ServiceModel

/// An authority that nobody asks: these operations have no questions after the first.
struct NoAuthority: Authority {
    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision {
        IAMPolicy.decide(question, by: caller.principal, layers: PolicyLayers(), context: NoConditionKeys())
    }

    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision {
        IAMPolicy.decide(question, by: principal, layers: PolicyLayers(), context: NoConditionKeys())
    }

    func record(_ call: ServiceCall) {}
}
