import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells what a unit is.
struct DescribeOrganizationalUnit: Operation {
    static let name = "DescribeOrganizationalUnit"
    static let traits = OperationTraits.readOnly
    static let example = #"{"OrganizationalUnitId":"ou-root-workload"}"#

    func decode(_ request: StructureReader) throws -> String { try request.identifier("OrganizationalUnitId", .unit) }

    func authorization(for id: String, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: id)])
    }

    func execute(_ id: String, in context: OperationContext) throws -> UnitAnswer {
        let organization = try context.organization()
        guard let unit = organization.unit(id) else { throw AWSError.unitNotFound }
        return UnitAnswer(unit, of: organization)
    }

    func encode(_ output: UnitAnswer, into response: inout StructureWriter) {
        response.structure("OrganizationalUnit") { output.write(into: &$0) }
    }
}
