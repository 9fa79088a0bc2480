package import IAMPolicy

/// One case of `portcullis test`: policies, a request, and what must come of it.
package struct PolicyCase: Sendable {
    package var name: String
    /// Where AWS says so.
    package var source: String?
    package var file: String
    package var line: Int?
    package var column: Int?
    package var question: CaseQuestion
    var expectation: CaseExpectation
}

/// Everything that one decision is made from.
package struct CaseQuestion: Sendable {
    package var request: AuthorizationRequest
    package var principal: Principal
    package var layers: PolicyLayers
    package var context: any ConditionKeyValues

    package init(request: AuthorizationRequest, principal: Principal, layers: PolicyLayers, context: any ConditionKeyValues) {
        self.request = request
        self.principal = principal
        self.layers = layers
        self.context = context
    }

    package func decide() -> Decision { IAMPolicy.decide(request, by: principal, layers: layers, context: context) }
}

/// A request as a case writes it, for a world that knows the rest.
package struct CaseRequest: Sendable {
    package var principal: String
    package var action: String
    package var resource: String
    /// Nil where the world is to find out.
    package var owner: String?
    package var hasResourceType: Bool?
    package var via: String?
    package var hasMFA = false
}

/// A scenario's world, as far as cases ask it.
package protocol CaseWorld: Sendable {
    /// Gathers what has a say in a request, as a running server would.
    func question(for request: CaseRequest) throws(CaseWorldFault) -> CaseQuestion
}

/// Why a world cannot answer: somebody or something that it does not have.
package struct CaseWorldFault: Error, Sendable {
    package var message: String

    package init(_ message: String) { self.message = message }
}
