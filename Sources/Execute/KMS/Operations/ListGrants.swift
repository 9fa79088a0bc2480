import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists a key's grants.
struct ListGrants: KeyOperation {
    struct Input: KeyInput {
        var keyID: String
        var grantID: String?
        var grantee: String?
        var page: PageRequest
    }

    static let name = "ListGrants"
    static let traits = OperationTraits.readOnly
    static let states = KeyStates.any
    static let worksAcrossAccounts = true
    static let example = Example.key()

    func decode(_ request: StructureReader) throws -> Input {
        Input(
            keyID: try request.keyID(), grantID: try request.grantID(), grantee: try request.principal("GranteePrincipal"),
            page: try PageRequest(request, usual: 50, most: 100))
    }

    func conditions(of input: Input) -> CallConditions { CallConditions(["kms:GrantIsForAWSResource": .single("false")]) }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<ListedGrant> {
        let key = try key(input, in: context)
        let grants = key.grants.filter { grant in
            (input.grantID ?? grant.id) == grant.id && (input.grantee ?? grant.grantee) == grant.grantee
        }
        return input.page.page(of: grants.map { ListedGrant(keyARN: key.arn, grant: $0) }, by: \.place)
    }

    func encode(_ page: Page<ListedGrant>, into response: inout StructureWriter) { response.grants(page) }
}
