import AWSTypes
import AWSWire
import Directory

/// A managed policy as an account sees it: with how often it is used there.
struct ManagedPolicyView {
    /// In which operation's answer the policy stands; only one that was asked for alone shows description and tags
    /// (recorded).
    enum Detail { case created, found, listed, detailed }

    var policy: ManagedPolicy
    var attachments = 0
    var boundaries = 0

    func encodeMembers(_ detail: Detail, into writer: inout StructureWriter) {
        writer.string("PolicyName", policy.name)
        writer.string("PolicyId", policy.id)
        writer.string("Arn", policy.arn)
        writer.string("Path", policy.path)
        writer.string("DefaultVersionId", policy.defaultVersion)
        writer.integer("AttachmentCount", attachments)
        writer.integer("PermissionsBoundaryUsageCount", boundaries)
        writer.boolean("IsAttachable", true)
        if detail == .found || detail == .detailed { writer.string("Description", policy.description) }
        writer.timestamp("CreateDate", policy.created)
        writer.timestamp("UpdateDate", policy.updated)
        if detail == .found || (detail == .created && !policy.tags.isEmpty) { writer.tags(policy.tags) }
    }
}

extension Directory {
    /// A managed policy that an account can see: its own or one of AWS's.
    func visiblePolicy(_ arn: String, to account: String) -> ManagedPolicy? {
        guard let owner = ARN(arn)?.account, owner == account || owner == "aws" else { return nil }
        return availableManagedPolicy(arn)
    }

    /// A managed policy that must be there.
    func findPolicy(_ arn: String, for account: String) throws(AWSError) -> ManagedPolicy {
        guard let policy = visiblePolicy(arn, to: account) else { throw .policyNotFound(arn) }
        return policy
    }

    /// A managed policy that must be there and be the account's own, to change it.
    func findOwnPolicy(_ arn: String, of account: String) throws(AWSError) -> ManagedPolicy {
        guard let owner = ARN(arn)?.account, owner == account else { throw .foreignPolicy }
        return try findPolicy(arn, for: account)
    }

    /// A policy with the numbers of its uses in an account.
    func view(of policy: ManagedPolicy, for account: String) -> ManagedPolicyView {
        func attachments<Entity: IAMEntity>(_: Entity.Type) -> Int {
            entities(Entity.self, in: account).count { $0.policies.attached.contains(policy.arn) }
        }
        func boundaries<Entity: IAMEntity>(_: Entity.Type) -> Int {
            entities(Entity.self, in: account).count { $0.boundaryARN == policy.arn }
        }
        return ManagedPolicyView(
            policy: policy, attachments: attachments(User.self) + attachments(Group.self) + attachments(Role.self),
            boundaries: boundaries(User.self) + boundaries(Role.self))
    }

    /// Every policy that an account can see, AWS's with its own.
    func visiblePolicies(of account: String) -> [ManagedPolicy] {
        managedPolicies.all.filter { !$0.isAWSManaged && ARN($0.arn)?.account == account } + AWSManagedPolicies.all
    }

    /// Refuses what cannot be a permissions boundary.
    func checkBoundary(_ arn: String, for account: String) throws(AWSError) {
        if visiblePolicy(arn, to: account) == nil { throw .boundaryNotAttachable(arn) }
    }
}
