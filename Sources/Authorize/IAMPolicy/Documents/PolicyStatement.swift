package import ByteJSON

/// One statement of a policy: what it says, for those who explain it, and its compiled form, for those who decide.
package final class PolicyStatement: Sendable {
    /// Its place in the policy, from 0.
    package let index: Int
    /// Nil where there is none or an empty one.
    package let sid: String?
    package let effect: PolicyEffect
    /// Where the statement stands in the policy's UTF-8.
    package let range: Range<Int>
    package let position: JSONPosition
    package let actions: Listed<String>
    /// Nil in a trust policy.
    package let resources: Listed<String>?
    /// Nil in the kinds of policy that name no principals.
    package let principals: Listed<PrincipalName>?
    package let conditions: [PolicyCondition]

    let actionPatterns: PatternList
    let resourcePatterns: ResourcePatternList
    let principalPatterns: [PrincipalPattern]

    // What every decision asks of the lists above, without taking hold of them.
    let namesActions: Bool
    let namesResources: Bool
    let sparesResources: Bool
    let hasPrincipals: Bool

    init(
        index: Int, sid: String?, effect: PolicyEffect, range: Range<Int>, position: JSONPosition, actions: Listed<String>,
        resources: Listed<String>?, resourcePatterns: ResourcePatternList?, principals: Listed<PrincipalName>?,
        principalPatterns: [PrincipalPattern], conditions: [PolicyCondition]
    ) {
        self.index = index
        self.sid = sid
        self.effect = effect
        self.range = range
        self.position = position
        self.actions = actions
        self.resources = resources
        self.principals = principals
        self.conditions = conditions
        actionPatterns = PatternList(actions: actions.values)
        self.resourcePatterns = resourcePatterns ?? ResourcePatternList()
        self.principalPatterns = principalPatterns
        namesActions = !actions.isNegated
        namesResources = resources != nil && resourcePatterns != nil
        sparesResources = resources?.isNegated ?? false
        hasPrincipals = principals != nil
    }
}

/// An element that lists what it means (`Action`) or what it does not mean (`NotAction`).
package enum Listed<Value: Sendable & Hashable>: Sendable, Hashable {
    case these([Value])
    case allBut([Value])

    package var values: [Value] {
        switch self {
        case .these(let values), .allBut(let values): values
        }
    }

    package var isNegated: Bool {
        if case .allBut = self { true } else { false }
    }
}

/// A principal as a policy writes it: `AWS` and an ARN, `Service` and a name, or `*`.
package struct PrincipalName: Sendable, Hashable {
    /// `AWS`, `Service`, `Federated`; `*` for a bare `"*"`.
    package var type: String
    package var value: String
}
