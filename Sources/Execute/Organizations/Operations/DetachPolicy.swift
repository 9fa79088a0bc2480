import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Takes a policy off a root, unit or account; never the last SCP, nor `RCPFullAWSAccess`.
struct DetachPolicy: Operation {
    static let name = "DetachPolicy"
    static let example = #"{"PolicyId":"p-attachedone","TargetId":"ou-root-workload"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> PolicyAttachment { try PolicyAttachment(request) }

    func authorization(for input: PolicyAttachment, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, onPolicy: input.policy, target: input.target)
    }

    func execute(_ input: PolicyAttachment, in context: OperationContext) throws {
        try store.changeOrganization(in: context) { organization in
            let policy = try organization.policy(withID: input.policy)
            guard organization.hasTarget(input.target) else { throw AWSError.targetNotFound }
            let attached = organization.attachedPolicies(at: input.target, of: policy.type)
            guard attached.contains(where: { $0.id == policy.id }) else { throw AWSError.policyNotAttached }
            if policy.isAWSManaged, policy.type == .resourceControl { throw AWSError.invalidInput(.nonDetachablePolicy) }
            if attached.count == 1 { throw AWSError.constraintViolation(.fewestAttachments) }
            organization.detach(policy.id, from: input.target)
        }
    }
}
