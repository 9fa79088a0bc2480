import AWSTypes
import AWSWire
import Directory
import ServiceModel

/// Lists the names of a key's policies, which is `default`.
struct ListKeyPolicies: KeyOperation {
    struct Input: KeyInput {
        var keyID: String
        var page: PageRequest
    }

    static let name = "ListKeyPolicies"
    static let traits = OperationTraits.readOnly
    static let states = KeyStates.any
    static let example = Example.key()

    func decode(_ request: StructureReader) throws -> Input {
        Input(keyID: try request.keyID(), page: try PageRequest(request, usual: 100, most: 1000))
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<String> {
        _ = try key(input, in: context)
        return input.page.page(of: [KeyPolicyName.only]) { $0 }
    }

    func encode(_ page: Page<String>, into response: inout StructureWriter) {
        response.strings("PolicyNames", page.elements)
        response.pageEnd(page)
    }
}
