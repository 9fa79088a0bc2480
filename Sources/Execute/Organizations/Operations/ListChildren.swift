import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the ids of the units or of the accounts directly below a root or unit.
struct ListChildren: Operation {
    struct Input {
        var parent: String
        var wantsAccounts: Bool
        var page: PageRequest
    }

    static let name = "ListChildren"
    static let traits = OperationTraits.readOnly
    static let example = #"{"ParentId":"r-root","ChildType":"ACCOUNT"}"#

    func decode(_ request: StructureReader) throws -> Input {
        let parent = try request.identifier("ParentId", .parent)
        let type = try request.present("ChildType")
        guard type == "ACCOUNT" || type == "ORGANIZATIONAL_UNIT" else { throw AWSError.invalidInput(.value) }
        return Input(parent: parent, wantsAccounts: type == "ACCOUNT", page: try request.page())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: input.parent)])
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<String> {
        let organization = try context.organization()
        guard organization.hasParent(input.parent) else { throw AWSError.parentNotFound }
        let children = input.wantsAccounts ? organization.accounts(in: input.parent) : organization.units(in: input.parent).map(\.id)
        return try input.page.part(of: children) { $0 }
    }

    func encode(_ output: Page<String>, into response: inout StructureWriter) {
        response.structures("Children", output.elements) { writer, id in
            writer.string("Id", id)
            writer.string("Type", id.hasPrefix("ou-") ? "ORGANIZATIONAL_UNIT" : "ACCOUNT")
        }
        output.writeEnd(into: &response)
    }
}
