import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells what the management policies of a type come to for an account: nothing, as none are kept here.
///
/// SCPs and RCPs have no effective policy (Organizations API Reference, DescribeEffectivePolicy). An account may ask about itself.
struct DescribeEffectivePolicy: Operation {
    struct Input {
        var type: NamedPolicyType
        var target: String?
    }

    static let name = "DescribeEffectivePolicy"
    static let traits = OperationTraits.readOnly
    static let example = #"{"PolicyType":"TAG_POLICY"}"#

    func decode(_ request: StructureReader) throws -> Input {
        let type = try request.policyType("PolicyType")
        if type.type != nil { throw AWSError.invalidInput(.policyType) }
        return try Input(type: type, target: request.has("TargetId") ? request.identifier("TargetId", .account) : nil)
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: input.target ?? context.account)], policyType: input.type.name)
    }

    func execute(_ input: Input, in context: OperationContext) throws {
        guard let organization = context.directory.organization(of: context.account) else { throw AWSError.notInUse }
        if let target = input.target, target != context.account {
            let managed = try context.organization()
            guard managed.hasTarget(target) else { throw AWSError.targetNotFound }
        }
        throw AWSError.effectivePolicyNotFound(isManagement: organization.managementAccount == context.account)
    }
}
