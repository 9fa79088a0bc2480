import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the units directly below a root or unit.
struct ListOrganizationalUnitsForParent: Operation {
    struct Input {
        var parent: String
        var page: PageRequest
    }

    static let name = "ListOrganizationalUnitsForParent"
    static let traits = OperationTraits.readOnly
    static let example = #"{"ParentId":"r-root"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(parent: request.identifier("ParentId", .parent), page: request.page())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: input.parent)])
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<UnitAnswer> {
        let organization = try context.organization()
        guard organization.hasParent(input.parent) else { throw AWSError.parentNotFound }
        return try input.page.part(of: organization.units(in: input.parent).map { UnitAnswer($0, of: organization) }) { $0.unit.id }
    }

    func encode(_ output: Page<UnitAnswer>, into response: inout StructureWriter) {
        response.structures("OrganizationalUnits", output.elements) { $1.write(into: &$0) }
        output.writeEnd(into: &response)
    }
}
