import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Makes the caller's account the management account of a new organization.
///
/// No policy type is enabled in its root at first, so SCPs and RCPs come into play with EnablePolicyType. Only the feature
/// set `ALL` exists here; with consolidated billing alone there would be no policies.
struct CreateOrganization: Operation {
    static let name = "CreateOrganization"

    let store: DirectoryStore
    let identifiers: Identifiers

    func decode(_ request: StructureReader) throws -> String {
        try request.string("FeatureSet", .oneOf(["ALL", "CONSOLIDATED_BILLING"])) ?? "ALL"
    }

    func authorization(for input: String, in context: OperationContext) -> [AuthorizationRequest] { context.questions(Self.name) }

    func execute(_ input: String, in context: OperationContext) throws -> OrganizationAnswer {
        guard input == "ALL" else { throw AWSError.consolidatedBilling }
        return try store.update { directory in
            guard directory.organization(of: context.account) == nil else { throw AWSError.alreadyInOrganization }
            var organization = try Organization.make(
                id: "o-" + identifiers.lowercase(10), managementAccount: context.account, root: "r-" + identifiers.lowercase(4),
                joined: context.now)
            for type in Organization.PolicyType.allCases { organization.disable(type) }
            directory.organizations[organization.id] = organization
            return OrganizationAnswer(organization, in: directory)
        }
    }

    func encode(_ output: OrganizationAnswer, into response: inout StructureWriter) { output.write(into: &response) }
}
