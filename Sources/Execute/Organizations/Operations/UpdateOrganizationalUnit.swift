import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Gives a unit another name.
struct UpdateOrganizationalUnit: Operation {
    struct Input {
        var unit: String
        var name: String?
    }

    static let name = "UpdateOrganizationalUnit"
    static let example = #"{"OrganizationalUnitId":"ou-root-workload","Name":"Renamed"}"#

    let store: DirectoryStore

    func decode(_ request: StructureReader) throws -> Input {
        try Input(unit: request.identifier("OrganizationalUnitId", .unit), name: request.optionalText("Name", 1...128))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: input.unit)])
    }

    func execute(_ input: Input, in context: OperationContext) throws -> UnitAnswer {
        try store.changeOrganization(in: context) { organization in
            guard let index = organization.units.firstIndex(where: { $0.id == input.unit }) else { throw AWSError.unitNotFound }
            if let name = input.name {
                let siblings = organization.units(in: organization.units[index].parent)
                if siblings.contains(where: { $0.name == name && $0.id != input.unit }) { throw AWSError.duplicateUnit }
                organization.units[index].name = name
            }
            return UnitAnswer(organization.units[index], of: organization)
        }
    }

    func encode(_ output: UnitAnswer, into response: inout StructureWriter) {
        response.structure("OrganizationalUnit") { output.write(into: &$0) }
    }
}
