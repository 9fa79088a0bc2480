/// How a policy's principal can mean a caller.
package enum Naming: String, Hashable, Sendable, CaseIterable {
    /// `*`
    case everyone
    /// Its account, which hands the matter to the account's own policies.
    case account
    /// The role of a session, or the user behind a federated user.
    case issuer
    /// It alone: a user, one session of a role, one federated user, a service, an identity provider.
    case itself
}

extension SecondOpinion {
    /// The ways in which a statement's principal means the caller; none where it means somebody else.
    func namings(of caller: SecondCaller, in statement: WrittenStatement) -> Set<Naming> {
        if let listed = statement.principals {
            return Set(listed.flatMap { namings(of: caller, by: $0) })
        }
        guard let exempt = statement.notPrincipals, holds(.notPrincipalExemptsTheListed) else {
            return statement.notPrincipals == nil ? [] : [.everyone]
        }
        if statement.allows || !holds(.notPrincipalWantsEveryName) {
            return exempt.contains { !namings(of: caller, by: $0).isEmpty } ? [] : [.everyone]
        }
        if caller.boundary != nil && holds(.notPrincipalDeniesTheBounded) { return [.everyone] }
        let used = Set(exempt.flatMap { namings(of: caller, by: $0) })
        let needed: Set<Naming> =
            switch caller.kind {
            case .user: [.account, .itself]
            case .roleSession, .federatedUser: [.account, .issuer, .itself]
            case .root: [.account]
            case .service, .provider: [.itself]
            }
        return used.contains(.everyone) || needed.isSubset(of: used) ? [] : [.everyone]
    }

    private func namings(of caller: SecondCaller, by name: NamedPrincipal) -> Set<Naming> {
        let hasAccount = caller.kind != .service && caller.kind != .provider
        switch name.type {
        case "AWS":
            if name.value == "*" { return holds(.starMeansEveryone) ? [.everyone] : [] }
            guard hasAccount, let account = caller.account?.id else { return [] }
            if holds(.accountIDsMayHaveDashes), isDashed(name.value) {
                return namings(of: caller, by: NamedPrincipal(type: "AWS", value: name.value.filter { $0 != "-" }))
            }
            if name.value == "arn:aws:iam::\(account):root" { return [holds(.accountDelegates) ? .account : .itself] }
            if name.value == account { return holds(.accountIDMeansTheRootARN) ? [holds(.accountDelegates) ? .account : .itself] : [] }
            var namings: Set<Naming> = []
            if same(name.value, caller.arn), caller.kind == .user || holds(.sessionCanBeNamed) { namings.insert(.itself) }
            if let issuer = caller.issuer, same(name.value, issuer) {
                let rule: Rule = caller.kind == .federatedUser ? .userMeansItsFederatedSessions : .roleMeansItsSessions
                if holds(rule) { namings.insert(.issuer) }
            }
            return namings
        case "Service":
            return caller.kind == .service && name.value == caller.arn ? [.itself] : []
        case "Federated":
            return caller.kind == .provider && name.value == caller.arn && holds(.providersAreNamedAsFederated) ? [.itself] : []
        default:
            return []
        }
    }

    /// `1111-2222-3333`
    private func isDashed(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.count == 3 && groups.allSatisfy { $0.count == 4 && $0.allSatisfy { ("0"..."9").contains($0) } }
    }

    private func same(_ left: String, _ right: String) -> Bool {
        holds(.principalsHaveCase) ? left.isExactly(right) : left.lowercased() == right.lowercased()
    }

    /// The ways in which a key's grants mean the caller, for this request.
    func namings(of caller: SecondCaller, in grants: [SecondGrant], _ request: SecondRequest) -> Set<Naming> {
        guard holds(.grantsAllow) else { return [] }
        return Set(
            grants.filter { covers($0, request) }.flatMap { grant -> Set<Naming> in
                if caller.kind == .service { return grant.grantee == caller.arn ? [.itself] : [] }
                return namings(of: caller, by: NamedPrincipal(type: "AWS", value: grant.grantee))
            })
    }

    private func covers(_ grant: SecondGrant, _ request: SecondRequest) -> Bool {
        if holds(.grantsNameTheirActions) && !grant.actions.contains(request.action) { return false }
        let isBound = !["kms:DescribeKey", "kms:RetireGrant"].contains(request.action)
        guard isBound || !holds(.grantConstraintsSpareDescribe) else { return true }
        var names: Set<String> = []
        if case .many(let listed) = request.keys["kms:encryptioncontextkeys"] { names = Set(listed) }
        func contains(_ pairs: [String: String]) -> Bool {
            pairs.allSatisfy { name, value in
                names.contains(name) && request.keys["kms:encryptioncontext:\(name.lowercased())"] == .one(value)
            }
        }
        if let exact = grant.contextEquals, holds(.grantsMayFixTheContext) {
            guard contains(exact), names.count == exact.count else { return false }
        }
        if let part = grant.contextSubset, holds(.grantsMayFixPartOfTheContext) {
            guard contains(part) else { return false }
        }
        return true
    }
}
