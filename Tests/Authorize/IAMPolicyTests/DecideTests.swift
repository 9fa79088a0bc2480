import IAMPolicy
import SecondOpinion
import Testing

@Suite struct DecideTests {
    @Test(arguments: try LayerTables.all())
    func `layers decide as their row says`(_ row: WrittenCase) throws {
        let decision = try row.decision()
        #expect(decision.outcome.rawValue == row.outcome)
        #expect(decision.layer?.rawValue == row.layer)
        if let policy = row.policy { #expect(decision.policy?.name == policy) }
        if let message = row.message {
            let isShort = row.situation.resource.kind == .trust
            #expect(decision.denialMessage(namesReason: !isShort) == message)
            #expect(decision.denialMessage(style: .article2022, namesReason: !isShort) == Self.withoutARN(message))
        }
    }

    @Test(arguments: try LayerTables.all())
    func `evidence and decision agree`(_ row: WrittenCase) throws {
        let decision = try row.decision()
        let evidence = decision.evidence()
        #expect(evidence.layers.count == 7)
        let denying = evidence.layers.first { $0.result == .explicitDeny } ?? evidence.layers.first { $0.result == .implicitDeny }
        #expect(denying?.kind == decision.layer)
        for layer in evidence.layers where layer.result != .notInPlay {
            let denies = layer.policies.contains { $0.statements.contains { $0.applied && $0.effect == .deny } }
            #expect(denies == (layer.result == .explicitDeny) || row.situation.request.rootOverrides)
        }
        for (layer, said) in row.layers { #expect(evidence.layers.first { $0.kind.rawValue == layer }?.result.rawValue == said) }
        #expect(evidence.advice.changes.isEmpty == decision.isAllowed)
    }

    /// As of 2022: the clause, but no policy's ARN after it.
    private static func withoutARN(_ message: String) -> String {
        for clause in ["policy", "boundary"] {
            let parts = message.split(separator: " \(clause): arn:", maxSplits: 1)
            if parts.count == 2 { return "\(parts[0]) \(clause)" }
        }
        return message
    }

    @Test func `every layer has rows for each way to deny`() throws {
        let rows = try LayerTables.rows()
        for kind in PolicyKind.allCases {
            #expect(rows.contains { $0.layer == kind.rawValue && $0.outcome == "explicitDeny" }, "\(kind)")
            #expect(rows.contains { $0.layer == kind.rawValue && $0.outcome == "implicitDeny" } != (kind == .resourceControl), "\(kind)")
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
