/// What the statements of one layer came to.
struct LayerScan: Sendable {
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

    /// Whether it matters if a candidate applies that names the caller so closely.
    func isNews(_ candidate: Candidate, _ reach: Reach) -> Bool { reach > (candidate.effect == .allow ? self.reach : .none) }

    /// Notes a candidate that applies.
    mutating func note(_ candidate: Candidate, _ reach: Reach) {
        if candidate.effect == .deny {
            deny = candidate.place
        } else {
            allow = candidate.place
            self.reach = reach
        }
    }
}

extension Evaluation {
    /// Looks at every Deny of a level, until one applies, and at every Allow that could still tell something new.
    func scan(_ list: CandidateList, level: Int = 0) -> LayerScan {
        if let settled = list.levels[level].settled { return settled }
        var found = LayerScan()
        for index in list.levels[level].candidates {
            let candidate = list.candidates[index]
            let reach = candidate.constantReach ?? candidate.statement.reach(to: question)
            guard found.isNews(candidate, reach), candidate.alwaysApplies || candidate.statement.mismatchPastPrincipal(question) == nil
            else { continue }
            found.note(candidate, reach)
            if found.deny != nil { return found }
        }
        return found
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

    func actionMatches(_ question: Question) -> Bool { concerns(action: question.asked.request.action) }

    /// Whether a statement is about an action, whoever asks for it: `kms:PutKeyPolicy`.
    package func concerns(action: String) -> Bool {
        let action = action.utf8.map(\.lowercasedASCII)
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
