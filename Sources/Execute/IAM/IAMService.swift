import AWSTypes
package import Directory
package import ServiceModel

/// AWS Identity and Access Management: users, groups, roles, their policies, keys and MFA devices.
package enum IAMService {
    /// - Parameters:
    ///   - uses: When access keys were used, as the gateway notes it.
    ///   - keepers: Who else keeps policies that name users and roles.
    package static func make(
        store: DirectoryStore, identifiers: Identifiers, uses: AccessKeyUses = AccessKeyUses(), keepers: [any PolicyKeeper] = []
    ) -> Service {
        let references = PrincipalReferences(keepers: keepers)
        return Service(
            .iam,
            operations: users(store, identifiers, references) + groups(store, identifiers, references)
                + roles(store, identifiers, references)
                + managedPolicies(store, identifiers) + accessKeys(store, identifiers, uses) + devices(store, identifiers) + account(store)
                + policies(of: User.self, store) + policies(of: Group.self, store) + policies(of: Role.self, store)
                + bounds(of: User.self, store) + bounds(of: Role.self, store) + tags(of: User.self, store) + tags(of: Role.self, store)
                + tags(of: ManagedPolicy.self, store) + tags(of: MFADevice.self, store) + simulators,
            resource: { arn, directory in ResourceFacts(tags: tags(of: arn, in: directory)) })
    }

    private static func users(
        _ store: DirectoryStore, _ identifiers: Identifiers, _ references: PrincipalReferences
    ) -> [AnyOperation] {
        [
            AnyOperation(CreateUser(store: store, identifiers: identifiers)),
            AnyOperation(DeleteUser(store: store, references: references)),
            AnyOperation(GetUser()),
            AnyOperation(ListUsers()),
            AnyOperation(UpdateEntity<User>(store: store, references: references)),
        ]
    }

    private static func groups(
        _ store: DirectoryStore, _ identifiers: Identifiers, _ references: PrincipalReferences
    ) -> [AnyOperation] {
        [
            AnyOperation(AddUserToGroup(store: store)),
            AnyOperation(CreateGroup(store: store, identifiers: identifiers)),
            AnyOperation(DeleteGroup(store: store)),
            AnyOperation(GetGroup()),
            AnyOperation(ListGroups()),
            AnyOperation(ListGroupsForUser()),
            AnyOperation(RemoveUserFromGroup(store: store)),
            AnyOperation(UpdateEntity<Group>(store: store, references: references)),
        ]
    }

    private static func roles(
        _ store: DirectoryStore, _ identifiers: Identifiers, _ references: PrincipalReferences
    ) -> [AnyOperation] {
        [
            AnyOperation(CreateRole(store: store, identifiers: identifiers)),
            AnyOperation(DeleteRole(store: store, references: references)),
            AnyOperation(GetRole()),
            AnyOperation(ListInstanceProfilesForRole()),
            AnyOperation(ListRoles()),
            AnyOperation(UpdateAssumeRolePolicy(store: store)),
            AnyOperation(UpdateRole(store: store)),
            AnyOperation(UpdateRoleDescription(store: store)),
        ]
    }

    private static func managedPolicies(_ store: DirectoryStore, _ identifiers: Identifiers) -> [AnyOperation] {
        [
            AnyOperation(CreatePolicy(store: store, identifiers: identifiers)),
            AnyOperation(CreatePolicyVersion(store: store)),
            AnyOperation(DeletePolicy(store: store)),
            AnyOperation(DeletePolicyVersion(store: store)),
            AnyOperation(GetPolicy()),
            AnyOperation(GetPolicyVersion()),
            AnyOperation(ListEntitiesForPolicy()),
            AnyOperation(ListPolicies()),
            AnyOperation(ListPolicyVersions()),
            AnyOperation(SetDefaultPolicyVersion(store: store)),
        ]
    }

    private static func account(_ store: DirectoryStore) -> [AnyOperation] {
        [
            AnyOperation(CreateAccountAlias(store: store)),
            AnyOperation(DeleteAccountAlias(store: store)),
            AnyOperation(GetAccountAuthorizationDetails()),
            AnyOperation(GetAccountSummary()),
            AnyOperation(GetContextKeysForCustomPolicy()),
            AnyOperation(GetContextKeysForPrincipalPolicy()),
            AnyOperation(ListAccountAliases()),
        ]
    }

    private static func accessKeys(
        _ store: DirectoryStore, _ identifiers: Identifiers, _ uses: AccessKeyUses
    ) -> [AnyOperation] {
        [
            AnyOperation(CreateAccessKey(store: store, identifiers: identifiers)),
            AnyOperation(DeleteAccessKey(store: store)),
            AnyOperation(GetAccessKeyLastUsed(uses: uses)),
            AnyOperation(ListAccessKeys()),
            AnyOperation(UpdateAccessKey(store: store)),
        ]
    }

    private static func devices(_ store: DirectoryStore, _ identifiers: Identifiers) -> [AnyOperation] {
        [
            AnyOperation(CreateVirtualMFADevice(store: store, identifiers: identifiers)),
            AnyOperation(DeactivateMFADevice(store: store)),
            AnyOperation(DeleteVirtualMFADevice(store: store)),
            AnyOperation(EnableMFADevice(store: store)),
            AnyOperation(GetMFADevice()),
            AnyOperation(ListMFADevices()),
            AnyOperation(ListVirtualMFADevices()),
            AnyOperation(ResyncMFADevice(store: store)),
        ]
    }

    private static var simulators: [AnyOperation] { [AnyOperation(SimulateCustomPolicy()), AnyOperation(SimulatePrincipalPolicy())] }

    /// What users, groups and roles have alike: `AttachUserPolicy`, `AttachGroupPolicy`, `AttachRolePolicy` …
    private static func policies<Entity: IAMEntity>(of _: Entity.Type, _ store: DirectoryStore) -> [AnyOperation] {
        [
            AnyOperation(AttachPolicy<Entity>(store: store)),
            AnyOperation(DeleteInlinePolicy<Entity>(store: store)),
            AnyOperation(DetachPolicy<Entity>(store: store)),
            AnyOperation(GetInlinePolicy<Entity>()),
            AnyOperation(ListAttachedPolicies<Entity>()),
            AnyOperation(ListInlinePolicies<Entity>()),
            AnyOperation(PutInlinePolicy<Entity>(store: store)),
        ]
    }

    /// What users and roles have alike: `PutUserPermissionsBoundary` …
    private static func bounds<Entity: IAMPrincipalEntity>(of _: Entity.Type, _ store: DirectoryStore) -> [AnyOperation] {
        [
            AnyOperation(DeletePermissionsBoundary<Entity>(store: store)),
            AnyOperation(PutPermissionsBoundary<Entity>(store: store)),
        ]
    }

    /// `TagUser`, `TagRole`, `TagPolicy`, `TagMFADevice` …
    private static func tags<Entity: IAMTaggable>(of _: Entity.Type, _ store: DirectoryStore) -> [AnyOperation] {
        [
            AnyOperation(ListEntityTags<Entity>()),
            AnyOperation(TagEntity<Entity>(store: store)),
            AnyOperation(UntagEntity<Entity>(store: store)),
        ]
    }

    /// The tags of what an ARN names. IAM's resources carry no policy that has a say in IAM's own operations.
    private static func tags(of arn: String, in directory: Directory) -> [Tag] {
        if let policy = directory.managedPolicies[arn] { return policy.tags }
        if let device = directory.mfaDevices[arn] { return device.tags }
        if let role = directory.role(arn: arn) { return role.tags }
        guard let parts = ARN(arn), parts.resource.hasPrefix("user/"), let name = parts.resource.split(separator: "/").last else {
            return []
        }
        return directory.user(String(name), in: parts.account)?.tags ?? []
    }
}
