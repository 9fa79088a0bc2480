import ByteJSON
import Testing

@testable import IAMPolicy

@Suite struct EvidenceTests {
    private func decision() throws -> Decision {
        let identity = try AttachedPolicy.of(
            .identity,
            """
            {"Sid":"Reads","Effect":"Allow","Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:*:*:table/Other"},
            {"Sid":"WithMFA","Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}},
            {"Effect":"Allow","Action":"s3:*","Resource":"*"}
            """, name: "Data", arn: "arn:aws:iam::111122223333:policy/Data")
        let full = try AttachedPolicy.of(.serviceControl, #"{"Effect":"Allow","Action":"*","Resource":"*"}"#, name: "FullAWSAccess")
        let deny = try AttachedPolicy.of(
            .serviceControl, #"{"Sid":"NoDynamoDB","Effect":"Deny","Action":"dynamodb:*","Resource":"*"}"#, name: "DenyDynamoDB")
        return decide(
            AuthorizationRequest(action: "dynamodb:GetItem", resource: musicTable, resourceAccount: Callers.account), by: Callers.user,
            layers: PolicyLayers(
                identity: [identity],
                serviceControl: [
                    PolicyLevel(target: "r-1", name: "Root", policies: [full]),
                    PolicyLevel(target: "ou-1", name: "Work", policies: [full, deny]),
                ]),
            context: NoConditionKeys())
    }

    @Test func `it shows the layers after the deciding one too`() throws {
        let decision = try decision()
        #expect(decision.level?.target == "ou-1")
        #expect(decision.policy?.name == "DenyDynamoDB")
        #expect(decision.statement?.sid == "NoDynamoDB")
        let evidence = decision.evidence()
        #expect(evidence.layers.map(\.kind) == [.resourceControl, .serviceControl, .endpoint, .resource, .identity, .boundary, .session])
        #expect(
            evidence.layers.map(\.result)
                == [.notInPlay, .explicitDeny, .notInPlay, .notInPlay, .implicitDeny, .notInPlay, .notInPlay])
        #expect(evidence.layers[1].levels.map(\.result) == [.allow, .explicitDeny])
        #expect(
            evidence.layers[4].policies[0].statements.map(\.mismatch) == [
                .resource,
                .condition(.init(conditionOperator: "Bool", key: "aws:MultiFactorAuthPresent", wanted: ["true"], seen: nil)), .action,
            ])
    }

    @Test func `a statement that applied shows its conditions and what the request had`() throws {
        let deny = try AttachedPolicy.of(
            .identity,
            #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}"#)
        let decision = decide(
            AuthorizationRequest(action: "dynamodb:GetItem", resource: musicTable, resourceAccount: Callers.account), by: Callers.user,
            layers: PolicyLayers(identity: [deny]), context: NoConditionKeys())
        let statement = try #require(decision.evidence().layers[4].policies.first?.statements.first)
        #expect(statement.applied)
        #expect(
            statement.conditions == [
                .init(conditionOperator: "BoolIfExists", key: "aws:MultiFactorAuthPresent", wanted: ["false"], seen: nil)
            ])
        #expect(
            decision.evidence().lines().contains(
                "        since BoolIfExists aws:MultiFactorAuthPresent \"false\" held (the request has no such key)"))
    }

    @Test func `it reads as lines`() throws {
        #expect(
            try decision().evidence().lines() == [
                "Denied explicitly: arn:aws:iam::111122223333:user/team/Alice asked for dynamodb:GetItem on \(musicTable)",
                "  resource control policy: not in play",
                "  service control policy: denies",
                "    at r-1 (Root): allows",
                "    at ou-1 (Work): denies",
                "    FullAWSAccess at r-1",
                "      statement 1, line 1, Allow: applies",
                "    FullAWSAccess at ou-1",
                "      statement 1, line 1, Allow: applies",
                "    DenyDynamoDB at ou-1",
                "      statement 1 (NoDynamoDB), line 1, Deny: applies",
                "  VPC endpoint policy: not in play",
                "  resource-based policy: not in play",
                "  identity-based policy: does not allow",
                "    Data, 1 statement about other actions",
                "      statement 1 (Reads), line 1, Allow: is about other resources",
                "      statement 2 (WithMFA), line 2, Allow: would apply if Bool aws:MultiFactorAuthPresent \"true\" held (the request has no such key)",
                "  permissions boundary: not in play",
                "  session policy: not in play",
                "  -> Remove statement 1 (NoDynamoDB) of the service control policy DenyDynamoDB attached to ou-1 (Work).",
                "  -> After that the identity-based policy would still refuse: it does not allow this.",
                "  -> Add to an identity-based policy of arn:aws:iam::111122223333:user/team/Alice: {\"Effect\":\"Allow\",\"Action\":\"dynamodb:GetItem\",\"Resource\":\"\(musicTable)\"}",
                "  -> Or: statement 2 (WithMFA) of Data would allow if Bool aws:MultiFactorAuthPresent \"true\" held (the request has no such key).",
            ])
    }

    @Test func `it reads as JSON`() throws {
        var writer = JSONWriter()
        try decision().evidence().write(into: &writer)
        let root = try JSONDocument(parsing: writer.bytes).root
        #expect(root["outcome"]?.string == "explicitDeny")
        #expect(root["deniedBy"]?.string == "scp")
        let layers = try #require(root["layers"]).elements.map { $0 }
        #expect(layers.map { $0["layer"]?.string } == ["rcp", "scp", "vpc-endpoint", "resource", "identity", "boundary", "session"])
        let identity = try #require(layers[4]["policies"]?.elements.map { $0 }.first)
        #expect(
            String(decoding: identity.bytes, as: UTF8.self)
                == #"{"name":"Data","arn":"arn:aws:iam::111122223333:policy/Data","statements":["#
                + #"{"index":0,"sid":"Reads","effect":"Allow","line":1,"applied":false,"failed":"resource"},"#
                + #"{"index":1,"sid":"WithMFA","effect":"Allow","line":2,"applied":false,"failed":"condition","#
                + #""condition":{"operator":"Bool","key":"aws:MultiFactorAuthPresent","wanted":["true"],"seen":null}},"#
                + #"{"index":2,"effect":"Allow","line":3,"applied":false,"failed":"action"}]}"#)
    }
}
