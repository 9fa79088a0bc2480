import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Tells where a unit or an account stands: its one parent.
struct ListParents: Operation {
    struct Input {
        var child: String
        var page: PageRequest
    }

    static let name = "ListParents"
    static let traits = OperationTraits.readOnly
    static let example = #"{"ChildId":"111122223333"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(child: request.identifier("ChildId", .child), page: request.page())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: input.child)])
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<String> {
        let organization = try context.organization()
        guard let parent = organization.parents[input.child] ?? organization.unit(input.child)?.parent else { throw AWSError.childNotFound }
        return try input.page.part(of: [parent]) { $0 }
    }

    func encode(_ output: Page<String>, into response: inout StructureWriter) {
        response.structures("Parents", output.elements) { writer, id in
            writer.string("Id", id)
            writer.string("Type", id.hasPrefix("r-") ? "ROOT" : "ORGANIZATIONAL_UNIT")
        }
        output.writeEnd(into: &response)
    }
}
