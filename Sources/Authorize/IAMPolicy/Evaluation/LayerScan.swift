/// What the statements of one layer came to.
struct LayerScan {
    /// The first Deny that applied.
    var deny: StatementPlace?
    /// The Allow that applied: the first, or the one that names the caller most closely.
    var allow: StatementPlace?
    var reach = Reach.none
    var grant: Int?

    func verdict(whenSilent silent: LayerResult) -> LayerVerdict {
        if let deny { return LayerVerdict(result: .explicitDeny, place: deny) }
        if let allow { return LayerVerdict(result: .allow, place: allow) }
        return LayerVerdict(result: silent)
    }
}

extension Evaluation {
    func scan(_ policies: [AttachedPolicy], level: Int = 0) -> LayerScan {
        var found = LayerScan()
        for index in policies.indices {
            scan(policies[index].document, StatementPlace(level: level, policy: index), &found)
            if found.deny != nil { return found }
        }
        return found
    }

    func scan(_ policy: AttachedPolicy) -> LayerScan {
        var found = LayerScan()
        scan(policy.document, StatementPlace(), &found)
        return found
    }

    /// Looks at every Deny, until one applies, and at every Allow that could still tell something new.
    private func scan(_ document: PolicyDocument, _ first: StatementPlace, _ found: inout LayerScan) {
        var next = 0
        while let index = document.actions.statement(from: next, about: question.action.span) {
            next = index + 1
            let statement = document.statements[index]
            let reach = statement.reach(to: question)
            guard reach > (statement.effect == .allow ? found.reach : .none), statement.mismatchPastPrincipal(question) == nil else {
                continue
            }
            var place = first
            place.statement = statement.index
            if statement.effect == .deny {
                found.deny = place
                return
            }
            found.allow = place
            found.reach = reach
        }
    }
}

/// The first element of a statement that does not fit, as a number for what is many.
enum StatementMismatch: Hashable {
    case action
    case principal
    case resource
    case condition(Int)
}

extension PolicyStatement {
    /// Nil where the statement applies.
    func mismatch(_ question: Question) -> StatementMismatch? {
        guard actionMatches(question) else { return .action }
        guard reach(to: question) > .none else { return .principal }
        return mismatchPastPrincipal(question)
    }

    func actionMatches(_ question: Question) -> Bool { concerns(question.action.span) }

    /// Whether a statement is about an action, whoever asks for it: `kms:PutKeyPolicy`.
    package func concerns(action: String) -> Bool {
        let action = Array(action.lowercased().utf8)
        return concerns(action.span)
    }

    /// - Parameter action: In lower case.
    private func concerns(_ action: Span<UInt8>) -> Bool { actionPatterns.matchesAny(action) == namesActions }

    func mismatchPastPrincipal(_ question: Question) -> StatementMismatch? {
        if namesResources, resourcePatterns.matches(question) == sparesResources { return .resource }
        for index in conditions.indices where !conditions[index].holds(in: question) { return .condition(index) }
        return nil
    }
}
