import IAMPolicy
import SecondOpinion
import Testing

/// What must hold for every world, held against generated ones.
@Suite struct PropertyTests {
    private static let worlds = 40
    private static let questions = 50

    /// Compares the engine's answer with the one after a change.
    private func check(
        _ seed: UInt64, _ change: (inout Situation, inout GeneratedWorld, inout Dice) throws -> Bool,
        _ holds: (_ before: Verdict, _ after: Verdict) -> Bool
    ) throws {
        var changed = 0
        for index in 0..<Self.worlds {
            var dice = Dice(seed: seed + UInt64(index))
            var world = try GeneratedWorld(seed: seed + UInt64(index))
            let bridge = EngineBridge()
            for _ in 0..<Self.questions {
                let situation = world.situation()
                var other = situation
                guard try change(&other, &world, &dice) else { continue }
                changed += 1
                let (before, after) = (try bridge.verdict(on: situation), try bridge.verdict(on: other))
                if !holds(before, after) {
                    Issue.record("\(before) became \(after): \(Reproduction.words(of: other))")
                    return
                }
            }
        }
        #expect(changed > Self.worlds * Self.questions / 10, "nothing was changed")
    }

    @Test func `an added deny never allows`() throws {
        try check(100_000) { situation, world, dice in
            try situation.changeOnePolicy(&dice) { kind, policy, _ in
                try policy.with(statements: policy.statementTexts + [world.statement(kind, allows: false)])
            }
        } _: { before, after in
            before.outcome == .allow || after.outcome != .allow
        }
    }

    @Test func `an added deny of everything denies`() throws {
        try check(200_000) { situation, _, dice in
            guard ["user", "roleSession"].contains(situation.caller.kind.rawValue), !situation.caller.isServiceLinked else { return false }
            guard situation.caller.account?.isManagement == false, situation.caller.account?.organization != nil else { return false }
            return try situation.changeOnePolicy(&dice, of: ["identity", "boundary", "session", "scp"]) { _, policy, _ in
                try policy.with(statements: [#"{"Effect":"Deny","Action":"*","Resource":"*"}"#] + policy.statementTexts)
            }
        } _: { _, after in
            after.outcome == .explicitDeny
        }
    }

    @Test func `order and duplicates change nothing`() throws {
        try check(300_000) { situation, _, dice in
            try situation.changeAllPolicies { _, policy in
                var statements = policy.statementTexts
                statements.append(dice.pick(statements))
                return try policy.with(statements: statements.shuffled(using: &dice))
            }
            situation.caller.own = (situation.caller.own + situation.caller.own.prefix(1)).shuffled(using: &dice)
            situation.caller.session?.shuffle(using: &dice)
            for level in (situation.caller.account?.levels ?? []).indices {
                situation.caller.account?.levels[level].scps.shuffle(using: &dice)
            }
            situation.resource.grants.shuffle(using: &dice)
            return true
        } _: { before, after in
            before.outcome == after.outcome && before.layer == after.layer && before.target == after.target
        }
    }

    @Test func `an unrelated allow changes nothing`() throws {
        let elsewhere = [#""Action":"unrelated:*","Resource":"*""#, #""Action":"*","Resource":"arn:aws:unrelated:*:*:*""#]
        try check(400_000) { situation, _, dice in
            // Where nothing has a resource, everything about a resource is elsewhere.
            try situation.changeAllPolicies { kind, policy in
                if kind == "rcp" || kind == "trust" { return policy }
                let principal = ["resource", "key", "vpc-endpoint"].contains(kind) ? #","Principal":"*""# : ""
                return try policy.with(statements: [#"{"Effect":"Allow",\#(dice.pick(elsewhere))\#(principal)}"#] + policy.statementTexts)
            }
            return true
        } _: { before, after in
            before.outcome == after.outcome && before.layer == after.layer
        }
    }

    @Test func `a boundary only shrinks`() throws {
        try check(500_000) { situation, _, _ in
            guard situation.caller.boundary != nil else { return false }
            situation.caller.boundary = nil
            return true
        } _: { with, without in
            with.outcome != .allow || without.outcome == .allow
        }
    }

    @Test func `a session policy only shrinks`() throws {
        try check(600_000) { situation, _, _ in
            // A federated user's are all that it may do beyond what resources give it: there, fewer is less.
            guard situation.caller.session != nil, situation.caller.kind == .roleSession else { return false }
            situation.caller.session = nil
            return true
        } _: { with, without in
            with.outcome != .allow || without.outcome == .allow
        }
    }

    @Test func `an SCP, an RCP and an endpoint's policy only shrink`() throws {
        try check(700_000) { situation, _, _ in
            guard situation.endpoint != nil || situation.caller.account?.organization != nil else { return false }
            situation.endpoint = nil
            situation.caller.account?.organization = nil
            situation.resource.owner.organization = nil
            return true
        } _: { with, without in
            with.outcome != .allow || without.outcome == .allow
        }
    }

    @Test func `nothing is allowed by default`() throws {
        try check(800_000) { situation, _, dice in
            guard situation.caller.kind != .root else { return false }
            // What denies may stay, and so may what only limits.
            try situation.changeAllPolicies { kind, policy in
                if ["scp", "rcp", "boundary", "vpc-endpoint", "session"].contains(kind) { return policy }
                let denials = zip(policy.statements, policy.statementTexts).filter { !$0.0.allows }.map(\.1)
                let silent = #"{"Effect":"Deny","Action":"unrelated:X"\#(kind == "trust" ? "" : #","Resource":"*""#)"#
                let principal = ["resource", "key", "trust"].contains(kind) ? #","Principal":{"AWS":"*"}}"# : "}"
                let action = kind == "trust" ? silent.replacing("unrelated:X", with: "sts:TagSession") : silent
                return try policy.with(statements: denials + [action + principal])
            }
            situation.resource.grants = []
            return dice.happens(50)
        } _: { _, after in
            after.outcome != .allow
        }
    }
}

extension Situation {
    /// Writes every policy anew.
    fileprivate mutating func changeAllPolicies(_ change: (_ kind: String, WrittenPolicy) throws -> WrittenPolicy) rethrows {
        caller.own = try caller.own.map { try change("identity", $0) }
        caller.groups = try caller.groups.map { try change("identity", $0) }
        caller.boundary = try caller.boundary.map { try change("boundary", $0) }
        caller.session = try caller.session?.map { try change("session", $0) }
        endpoint = try endpoint.map { try change("vpc-endpoint", $0) }
        resource.policy = try resource.policy.map { try change(resource.kind.rawValue, $0) }
        for level in (caller.account?.levels ?? []).indices {
            let scps = try caller.account?.levels[level].scps.map { try change("scp", $0) }
            caller.account?.levels[level].scps = scps ?? []
        }
        for level in resource.owner.levels.indices {
            resource.owner.levels[level].rcps = try resource.owner.levels[level].rcps.map { try change("rcp", $0) }
        }
    }

    /// Writes one policy anew, any; false where there is none.
    fileprivate mutating func changeOnePolicy(
        _ dice: inout Dice, of kinds: Set<String>? = nil, _ change: (_ kind: String, WrittenPolicy, inout Dice) throws -> WrittenPolicy
    ) throws -> Bool {
        var count = 0
        changeAllPolicies { kind, policy in
            if kinds?.contains(kind) ?? true { count += 1 }
            return policy
        }
        guard count > 0 else { return false }
        var chosen = dice.roll(count)
        try changeAllPolicies { kind, policy in
            guard kinds?.contains(kind) ?? true else { return policy }
            chosen -= 1
            return chosen == -1 ? try change(kind, policy, &dice) : policy
        }
        return true
    }
}
