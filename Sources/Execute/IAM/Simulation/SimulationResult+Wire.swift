import AWSWire
import ByteJSON
import IAMPolicy
import ServiceModel

extension Page where Element == Simulation.Result {
    func encodeSimulation(into response: inout StructureWriter) {
        response.structures("EvaluationResults", elements) { $1.encode(into: &$0) }
        encodeEnd(into: &response)
    }
}

extension Simulation.Result {
    /// Of several resources the harshest decision is the action's; where none was named, missing keys stand with the action, else with
    /// each resource (IAM API Reference, EvaluationResult).
    func encode(into response: inout StructureWriter) {
        let decision = self.decision
        response.string("EvalActionName", action)
        response.string("EvalResourceName", outcomes.count == 1 ? outcomes.first?.resource : "*")
        response.string("EvalDecision", decision.simulated)
        response.structures("MatchedStatements", outcomes.filter { $0.decision == decision }.flatMap(\.matched)) { $1.encode(into: &$0) }
        response.strings("MissingContextValues", isForEverything ? outcomes.first?.missingKeys ?? [] : [])
        if outcomes.contains(where: { $0.allowedByOrganization != nil }) {
            let isAllowed = outcomes.allSatisfy { $0.allowedByOrganization != false }
            response.structure("OrganizationsDecisionDetail") { $0.boolean("AllowedByOrganizations", isAllowed) }
        }
        if outcomes.contains(where: { $0.allowedByBoundary != nil }) {
            encode(boundary: outcomes.allSatisfy { $0.allowedByBoundary != false }, into: &response)
        }
        guard !isForEverything else { return }
        if outcomes.count == 1, let details = outcomes.first?.details { encode(details, into: &response) }
        response.structures("ResourceSpecificResults", outcomes) { writer, outcome in
            writer.string("EvalResourceName", outcome.resource)
            writer.string("EvalResourceDecision", outcome.decision.simulated)
            writer.structures("MatchedStatements", outcome.matched) { $1.encode(into: &$0) }
            writer.strings("MissingContextValues", outcome.missingKeys)
            if let details = outcome.details, !details.isEmpty { encode(details, into: &writer) }
            if let isAllowed = outcome.allowedByBoundary { encode(boundary: isAllowed, into: &writer) }
        }
    }

    private var decision: Decision.Outcome {
        let all = outcomes.map(\.decision)
        if all.contains(.explicitDeny) { return .explicitDeny }
        return all.contains(.implicitDeny) ? .implicitDeny : .allow
    }

    private func encode(boundary isAllowed: Bool, into response: inout StructureWriter) {
        response.structure("PermissionsBoundaryDecisionDetail") { $0.boolean("AllowedByPermissionsBoundary", isAllowed) }
    }

    /// A map, as the Query protocol writes one.
    private func encode(_ details: [(source: String, decision: Decision.Outcome)], into response: inout StructureWriter) {
        response.structure("EvalDecisionDetails") { writer in
            for detail in details {
                writer.structure("entry") { entry in
                    entry.string("key", detail.source)
                    entry.string("value", detail.decision.simulated)
                }
            }
        }
    }
}

extension MatchedStatement {
    fileprivate func encode(into response: inout StructureWriter) {
        response.string("SourcePolicyId", policyID)
        response.string("SourcePolicyType", source.rawValue)
        for (name, position) in [("StartPosition", start), ("EndPosition", end)] {
            response.structure(name) { writer in
                writer.integer("Line", position.line)
                writer.integer("Column", position.column)
            }
        }
    }
}

extension Decision.Outcome {
    /// As the simulators spell it.
    fileprivate var simulated: String { self == .allow ? "allowed" : rawValue }
}
