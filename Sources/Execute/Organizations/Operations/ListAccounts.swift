import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists all accounts of the organization.
struct ListAccounts: Operation {
    static let name = "ListAccounts"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> PageRequest { try request.page() }

    func authorization(for input: PageRequest, in context: OperationContext) -> [AuthorizationRequest] { context.questions(Self.name) }

    func execute(_ input: PageRequest, in context: OperationContext) throws -> Page<MemberAccount> {
        let organization = try context.organization()
        let accounts = organization.parents.keys.sorted()
        return try input.part(of: accounts.map { MemberAccount($0, of: organization, in: context.directory) }) { $0.id }
    }

    func encode(_ output: Page<MemberAccount>, into response: inout StructureWriter) {
        response.structures("Accounts", output.elements) { $1.write(into: &$0) }
        output.writeEnd(into: &response)
    }
}
