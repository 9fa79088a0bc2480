/// What an action leaves of one layer, level by level; layers outside the organization have one level.
final class CandidateList: Sendable {
    /// One level's candidates.
    struct Level: Sendable {
        var candidates: Range<Int>
        /// What they come to, where that is the same for every request.
        var settled: LayerScan?
    }

    let candidates: [Candidate]
    let levels: [Level]
    /// Whether a Deny is among them.
    let canDeny: Bool

    convenience init(_ policies: [AttachedPolicy], for action: [UInt8]) { self.init(levels: [policies], for: action) }

    /// Leaves out a Deny that an earlier level has too: it applies there or nowhere, and a Deny that applies ends the layer.
    ///
    /// - Parameter action: In lower case.
    init(levels policiesOfLevels: [[AttachedPolicy]], for action: [UInt8]) {
        var candidates: [Candidate] = []
        var levels: [Level] = []
        var denies: Set<ObjectIdentifier> = []
        for policies in policiesOfLevels {
            let first = candidates.count
            for (place, policy) in policies.enumerated() {
                policy.document.forEachStatement(about: action) { statement in
                    if statement.neverApplies { return }
                    if statement.effect == .deny, !denies.insert(ObjectIdentifier(statement)).inserted { return }
                    candidates.append(Candidate(statement, level: levels.count, policy: place))
                }
            }
            let added = first..<candidates.count
            levels.append(Level(candidates: added, settled: Self.settled(candidates[added])))
        }
        self.candidates = candidates
        self.levels = levels
        canDeny = !denies.isEmpty
    }

    private static func settled(_ candidates: ArraySlice<Candidate>) -> LayerScan? {
        var found = LayerScan()
        for candidate in candidates {
            guard candidate.alwaysApplies, let reach = candidate.constantReach else { return nil }
            if found.isNews(candidate, reach) { found.note(candidate, reach) }
            if found.deny != nil { return found }
        }
        return found
    }
}

/// A statement that can apply, with what can be told of it before anybody asks.
struct Candidate: Sendable {
    let statement: PolicyStatement
    let place: StatementPlace
    let effect: PolicyEffect
    /// How closely it names the caller, where that is the same for every caller.
    let constantReach: Reach?
    /// Whether it applies to every resource in all circumstances.
    let alwaysApplies: Bool

    fileprivate init(_ statement: PolicyStatement, level: Int, policy: Int) {
        self.statement = statement
        place = StatementPlace(level: level, policy: policy, statement: statement.index)
        effect = statement.effect
        constantReach = statement.constantReach
        alwaysApplies = statement.alwaysApplies
    }
}

extension PolicyDocument {
    /// - Parameter action: In lower case.
    fileprivate func forEachStatement(about action: [UInt8], _ body: (PolicyStatement) -> Void) {
        var next = 0
        while let index = actions.statement(from: next, about: action.span) {
            body(statements[index])
            next = index + 1
        }
    }
}

extension PolicyStatement {
    /// Whether it applies to whoever it is about, for its actions.
    fileprivate var alwaysApplies: Bool {
        conditions.isEmpty && (!namesResources || resourcePatterns.matchesEverything && !sparesResources)
    }

    /// Whether it spares every resource.
    fileprivate var neverApplies: Bool { namesResources && resourcePatterns.matchesEverything && sparesResources }

    /// How closely it names any caller, whoever that is.
    fileprivate var constantReach: Reach? {
        guard hasPrincipals, let principals else { return .itself }
        return !principals.isNegated && principalPatterns.allSatisfy { $0 == .everyone } ? .everyone : nil
    }
}
