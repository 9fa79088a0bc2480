import Foundation
import IAMPolicy
import Testing

/// A denial, and what would turn it.
struct AdviceRow: Sendable, CustomTestStringConvertible {
    var name: String
    var layers: @Sendable () throws -> PolicyLayers
    var owner = Callers.account
    var caller = Callers.user
    var keys: [ConditionKey: ConditionValue] = ["aws:PrincipalArn": .single(Callers.user.arn)]
    var sentences: [String]

    var testDescription: String { name }

    func decision() throws -> Decision {
        decide(
            AuthorizationRequest(action: "dynamodb:GetItem", resource: musicTable, resourceAccount: owner), by: caller,
            layers: try layers(),
            context: FixedConditionKeys(keys))
    }
}

@Suite struct AdviceTests {
    private static let fragment = #"{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"\#(musicTable)"}"#
    private static let whole = #"{"Version":"2012-10-17","Statement":[\#(fragment)]}"#
    private static let forUser =
        #"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/team/Alice"},"Action":"dynamodb:GetItem","Resource":"\#(musicTable)"}"#

    private static func all(_ kind: PolicyKind, _ action: String = "*") throws -> AttachedPolicy {
        try .of(kind, #"{"Effect":"Allow","Action":"\#(action)","Resource":"*"}"#)
    }

    private static func deny(_ kind: PolicyKind, _ more: String = "", arn: String? = nil) throws -> AttachedPolicy {
        let principal = kind == .identity || kind == .serviceControl || kind == .boundary ? "" : #""Principal":"*","#
        return try .of(
            kind, #"{"Sid":"D","Effect":"Deny",\#(principal)"Action":"dynamodb:*","Resource":"*"\#(more)}"#, name: "Guard", arn: arn)
    }

    private static func narrowed(_ condition: String, _ principal: String = "") -> String {
        #"{"Sid":"D","Effect":"Deny",\#(principal)"Action":"dynamodb:*","Resource":"*","Condition":{\#(condition)}}"#
    }

    private static let alice = #""arn:aws:iam::111122223333:user/team/Alice""#
    private static let exception = #""ArnNotLike":{"aws:PrincipalArn":\#(alice)}"#

    static let rows = [
        AdviceRow(
            name: "no SCP at a level",
            layers: { PolicyLayers(identity: [try all(.identity)], serviceControl: [.init(target: "ou-1", name: "Work", policies: [])]) },
            sentences: ["Attach to ou-1 (Work) a service control policy: \(whole)"]),
        AdviceRow(
            name: "an SCP that allows something else",
            layers: {
                PolicyLayers(
                    identity: [try all(.identity)],
                    serviceControl: [.init(target: "ou-1", name: "Work", policies: [try all(.serviceControl, "s3:*")])])
            },
            sentences: ["Add to the service control policy P attached to ou-1 (Work): \(fragment)"]),
        AdviceRow(
            name: "no identity-based policy", layers: { PolicyLayers(identity: []) },
            sentences: ["Give arn:aws:iam::111122223333:user/team/Alice an identity-based policy: \(whole)"]),
        AdviceRow(
            name: "a policy of AWS's own that does not allow",
            layers: {
                let policy = try all(.identity, "s3:*")
                return PolicyLayers(identity: [policy.called(policy.name, arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess")])
            },
            sentences: ["Give arn:aws:iam::111122223333:user/team/Alice an identity-based policy: \(whole)"]),
        AdviceRow(
            name: "a boundary", layers: { PolicyLayers(identity: [try all(.identity)], boundary: try all(.boundary, "s3:*")) },
            sentences: ["Add to the permissions boundary P: \(fragment)"]),
        AdviceRow(
            name: "a boundary of AWS's own",
            layers: {
                let boundary = try all(.boundary, "s3:*")
                return PolicyLayers(
                    identity: [try all(.identity)],
                    boundary: boundary.called(boundary.name, arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess"))
            },
            sentences: [
                "Put in place of the permissions boundary P, which is AWS's own: "
                    + #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},\#(fragment)]}"#
            ]),
        AdviceRow(
            name: "a session policy", layers: { PolicyLayers(identity: [try all(.identity)], session: [try all(.session, "s3:*")]) },
            sentences: ["Pass a session policy that also has: \(fragment)"]),
        AdviceRow(
            name: "a federated user without session policy", layers: { PolicyLayers(identity: [try all(.identity)]) },
            caller: Callers.federated, sentences: ["Pass a session policy: \(whole)"]),
        AdviceRow(
            name: "another account's table", layers: { PolicyLayers(identity: [try all(.identity)]) }, owner: "999988887777",
            sentences: ["Give the resource a policy: {\"Version\":\"2012-10-17\",\"Statement\":[\(forUser)]}"]),
        AdviceRow(
            name: "a key",
            layers: { PolicyLayers(identity: [try all(.identity)], resource: try .of(.key, forUser.replacing("GetItem", "x"))) },
            sentences: ["Add to the key policy: \(forUser)", "Or give the caller a grant for dynamodb:GetItem."]),
        AdviceRow(
            name: "an explicit deny", layers: { PolicyLayers(identity: [try all(.identity), try deny(.identity)]) },
            sentences: ["Put in place of statement 1 (D) of the identity-based policy Guard: \(narrowed(exception))"]),
        AdviceRow(
            name: "a deny with a condition",
            layers: {
                PolicyLayers(
                    identity: [
                        try all(.identity), try deny(.identity, #","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#),
                    ])
            },
            sentences: [
                "Put in place of statement 1 (D) of the identity-based policy Guard: "
                    + narrowed(#""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"},\#(exception)"#),
                "Or call with aws:MultiFactorAuthPresent \"true\": statement 1 (D) does not apply then.",
            ]),
        AdviceRow(
            name: "a deny but through an endpoint, with an exception already",
            layers: {
                PolicyLayers(
                    identity: [try all(.identity)],
                    resource: try deny(
                        .resource,
                        #","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}"#
                    ))
            },
            sentences: [
                "Put in place of statement 1 (D) of the resource-based policy Guard: "
                    + narrowed(
                        #""StringNotEquals":{"aws:SourceVpce":"vpce-1"},"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::111122223333:role/*",\#(alice)]}"#,
                        #""Principal":"*","#),
                "Or call with aws:SourceVpce \"vpce-1\": statement 1 (D) does not apply then.",
            ]),
        AdviceRow(
            name: "a deny of AWS's own",
            layers: {
                PolicyLayers(identity: [try all(.identity), try deny(.identity, arn: "arn:aws:iam::aws:policy/AWSDenyAll")])
            },
            sentences: [
                "Put in place of the identity-based policy Guard, which is AWS's own, a copy whose statement 1 (D) is: \(narrowed(exception))"
            ]),
        AdviceRow(
            name: "a caller without a name", layers: { PolicyLayers(identity: [try all(.identity), try deny(.identity)]) }, keys: [:],
            sentences: ["Remove statement 1 (D) of the identity-based policy Guard."]),
        AdviceRow(
            name: "several layers",
            layers: {
                PolicyLayers(
                    identity: [], boundary: try all(.boundary, "s3:*"),
                    serviceControl: [.init(target: "ou-1", name: "Work", policies: [try deny(.serviceControl)])])
            },
            sentences: [
                "Put in place of statement 1 (D) of the service control policy Guard attached to ou-1 (Work): \(narrowed(exception))",
                "After that the service control policy would still refuse: it does not allow this.",
                "Add to the service control policy Guard attached to ou-1 (Work): \(fragment)",
                "After that the identity-based policy would still refuse: it does not allow this.",
                "Give arn:aws:iam::111122223333:user/team/Alice an identity-based policy: \(whole)",
                "After that the permissions boundary would still refuse: it does not allow this.",
                "Add to the permissions boundary P: \(fragment)",
            ]),
    ]

    @Test(arguments: rows) func `advice says what would turn the answer`(_ row: AdviceRow) throws {
        let decision = try row.decision()
        #expect(decision.evidence().advice.sentences == row.sentences)
        #expect(try AdviceFollower.follow(decision).isAllowed)
    }

    /// The circumstances that a condition of a Deny asks for, if any can be said.
    @Test(
        arguments: [
            (#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, "call with aws:SourceIp \"203.0.113.0\""),
            (#"{"NumericGreaterThanEquals":{"aws:MultiFactorAuthAge":"3600"}}"#, "call with aws:MultiFactorAuthAge \"3599\""),
            (#"{"Null":{"aws:TokenIssueTime":"true"}}"#, "call with aws:TokenIssueTime \"true\""),
            (#"{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}"#, "call without aws:RequestedRegion"),
            (#"{"ForAnyValue:StringEquals":{"aws:TagKeys":"secret"}}"#, "call without aws:TagKeys"),
            (#"{"ForAllValues:StringNotEquals":{"aws:TagKeys":"team"}}"#, "call with aws:TagKeys [\"team\"]"),
            (#"{"ArnLike":{"aws:PrincipalArn":"*"}}"#, nil),
        ] as [(String, String?)])
    func `advice says what a call would have to bring`(_ condition: String, _ words: String?) throws {
        let row = AdviceRow(
            name: "", layers: { PolicyLayers(identity: [try Self.deny(.identity, #","Condition":\#(condition)"#)]) },
            keys: [
                "aws:PrincipalArn": .single(Callers.user.arn), "aws:SourceIp": .single("198.51.100.1"),
                "aws:MultiFactorAuthAge": .single("7200"), "aws:RequestedRegion": .single("eu-west-1"), "aws:TagKeys": .list(["secret"]),
            ], sentences: [])
        let decision = try row.decision()
        let sentences = decision.evidence().advice.changes[0].alternatives
        #expect(sentences == (words.map { ["Or \($0): statement 1 (D) does not apply then."] } ?? []))
    }

    @Test func `in many worlds the advice turns the answer, or tells who still refuses`() throws {
        var numbers = SeededNumbers(state: 11)
        var denials = 0
        for round in 0..<1_000 {
            let decision = try AdviceWorlds.decision(&numbers)
            if decision.isAllowed { continue }
            denials += 1
            #expect(try AdviceFollower.follow(decision).isAllowed, "round \(round): \(decision.evidence().lines())")
        }
        #expect(denials > 500)
    }
}

/// Does what advice says, with nothing but what it says.
enum AdviceFollower {
    /// The decision when all is done; what each change foretells is checked on the way.
    static func follow(_ first: Decision) throws -> Decision {
        var decision = first
        for change in first.advice().changes {
            #expect(change.layer == decision.layer)
            let layers = try apply(change, to: decision.layers)
            decision = decide(decision.request, by: decision.principal, layers: layers, context: decision.context)
            #expect(decision.layer == change.then)
            #expect((decision.outcome == .explicitDeny) == change.thenDeniesExplicitly)
        }
        return decision
    }

    private static func apply(_ change: Advice.Change, to layers: PolicyLayers) throws -> PolicyLayers {
        var layers = layers
        func edit(_ policies: inout [AttachedPolicy]) throws {
            guard change.kind != .addPolicy else {
                let text = try #require(change.fragment)
                let policy = AttachedPolicy(name: "new", document: try PolicyDocument(parsing: text, as: change.layer))
                if change.layer == .boundary || change.layer == .resource { policies = [policy] } else { policies.append(policy) }
                return
            }
            // A later one of the same name is what is left when an earlier was already changed.
            let place = try #require(policies.firstIndex { try $0.name == change.policy && Self.fits(change, $0) })
            guard let changed = try edited(policies[place], by: change) else {
                policies.remove(at: place)
                return
            }
            policies[place] = policies[place].having(changed)
        }
        switch change.layer {
        case .identity: layers.identity = try with(layers.identity ?? [], edit)
        case .session: layers.session = try with(layers.session ?? [], edit)
        case .boundary: layers.boundary = try with(layers.boundary.map { [$0] } ?? [], edit).first
        case .endpoint: layers.endpoint = try with(layers.endpoint.map { [$0] } ?? [], edit).first
        case .resource, .key, .trust: layers.resource = try with(layers.resource.map { [$0] } ?? [], edit).first
        case .serviceControl: layers.serviceControl = try levels(layers.serviceControl, change, edit)
        case .resourceControl: layers.resourceControl = try levels(layers.resourceControl, change, edit)
        }
        return layers
    }

    private static func with(_ policies: [AttachedPolicy], _ edit: (inout [AttachedPolicy]) throws -> Void) rethrows -> [AttachedPolicy] {
        var policies = policies
        try edit(&policies)
        return policies
    }

    private static func levels(
        _ levels: [PolicyLevel]?, _ change: Advice.Change, _ edit: (inout [AttachedPolicy]) throws -> Void
    ) throws -> [PolicyLevel] {
        var levels = try #require(levels)
        let place = try #require(levels.firstIndex { $0.target == change.level })
        try edit(&levels[place].policies)
        return levels
    }

    private static func fits(_ change: Advice.Change, _ policy: AttachedPolicy) throws -> Bool {
        guard let statement = change.statement else { return true }
        return policy.document.statements.indices.contains(statement) && policy.document.statements[statement].effect == .deny
    }

    /// Nil for a policy that has nothing left.
    private static func edited(_ policy: AttachedPolicy, by change: Advice.Change) throws -> PolicyDocument? {
        let data = Data(policy.document.text.utf8)
        var root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        var statements = root["Statement"] as? [Any] ?? root["Statement"].map { [$0] } ?? []
        let fragment = try change.fragment.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
        switch change.kind {
        case .addStatement: statements.append(try #require(fragment))
        case .replaceStatement: statements[try #require(change.statement)] = try #require(fragment)
        case .removeStatement: statements.remove(at: try #require(change.statement))
        case .addPolicy: break
        }
        if statements.isEmpty {
            return [.key, .trust, .endpoint].contains(change.layer) ? .empty(as: change.layer) : nil
        }
        root["Statement"] = statements
        if root["Version"] == nil { root["Version"] = "2012-10-17" }
        let text = String(decoding: try JSONSerialization.data(withJSONObject: root), as: UTF8.self)
        return try PolicyDocument(parsing: text, as: policy.document.kind)
    }
}

/// Worlds with all layers, made by chance.
enum AdviceWorlds {
    static func decision(_ numbers: inout SeededNumbers) throws -> Decision {
        let callers = [Callers.user, Callers.role, Callers.federated, Callers.root, Callers.service]
        let caller = callers.randomElement(using: &numbers) ?? Callers.user
        var count = 0
        func policy(_ kind: PolicyKind) throws -> AttachedPolicy {
            count += 1
            let statements = try (0..<Int.random(in: 1...3, using: &numbers)).map { _ in try statement(kind, &numbers) }
            let arn =
                Bool.random(using: &numbers)
                ? nil
                : kind == .boundary && count.isMultiple(of: 3)
                    ? "arn:aws:iam::aws:policy/P\(count)" : "arn:aws:iam::111122223333:policy/P\(count)"
            return try .of(kind, statements.joined(separator: ","), name: "P\(count)", arn: arn)
        }
        func policies(_ kind: PolicyKind) throws -> [AttachedPolicy] {
            try (0..<Int.random(in: 0...3, using: &numbers)).map { _ in try policy(kind) }
        }
        func sometimes<Value>(_ value: () throws -> Value) rethrows -> Value? { Bool.random(using: &numbers) ? try value() : nil }
        func levels(_ kind: PolicyKind) throws -> [PolicyLevel] {
            try (0..<Int.random(in: 1...3, using: &numbers)).map { .init(target: "t-\($0)", name: "T\($0)", policies: try policies(kind)) }
        }
        let isOutside = caller.kind == .service
        var layers = PolicyLayers()
        if caller.kind != .root, !isOutside { layers.identity = try policies(.identity) }
        if caller.kind != .root, !isOutside { layers.boundary = try sometimes { try policy(.boundary) } }
        if caller.kind == .assumedRole || caller.kind == .federatedUser { layers.session = try sometimes { try policies(.session) } }
        layers.serviceControl = try sometimes { try levels(.serviceControl) }
        layers.resourceControl = try sometimes { try levels(.resourceControl) }
        layers.endpoint = try sometimes { try policy(.endpoint) }
        layers.resource = try sometimes { try policy(Bool.random(using: &numbers) ? .resource : .key) }
        let owner = Int.random(in: 0..<4, using: &numbers) == 0 ? "999988887777" : Callers.account
        var keys: [ConditionKey: ConditionValue] = ["aws:SourceIp": .single("203.0.113.7"), "aws:TagKeys": .list(["a", "b"])]
        if !isOutside { keys["aws:PrincipalArn"] = .single(caller.kind == .assumedRole ? caller.issuerARN : caller.arn) }
        if isOutside { keys["aws:PrincipalServiceName"] = .single(caller.arn) }
        return decide(
            AuthorizationRequest(action: "dynamodb:GetItem", resource: musicTable, resourceAccount: owner), by: caller, layers: layers,
            context: FixedConditionKeys(keys))
    }

    private static let conditions = [
        #"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#, #"{"IpAddress":{"aws:SourceIp":["203.0.113.0/24"]}}"#,
        #"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/Other"}}"#,
        #"{"arnnotlike":{"AWS:principalarn":["arn:aws:iam::*:role/Other"]},"StringNotLike":{"aws:PrincipalArn":"x","a:b":"c"}}"#,
        #"{"ForAnyValue:StringEquals":{"aws:TagKeys":["a"]}}"#, #"{"StringEquals":{"aws:username":"nobody"}}"#,
        #"{"StringNotEquals":{"aws:SourceVpce":"vpce-1","a:b":"c"},"ArnNotEquals":{"aws:SourceArn":"arn:aws:s3:::x"},"StringNotLike":{"a:b":"c"},"ArnNotLike":{"a:b":"arn:aws:s3:::x"}}"#,
    ]

    private static func statement(_ kind: PolicyKind, _ numbers: inout SeededNumbers) throws -> String {
        let denies = kind == .resourceControl || Int.random(in: 0..<5, using: &numbers) == 0
        let action = ["dynamodb:*", "dynamodb:GetItem", "dynamodb:PutItem", "s3:*"].randomElement(using: &numbers) ?? "s3:*"
        let resource = ["*", musicTable, "arn:aws:dynamodb:*:*:table/Other"].randomElement(using: &numbers) ?? "*"
        let principals = [
            #""*""#, #"{"AWS":"111122223333"}"#, #"{"AWS":"arn:aws:iam::111122223333:user/team/Alice"}"#,
            #"{"AWS":"arn:aws:iam::111122223333:role/app/Reader"}"#, #"{"Service":"dynamodb.amazonaws.com"}"#,
        ]
        let principal = kind == .resourceControl ? #""*""# : principals.randomElement(using: &numbers) ?? #""*""#
        let hasPrincipal = [.resource, .key, .endpoint, .resourceControl].contains(kind)
        let condition = Int.random(in: 0..<3, using: &numbers) == 0 ? conditions.randomElement(using: &numbers) : nil
        return #"{"Effect":"\#(denies ? "Deny" : "Allow")","Action":"\#(action)","Resource":"\#(resource)""#
            + (hasPrincipal ? #","Principal":\#(principal)"# : "") + (condition.map { #","Condition":\#($0)"# } ?? "") + "}"
    }
}

extension String {
    fileprivate func replacing(_ part: String, _ other: String) -> String {
        split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
    }
}
