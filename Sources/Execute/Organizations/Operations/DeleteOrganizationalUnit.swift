import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Removes a unit that has neither units nor accounts.
struct DeleteOrganizationalUnit: Operation {
    static let name = "DeleteOrganizationalUnit"
    static let example = #"{"OrganizationalUnitId":"ou-root-emptyone"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> String { try request.identifier("OrganizationalUnitId", .unit) }

    func authorization(for id: String, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: id)])
    }

    func execute(_ id: String, in context: OperationContext) throws {
        try store.changeOrganization(in: context) { organization in
            guard organization.unit(id) != nil else { throw AWSError.unitNotFound }
            guard organization.units(in: id).isEmpty, organization.accounts(in: id).isEmpty else { throw AWSError.unitNotEmpty }
            organization.units.removeAll { $0.id == id }
            organization[tagsOf: id] = []
            organization.attachments[id] = nil
        }
    }
}
