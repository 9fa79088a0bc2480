import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Shows the organization's own resource policy, by which it delegates administration: there is none, as delegation is not offered.
struct DescribeResourcePolicy: Operation {
    static let name = "DescribeResourcePolicy"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) {}

    func authorization(for input: Void, in context: OperationContext) -> [AuthorizationRequest] { context.questions(Self.name) }

    func execute(_ input: Void, in context: OperationContext) throws {
        _ = try context.organization()
        throw AWSError.resourcePolicyNotFound
    }
}
