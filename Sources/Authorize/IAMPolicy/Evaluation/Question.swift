/// A question as conditions, patterns and principals see it.
struct Question {
    let asked: GatheredQuestion

    init(_ asked: GatheredQuestion) { self.asked = asked }

    var resource: ARNParts { asked.resourceParts }
    /// The action in lower case.
    var action: [UInt8] { asked.request.action.utf8.map(\.lowercasedASCII) }
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
