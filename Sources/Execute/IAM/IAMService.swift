import AWSTypes
package import Directory
package import ServiceModel

/// AWS Identity and Access Management: users, groups, roles, their policies, keys and MFA devices.
package enum IAMService {
    package static func make(store: DirectoryStore, identifiers: Identifiers) -> Service {
        Service(
            .iam,
            operations: users(store, identifiers) + groups(store, identifiers) + roles(store, identifiers)
                + managedPolicies(store, identifiers) + accessKeys(store, identifiers) + devices(store, identifiers)
                + policies(of: User.self, store) + policies(of: Group.self, store) + policies(of: Role.self, store)
                + boundsAndTags(of: User.self, store) + boundsAndTags(of: Role.self, store),
            resource: { arn, directory in ResourceFacts(tags: tags(of: arn, in: directory)) })
    }

    private static func users(_ store: DirectoryStore, _ identifiers: Identifiers) -> [AnyOperation] {
        [
            AnyOperation(CreateUser(store: store, identifiers: identifiers)),
            AnyOperation(DeleteUser(store: store)),
            AnyOperation(GetUser()),
            AnyOperation(ListUsers()),
        ]
    }

    private static func groups(_ store: DirectoryStore, _ identifiers: Identifiers) -> [AnyOperation] {
        [
            AnyOperation(AddUserToGroup(store: store)),
            AnyOperation(CreateGroup(store: store, identifiers: identifiers)),
            AnyOperation(DeleteGroup(store: store)),
            AnyOperation(GetGroup()),
            AnyOperation(ListGroups()),
            AnyOperation(ListGroupsForUser()),
            AnyOperation(RemoveUserFromGroup(store: store)),
        ]
    }

    private static func roles(_ store: DirectoryStore, _ identifiers: Identifiers) -> [AnyOperation] {
        [
            AnyOperation(CreateRole(store: store, identifiers: identifiers)),
            AnyOperation(DeleteRole(store: store)),
            AnyOperation(GetRole()),
            AnyOperation(ListRoles()),
            AnyOperation(UpdateAssumeRolePolicy(store: store)),
            AnyOperation(UpdateRole(store: store)),
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

    private static func accessKeys(_ store: DirectoryStore, _ identifiers: Identifiers) -> [AnyOperation] {
        [
            AnyOperation(CreateAccessKey(store: store, identifiers: identifiers)),
            AnyOperation(DeleteAccessKey(store: store)),
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
            AnyOperation(ListMFADevices()),
            AnyOperation(ListVirtualMFADevices()),
            AnyOperation(ResyncMFADevice(store: store)),
        ]
    }

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

    /// What users and roles have alike: `PutUserPermissionsBoundary`, `TagRole` …
    private static func boundsAndTags<Entity: IAMPrincipalEntity>(of _: Entity.Type, _ store: DirectoryStore) -> [AnyOperation] {
        [
            AnyOperation(DeletePermissionsBoundary<Entity>(store: store)),
            AnyOperation(ListEntityTags<Entity>()),
            AnyOperation(PutPermissionsBoundary<Entity>(store: store)),
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
