import AWSTypes
package import IAMPolicy

/// Everything that access control reads: one moment of the world, as a value.
///
/// A call reads one snapshot, so it sees one world however long it takes. Entities are kept by key: users, groups and
/// roles by `account/name`, the rest by ARN or id.
package struct Directory: Sendable {
    var box = Box(Contents())

    package init() {}

    /// The key of what has a name within an account.
    package static func key(_ account: String, _ name: String) -> String { "\(account)/\(name)" }
}

extension Directory {
    package func user(_ name: String, in account: String) -> User? { users[Self.key(account, name)] }

    package func group(_ name: String, in account: String) -> Group? { groups[Self.key(account, name)] }

    package func role(_ name: String, in account: String) -> Role? { roles[Self.key(account, name)] }

    /// A role by its ARN, path included.
    package func role(arn: String) -> Role? {
        guard let arn = ARN(arn), arn.service == "iam", arn.resource.hasPrefix("role/"), let name = arn.resource.split(separator: "/").last,
            let role = role(String(name), in: arn.account), role.arn == arn.description
        else { return nil }
        return role
    }

    /// The organization that an account is a member of, the management account included.
    package func organization(of account: String) -> Organization? {
        organizations.unordered.first { $0.parents[account] != nil }
    }

    /// Tells whether a user or role that a policy names is there, by its ARN or its id; accounts and services always are.
    package func hasPrincipal(_ text: String) -> Bool {
        if text.hasPrefix("AIDA") { return users.unordered.contains { $0.id == text } }
        if text.hasPrefix("AROA") { return roles.unordered.contains { $0.id == text } }
        guard let arn = ARN(text), arn.service == "iam" else { return true }
        let name = arn.resource.split(separator: "/").last.map(String.init) ?? ""
        if arn.resource.hasPrefix("user/") { return user(name, in: arn.account)?.arn == text }
        if arn.resource.hasPrefix("role/") { return role(name, in: arn.account)?.arn == text }
        return true
    }

    /// A policy with the ARNs of users and roles in the place of their ids: AWS takes either, and means and shows the same (IAM User
    /// Guide, "AWS JSON policy elements: Principal"). The ids of the deleted stay.
    package func namingPrincipals(in document: PolicyDocument) -> PolicyDocument {
        var named = document
        for principal in document.statements.flatMap({ $0.principals?.values ?? [] }) where principal.type == "AWS" {
            guard let arn = arn(ofPrincipalID: principal.value) else { continue }
            named = named.replacingPrincipal(principal.value, by: arn) ?? named
        }
        return named
    }

    private func arn(ofPrincipalID id: String) -> String? {
        if id.hasPrefix("AIDA") { return users.unordered.first { $0.id == id }?.arn }
        return id.hasPrefix("AROA") ? roles.unordered.first { $0.id == id }?.arn : nil
    }
}

// MARK: The policies that apply

extension Directory {
    /// The policies of a user and of its groups; a group that is gone denies everything, for nobody knows what it denied.
    package func identityPolicies(of user: User) -> [AttachedPolicy] {
        policies(in: user.policies, of: "user/\(user.name)") + user.groups.flatMap { policies(ofGroup: $0, in: user.account) }
    }

    private func policies(ofGroup name: String, in account: String) -> [AttachedPolicy] {
        if let group = group(name, in: account) { return identityPolicies(of: group) }
        return [AttachedPolicy.lost("group/\(name)", as: .identity).held(by: "group/\(name)")]
    }

    package func identityPolicies(of group: Group) -> [AttachedPolicy] { policies(in: group.policies, of: "group/\(group.name)") }

    package func identityPolicies(of role: Role) -> [AttachedPolicy] { policies(in: role.policies, of: "role/\(role.name)") }

    /// A permissions boundary; one whose policy is gone denies everything.
    package func boundary(_ arn: String?) -> AttachedPolicy? {
        arn.map { arn in managedPolicy(arn) ?? .lost(arn, arn: arn, as: .boundary) }
    }

    package func managedPolicy(_ arn: String) -> AttachedPolicy? {
        guard let managed = availableManagedPolicy(arn), let policy = managed.policy else { return nil }
        return AttachedPolicy(name: managed.name, arn: arn, document: policy.document)
    }

    private func policies(in set: PolicySet, of holder: String) -> [AttachedPolicy] {
        let inline = set.inline.sorted { $0.key < $1.key }.map { name, policy in
            AttachedPolicy(name: name, document: policy.document, holder: holder)
        }
        return inline
            + set.attached.map { arn in
                (managedPolicy(arn) ?? .lost(arn, arn: arn, as: .identity)).held(by: holder)
            }
    }

    /// The SCPs above an account's principals, or nil where none are in play: outside an organization, in its
    /// management account, or while the type is disabled (Organizations User Guide, SCP evaluation).
    package func serviceControlLevels(of account: String) -> [PolicyLevel]? { levels(of: account, type: .serviceControl) }

    /// The RCPs above an account's resources; the same exceptions.
    package func resourceControlLevels(of account: String) -> [PolicyLevel]? { levels(of: account, type: .resourceControl) }

    private func levels(of account: String, type: Organization.PolicyType) -> [PolicyLevel]? {
        guard let organization = organization(of: account), organization.managementAccount != account,
            organization.enabledTypes.contains(type), let way = organization.way(to: account)
        else { return nil }
        return way.map { target in
            let unit = organization.units.first { $0.id == target }
            // Nobody knows what a unit that is not there would have denied.
            guard unit != nil || target == organization.root || target == account else {
                return PolicyLevel(target: target, name: target, policies: [.lost(target, as: type.policyKind)])
            }
            let attached = (organization.attachments[target] ?? []).compactMap { id -> AttachedPolicy? in
                guard let policy = organization.policies[id] else { return .lost(id, arn: id, as: type.policyKind) }
                guard policy.type == type else { return nil }
                return AttachedPolicy(name: policy.name, arn: policy.arn, document: policy.policy.document)
            }
            return PolicyLevel(
                target: target, name: unit?.name ?? (target == account ? account : "Root"),
                policies: attached)
        }
    }
}
