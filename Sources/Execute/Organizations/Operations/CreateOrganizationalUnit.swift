import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Makes a unit below a root or unit; it begins with the policies that allow everything.
struct CreateOrganizationalUnit: Operation {
    struct Input {
        var parent: String
        var name: String
        var tags: [Tag]
    }

    static let name = "CreateOrganizationalUnit"
    static let example = #"{"ParentId":"r-root","Name":"New"}"#
    static let fullExample: String? = #"{"ParentId":"r-root","Name":"New","Tags":[{"Key":"team","Value":"blue"}]}"#
    /// Organizations User Guide, quotas.
    private static let (mostUnits, deepest) = (2000, 5)

    let store: DirectoryStore
    let identifiers: Identifiers

    func decode(_ request: StructureReader) throws -> Input {
        try Input(
            parent: request.identifier("ParentId", .parent), name: request.text("Name", 1...128), tags: OrganizationTags.read(request))
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        // Tags need a permission of their own (Organizations User Guide, "Adding tags when creating a resource").
        context.questions(Self.name, on: [context.arn(ofTarget: input.parent)], requestTags: input.tags)
            + (input.tags.isEmpty ? [] : context.questions(TagResource.name, on: [context.arn(ofTarget: "ou-*")], requestTags: input.tags))
    }

    func execute(_ input: Input, in context: OperationContext) throws -> UnitAnswer {
        try store.changeOrganization(in: context) { organization in
            guard organization.hasParent(input.parent) else { throw AWSError.parentNotFound }
            let depth = organization.unit(input.parent).map { organization.lineage(of: $0).count } ?? 0
            if depth >= Self.deepest { throw AWSError.constraintViolation(.unitDepth) }
            if organization.units.count >= Self.mostUnits { throw AWSError.constraintViolation(.unitNumber) }
            if organization.units(in: input.parent).contains(where: { $0.name == input.name }) { throw AWSError.duplicateUnit }
            let unit = Organization.Unit(
                id: "ou-\(organization.root.dropFirst(2))-\(identifiers.lowercase(8))", name: input.name, parent: input.parent)
            organization.add(unit)
            organization[tagsOf: unit.id] = try OrganizationTags.adding(input.tags, to: [])
            return UnitAnswer(unit, of: organization)
        }
    }

    func encode(_ output: UnitAnswer, into response: inout StructureWriter) {
        response.structure("OrganizationalUnit") { output.write(into: &$0) }
    }
}
