import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes a managed policy that is attached nowhere and has no version beside the one in force.
struct DeletePolicy: Operation {
    static let name = "DeletePolicy"
    static let example = #"{"PolicyArn":"arn:aws:iam::111122223333:policy/Example"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> String { try request.policyARN() }

    func authorization(for arn: String, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existingPolicy(arn))]
    }

    func execute(_ arn: String, in context: OperationContext) throws {
        try store.update { directory in
            let policy = try directory.findOwnPolicy(arn, of: context.account)
            let view = directory.view(of: policy, for: context.account)
            if view.attachments + view.boundaries > 0 { throw AWSError.policyIsAttached }
            if policy.versions.count > 1 { throw AWSError.policyHasVersions }
            directory.managedPolicies[arn] = nil
        }
    }
}
