import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Disables a policy type and detaches its policies everywhere.
struct DisablePolicyType: Operation {
    static let name = "DisablePolicyType"
    static let example = #"{"RootId":"r-root","PolicyType":"SERVICE_CONTROL_POLICY"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> PolicyTypeSwitch { try PolicyTypeSwitch(request) }

    func authorization(for input: PolicyTypeSwitch, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: input.root)], policyType: input.type.name)
    }

    func execute(_ input: PolicyTypeSwitch, in context: OperationContext) throws -> Organization {
        try store.changeOrganization(in: context) { organization in
            guard organization.root == input.root else { throw AWSError.rootNotFound }
            let type = try input.type.available()
            guard organization.enabledTypes.contains(type) else { throw AWSError.policyTypeNotEnabled }
            organization.disable(type)
            return organization
        }
    }

    func encode(_ output: Organization, into response: inout StructureWriter) {
        response.structure("Root") { output.writeRoot(into: &$0) }
    }
}
