import ByteJSON

/// What somebody who meets a denial can do about it.
struct Advice {
    private let decision: Decision
    private let layers: [Evidence.Layer]

    init(_ decision: Decision, _ layers: [Evidence.Layer]) {
        self.decision = decision
        self.layers = layers
    }

    /// One sentence for each thing that stands in the way; all must be done for the answer to become yes.
    func sentences() -> [String] {
        guard !decision.isAllowed else { return [] }
        var result: [String] = []
        for layer in layers {
            for policy in layer.policies where layer.result == .explicitDeny { result += removals(from: policy, in: layer) }
            if layer.result == .implicitDeny { result += additions(to: layer) }
        }
        return result
    }

    private func removals(from policy: Evidence.Policy, in layer: Evidence.Layer) -> [String] {
        policy.statements.filter { $0.applied && $0.effect == .deny }.map { statement in
            let place = policy.level.map { " attached to \($0)" } ?? ""
            let sid = statement.sid.map { " (\($0))" } ?? ""
            return "Remove or narrow statement \(statement.index + 1)\(sid) of the \(layer.kind.denialName) \(policy.name)\(place)."
        }
    }

    private func additions(to layer: Evidence.Layer) -> [String] {
        let failed = failedConditions(of: layer)
        switch layer.kind {
        case .identity: return failed + ["Add to an identity-based policy of \(holder): \(fragment(principal: nil))"]
        case .boundary: return failed + ["Add to the permissions boundary \(layer.policies.first?.name ?? ""): \(fragment(principal: nil))"]
        case .session:
            if layer.policies.isEmpty { return ["Pass a session policy that has: \(fragment(principal: nil))"] }
            return failed + ["Pass a session policy that also has: \(fragment(principal: nil))"]
        case .serviceControl:
            let levels = layer.levels.filter { $0.result == .implicitDeny }
            if levels.isEmpty { return ["Attach a service control policy that has: \(fragment(principal: nil))"] }
            return failed
                + levels.map { "Attach to \($0.target) (\($0.name)) a service control policy that has: \(fragment(principal: nil))" }
        case .endpoint: return failed + ["Add to the policy of the VPC endpoint: \(fragment(principal: "*"))"]
        case .key: return failed + ["Add to the key policy, or give the caller a grant: \(fragment(principal: named))"]
        case .trust: return failed + ["Add to the role's trust policy: \(fragment(principal: named))"]
        case .resource: return failed + ["Add to the policy of the resource: \(fragment(principal: named))"]
        case .resourceControl: return []
        }
    }

    /// Statements that would have allowed but for a condition: often the condition is what the reader is after.
    private func failedConditions(of layer: Evidence.Layer) -> [String] {
        layer.policies.flatMap { policy in
            policy.statements.compactMap { statement in
                guard statement.effect == .allow, case .condition(let condition)? = statement.mismatch else { return nil }
                let sid = statement.sid.map { " (\($0))" } ?? ""
                return "Statement \(statement.index + 1)\(sid) of \(policy.name) would allow if \(condition.sentence)."
            }
        }
    }

    /// Whose policies those are: the role's or the user's, behind a session.
    private var holder: String { decision.principal.issuerARN }

    private var named: String { decision.principal.issuerARN }

    private func fragment(principal: String?) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("Effect")
        writer.string("Allow")
        if let principal {
            writer.name("Principal")
            writePrincipal(principal, into: &writer)
        }
        writer.name("Action")
        writer.string(decision.request.action)
        if decision.layers.resourceKind != .trust || principal == nil || principal == "*" {
            writer.name("Resource")
            writer.string(decision.request.resource)
        }
        writer.endObject()
        return writer.text
    }

    private func writePrincipal(_ principal: String, into writer: inout JSONWriter) {
        guard principal != "*" else { return writer.string("*") }
        writer.beginObject()
        switch decision.principal.kind {
        case .service: writer.name("Service")
        case .federated: writer.name("Federated")
        case .root, .user, .assumedRole, .federatedUser: writer.name("AWS")
        }
        writer.string(principal)
        writer.endObject()
    }
}

extension Evidence.CheckedCondition {
    /// `Bool aws:MultiFactorAuthPresent "true" held (the request has no such key)`
    var sentence: String {
        let wanted = wanted.map { "\"\($0)\"" }.joined(separator: ", ")
        return "\(conditionOperator) \(key) \(wanted) held (\(seenText))"
    }

    private var seenText: String {
        switch seen {
        case nil: "the request has no such key"
        case .single(let value): "the request has \"\(value)\""
        case .list(let values): "the request has [\(values.map { "\"\($0)\"" }.joined(separator: ", "))]"
        }
    }
}
