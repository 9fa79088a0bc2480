import Directory
import IAMPolicy
import ServiceModel

/// Where users and roles are named by what is not theirs: trust and key policies and grants in the directory, and the policies that other
/// services keep.
///
/// AWS keeps a principal's id from the start and shows its ARN as long as there is one (IAM User Guide, "AWS JSON policy elements: Principal"): a
/// renamed user is still meant, a deleted one never again, not even by who gets the name later. Here the ARN is kept, and replaced when
/// either happens.
struct PrincipalReferences: Sendable {
    let keepers: [any PolicyKeeper]

    /// To be called inside the update that renames or deletes, so that all of it is done or nothing.
    func replace(_ principal: String, by other: String, in directory: inout Directory) throws {
        for role in directory.roles.all {
            guard let trust = role.trust.document.replacingPrincipal(principal, by: other) else { continue }
            var role = role
            role.trust = StoredPolicy(trust)
            directory.roles[role.key] = role
        }
        for key in directory.keys.all {
            var changed = key
            if let policy = key.policy.document.replacingPrincipal(principal, by: other) { changed.policy = StoredPolicy(policy) }
            for place in changed.grants.indices {
                if changed.grants[place].grantee == principal { changed.grants[place].grantee = other }
                if changed.grants[place].retiring == principal { changed.grants[place].retiring = other }
            }
            if changed.policy.text != key.policy.text || changed.grants.map(\.principals) != key.grants.map(\.principals) {
                directory.keys[key.arn] = changed
            }
        }
        for keeper in keepers { try keeper.replacePrincipal(principal, by: other) }
    }
}

extension Key.IssuedGrant {
    fileprivate var principals: [String?] { [grantee, retiring] }
}
