import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells what the caller's organization is. Every member account may ask.
struct DescribeOrganization: Operation {
    static let name = "DescribeOrganization"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) {}

    func authorization(for input: Void, in context: OperationContext) -> [AuthorizationRequest] { context.questions(Self.name) }

    func execute(_ input: Void, in context: OperationContext) throws -> OrganizationAnswer {
        guard let organization = context.directory.organization(of: context.account) else { throw AWSError.notInUse }
        return OrganizationAnswer(organization, in: context.directory)
    }

    func encode(_ output: OrganizationAnswer, into response: inout StructureWriter) { output.write(into: &response) }
}

/// An organization as the operations that answer with one show it.
struct OrganizationAnswer {
    var organization: Organization
    /// The management account's.
    var email: String

    init(_ organization: Organization, in directory: Directory) {
        self.organization = organization
        email = directory.accounts[organization.managementAccount]?.email ?? ""
    }

    /// `AvailablePolicyTypes` names SCPs alone, whatever is enabled; AWS's documentation says not to rely on it.
    func write(into response: inout StructureWriter) {
        response.structure("Organization") { writer in
            writer.string("Id", organization.id)
            writer.string("Arn", organization.arn)
            writer.string("FeatureSet", "ALL")
            writer.string("MasterAccountArn", organization.arn(of: organization.managementAccount))
            writer.string("MasterAccountId", organization.managementAccount)
            writer.string("MasterAccountEmail", email)
            writer.structures("AvailablePolicyTypes", ["SERVICE_CONTROL_POLICY"]) { writer, type in
                writer.string("Type", type)
                writer.string("Status", "ENABLED")
            }
        }
    }
}
