import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes a version of a managed policy that is not in force.
struct DeletePolicyVersion: Operation {
    static let name = "DeletePolicyVersion"
    static let example = PolicyVersionName.example

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> PolicyVersionName { try PolicyVersionName(request) }

    func authorization(for input: PolicyVersionName, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existingPolicy(input.arn))]
    }

    func execute(_ input: PolicyVersionName, in context: OperationContext) throws {
        try store.update { directory in
            var policy = try directory.findOwnPolicy(input.arn, of: context.account)
            let version = try input.find(in: policy)
            if version.id == policy.defaultVersion { throw AWSError.versionIsDefault }
            policy.versions.removeAll { $0.id == version.id }
            directory.managedPolicies[policy.arn] = policy
        }
    }
}
