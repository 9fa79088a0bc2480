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
    var tags: [Tag] = []
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
            tags: entity?.resourceTags ?? [], boundary: entity?.boundaryARN)
    }

    /// A managed policy by its ARN.
    func existingPolicy(_ arn: String) -> IAMResource {
        IAMResource(arn: arn, printed: "policy \(arn)", tags: directory.managedPolicies[arn]?.tags ?? [])
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

    /// The user whom an operation means: the one it names, or the caller.
    func userName(_ given: String?) throws(AWSError) -> String {
        guard let name = given ?? caller.userName else { throw .userNameNeeded }
        return name
    }
}
