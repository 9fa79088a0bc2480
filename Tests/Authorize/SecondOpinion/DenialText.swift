extension SecondOpinion {
    /// The sentence of a denial, with the policy's ARN as AWS writes it since 2026; nil for an allow.
    func text(of verdict: Verdict, in situation: Situation) -> String? {
        guard verdict.outcome != .allow, let layer = verdict.layer else { return nil }
        let action = situation.request.action
        let caller = situation.caller
        let short = "User: \(caller.arn) is not authorized to perform: \(action) on resource: \(situation.request.resource)"
        let isHome = caller.account?.id == situation.resource.owner.id
        let organization = caller.account?.organization
        let isRelated = isHome || organization != nil && organization == situation.resource.owner.organization
        // STS still answers AssumeRole with the short form.
        if situation.resource.kind == .trust { return short }
        let names = [
            "identity": "identity-based policy", "boundary": "permissions boundary", "session": "session policy",
            "scp": "service control policy", "rcp": "resource control policy", "resource": "resource-based policy",
            "key": "resource-based policy", "vpc-endpoint": "VPC endpoint policy",
        ]
        let name = names[layer] ?? layer
        if verdict.outcome == .implicitDeny { return "\(short) because no \(name) allows the \(action) action" }
        let clause = "\(short) with an explicit deny in \(layer == "identity" ? "an" : "a") \(name)"
        guard holds(.explicitDenyShowsThePolicy), let arn = verdict.statement?.arn else { return clause }
        if !isRelated && caller.account != nil && holds(.strangersSeeNoPolicy) { return clause }
        guard ["identity", "boundary", "session", "scp", "rcp"].contains(layer) else { return clause }
        return "\(clause): \(arn)"
    }
}
