import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Enables a policy type; the policy that allows everything is attached everywhere.
struct EnablePolicyType: Operation {
    static let name = "EnablePolicyType"
    static let example = #"{"RootId":"r-root","PolicyType":"RESOURCE_CONTROL_POLICY"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> PolicyTypeSwitch { try PolicyTypeSwitch(request) }

    func authorization(for input: PolicyTypeSwitch, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: input.root)], policyType: input.type.name)
    }

    func execute(_ input: PolicyTypeSwitch, in context: OperationContext) throws -> Organization {
        try store.changeOrganization(in: context) { organization in
            guard organization.root == input.root else { throw AWSError.rootNotFound }
            let type = try input.type.available()
            if organization.enabledTypes.contains(type) { throw AWSError.policyTypeAlreadyEnabled }
            organization.enable(type)
            return organization
        }
    }

    func encode(_ output: Organization, into response: inout StructureWriter) {
        response.structure("Root") { output.writeRoot(into: &$0) }
    }
}
