import IAMPolicy
import Testing

struct LayerCase: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var caller: String
    var layers: Layers
    var outcome: Decision.Outcome.RawValue
    var layer: PolicyKind?
    var foreign: Bool?
    var action: String?
    var hasResourceType: Bool?
    var rootOverrides: Bool?
    var source: String

    var testDescription: String { name }

    /// Policies by a word: `allow`, `deny`, `none` (allows something else), after a colon the principal; several with commas.
    struct Layers: Decodable, Sendable {
        var identity: String?
        var boundary: String?
        var session: String?
        var scp: [String]?
        var rcp: [String]?
        var endpoint: String?
        var resource: String?
        var kind: PolicyKind?
        var grant: String?
    }

    private static let named = [
        "star": #""*""#, "account": #"{"AWS":"111122223333"}"#, "user": #"{"AWS":"arn:aws:iam::111122223333:user/team/Alice"}"#,
        "role": #"{"AWS":"arn:aws:iam::111122223333:role/app/Reader"}"#,
        "session": #"{"AWS":"arn:aws:sts::111122223333:assumed-role/Reader/s1"}"#,
        "federated": #"{"AWS":"arn:aws:sts::111122223333:federated-user/Bob"}"#, "service": #"{"Service":"dynamodb.amazonaws.com"}"#,
        "provider": #"{"Federated":"accounts.google.com"}"#, "other": #"{"AWS":"arn:aws:iam::999988887777:user/Eve"}"#,
    ]

    private func statement(_ word: Substring, _ kind: PolicyKind) throws -> String {
        let parts = word.split(separator: ":")
        let effect = parts[0] == "deny" ? "Deny" : "Allow"
        let action = parts[0] == "none" ? "s3:GetObject" : kind == .trust ? "sts:AssumeRole" : kind == .resourceControl ? "dynamodb:*" : "*"
        let hasPrincipal = [.resource, .key, .trust, .endpoint, .resourceControl].contains(kind)
        let principal = try #require(Self.named[parts.count > 1 ? String(parts[1]) : "star"])
        return #"{"Effect":"\#(effect)","Action":"\#(action)"\#(kind == .trust ? "" : #","Resource":"*""#)"#
            + (hasPrincipal ? #","Principal":\#(principal)}"# : "}")
    }

    private func policies(_ words: String?, _ kind: PolicyKind) throws -> [AttachedPolicy]? {
        try words?.split(separator: ",").map { word in
            if kind == .resourceControl, word == "allow" {
                return AttachedPolicy(name: "RCPFullAWSAccess", document: try .resourceControlFullAccess())
            }
            return try .of(kind, statement(word, kind), name: "\(kind.rawValue)-\(word)")
        }
    }

    /// The statements of one policy.
    private func policy(_ words: String?, _ kind: PolicyKind) throws -> AttachedPolicy? {
        guard let words else { return nil }
        return try .of(kind, words.split(separator: ",").map { try statement($0, kind) }.joined(separator: ","), name: kind.rawValue)
    }

    func decision() throws -> Decision {
        func levels(_ words: [String]?, _ kind: PolicyKind) throws -> [PolicyLevel]? {
            try words?.enumerated().map { index, word in
                PolicyLevel(target: "ou-\(index)", name: "Level \(index)", policies: try policies(word, kind) ?? [])
            }
        }
        let action = action ?? (layers.kind == .key ? "kms:Decrypt" : "dynamodb:GetItem")
        let grantees = [
            "user": Callers.user.arn, "role": Callers.role.issuerARN, "service": Callers.service.arn,
            "other": "arn:aws:iam::999988887777:user/Eve",
        ]
        let grants = layers.grant.flatMap { grantees[$0] }.map { [Grant(id: "g", grantee: $0, actions: ["kms:Decrypt"])] } ?? []
        let layers = PolicyLayers(
            identity: try policies(layers.identity, .identity), boundary: try policy(layers.boundary, .boundary),
            session: try policies(layers.session, .session), serviceControl: try levels(layers.scp, .serviceControl),
            resourceControl: try levels(layers.rcp, .resourceControl), endpoint: try policy(layers.endpoint, .endpoint),
            resource: try policy(layers.resource, layers.kind ?? .resource), grants: grants)
        let request = AuthorizationRequest(
            action: action, resource: musicTable, resourceAccount: foreign == true ? "999988887777" : Callers.account,
            hasResourceType: hasResourceType ?? true, rootOverridesResourcePolicy: rootOverrides ?? false)
        return decide(request, by: try #require(Callers.byName[caller]), layers: layers, context: NoConditionKeys())
    }
}

@Suite struct DecideTests {
    @Test(arguments: try Cases.rows("layers") as [LayerCase])
    func `layers decide as their row says`(_ row: LayerCase) throws {
        let decision = try row.decision()
        #expect(decision.outcome.rawValue == row.outcome)
        #expect(decision.layer == row.layer)
    }

    @Test(arguments: try Cases.rows("layers") as [LayerCase])
    func `evidence and decision agree`(_ row: LayerCase) throws {
        let decision = try row.decision()
        let evidence = decision.evidence()
        #expect(evidence.layers.count == 7)
        let denying = evidence.layers.first { $0.result == .explicitDeny } ?? evidence.layers.first { $0.result == .implicitDeny }
        #expect(denying?.kind == decision.layer)
        for layer in evidence.layers where layer.result != .notInPlay {
            let denies = layer.policies.contains { $0.statements.contains { $0.applied && $0.effect == .deny } }
            #expect(denies == (layer.result == .explicitDeny) || row.rootOverrides == true)
        }
        #expect(evidence.advice.isEmpty == decision.isAllowed)
    }

    @Test func `every layer has rows for each way to deny`() throws {
        let rows: [LayerCase] = try Cases.rows("layers")
        for kind in PolicyKind.allCases {
            #expect(rows.contains { $0.layer == kind && $0.outcome == "explicitDeny" }, "\(kind)")
            #expect(rows.contains { $0.layer == kind && $0.outcome == "implicitDeny" } != (kind == .resourceControl), "\(kind)")
        }
    }

    @Test func `what only the operation knows comes before what holds for all`() throws {
        let policy = try AttachedPolicy.of(
            .identity, #"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:b":"own"}}}"#)
        let request = AuthorizationRequest(
            action: "dynamodb:GetItem", resource: musicTable, resourceAccount: Callers.account,
            context: FixedConditionKeys(["a:b": .single("own")]))
        let decision = decide(
            request, by: Callers.user, layers: PolicyLayers(identity: [policy]), context: FixedConditionKeys(["a:b": .single("global")]))
        #expect(decision.isAllowed)
    }

    @Test(
        arguments: [
            (["app": "x"], nil, ["app": "x"], true), (["app": "x"], nil, ["app": "x", "more": "y"], false), (["app": "x"], nil, [:], false),
            (nil, ["app": "x"], ["app": "x", "more": "y"], true), (nil, ["app": "x"], ["app": "X"], false),
            (nil, ["app": "x"], ["App": "x"], false),
        ] as [([String: String]?, [String: String]?, [String: String], Bool)])
    func `a grant's constraints bind`(
        _ equals: [String: String]?, _ subset: [String: String]?, _ encryptionContext: [String: String], _ allowed: Bool
    ) throws {
        let key = try AttachedPolicy.of(
            .key, #"{"Effect":"Allow","Principal":{"AWS":"999988887777"},"Action":"kms:*","Resource":"*"}"#)
        let grant = Grant(
            id: "g1", grantee: Callers.user.arn, actions: ["kms:Decrypt", "kms:DescribeKey"], encryptionContextEquals: equals,
            encryptionContextSubset: subset)
        var keys: [ConditionKey: ConditionValue] = ["kms:EncryptionContextKeys": .list(Array(encryptionContext.keys))]
        for (name, value) in encryptionContext { keys[ConditionKey("kms:EncryptionContext:\(name)")] = .single(value) }
        func decision(_ action: String) -> Decision {
            decide(
                AuthorizationRequest(
                    action: action, resource: "arn:aws:kms:us-east-1:111122223333:key/k", resourceAccount: Callers.account),
                by: Callers.user, layers: PolicyLayers(resource: key, grants: [grant]), context: FixedConditionKeys(keys))
        }
        #expect(decision("kms:Decrypt").isAllowed == allowed)
        #expect(decision("kms:DescribeKey").isAllowed)
        #expect(!decision("kms:Encrypt").isAllowed)
    }
}
