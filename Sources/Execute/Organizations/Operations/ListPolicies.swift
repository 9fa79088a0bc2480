import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the policies of one type, AWS's own among them.
struct ListPolicies: Operation {
    struct Input {
        var type: NamedPolicyType
        var page: PageRequest
    }

    static let name = "ListPolicies"
    static let traits = OperationTraits.readOnly
    static let example = #"{"Filter":"SERVICE_CONTROL_POLICY"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(type: request.policyType("Filter"), page: request.page())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, policyType: input.type.name)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<Organization.Policy> {
        let organization = try context.organization()
        return try input.page.part(of: organization.policies(of: input.type.type)) { $0.id }
    }

    func encode(_ output: Page<Organization.Policy>, into response: inout StructureWriter) {
        response.structures("Policies", output.elements) { $1.writeSummary(into: &$0) }
        output.writeEnd(into: &response)
    }
}
