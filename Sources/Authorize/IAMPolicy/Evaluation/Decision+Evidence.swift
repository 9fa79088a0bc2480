extension Decision {
    /// Decides once more, and notes what every statement of every layer did.
    ///
    /// - Parameter advising: Whether to find out what would turn the answer, which decides several times more.
    package func evidence(advising: Bool = true) -> Evidence {
        let evaluation = Evaluation(question)
        let verdicts = Verdicts(evaluation, stopsAtDeny: false)
        var found: [Evidence.Layer] = []
        verdicts.forEach { kind, verdict in found.append(layer(kind, verdict, evaluation)) }
        return Evidence(
            outcome: outcome, named: layer, principal: principal.arn, action: request.action,
            resource: request.printedResource ?? request.resource, layers: found,
            advice: advising ? advice() : Advice(changes: []))
    }

    private func layer(_ kind: PolicyKind, _ verdict: LayerVerdict, _ evaluation: Evaluation) -> Evidence.Layer {
        let levels = layers.levels(of: kind)
        var policies: [Evidence.Policy] = []
        for level in 0..<(levels?.count ?? 1) {
            for policy in layers.policies(of: kind, level: level) {
                policies.append(
                    Evidence.Policy(
                        name: policy.name, arn: policy.arn, level: levels?[level].target,
                        holder: policy.holder.flatMap { $0.hasPrefix("group/") ? $0 : nil },
                        statements: policy.document.statements.map { $0.evidence(for: evaluation.question) }))
            }
        }
        return Evidence.Layer(
            kind: kind, result: verdict.result,
            levels: verdict.result == .notInPlay ? [] : (levels ?? []).map { evaluation.level($0, of: kind) }, policies: policies,
            grant: verdict.grant.map { layers.grants[$0].id })
    }
}

extension Evaluation {
    fileprivate func level(_ level: PolicyLevel, of kind: PolicyKind) -> Evidence.Level {
        let silent: LayerResult = kind == .serviceControl ? .implicitDeny : .noImpact
        let scan = scan(CandidateList(level.policies, for: question.action))
        return Evidence.Level(target: level.target, name: level.name, result: scan.verdict(whenSilent: silent).result)
    }
}

extension PolicyStatement {
    fileprivate func evidence(for question: Question) -> Evidence.Statement {
        let mismatch: Evidence.Mismatch? =
            switch self.mismatch(question) {
            case nil: nil
            case .action: .action
            case .principal: .principal
            case .resource: .resource
            case .condition(let index): .condition(conditions[index].checked(in: question))
            }
        return Evidence.Statement(
            index: index, sid: sid, effect: effect, position: position, mismatch: mismatch,
            conditions: mismatch == nil ? conditions.map { $0.checked(in: question) } : [])
    }
}

extension PolicyCondition {
    func checked(in question: Question) -> Evidence.CheckedCondition {
        Evidence.CheckedCondition(conditionOperator: operatorName, key: keyName, wanted: values, seen: question.value(of: key))
    }
}
