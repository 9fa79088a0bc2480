/// The layers that have a say, in the order in which AWS looks at them.
private struct Say {
    var rcp: [SecondLevel] = []
    var scp: [SecondLevel]?
    var endpoint: WrittenPolicy?
    var identity: [WrittenPolicy] = []
}

extension SecondOpinion {
    /// Decides one question.
    package func verdict(on situation: Situation) -> Verdict {
        var verdict = decide(situation)
        verdict.text = text(of: verdict, in: situation)
        return verdict
    }

    private func decide(_ situation: Situation) -> Verdict {
        let say = gather(situation)
        let denial = explicitDenial(situation, say)
        let answer = withoutDenials(situation, say)
        guard let denial, holds(.explicitDenyWins) else { return answer }
        // Which of several denying layers is named is not documented.
        if !holds(.explicitDenyIsNamedFirst), answer.outcome == .implicitDeny { return answer }
        return denial
    }

    // MARK: Who has a say

    private func gather(_ situation: Situation) -> Say {
        let caller = situation.caller
        let owner = situation.resource.owner
        var say = Say()
        let isPrincipalOfAnAccount = caller.kind != .service && caller.kind != .provider
        let governed = holds(.scpFollowsThePrincipal) ? caller.account : owner
        if isPrincipalOfAnAccount, let account = governed, account.organization != nil {
            let isSpared =
                account.isManagement && holds(.scpSparesTheManagementAccount)
                || caller.isServiceLinked && holds(.scpSparesServiceLinkedRoles)
                || caller.kind == .root && !holds(.scpLimitsRoot)
            if !isSpared { say.scp = account.levels }
        }
        let guarded = holds(.rcpFollowsTheResource) ? owner : caller.account ?? owner
        let isSpared =
            guarded.organization == nil
            || guarded.isManagement && holds(.rcpSparesTheManagementAccount)
            || caller.isServiceLinked && holds(.rcpSparesServiceLinkedRoles)
            || !situation.request.hasResourceType && holds(.rcpNeedsAResourceType)
            || situation.request.action == "kms:RetireGrant" && holds(.rcpSparesRetireGrant)
            || !guardedServices.contains { situation.request.action.hasPrefix($0 + ":") } && holds(.rcpGuardsListedServices)
            || isAssumingServiceLinkedRole(situation.request) && holds(.rcpSparesAssumingServiceLinkedRoles)
        if !isSpared { say.rcp = guarded.levels }
        if isPrincipalOfAnAccount { say.endpoint = situation.endpoint }
        say.identity = caller.own + (holds(.groupsGiveTheirPolicies) ? caller.groups : [])
        if !holds(.policiesOfALayerAreJoined) { say.identity = Array(say.identity.prefix(1)) }
        return say
    }

    /// Of those that are asked about here, the ones that the Organizations User Guide lists.
    private var guardedServices: [String] { ["dynamodb", "kms", "s3", "sts"] }

    private func isAssumingServiceLinkedRole(_ request: SecondRequest) -> Bool {
        guard request.action.hasPrefix("sts:") else { return false }
        return request.resource.split(separator: ":").last?.hasPrefix("role/aws-service-role/") ?? false
    }

    // MARK: Explicit denials

    private func explicitDenial(_ situation: Situation, _ say: Say) -> Verdict? {
        let caller = situation.caller
        let own = situation.resource.policy.map { [$0] } ?? []
        let place = PolicyPlace(rawValue: situation.resource.kind.rawValue) ?? .resource
        let overrides =
            situation.request.rootOverrides && caller.kind == .root && caller.account?.id == situation.resource.owner.id
            && holds(.rootOverridesItsOwnPolicy)
        var found: [Verdict] = []
        func look(_ policies: [WrittenPolicy], _ place: PolicyPlace, _ target: String? = nil) {
            guard let first = first(of: policies, at: place, situation, allows: false) else { return }
            found.append(Verdict(outcome: .explicitDeny, layer: place.rawValue, statement: first, target: target))
        }
        if holds(.rcpDenies) {
            for level in say.rcp { look(level.rcps, .rcp, level.target) }
        }
        for level in say.scp ?? [] { look(level.scps, .scp, level.target) }
        look(say.endpoint.map { [$0] } ?? [], .endpoint)
        if !overrides { look(own, place) }
        look(say.identity, .identity)
        look(caller.boundary.map { [$0] } ?? [], .boundary)
        look(caller.session ?? [], .session)
        return holds(.layersAreNamedInOrder) ? found.first : found.last
    }

    /// The first statement of an effect that fits.
    private func first(
        of policies: [WrittenPolicy], at place: PolicyPlace, _ situation: Situation, allows: Bool
    ) -> Verdict.Place? {
        every(of: policies, at: place, situation, allows: allows, stopsAtFirst: true).first
    }

    private func every(
        of policies: [WrittenPolicy], at place: PolicyPlace, _ situation: Situation, allows: Bool = true, stopsAtFirst: Bool = false
    ) -> [Verdict.Place] {
        var found: [Verdict.Place] = []
        let hasPrincipals = [.rcp, .endpoint, .resource, .key, .trust].contains(place)
        for policy in policies {
            for statement in policy.statements where statement.allows == allows {
                if hasPrincipals && namings(of: situation.caller, in: statement).isEmpty { continue }
                guard fits(statement, of: policy, at: place, situation.request) else { continue }
                found.append(Verdict.Place(policy: policy.name, arn: policy.arn, index: statement.index))
                if stopsAtFirst { return found }
            }
        }
        return found
    }

    // MARK: Allows

    private func withoutDenials(_ situation: Situation, _ say: Say) -> Verdict {
        let caller = situation.caller
        let request = situation.request
        var failures: [Verdict] = []
        func fail(_ layer: String, _ target: String? = nil) {
            failures.append(Verdict(outcome: .implicitDeny, layer: layer, target: target))
        }

        if !holds(.rcpNeedNotAllow), let silent = say.rcp.first(where: { first(of: $0.rcps, at: .rcp, situation, allows: true) == nil }) {
            fail("rcp", silent.target)
        }
        if let levels = say.scp {
            let silent = levels.first { level in
                let joined = holds(.policiesOfALayerAreJoined) ? level.scps : Array(level.scps.prefix(1))
                return first(of: joined, at: .scp, situation, allows: true) == nil
            }
            // An account without a level above it cannot be; what cannot be refuses.
            if silent != nil || levels.isEmpty, holds(.everySCPLevelMustAllow) { fail("scp", silent?.target) }
        }
        if let endpoint = say.endpoint, first(of: [endpoint], at: .endpoint, situation, allows: true) == nil, holds(.endpointMustAllow) {
            fail("vpc-endpoint")
        }

        // What the resource says of its own accord.
        let own = situation.resource.policy.map { [$0] } ?? []
        let place = PolicyPlace(rawValue: situation.resource.kind.rawValue) ?? .resource
        var grantsOfOwn: [(place: Verdict.Place, namings: Set<Naming>)] = []
        for policy in own {
            for statement in policy.statements where statement.allows && fits(statement, of: policy, at: place, request) {
                let namings = namings(of: caller, in: statement)
                if namings.isEmpty { continue }
                grantsOfOwn.append((Verdict.Place(policy: policy.name, arn: policy.arn, index: statement.index), namings))
            }
        }
        let granted = namings(of: caller, in: situation.resource.grants, request)
        let identity = every(of: say.identity, at: .identity, situation)
        let all = grantsOfOwn.reduce(granted) { $0.union($1.namings) }
        failures += self.failures(situation, whereNamed: all, hasIdentity: !identity.isEmpty)
        if let failure = holds(.layersAreNamedInOrder) ? failures.first : failures.last { return failure }

        // Any statement that would have been enough without the others of its layer may be credited with the allow.
        var verdict = Verdict(outcome: .allow)
        verdict.sufficient = Set(identity)
        for grant in grantsOfOwn where self.failures(situation, whereNamed: grant.namings, hasIdentity: !identity.isEmpty).isEmpty {
            verdict.sufficient.insert(grant.place)
        }
        let needsNone = self.failures(situation, whereNamed: granted, hasIdentity: false).isEmpty
        verdict.neededStatement = !needsNone && holds(.nothingIsAllowedByDefault)
        return verdict
    }

    /// The layers that fail beside the organization's and the endpoint's, where the resource names the caller in these ways.
    private func failures(_ situation: Situation, whereNamed namings: Set<Naming>, hasIdentity: Bool) -> [Verdict] {
        let caller = situation.caller
        var failures: [Verdict] = []
        func fail(_ layer: String) { failures.append(Verdict(outcome: .implicitDeny, layer: layer)) }

        if caller.kind == .service || caller.kind == .provider {
            let suffices = namings.contains(.itself) || !holds(.serviceMustBeNamed) && !namings.isEmpty
            if !suffices { fail(situation.resource.kind.rawValue) }
            return failures
        }

        let isHome = caller.account?.id == situation.resource.owner.id
        let mustAllow =
            situation.resource.kind == .key && holds(.keyPolicyMustAllow)
            || situation.resource.kind == .trust && holds(.trustPolicyMustAllow)
            || !isHome && holds(.otherAccountMustBeAllowedThere)
        if mustAllow && namings.isEmpty { fail(situation.resource.kind.rawValue) }
        if caller.kind == .root && holds(.rootMayDoEverything) { return failures }

        let direct: Set<Naming> = [.everyone, .issuer, .itself]
        let isDirect = (isHome || !holds(.otherAccountMustBeAllowedHere)) && !namings.isDisjoint(with: direct)
        if !hasIdentity && !(isDirect && holds(.directGrantNeedsNoIdentityPolicy)) && holds(.nothingIsAllowedByDefault) { fail("identity") }

        let unlimited: Set<Naming> = holds(.grantToTheRoleKeepsTheLimits) ? [.everyone, .itself] : direct
        let isUnlimited = (isHome || !holds(.otherAccountPassesNoLimit)) && !namings.isDisjoint(with: unlimited)
        if let boundary = caller.boundary, first(of: [boundary], at: .boundary, situation, allows: true) == nil, holds(.boundaryLimits) {
            if !(isUnlimited && holds(.ownGrantPassesTheBoundary)) { fail("boundary") }
        }
        let passesSession = isUnlimited && holds(.ownGrantPassesTheSessionPolicy)
        if let session = caller.session {
            let allows = first(of: session, at: .session, situation, allows: true) != nil
            if !allows && !passesSession && holds(.sessionPolicyLimits) { fail("session") }
        } else if caller.kind == .federatedUser && !passesSession && holds(.federatedUserNeedsASessionPolicy) {
            fail("session")
        }
        return failures
    }
}
