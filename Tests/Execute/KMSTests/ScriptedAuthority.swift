import AWSTypes
import Directory
import IAMPolicy
import ServiceModel
import Synchronization

/// Allows everything that it was not told to deny, and remembers what it was asked and what was recorded.
final class ScriptedAuthority: Authority {
    struct Asked: Sendable {
        var request: AuthorizationRequest
        var principal: Principal
        var via: String?

        /// Who asked what: `caller kms:Decrypt`, `dynamodb.us-east-1.amazonaws.com kms:GenerateDataKey`.
        var summary: String {
            let who = principal.kind == .service ? principal.arn : via.map { "caller via \($0)" } ?? "caller"
            return "\(who) \(request.action)"
        }
    }

    struct Denial: Sendable {
        var outcome = Decision.Outcome.implicitDeny
        var layer = PolicyKind.identity
        /// Only this principal; nil for everybody.
        var principal: Principal.Kind?
    }

    private struct State {
        var denials: [String: Denial] = [:]
        var asked: [Asked] = []
        var calls: [ServiceCall] = []
        var grants: [Grant] = []
        var isObserving = false
    }

    private let state = Mutex(State())

    var asked: [Asked] { state.withLock { $0.asked } }
    var calls: [ServiceCall] { state.withLock { $0.calls } }

    func deny(_ action: String, _ outcome: Decision.Outcome = .implicitDeny, by layer: PolicyKind, to kind: Principal.Kind? = nil) {
        state.withLock { $0.denials[action] = Denial(outcome: outcome, layer: layer, principal: kind) }
    }

    /// From now on the grants of a key have a say as well.
    func usesGrants(of key: Key) { state.withLock { $0.grants = key.grants.map(\.grant) } }

    /// From now on denials are only observed.
    func observe() { state.withLock { $0.isObserving = true } }

    func enforces(_ denial: Decision) -> Bool { state.withLock { !$0.isObserving } }

    func allowAll() { state.withLock { $0.denials = [:] } }

    func forget() {
        state.withLock { state in
            state.asked = []
            state.calls = []
        }
    }

    func decide(_ question: AuthorizationRequest, for caller: Caller, via service: String?) -> Decision {
        answer(Asked(request: question, principal: caller.principal, via: service))
    }

    func decide(_ question: AuthorizationRequest, forService principal: Principal) -> Decision {
        answer(Asked(request: question, principal: principal))
    }

    func record(_ call: ServiceCall) { state.withLock { $0.calls.append(call) } }

    private func answer(_ asked: Asked) -> Decision {
        let denial = state.withLock { state in
            state.asked.append(asked)
            return state.denials[asked.request.action]
        }
        guard let denial, denial.principal == nil || denial.principal == asked.principal.kind else {
            return decision(.allow, by: nil, asked)
        }
        return decision(denial.outcome, by: denial.layer, asked)
    }

    private func decision(_ outcome: Decision.Outcome, by layer: PolicyKind?, _ asked: Asked) -> Decision {
        do {
            let decision = try Decision.scripted(outcome, by: layer, asked.request, for: asked.principal)
            let grants = state.withLock { $0.grants }
            if grants.isEmpty { return decision }
            var layers = decision.layers
            layers.grants = grants
            return IAMPolicy.decide(asked.request, by: asked.principal, layers: layers, context: decision.context)
        } catch {
            preconditionFailure("a scripted policy is refused: \(error.message)")
        }
    }
}
