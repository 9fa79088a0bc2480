import AWSTypes
import Directory
import IAMPolicy
import ServiceModel

/// What a question of IAM is about: the ARN that policies are matched against, and what a denial prints.
///
/// Recorded: a denial prints `user NAME`, `role NAME`, `policy ARN` for what an operation works on, the ARN for what it is
/// to create, and `arn:aws:iam::A:user/` or `policy path /` for a listing. Operations that were not recorded follow the
/// same rule.
struct IAMResource {
    var arn: String
    var printed: String?
    /// Of a user or role: `iam:ResourceTag` is of these alone.
    var tags: [Tag] = []
    /// `iam:PermissionsBoundary`, for the operations that have it: those that change what a user or role may do.
    var boundary: String?
    /// Whether the Service Authorization Reference names a resource type; it names none for listings of an account.
    var hasType = true
}

extension OperationContext {
    /// A user, group or role, or its would-be ARN where there is none of the name.
    func existing<Entity: IAMEntity>(_ name: String, _: Entity.Type) -> IAMResource {
        let entity: Entity? = directory.entity(name, in: account)
        return IAMResource(
            arn: entity?.arn ?? "arn:aws:iam::\(account):\(Entity.word)/\(name)", printed: "\(Entity.word) \(name)",
            tags: entity?.resourceTags ?? [])
    }

    /// The same for an operation that changes what the user or role may do, which a policy can tie to its boundary.
    func bounded<Entity: IAMEntity>(_ name: String, _: Entity.Type) -> IAMResource {
        var resource = existing(name, Entity.self)
        resource.boundary = directory.entity(name, in: account, as: Entity.self)?.boundaryARN
        return resource
    }

    /// A managed policy by its ARN.
    func existingPolicy(_ arn: String) -> IAMResource {
        IAMResource(arn: arn, printed: "policy \(arn)")
    }

    /// The account's things of a kind, below a path: `user/`.
    func listing(_ kind: String, below path: String = "/") -> IAMResource {
        IAMResource(arn: "arn:aws:iam::\(account):\(kind)\(path)", hasType: false)
    }

    /// The question of an operation, with the condition keys that its resource brings.
    func ask(_ action: String, _ resource: IAMResource, _ keys: [ConditionKey: ConditionValue] = [:]) -> AuthorizationRequest {
        var keys = keys
        for tag in resource.tags { keys[ConditionKey("iam:ResourceTag/\(tag.key)")] = .single(tag.value) }
        if let boundary = resource.boundary, keys["iam:PermissionsBoundary"] == nil {
            keys["iam:PermissionsBoundary"] = .single(boundary)
        }
        return AuthorizationRequest(
            action: "iam:\(action)", resource: resource.arn, printedResource: resource.printed, resourceAccount: account,
            hasResourceType: resource.hasType, context: FixedConditionKeys(keys))
    }

    /// The questions of what makes something with tags: these need a permission of their own (IAM User Guide, "Tagging IAM resources"),
    /// to which the boundary does not matter.
    func ask<Entity: IAMTaggable>(_ action: String, tagging: Entity.Type, _ resource: IAMResource, _ tags: [Tag]) -> [AuthorizationRequest]
    {
        var untied = resource
        untied.boundary = nil
        let tag = TagEntity<Entity>.name
        return [ask(action, resource, tags.conditionKeys)] + (tags.isEmpty ? [] : [ask(tag, untied, tags.conditionKeys)])
    }

    /// The user whom an operation means: the one it names, or the caller.
    func userName(_ given: String?) throws(AWSError) -> String {
        guard let name = given ?? caller.userName else { throw .userNameNeeded }
        return name
    }
}
