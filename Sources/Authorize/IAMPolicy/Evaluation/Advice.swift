/// What would turn a denial into an allow: a change of one policy after another, each the smallest of its layer.
///
/// It is found by making the changes and deciding again, so what it says of the next layer is what the engine will say.
package struct Advice: Sendable, Hashable {
    /// In the order in which AWS would name the denials as they go away.
    package var changes: [Change]

    /// One change of one policy.
    package struct Change: Sendable, Hashable {
        package enum Kind: String, Sendable {
            /// `fragment` is a statement to add to `policy`.
            case addStatement
            /// `fragment` is a whole policy: the layer has none that could be changed.
            case addPolicy
            /// `fragment` is what takes the place of a statement of `policy`: the same with an exception for the caller.
            case replaceStatement
            /// A statement of `policy` must go.
            case removeStatement
        }

        package var kind: Kind
        /// Where the policy is attached.
        package var layer: PolicyKind
        /// The policy's name; nil for `addPolicy`.
        package var policy: String?
        package var arn: String?
        /// The organization's level; nil in other layers.
        package var level: String?
        /// Its place in the policy, from 0, for a statement that is replaced or removed.
        package var statement: Int?
        /// JSON, ready to paste.
        package var fragment: String?
        /// For people: what to do, where, and the fragment.
        package var sentence: String
        /// What would do as well, without a change of this policy.
        package var alternatives: [String] = []
        /// The layer that would refuse after this change; nil where the answer is then yes.
        package var then: PolicyKind?
        /// Whether that layer would deny explicitly.
        package var thenDeniesExplicitly = false
    }

    /// For people, line by line.
    package var sentences: [String] {
        changes.flatMap { change in [change.sentence] + change.alternatives + (change.warning.map { [$0] } ?? []) }
    }
}

extension Advice.Change {
    fileprivate var warning: String? {
        guard let then else { return nil }
        return "After that the \(then.denialName) would still refuse: it \(thenDeniesExplicitly ? "denies" : "does not allow") this."
    }
}

extension Decision {
    /// What would turn this decision; nothing for an allow.
    package func advice() -> Advice {
        var changes: [Advice.Change] = []
        var current = self
        // Each change ends one denial; a world with more of them than this needs other help.
        while !current.isAllowed, changes.count < 50, let found = AdviceFinder(current).change() {
            var change = found.change
            change.then = found.next.layer
            change.thenDeniesExplicitly = found.next.outcome == .explicitDeny
            changes.append(change)
            current = found.next
        }
        return Advice(changes: changes)
    }
}
