/// Which of AWS's wordings a denial has.
package enum DenialTextStyle: String, Sendable, CaseIterable {
    /// Explicit denials name the policy, where it has an ARN (AWS Security Blog, January 2026).
    case current
    /// As in 2022: the kind of policy only.
    case article2022 = "2022"
}

extension Decision {
    /// `User: … is not authorized to perform: … on resource: … with an explicit deny in …`
    ///
    /// - Parameter namesReason: false for the short form, which STS's AssumeRole prints (recorded 2018 to 2025).
    package func denialMessage(style: DenialTextStyle = .current, namesReason: Bool = true) -> String {
        let sentence = "\(denialBeginning) on resource: \(request.printedResource ?? request.resource)"
        return namesReason ? "\(sentence) \(reasonClause(style: style))" : sentence
    }

    /// Whether the caller belongs neither to the account that owns the resource nor to its organization.
    ///
    /// Such callers are told the kind of policy, and never which policy it was (AWS Security Blog, January 2026, on policies' ARNs in
    /// denials). That S3 alone tells them nothing is S3's own (S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors"):
    /// ECR's answers about AWS's and Marketplace's repositories name the resource's policy to every stranger (recorded).
    private var isForStranger: Bool {
        if principal.isOutsideAccounts || principal.account.isSameText(as: request.resourceAccount) { return false }
        guard case .single(let own)? = context.value(of: "aws:PrincipalOrgID"),
            case .single(let owners)? = context.value(of: "aws:ResourceOrgID")
        else { return true }
        return !own.isSameText(as: owners)
    }

    /// The sentence without resource and reason: `User: … is not authorized to perform: ec2:DescribeVpcEndpoints`.
    package var denialBeginning: String { "User: \(principal.arn) is not authorized to perform: \(request.action)" }

    /// Why, in AWS's words: `because no identity-based policy allows the dynamodb:GetItem action`; empty for an allow.
    ///
    /// Table and key policies and those of endpoints and roles have no ARN, so nothing follows their clauses; inline
    /// policies neither.
    package func reasonClause(style: DenialTextStyle = .current) -> String {
        guard let layer, outcome != .allow else { return "" }
        guard outcome == .explicitDeny else { return "because no \(layer.denialName) allows the \(request.action) action" }
        let clause = "with an explicit deny in \(layer.denialArticle) \(layer.denialName)"
        guard style == .current, layer.showsPolicyARN, let arn = policy?.arn, !isForStranger else { return clause }
        return "\(clause): \(arn)"
    }
}

/// The words of IAM User Guide, "Troubleshoot access denied error messages".
extension PolicyKind {
    /// What a denial calls this kind of policy.
    package var denialName: String {
        switch self {
        case .identity: "identity-based policy"
        case .boundary: "permissions boundary"
        case .session: "session policy"
        case .serviceControl: "service control policy"
        case .resourceControl: "resource control policy"
        case .resource, .key: "resource-based policy"
        case .trust: "role trust policy"
        case .endpoint: "VPC endpoint policy"
        }
    }

    var denialArticle: String {
        switch self {
        case .identity: "an"
        case .trust: "the"
        default: "a"
        }
    }

    var showsPolicyARN: Bool {
        switch self {
        case .identity, .boundary, .session, .serviceControl, .resourceControl: true
        case .resource, .key, .trust, .endpoint: false
        }
    }
}
