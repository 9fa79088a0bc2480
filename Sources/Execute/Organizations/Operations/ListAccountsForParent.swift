import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the accounts directly below a root or unit.
struct ListAccountsForParent: Operation {
    struct Input {
        var parent: String
        var page: PageRequest
    }

    static let name = "ListAccountsForParent"
    static let traits = OperationTraits.readOnly
    static let example = #"{"ParentId":"r-root"}"#

    func decode(_ request: StructureReader) throws -> Input {
        try Input(parent: request.identifier("ParentId", .parent), page: request.page())
    }

    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        context.questions(Self.name, on: [context.arn(ofTarget: input.parent)])
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<MemberAccount> {
        let organization = try context.organization()
        guard organization.hasParent(input.parent) else { throw AWSError.parentNotFound }
        let accounts = organization.accounts(in: input.parent)
        return try input.page.part(of: accounts.map { MemberAccount($0, of: organization, in: context.directory) }) { $0.id }
    }

    func encode(_ output: Page<MemberAccount>, into response: inout StructureWriter) {
        response.structures("Accounts", output.elements) { $1.write(into: &$0) }
        output.writeEnd(into: &response)
    }
}
