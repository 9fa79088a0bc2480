import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the account's aliases, of which there is one at most.
struct ListAccountAliases: Operation {
    static let name = "ListAccountAliases"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> PageRequest { try PageRequest(request) }

    func authorization(for page: PageRequest, in context: OperationContext) -> [AuthorizationRequest] {
        [context.askAboutAccount(Self.name)]
    }

    func execute(_ page: PageRequest, in context: OperationContext) -> Page<String> {
        page.page(of: [context.directory.accounts[context.account]?.alias].compactMap { $0 }) { $0 }
    }

    func encode(_ page: Page<String>, into response: inout StructureWriter) {
        response.strings("AccountAliases", page.elements)
        page.encodeEnd(into: &response)
    }
}
