import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Describes a managed policy, without its document.
struct GetPolicy: Operation {
    static let name = "GetPolicy"
    static let traits = OperationTraits.readOnly
    static let example = #"{"PolicyArn":"arn:aws:iam::111122223333:policy/Example"}"#

    func decode(_ request: StructureReader) throws -> String { try request.policyARN() }

    func authorization(for arn: String, in context: OperationContext) -> [AuthorizationRequest] {
        [context.ask(Self.name, context.existingPolicy(arn))]
    }

    func execute(_ arn: String, in context: OperationContext) throws -> ManagedPolicyView {
        context.directory.view(of: try context.directory.findPolicy(arn, for: context.account), for: context.account)
    }

    func encode(_ policy: ManagedPolicyView, into response: inout StructureWriter) {
        response.structure("Policy") { policy.encodeMembers(.found, into: &$0) }
    }
}
