import AWSTypes
import AWSWire
import ByteJSON
import Directory
import IAMPolicy
import ServiceModel

extension ControlFace {
    private static let members = ["principal", "action", "resource", "owner", "via", "mfa", "context"]

    /// Decides without a call: `{"principal": "Reader", "action": "dynamodb:GetItem", "resource": "Music"}`.
    ///
    /// `via` names a VPC endpoint, `mfa` gives a code of an MFA device, `context` sets condition keys. Nothing is recorded: no event,
    /// no remembered decision.
    func can(_ request: IncomingRequest, of gateway: Gateway) throws -> OutgoingResponse {
        guard let document = try? JSONDocument(parsing: request.body), document.root.kind == .object else {
            return Self.problem(400, "say {\"principal\": …, \"action\": …, \"resource\": …}")
        }
        for (key, _) in document.root.members where !Self.members.contains(key.string ?? "") {
            let nearest = Spelling.suggestion(for: key.string ?? "", among: Self.members)
            return Self.problem(
                400, "unknown name '\(key.string ?? "")', expected one of \(Self.members.joined(separator: ", "))\(nearest)")
        }
        let root = document.root
        guard let principal = root["principal"]?.string, let action = root["action"]?.string else {
            return Self.problem(400, "'principal' and 'action' are needed, as texts")
        }
        let texts = ["resource", "owner", "via"]
        if let name = texts.first(where: { root[$0].map { $0.string == nil } ?? false }) { return Self.problem(400, "'\(name)' is a text") }
        if let mfa = root["mfa"], mfa.boolean == nil { return Self.problem(400, "'mfa' is true or false") }
        if let context = root["context"], context.kind != .object {
            return Self.problem(400, "'context' is an object of condition keys and their values")
        }
        var call = HypotheticalCall(principal: principal, action: action, resource: root["resource"]?.string ?? "*")
        call.owner = root["owner"]?.string
        call.via = root["via"]?.string
        call.hasMFA = root["mfa"]?.boolean ?? false
        if let context = root["context"] {
            for (key, value) in context.members {
                guard let value = Self.contextValue(value) else {
                    return Self.problem(400, "a condition key's value is a text, a number, true or false, or a list of texts")
                }
                call.context[ConditionKey(key.string ?? "")] = value
            }
        }
        do throws(UnknownName) {
            let decision = try gateway.question(of: call).decide()
            return Self.json(answer(decision, to: call, of: gateway))
        } catch {
            return Self.problem(400, error.message)
        }
    }

    private static func contextValue(_ view: JSONView) -> ConditionValue? {
        switch view.kind {
        case .string: return view.string.map { .single($0) }
        case .number: return view.number.map { .single($0) }
        case .true, .false: return .single(view.kind == .true ? "true" : "false")
        case .array:
            let texts = view.elements.compactMap(\.string)
            return texts.count == view.elements.reduce(0) { count, _ in count + 1 } ? .list(texts) : nil
        case .null, .object: return nil
        }
    }

    private func answer(_ decision: Decision, to call: HypotheticalCall, of gateway: Gateway) -> JSONWriter {
        let evidence = decision.evidence()
        var json = JSONWriter()
        json.beginObject()
        json.member("allowed", decision.isAllowed)
        json.member("message", decision.isAllowed ? nil : decision.denialMessage(style: gateway.settings.denialText))
        json.member("warning", unknownAction(call.action, of: gateway))
        json.name("evidence")
        evidence.write(into: &json)
        json.name("lines")
        json.array(notEnforced.map { "not enforced: \($0)" } + evidence.lines()) { $0.string($1) }
        json.endObject()
        return json
    }

    /// A word of warning for an action of a service here that is not known.
    ///
    /// It may be right all the same: some actions, as `iam:PassRole`, are permissions that nothing here asks for.
    private func unknownAction(_ action: String, of gateway: Gateway) -> String? {
        let parts = action.split(separator: ":").map(String.init)
        guard parts.count == 2 else { return nil }
        let prefix = parts[0].lowercased()
        let names = gateway.registry.services.filter { $0.wire.name == prefix || $0.wire.eventSource.hasPrefix(prefix + ".") }
            .flatMap(\.actions)
        guard !names.isEmpty, !names.contains(where: { $0.lowercased() == parts[1].lowercased() }) else { return nil }
        let nearest = Spelling.suggestion(for: parts[1], among: names.sorted()) { "'\(parts[0]):\($0)'" }
        return "no operation here is called \(action)\(nearest)"
    }
}
