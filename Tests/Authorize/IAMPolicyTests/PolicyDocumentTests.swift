import ByteJSON
import IAMPolicy
import Testing

@Suite struct PolicyDocumentTests {
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        var name: String?
        /// The element that the row is about, in the table of kinds.
        var cell: String?
        var kind: PolicyKind
        var text: String
        var reason: String?
        /// The words for the author of the policy.
        var message: String?
        /// The words of the API that stores the kind; nil for kinds whose API always says the same.
        var answer: String?
        var position: String?
        var source: String

        var testDescription: String { "\(kind.rawValue): \(name ?? cell ?? text)" }
    }

    @Test(arguments: try Cases.rows("grammar") + Cases.rows("kinds") as [Row])
    func `a text is taken or refused as its row says`(_ row: Row) throws {
        do {
            _ = try PolicyDocument(parsing: row.text, as: row.kind)
            #expect(row.reason == nil)
        } catch {
            #expect("\(error.reason)" == row.reason)
            #expect(error.message == row.message)
            #expect(error.position.description == row.position)
            #expect(Self.answer(to: error, row.kind) == row.answer)
        }
    }

    private static func answer(to error: PolicySyntaxError, _ kind: PolicyKind) -> String? {
        switch kind {
        case .identity, .boundary, .session: error.iamMessage
        case .trust, .resource: error.resourcePolicyMessage
        case .key: error.keyPolicyMessage
        case .serviceControl, .resourceControl, .endpoint: nil
        }
    }

    @Test func `every kind of policy has a row for every element`() throws {
        let rows: [Row] = try Cases.rows("kinds")
        let cells = Set(rows.compactMap(\.cell))
        #expect(cells.count == 58)
        for element in [
            "Version", "Id", "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
        ] {
            #expect(cells.contains { $0.split(separator: " ").contains { $0 == element } }, "\(element)")
        }
        for kind in PolicyKind.allCases { #expect(Set(rows.filter { $0.kind == kind }.compactMap(\.cell)) == cells, "\(kind)") }
    }

    @Test func `every fault has a row`() throws {
        let rows: [Row] = try Cases.rows("grammar") + Cases.rows("kinds")
        let reasons = Set(rows.compactMap { $0.reason?.split(separator: "(").first.map(String.init) })
        #expect(
            reasons == [
                "invalidJSON", "notAPolicy", "syntax", "prohibitedField", "missingField", "emptyStatement", "version", "unknownVersion",
                "effectCase", "unknownEffect", "sid", "duplicateSid", "conditionValue", "unknownOperator", "missingVendor", "tooManyColons",
                "invalidVendor", "vendorWildcard", "resourceNotARN", "resourceParts", "resourcePartition", "resourceVendor",
                "iamResourcePath", "resourceRegion", "resourceAccount", "invalidPrincipal", "principalNotObject", "emptyPrincipal",
                "allowsNotPrincipal", "trustAction", "cognitoCondition",
            ])
    }

    @Test func `faults are reported in IAM's order`() throws {
        // Each statement has one fault; the earliest in IAM's order is told, wherever it stands.
        let faults = [
            (#"{"Effect":"Allow","Action":"a:b"}"#, "Policy statement must contain resources."),
            (
                #"{"Effect":"Allow","Action":"b","Resource":"*"}"#,
                "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
            ),
            (#"{"Effect":"Allow","Action":"a:b","Resource":"x"}"#, #"Resource x must be in ARN format or "*"."#),
            (#"{"Effect":"Allow","Resource":"*"}"#, "Policy statement must contain actions."),
            (#"{"Sid":"S","Effect":"Allow","Action":"a:b","Resource":"*"}"#, "Statement IDs (SID) in a single policy must be unique."),
            (#"{"Effect":"allow","Action":"a:b","Resource":"*"}"#, "The policy failed legacy parsing"),
            (#"{"Effect":"Never","Action":"a:b","Resource":"*"}"#, "Syntax errors in policy."),
        ]
        var text = #"{"Sid":"S","Effect":"Allow","Action":"a:b","Resource":"*"}"#
        for (statement, message) in faults {
            text += ",\(statement)"
            let error = #expect(throws: PolicySyntaxError.self) { try AttachedPolicy.of(.identity, text) }
            #expect(error?.iamMessage == message)
        }
    }

    @Test func `the managed RCP allows, and only that one`() throws {
        let document = try PolicyDocument.resourceControlFullAccess()
        #expect(document.kind == .resourceControl)
        #expect(document.statements.map(\.effect) == [.allow])
        #expect(throws: PolicySyntaxError.self) { try PolicyDocument(parsing: document.text, as: .resourceControl) }
    }

    @Test func `a statement tells what it says and where it stands`() throws {
        let text =
            "{\"Version\":\"2012-10-17\",\n\"Statement\":[{\"Sid\":\"S1\",\"Effect\":\"Deny\",\"NotAction\":[\"a:b\"],\"Resource\":\"*\"}]}"
        let statement = try #require(try PolicyDocument(parsing: text, as: .identity).statements.first)
        #expect(statement.sid == "S1")
        #expect(statement.effect == .deny)
        #expect(statement.actions == .allBut(["a:b"]))
        #expect(statement.resources == .these(["*"]))
        #expect(statement.principals == nil)
        #expect(statement.position.description == "line 2, column 14")
        #expect(String(decoding: Array(text.utf8)[statement.range], as: UTF8.self).hasPrefix(#"{"Sid":"S1""#))
    }

    @Test func `a policy tells which keys it asks for`() throws {
        let policy = try AttachedPolicy.of(
            .identity,
            #"{"Effect":"Allow","Action":"*","Resource":"arn:aws:dynamodb:*:*:table/${aws:username, 'x'}${*}","Condition":"#
                + #"{"StringLike":{"aws:SourceVpc":"${aws:PrincipalTag/vpc}"},"Bool":{"AWS:UserName":"true"}}}"#)
        #expect(policy.document.contextKeyNames == ["aws:username", "aws:SourceVpc", "aws:PrincipalTag/vpc"])
    }
}

/// The policy of the AWS article on AccessDeniedException.
@Suite struct ArticlePolicyTests {
    private func article(resource: String) -> String {
        """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "DenyAllExceptListedIfNoMFA",
              "Effect": "Deny",
              "NotAction": ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:GetUser", "iam:ListMFADevices",
                "iam:ListVirtualMFADevices", "iam:ResyncMFADevice", "sts:GetSessionToken"],
              "Resource": "\(resource)",
              "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
            }
          ]
        }
        """
    }

    @Test func `its empty resource is refused, and where`() throws {
        let error = #expect(throws: PolicySyntaxError.self) { try PolicyDocument(parsing: article(resource: ""), as: .identity) }
        #expect(error?.reason == .resourceNotARN(""))
        #expect(error?.iamMessage == #"Resource  must be in ARN format or "*"."#)
        #expect(error?.position.description == "line 9, column 19")
    }

    @Test(arguments: [
        (nil, "dynamodb:GetItem", false), ("false", "dynamodb:GetItem", false), ("true", "dynamodb:GetItem", true),
        (nil, "sts:GetSessionToken", true),
    ])
    func `it denies long-term keys and sessions without MFA`(_ present: String?, _ action: String, _ allowed: Bool) throws {
        let article = AttachedPolicy(name: "MFA", document: try PolicyDocument(parsing: article(resource: "*"), as: .identity))
        let admin = try AttachedPolicy.of(.identity, #"{"Effect":"Allow","Action":"*","Resource":"*"}"#, name: "Admin")
        var context: [ConditionKey: ConditionValue] = [:]
        context["aws:MultiFactorAuthPresent"] = present.map { .single($0) }
        let decision = decide(
            AuthorizationRequest(action: action, resource: musicTable, resourceAccount: Callers.account), by: Callers.user,
            layers: PolicyLayers(identity: [admin, article]), context: FixedConditionKeys(context))
        #expect(decision.isAllowed == allowed)
        #expect(decision.statement?.sid == (allowed ? nil : "DenyAllExceptListedIfNoMFA"))
    }
}
