import IAMPolicy
import SecondOpinion

/// The smallest situation in which the two still disagree, in words.
enum Reproduction {
    static func of(_ situation: Situation) -> String {
        var smallest = situation
        var shrank = true
        while shrank {
            shrank = false
            for smaller in smallest.smaller where disagree(on: smaller) {
                smallest = smaller
                shrank = true
                break
            }
        }
        let expected = SecondOpinion().verdict(on: smallest)
        let found = (try? EngineBridge().verdict(on: smallest)).map(String.init(describing:)) ?? "an error"
        return "expected \(expected), found \(found)\n\(smallest.inWords)"
    }

    static func words(of situation: Situation) -> String { situation.inWords }

    private static func disagree(on situation: Situation) -> Bool {
        guard let found = try? EngineBridge().verdict(on: situation) else { return false }
        return !SecondOpinion().verdict(on: situation).agrees(found)
    }
}

extension Situation {
    /// Each with one thing less: a layer, a policy, a statement, a key.
    fileprivate var smaller: [Situation] {
        var found: [Situation] = []
        func add(_ change: (inout Situation) -> Void) {
            var copy = self
            change(&copy)
            found.append(copy)
        }
        if endpoint != nil { add { $0.endpoint = nil } }
        if caller.boundary != nil { add { $0.caller.boundary = nil } }
        if caller.session != nil { add { $0.caller.session = nil } }
        // Keys and roles always have a policy.
        if resource.kind == .resource, resource.policy != nil { add { $0.resource.policy = nil } }
        if caller.account?.levels.isEmpty == false, caller.account?.organization != nil { add { $0.caller.account?.organization = nil } }
        if resource.owner.organization != nil { add { $0.resource.owner.organization = nil } }
        for index in resource.grants.indices { add { $0.resource.grants.remove(at: index) } }
        for key in request.keys.keys.sorted() { add { $0.request.keys[key] = nil } }
        for smaller in Self.fewer(caller.own) { add { $0.caller.own = smaller } }
        for smaller in Self.fewer(caller.groups) { add { $0.caller.groups = smaller } }
        if let session = caller.session, session.count > 0 { for smaller in Self.fewer(session) { add { $0.caller.session = smaller } } }
        if let boundary = caller.boundary { for smaller in Self.fewer(boundary) { add { $0.caller.boundary = smaller } } }
        if let endpoint { for smaller in Self.fewer(endpoint) { add { $0.endpoint = smaller } } }
        if let policy = resource.policy { for smaller in Self.fewer(policy) { add { $0.resource.policy = smaller } } }
        for level in (caller.account?.levels ?? []).indices {
            add { $0.caller.account?.levels.remove(at: level) }
            for smaller in Self.fewer(caller.account?.levels[level].scps ?? []) { add { $0.caller.account?.levels[level].scps = smaller } }
        }
        for level in resource.owner.levels.indices {
            add { $0.resource.owner.levels.remove(at: level) }
            for smaller in Self.fewer(resource.owner.levels[level].rcps) { add { $0.resource.owner.levels[level].rcps = smaller } }
        }
        return found
    }

    private static func fewer(_ policies: [WrittenPolicy]) -> [[WrittenPolicy]] {
        policies.indices.flatMap { index -> [[WrittenPolicy]] in
            var without = policies
            without.remove(at: index)
            return [without]
                + fewer(policies[index]).map { smaller in
                    var copy = policies
                    copy[index] = smaller
                    return copy
                }
        }
    }

    /// The policy with one statement less.
    private static func fewer(_ policy: WrittenPolicy) -> [WrittenPolicy] {
        let statements = policy.statementTexts
        guard statements.count > 1 else { return [] }
        return statements.indices.compactMap { index in
            var kept = statements
            kept.remove(at: index)
            return try? policy.with(statements: kept)
        }
    }

    fileprivate var inWords: String {
        var lines = [
            "\(caller.kind) \(caller.arn) of \(caller.issuer ?? "itself")\(caller.isServiceLinked ? ", service-linked" : "")",
            "asks \(request.action) on \(request.resource) of \(resource.owner.id)"
                + (request.hasResourceType ? "" : " (no resource type)") + (request.rootOverrides ? " (root overrides)" : ""),
        ]
        for (key, value) in request.keys.sorted(by: { $0.key < $1.key }) { lines.append("  \(key) = \(value)") }
        func add(_ name: String, _ policies: [WrittenPolicy]) {
            for policy in policies { lines.append("  \(name) \(policy.name): \(policy.text)") }
        }
        add("identity", caller.own + caller.groups)
        add("boundary", caller.boundary.map { [$0] } ?? [])
        lines.append("  session: \(caller.session.map { "\($0.count)" } ?? "none")")
        add("session", caller.session ?? [])
        if let account = caller.account, account.organization != nil {
            for level in account.levels { add("\(account.isManagement ? "spared " : "")SCP of \(level.target)", level.scps) }
        }
        if resource.owner.organization != nil {
            for level in resource.owner.levels { add("\(resource.owner.isManagement ? "spared " : "")RCP of \(level.target)", level.rcps) }
        }
        add("endpoint", endpoint.map { [$0] } ?? [])
        add(resource.kind.rawValue, resource.policy.map { [$0] } ?? [])
        for grant in resource.grants { lines.append("  grant \(grant)") }
        return lines.joined(separator: "\n")
    }
}
