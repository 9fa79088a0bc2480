import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the keys of the caller's account in the region.
struct ListKeys: Operation {
    static let name = "ListKeys"
    static let traits = OperationTraits.readOnly

    func decode(_ request: StructureReader) throws -> PageRequest { try PageRequest(request, usual: 100, most: 1000) }

    func authorization(for input: PageRequest, in context: OperationContext) -> [AuthorizationRequest] {
        [context.question("kms:ListKeys")]
    }

    func execute(_ input: PageRequest, in context: OperationContext) -> Page<Key> {
        input.page(of: context.keysOfAccount, by: \.id)
    }

    func encode(_ page: Page<Key>, into response: inout StructureWriter) {
        response.structures("Keys", page.elements) { writer, key in
            writer.string("KeyId", key.id)
            writer.string("KeyArn", key.arn)
        }
        response.pageEnd(page)
    }
}

extension OperationContext {
    /// The keys of the caller's account in the region, ordered by id.
    var keysOfAccount: [Key] {
        directory.keys.all.filter { $0.account == account && $0.region == region && !$0.isGone(at: now) }
    }
}
