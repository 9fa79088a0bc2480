import AWSTypes
import AWSWire
import Directory
import IAMPolicy
import ServiceModel

/// Lists the grants in the caller's account and region that a principal may retire.
struct ListRetirableGrants: Operation {
    struct Input {
        var retiring: String
        var page: PageRequest
    }

    static let name = "ListRetirableGrants"
    static let traits = OperationTraits.readOnly
    static let example = #"{"RetiringPrincipal":"arn:aws:iam::111122223333:root"}"#

    func decode(_ request: StructureReader) throws -> Input {
        let retiring = try request.principal("RetiringPrincipal")
        if retiring == nil { request.requireMember("RetiringPrincipal") }
        return Input(retiring: retiring ?? "", page: try PageRequest(request, usual: 50, most: 100))
    }

    /// About no key: permission comes from identity policies alone (KMS API Reference, ListRetirableGrants). It has no condition keys
    /// (Service Authorization Reference).
    func authorization(for input: Input, in context: OperationContext) -> [AuthorizationRequest] {
        [AuthorizationRequest(action: "kms:ListRetirableGrants", resource: "*", resourceAccount: context.account, hasResourceType: false)]
    }

    func execute(_ input: Input, in context: OperationContext) throws -> Page<ListedGrant> {
        let grants = context.keysOfAccount.flatMap { key in
            key.grants.filter { $0.retiring == input.retiring }.map { ListedGrant(keyARN: key.arn, grant: $0) }
        }
        return input.page.page(of: grants, by: \.place)
    }

    func encode(_ page: Page<ListedGrant>, into response: inout StructureWriter) { response.grants(page) }
}
