/// A request made ready for matching: once a decision, not once a statement.
struct Question {
    let asked: GatheredQuestion
    /// The action in lower case.
    let action: [UInt8]
    let resource: ARNParts

    init(_ asked: GatheredQuestion) {
        self.asked = asked
        action = asked.request.action.utf8.map(\.lowercasedASCII)
        resource = ARNParts(asked.request.resource)
    }

    var principal: Principal { asked.principal }
    var hasBoundary: Bool { asked.layers.boundary != nil }

    /// What only the operation knows comes first, then what holds for every request.
    func value(of key: ConditionKey) -> ConditionValue? { asked.request.context.value(of: key) ?? asked.context.value(of: key) }

    /// What a policy variable yields: only keys with a single value can be one.
    func variable(_ key: ConditionKey) -> [UInt8]? {
        guard case .single(let text)? = value(of: key) else { return nil }
        return Array(text.utf8)
    }
}
