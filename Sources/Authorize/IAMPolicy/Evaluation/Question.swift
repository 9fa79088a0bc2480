/// A request made ready for matching: once a decision, not once a statement.
struct Question {
    let principal: Principal
    /// The action in lower case.
    let action: [UInt8]
    let resource: ARNParts
    let hasBoundary: Bool
    private let own: any ConditionKeyValues
    private let global: any ConditionKeyValues

    init(_ request: AuthorizationRequest, by principal: Principal, hasBoundary: Bool, context: any ConditionKeyValues) {
        self.principal = principal
        action = request.action.utf8.map(\.lowercasedASCII)
        resource = ARNParts(request.resource)
        self.hasBoundary = hasBoundary
        own = request.context
        global = context
    }

    /// What only the operation knows comes first, then what holds for every request.
    func value(of key: ConditionKey) -> ConditionValue? { own.value(of: key) ?? global.value(of: key) }

    /// What a policy variable yields: only keys with a single value can be one.
    func variable(_ key: ConditionKey) -> [UInt8]? {
        guard case .single(let text)? = value(of: key) else { return nil }
        return Array(text.utf8)
    }
}
