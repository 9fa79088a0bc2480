import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Attaches a policy to a root, unit or account.
struct AttachPolicy: Operation {
    static let name = "AttachPolicy"
    static let example = #"{"PolicyId":"p-examplepolicy","TargetId":"ou-root-workload"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> PolicyAttachment { try PolicyAttachment(request) }

    func authorization(for input: PolicyAttachment, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, onPolicy: input.policy, target: input.target)
    }

    func execute(_ input: PolicyAttachment, in context: OperationContext) throws {
        try store.changeOrganization(in: context) { organization in
            let policy = try organization.policy(withID: input.policy)
            guard organization.hasTarget(input.target) else { throw AWSError.targetNotFound }
            guard organization.enabledTypes.contains(policy.type) else { throw AWSError.policyTypeNotEnabled }
            let attached = organization.attachedPolicies(at: input.target, of: policy.type)
            if attached.contains(where: { $0.id == policy.id }) { throw AWSError.duplicateAttachment }
            if attached.count >= policy.type.mostAttachments { throw AWSError.constraintViolation(.mostAttachments) }
            organization.attach(policy.id, to: input.target)
        }
    }
}
