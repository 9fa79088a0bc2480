import AWSTypes

/// One question with everything that it is decided from.
///
/// A reference: a decision keeps it, and every layer looks into it.
package final class GatheredQuestion: Sendable {
    package let request: AuthorizationRequest
    package let principal: Principal
    package let layers: PolicyLayers
    package let context: any ConditionKeyValues
    /// The resource made ready for matching: once a question, not once a statement.
    let resourceParts: ARNParts

    package init(_ request: AuthorizationRequest, by principal: Principal, layers: PolicyLayers, context: any ConditionKeyValues) {
        resourceParts = ARNParts(request.resource)
        self.request = request
        self.principal = principal
        self.layers = layers
        self.context = context
    }

    /// Answers it from all the policies that have a say in it.
    ///
    /// An explicit deny anywhere wins; otherwise every layer that has to allow must do so (IAM User Guide, "Policy evaluation
    /// logic" and "Cross-account policy evaluation logic"). Where several layers deny, AWS names one and does not document
    /// which: here the first in the order in which AWS looks at them, explicit denials before implicit ones.
    ///
    /// Where keys can be read in several ways it is allowed only if it is in each of them; the answer is that of the first that denies.
    /// What can be read in too many is denied.
    package func decide() -> Decision {
        let decision = decideAsRead()
        guard decision.isAllowed else { return decision }
        let readings = request.context.readings.ways(with: context.readings)
        guard readings > 1 else { return decision }
        guard readings <= Self.mostReadings else {
            return Decision(of: self, outcome: .implicitDeny, layer: .identity, place: nil, placeKind: nil)
        }
        for number in 0..<readings {
            let decision = reading(number).decideAsRead()
            if !decision.isAllowed { return decision }
        }
        return decision
    }

    private static let mostReadings = 256

    private func reading(_ number: Int) -> GatheredQuestion {
        var request = request
        let (others, own) = number.quotientAndRemainder(dividingBy: request.context.readings)
        request.context = request.context.reading(own)
        return GatheredQuestion(request, by: principal, layers: layers, context: context.reading(others))
    }

    private func decideAsRead() -> Decision {
        let ruling = Verdicts(Evaluation(self), stopsAtDeny: true).ruling
        return Decision(
            of: self, outcome: ruling.outcome, layer: ruling.outcome == .allow ? nil : ruling.kind, place: ruling.place,
            placeKind: ruling.kind)
    }
}

/// Answers one question; the short way for one that is asked once.
package func decide(
    _ request: AuthorizationRequest, by principal: Principal, layers: PolicyLayers, context: any ConditionKeyValues
) -> Decision {
    GatheredQuestion(request, by: principal, layers: layers, context: context).decide()
}
