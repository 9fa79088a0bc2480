package import ByteJSON

/// Everything that had a say in a decision, layer by layer, also those after the one that decided.
///
/// The layers come in the order in which AWS looks at them (GetRequestAuthorizationDetails): RCP, SCP, endpoint, the
/// resource's policy, identity, boundary, session. Each stands there; one that was not asked is `notInPlay`.
package struct Evidence: Sendable, Hashable {
    package var outcome: Decision.Outcome
    /// The layer that the denial names.
    package var named: PolicyKind?
    package var principal: String
    package var action: String
    package var resource: String
    package var layers: [Layer]
    /// What would turn the answer; no changes for an allow.
    package var advice: Advice

    /// What one kind of policy said, and every policy of it.
    package struct Layer: Sendable, Hashable {
        package var kind: PolicyKind
        package var result: LayerResult
        /// Of the organization, from the root down; empty in other layers.
        package var levels: [Level]
        package var policies: [Policy]
        /// The KMS grant that allowed.
        package var grant: String?
    }

    /// What the policies of one root, unit or account said together.
    package struct Level: Sendable, Hashable {
        package var target: String
        package var name: String
        package var result: LayerResult
    }

    /// A policy, with all its statements.
    package struct Policy: Sendable, Hashable {
        package var name: String
        package var arn: String?
        /// The target of the level at which it is attached.
        package var level: String?
        /// Whose policy it is, where it is not the caller's own: `group/Readers`.
        package var holder: String?
        package var statements: [Statement]
    }

    /// Whether a statement applied, and if not, why.
    package struct Statement: Sendable, Hashable {
        package var index: Int
        package var sid: String?
        package var effect: PolicyEffect
        package var position: JSONPosition
        /// Nil where the statement applied.
        package var mismatch: Mismatch?
        /// The conditions of a statement that applied; they all held.
        package var conditions: [CheckedCondition] = []

        package var applied: Bool { mismatch == nil }
    }

    /// The first element of a statement that did not fit. The action is looked at first, then the principal, the resource
    /// and the conditions.
    package enum Mismatch: Sendable, Hashable {
        case action
        case principal
        case resource
        case condition(CheckedCondition)
    }

    /// A condition, and what the request had.
    package struct CheckedCondition: Sendable, Hashable {
        /// As the policy writes it.
        package var conditionOperator: String
        package var key: String
        package var wanted: [String]
        /// Nil where the request had no such key.
        package var seen: ConditionValue?
    }
}

/// What one layer said.
package enum LayerResult: String, Sendable, Hashable {
    case allow
    /// Neither allowed nor had to.
    case noImpact
    /// Had to allow, and did not.
    case implicitDeny
    case explicitDeny
    case notInPlay
}
