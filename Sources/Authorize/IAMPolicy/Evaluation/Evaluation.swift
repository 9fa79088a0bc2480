/// One question on its way through the layers.
struct Evaluation {
    let question: Question
    private let candidates: Candidates
    private let isSameAccount: Bool

    init(_ asked: GatheredQuestion) {
        question = Question(asked)
        isSameAccount = asked.principal.account.isSameText(as: asked.request.resourceAccount)
        candidates = CandidateMemory.shared.candidates(for: asked)
    }

    private var asked: GatheredQuestion { question.asked }

    /// RCPs touch whoever uses a member account's resource, where they can have a say. They only deny: `RCPFullAWSAccess` always
    /// allows (Organizations User Guide, "RCP evaluation").
    func resourceControl() -> LayerVerdict {
        guard asked.layers.resourceControl != nil, asked.isUnderResourceControl else { return LayerVerdict() }
        guard candidates.resourceControl.canDeny else { return LayerVerdict(result: .noImpact) }
        for index in candidates.resourceControl.levels.indices {
            if let deny = scan(candidates.resourceControl, level: index).deny { return LayerVerdict(result: .explicitDeny, place: deny) }
        }
        return LayerVerdict(result: .noImpact)
    }

    /// At every level from the root to the account some SCP must allow; services and service-linked roles are spared
    /// (Organizations User Guide, "SCP evaluation").
    func serviceControl() -> LayerVerdict {
        guard asked.layers.serviceControl != nil, !asked.principal.isServiceLinked, !asked.principal.isOutsideAccounts else {
            return LayerVerdict()
        }
        let levels = candidates.serviceControl.levels
        var lacking = levels.isEmpty ? LayerVerdict(result: .implicitDeny) : nil
        var allow: StatementPlace?
        for index in levels.indices {
            let scan = levels[index].settled ?? scan(candidates.serviceControl, level: index)
            if let deny = scan.deny { return LayerVerdict(result: .explicitDeny, place: deny) }
            allow = scan.allow
            if scan.allow == nil, lacking == nil {
                lacking = LayerVerdict(result: .implicitDeny, place: StatementPlace(level: index, policy: -1, statement: -1))
            }
        }
        return lacking ?? LayerVerdict(result: .allow, place: allow)
    }

    /// The endpoint's policy is a filter: it must allow, and grants nothing.
    func endpoint() -> LayerVerdict {
        guard asked.layers.endpoint != nil else { return LayerVerdict() }
        return scan(candidates.endpoint).verdict(whenSilent: .implicitDeny)
    }

    /// What the resource's own policy and its grants give the caller.
    func resourceScan() -> LayerScan {
        guard let policy = asked.layers.resource else { return LayerScan() }
        var found = scan(candidates.resource)
        if asked.request.rootOverridesResourcePolicy, asked.principal.kind == .root, isSameAccount { found.deny = nil }
        guard policy.document.kind == .key, found.deny == nil else { return found }
        for (index, grant) in asked.layers.grants.enumerated() {
            let reach = grant.reach(to: question)
            if reach > found.reach {
                found.reach = reach
                found.allow = nil
                found.grant = index
            }
        }
        return found
    }

    /// In the resource's own account its policy may allow; a key's or a role's must, and so must any policy for callers
    /// from elsewhere and for services.
    func resource(_ found: LayerScan) -> LayerVerdict {
        if let deny = found.deny { return LayerVerdict(result: .explicitDeny, place: deny) }
        let allow = LayerVerdict(result: .allow, place: found.allow, grant: found.grant)
        if asked.principal.isOutsideAccounts { return found.reach == .itself ? allow : LayerVerdict(result: .implicitDeny) }
        if !isSameAccount || resourceMustAllow { return found.reach > .none ? allow : LayerVerdict(result: .implicitDeny) }
        if asked.layers.resource == nil { return LayerVerdict() }
        return found.reach > .account ? allow : LayerVerdict(result: .noImpact)
    }

    /// The caller's own policies must allow, unless the resource's policy names the caller in its own account.
    func identity(besides found: LayerScan) -> LayerVerdict {
        guard !asked.principal.isOutsideAccounts, asked.principal.kind != .root else { return LayerVerdict() }
        let isNamed = isSameAccount && found.reach > .account
        return scan(candidates.identity).verdict(whenSilent: isNamed ? .noImpact : .implicitDeny)
    }

    func boundary(besides found: LayerScan) -> LayerVerdict {
        guard asked.layers.boundary != nil, !asked.principal.isOutsideAccounts else { return LayerVerdict() }
        return scan(candidates.boundary).verdict(whenSilent: isExempt(found) ? .noImpact : .implicitDeny)
    }

    /// A federated user without session policies may do only what a resource's policy gives to the session itself (IAM
    /// User Guide, "Policy evaluation logic").
    func session(besides found: LayerScan) -> LayerVerdict {
        guard !asked.principal.isOutsideAccounts else { return LayerVerdict() }
        if asked.layers.session == nil, asked.principal.kind != .federatedUser { return LayerVerdict() }
        return scan(candidates.session).verdict(whenSilent: isExempt(found) ? .noImpact : .implicitDeny)
    }

    /// Boundary and session policy do not limit what the resource's policy gives, in its own account, to the caller
    /// itself or to everyone; they do limit what it gives to a role or user behind a session.
    private func isExempt(_ found: LayerScan) -> Bool { isSameAccount && found.reach > .issuer }

    private var resourceMustAllow: Bool {
        switch asked.layers.resource?.document.kind {
        case .key, .trust: true
        default: false
        }
    }
}

extension Principal {
    /// Services and identity providers have no policies of their own.
    var isOutsideAccounts: Bool { kind == .service || kind == .federated }
}
