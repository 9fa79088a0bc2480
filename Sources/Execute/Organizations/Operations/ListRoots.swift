import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the roots, of which an organization has one.
struct ListRoots: Operation {
    static let name = "ListRoots"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> PageRequest { try request.page() }

    func authorization(for input: PageRequest, in context: OperationContext) -> [AuthorizationRequest] { context.questions(Self.name) }

    func execute(_ input: PageRequest, in context: OperationContext) throws -> Page<Organization> {
        try input.part(of: [context.organization()]) { $0.root }
    }

    func encode(_ output: Page<Organization>, into response: inout StructureWriter) {
        response.structures("Roots", output.elements) { $1.writeRoot(into: &$0) }
        output.writeEnd(into: &response)
    }
}
