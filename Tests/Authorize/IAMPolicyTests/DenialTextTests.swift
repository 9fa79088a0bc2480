import IAMPolicy
import Testing

@Suite struct DenialTextTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var kind: PolicyKind
        var explicit: String
        var implicit: String?
        /// Whether an explicit denial names the policy's ARN.
        var namesARN: Bool

        var testDescription: String { kind.rawValue }
    }

    /// IAM User Guide, "Troubleshoot access denied error messages"; the ARN after the clause: AWS Security Blog, January
    /// 2026. Of RCPs no implicit form exists.
    static let rows = [
        Row(
            kind: .identity, explicit: "with an explicit deny in an identity-based policy",
            implicit: "because no identity-based policy allows the dynamodb:GetItem action", namesARN: true),
        Row(
            kind: .boundary, explicit: "with an explicit deny in a permissions boundary",
            implicit: "because no permissions boundary allows the dynamodb:GetItem action", namesARN: true),
        Row(
            kind: .session, explicit: "with an explicit deny in a session policy",
            implicit: "because no session policy allows the dynamodb:GetItem action", namesARN: true),
        Row(
            kind: .serviceControl, explicit: "with an explicit deny in a service control policy",
            implicit: "because no service control policy allows the dynamodb:GetItem action", namesARN: true),
        Row(kind: .resourceControl, explicit: "with an explicit deny in a resource control policy", namesARN: true),
        Row(
            kind: .resource, explicit: "with an explicit deny in a resource-based policy",
            implicit: "because no resource-based policy allows the dynamodb:GetItem action", namesARN: false),
        Row(
            kind: .key, explicit: "with an explicit deny in a resource-based policy",
            implicit: "because no resource-based policy allows the kms:Decrypt action", namesARN: false),
        Row(
            kind: .trust, explicit: "with an explicit deny in the role trust policy",
            implicit: "because no role trust policy allows the sts:AssumeRole action", namesARN: false),
        Row(
            kind: .endpoint, explicit: "with an explicit deny in a VPC endpoint policy",
            implicit: "because no VPC endpoint policy allows the dynamodb:GetItem action", namesARN: false),
    ]

    @Test func `every kind of policy has a row`() {
        #expect(Set(Self.rows.map(\.kind)) == Set(PolicyKind.allCases))
    }

    @Test(arguments: rows, ["Deny", "None"])
    func `a denial is worded as AWS words it`(_ row: Row, _ effect: String) throws {
        guard effect == "Deny" || row.implicit != nil else { return }
        let decision = try decision(row.kind, denies: effect == "Deny")
        let clause = try #require(effect == "Deny" ? row.explicit : row.implicit)
        let start = "User: \(Callers.role.arn) is not authorized to perform: \(decision.request.action) on resource: \(musicTable)"
        #expect(decision.denialMessage(style: .article2022) == "\(start) \(clause)")
        let suffix = effect == "Deny" && row.namesARN ? ": arn:aws:iam::111122223333:policy/P" : ""
        #expect(decision.denialMessage() == "\(start) \(clause)\(suffix)")
        #expect(decision.denialMessage(namesReason: false) == start)
        #expect(decision.policy?.name == (effect == "Deny" ? "P" : nil))
    }

    @Test func `an inline policy has no ARN to name`() throws {
        let inline = try AttachedPolicy.of(.identity, #"{"Effect":"Deny","Action":"*","Resource":"*"}"#)
        let decision = decide(
            AuthorizationRequest(
                action: "dynamodb:ListTables", resource: "*", printedResource: "arn:aws:dynamodb:us-east-1:111122223333:table/*",
                resourceAccount: Callers.account), by: Callers.user, layers: PolicyLayers(identity: [inline]), context: NoConditionKeys())
        #expect(
            decision.denialMessage()
                == "User: arn:aws:iam::111122223333:user/team/Alice is not authorized to perform: dynamodb:ListTables on resource: arn:aws:dynamodb:us-east-1:111122223333:table/* with an explicit deny in an identity-based policy"
        )
    }

    @Test func `an allow has no reason`() {
        let decision = decide(
            AuthorizationRequest(action: "a:b", resource: "*", resourceAccount: Callers.account), by: Callers.root,
            layers: PolicyLayers(), context: NoConditionKeys())
        #expect(decision.isAllowed)
        #expect(decision.reasonClause() == "")
    }

    /// A call that exactly one layer refuses.
    private func decision(_ kind: PolicyKind, denies: Bool) throws -> Decision {
        let action = kind == .key ? "kms:Decrypt" : kind == .trust ? "sts:AssumeRole" : "dynamodb:GetItem"
        let principal =
            kind == .trust
            ? #""Principal":{"AWS":"*"},"#
            : [.resource, .key, .endpoint, .resourceControl].contains(kind) ? #""Principal":"*","# : ""
        let resource = kind == .trust ? "" : #","Resource":"*""#
        let said = denies ? (kind == .resourceControl ? "dynamodb:*" : action) : kind == .trust ? "sts:TagSession" : "s3:GetObject"
        let policy = try AttachedPolicy.of(
            kind, #"{"Effect":"\#(denies ? "Deny" : "Allow")",\#(principal)"Action":"\#(said)"\#(resource)}"#,
            arn: "arn:aws:iam::111122223333:policy/P")
        let all = try AttachedPolicy.of(.identity, #"{"Effect":"Allow","Action":"*","Resource":"*"}"#)
        var layers = PolicyLayers(identity: [all])
        let level = [PolicyLevel(target: "r-1", name: "Root", policies: [policy])]
        switch kind {
        case .identity: layers.identity = [policy]
        case .boundary: layers.boundary = policy
        case .session: layers.session = [policy]
        case .serviceControl: layers.serviceControl = level
        case .resourceControl: layers.resourceControl = level
        case .endpoint: layers.endpoint = policy
        case .resource, .key, .trust: layers.resource = policy
        }
        let owner = kind == .resource && !denies ? "999988887777" : Callers.account
        return decide(
            AuthorizationRequest(action: action, resource: musicTable, resourceAccount: owner), by: Callers.role, layers: layers,
            context: FixedConditionKeys(["aws:PrincipalOrgID": .single("o-1"), "aws:ResourceOrgID": .single("o-1")]))
    }
}
