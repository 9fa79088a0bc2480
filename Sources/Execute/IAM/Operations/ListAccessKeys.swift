import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the long-term keys of a user, without their secrets.
struct ListAccessKeys: Operation {
    struct Input {
        var name: String?
        var page: PageRequest
    }

    static let name = "ListAccessKeys"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> Input { try Input(name: request.name("UserName"), page: PageRequest(request)) }

    func authorization(for input: Input, in context: OperationContext) throws -> [AuthorizationRequest] {
        try KeyOwner(input.name, in: context).question(Self.name, in: context)
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<AccessKey> {
        let owner = try KeyOwner(input.name, in: context)
        try owner.check(in: context.directory, context.account)
        return input.page.page(of: context.directory.accessKeys(of: owner.userName, in: context.account), by: \.id)
    }

    func encode(_ page: Page<AccessKey>, into response: inout StructureWriter) {
        response.structures("AccessKeyMetadata", page.elements) { writer, key in
            writer.string("UserName", key.userName)
            writer.string("AccessKeyId", key.id)
            writer.string("Status", key.status)
            writer.timestamp("CreateDate", key.created)
        }
        page.encodeEnd(into: &response)
    }
}
