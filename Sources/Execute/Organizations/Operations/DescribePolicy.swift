import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells what a policy is and says.
struct DescribePolicy: Operation {
    static let name = "DescribePolicy"
    static let traits = OperationTraits.readOnly
    static let example = #"{"PolicyId":"p-FullAWSAccess"}"#

    func decode(_ request: StructureReader) throws -> String { try request.identifier("PolicyId", .policy) }

    func authorization(for id: String, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, onPolicy: id)
    }

    func execute(_ id: String, in context: OperationContext) throws -> Organization.Policy {
        try context.organization().policy(withID: id)
    }

    func encode(_ output: Organization.Policy, into response: inout StructureWriter) {
        response.structure("Policy") { output.write(into: &$0) }
    }
}
