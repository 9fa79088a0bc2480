import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Shows a version of a managed policy, its document included.
struct GetPolicyVersion: Operation {
    struct Output {
        var version: ManagedPolicy.Version
        var isDefault: Bool
    }

    static let name = "GetPolicyVersion"
    static let traits = OperationTraits.readOnly
    static let example = PolicyVersionName.example

    func decode(_ request: StructureReader) throws -> PolicyVersionName { try PolicyVersionName(request) }

    func authorization(for input: PolicyVersionName, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existingPolicy(input.arn))]
    }

    func execute(_ input: PolicyVersionName, in context: OperationContext) throws -> Output {
        let policy = try context.directory.findPolicy(input.arn, for: context.account)
        return Output(version: try input.find(in: policy), isDefault: policy.defaultVersion == input.version)
    }

    func encode(_ output: Output, into response: inout StructureWriter) {
        response.structure("PolicyVersion") {
            output.version.encode(isDefault: output.isDefault, withDocument: true, into: &$0)
        }
    }
}
