/// Finds the smallest change of the layer that a denial names.
struct AdviceFinder {
    /// A change, and what would be decided after it.
    typealias Found = (change: Advice.Change, next: Decision)

    private let decision: Decision
    private let evaluation: Evaluation

    init(_ decision: Decision) {
        self.decision = decision
        evaluation = Evaluation(decision.question)
    }

    /// Nil where no change helps.
    func change() -> Found? {
        guard let kind = decision.layer else { return nil }
        return decision.outcome == .explicitDeny ? exception(in: kind) : addition(to: kind)
    }

    private func decide(with layers: PolicyLayers) -> Decision {
        IAMPolicy.decide(decision.request, by: decision.principal, layers: layers, context: decision.context)
    }

    // MARK: A statement that denies

    /// An exception for the caller; where the request does not say who that is, the statement must go.
    private func exception(in kind: PolicyKind) -> Found? {
        guard let place = decision.place, let policy = decision.policy, let statement = decision.statement else { return nil }
        let wording = AdviceWording(decision: decision, kind: kind, level: decision.level, policy: policy)
        var change = Advice.Change(
            kind: .replaceStatement, layer: kind, policy: policy.name, arn: policy.arn, level: decision.level?.target,
            statement: statement.index, sentence: "", alternatives: otherCircumstances(statement))
        if let fragment = StatementException(to: statement, of: policy, for: evaluation.question)?.text,
            let changed = policy.replacing(statement, with: fragment)
        {
            let next = decide(with: decision.layers.putting(changed, at: place, in: kind))
            if denials(among: next.layers, in: kind) < denials(among: decision.layers, in: kind) {
                change.fragment = fragment
                change.sentence = wording.replacing(statement, by: fragment)
                return (change, next)
            }
        }
        change.kind = .removeStatement
        change.sentence = wording.removing(statement)
        return (change, decide(with: decision.layers.putting(policy.replacing(statement, with: nil), at: place, in: kind)))
    }

    /// How many statements of a layer deny the request.
    private func denials(among layers: PolicyLayers, in kind: PolicyKind) -> Int {
        (0..<(layers.levels(of: kind)?.count ?? 1)).reduce(0) { count, level in
            layers.policies(of: kind, level: level).reduce(count) { count, policy in
                count + policy.document.statements.count { $0.effect == .deny && $0.mismatch(evaluation.question) == nil }
            }
        }
    }

    /// The values of condition keys with which a statement that denies would not apply.
    private func otherCircumstances(_ statement: PolicyStatement) -> [String] {
        statement.conditions.compactMap { condition in
            Circumstance(failing: condition, of: decision).map {
                "Or \($0.words): \(AdviceWording.name(of: statement)) does not apply then."
            }
        }
    }

    // MARK: A statement that is missing

    private func addition(to kind: PolicyKind) -> Found? {
        let level = decision.place?.level ?? 0
        let policies = decision.layers.policies(of: kind, level: level)
        // What was asked about may be no ARN, and then no statement can name it.
        for resource in [StatementFragment.literal(decision.request.resource), "*"] {
            let fragment = StatementFragment(decision: decision, kind: kind, resource: resource).text
            let found =
                policies.firstIndex { !$0.isOwnedByAWS }.map { own in
                    addition(of: fragment, to: policies[own], at: StatementPlace(level: level, policy: own), in: kind)
                } ?? newPolicy(with: fragment, besides: policies, level, in: kind)
            if let (change, next) = found, isProgress(next) {
                var change = change
                change.alternatives = failedConditions(of: policies)
                if kind == .key { change.alternatives.append("Or give the caller a grant for \(decision.request.action).") }
                return (change, next)
            }
        }
        return nil
    }

    private func addition(of fragment: String, to policy: AttachedPolicy, at place: StatementPlace, in kind: PolicyKind) -> Found? {
        guard let changed = policy.adding(fragment) else { return nil }
        let target = decision.layers.level(place.level, of: kind)
        let wording = AdviceWording(decision: decision, kind: kind, level: target, policy: policy)
        let change = Advice.Change(
            kind: .addStatement, layer: kind, policy: policy.name, arn: policy.arn, level: target?.target, fragment: fragment,
            sentence: wording.adding(fragment))
        return (change, decide(with: decision.layers.putting(changed, at: place, in: kind)))
    }

    /// A boundary that AWS owns gives way to a copy that has the statement too; elsewhere a policy is put beside the others.
    private func newPolicy(with fragment: String, besides policies: [AttachedPolicy], _ level: Int, in kind: PolicyKind) -> Found? {
        let former = kind == .boundary ? policies.first : nil
        let bare = AttachedPolicy(name: kind.rawValue, document: .empty(as: kind))
        guard let changed = (former ?? bare).adding(fragment) else { return nil }
        let policy = changed.called(changed.name, arn: nil)
        let target = decision.layers.level(level, of: kind)
        let wording = AdviceWording(decision: decision, kind: kind, level: target, policy: former)
        let change = Advice.Change(
            kind: .addPolicy, layer: kind, level: target?.target, fragment: policy.document.text,
            sentence: wording.newPolicy(policy.document.text))
        return (change, decide(with: decision.layers.adding(policy, at: level, to: kind)))
    }

    private func isProgress(_ next: Decision) -> Bool {
        next.outcome != decision.outcome || next.layer != decision.layer || next.place?.level != decision.place?.level
    }

    /// Statements that would have allowed but for a condition: often the condition is what the reader is after.
    private func failedConditions(of policies: [AttachedPolicy]) -> [String] {
        policies.flatMap { policy in
            policy.document.statements.compactMap { statement in
                guard statement.effect == .allow, case .condition(let index)? = statement.mismatch(evaluation.question) else { return nil }
                let condition = statement.conditions[index].checked(in: evaluation.question)
                return "Or: \(AdviceWording.name(of: statement)) of \(policy.name) would allow if \(condition.sentence)."
            }
        }
    }
}
