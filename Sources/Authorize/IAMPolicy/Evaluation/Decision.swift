/// The answer to one question, with everything that made it.
///
/// It keeps what it was asked, and finds the words, the evidence and the advice when somebody wants them by deciding
/// again; deciding itself allocates for none of that.
package final class Decision: Sendable {
    package enum Outcome: String, Sendable { case allow, explicitDeny, implicitDeny }

    package let outcome: Outcome
    /// The layer that a denial names; nil for an allow.
    package let layer: PolicyKind?
    /// What was asked, and what it was decided from.
    package let question: GatheredQuestion
    /// The statement that decided, and in which layer it stands.
    let place: StatementPlace?
    let placeKind: PolicyKind?

    init(
        of question: GatheredQuestion, outcome: Outcome, layer: PolicyKind?, place: StatementPlace?, placeKind: PolicyKind?
    ) {
        self.question = question
        self.outcome = outcome
        self.layer = layer
        self.place = place
        self.placeKind = placeKind
    }

    package var request: AuthorizationRequest { question.request }
    package var principal: Principal { question.principal }
    package var layers: PolicyLayers { question.layers }
    package var context: any ConditionKeyValues { question.context }

    package var isAllowed: Bool { outcome == .allow }

    /// The policy that denied, or the one that allowed; nil for an implicit denial and for what no policy had to allow.
    package var policy: AttachedPolicy? {
        guard let place, let placeKind else { return nil }
        return layers.policy(at: place, in: placeKind)
    }

    /// The statement of `policy` that decided.
    package var statement: PolicyStatement? {
        guard let place, let policy, policy.document.statements.indices.contains(place.statement) else { return nil }
        return policy.document.statements[place.statement]
    }

    /// The level of the organization that denied; nil where neither SCPs nor RCPs did.
    package var level: PolicyLevel? {
        guard let place, let levels = placeKind.flatMap(layers.levels), levels.indices.contains(place.level) else { return nil }
        return levels[place.level]
    }
}
