import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the policies of one type that are attached to a root, unit or account itself.
struct ListPoliciesForTarget: Operation {
    struct Input {
        var target: String
        var type: NamedPolicyType
        var page: PageRequest
    }

    static let name = "ListPoliciesForTarget"
    static let traits = OperationTraits.readOnly
    static let example = #"{"TargetId":"r-root","Filter":"SERVICE_CONTROL_POLICY"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(target: request.identifier("TargetId", .target), type: request.policyType("Filter"), page: request.page())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: input.target)], policyType: input.type.name)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<Organization.Policy> {
        let organization = try context.organization()
        guard organization.hasTarget(input.target) else { throw AWSError.targetNotFound }
        return try input.page.part(of: organization.attachedPolicies(at: input.target, of: input.type.type)) { $0.id }
    }

    func encode(_ output: Page<Organization.Policy>, into response: inout StructureWriter) {
        response.structures("Policies", output.elements) { $1.writeSummary(into: &$0) }
        output.writeEnd(into: &response)
    }
}
