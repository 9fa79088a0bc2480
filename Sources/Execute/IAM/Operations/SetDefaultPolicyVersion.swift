import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Puts a version of a managed policy in force.
struct SetDefaultPolicyVersion: Operation {
    static let name = "SetDefaultPolicyVersion"
    static let example = PolicyVersionName.example

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> PolicyVersionName { try PolicyVersionName(request) }

    func authorization(for input: PolicyVersionName, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existingPolicy(input.arn))]
    }

    func execute(_ input: PolicyVersionName, in context: OperationContext) throws {
        try store.update { directory in
            var policy = try directory.findOwnPolicy(input.arn, of: context.account)
            policy.defaultVersion = try input.find(in: policy).id
            policy.updated = context.now
            directory.managedPolicies[policy.arn] = policy
        }
    }
}
