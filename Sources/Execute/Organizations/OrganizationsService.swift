import AWSTypes
import AWSWire
package import Directory
package import ServiceModel

/// Organizations: the tree of units and accounts, and the service and resource control policies attached to it.
package enum OrganizationsService {
    package static func make(store: DirectoryStore, identifiers: Identifiers) -> Service {
        Service(
            ServiceProtocol(
                name: "organizations", wire: .json11, targetPrefix: "AWSOrganizationsV20161128.", version: "2016-11-28",
                eventSource: "organizations.amazonaws.com"),
            operations: [
                AnyOperation(CreateOrganization(store: store, identifiers: identifiers)),
                AnyOperation(DescribeOrganization()),
                AnyOperation(ListRoots()),
                AnyOperation(ListOrganizationalUnitsForParent()),
                AnyOperation(ListAccountsForParent()),
                AnyOperation(ListAccounts()),
                AnyOperation(DescribeAccount()),
                AnyOperation(DescribeOrganizationalUnit()),
                AnyOperation(ListParents()),
                AnyOperation(ListChildren()),
                AnyOperation(CreateOrganizationalUnit(store: store, identifiers: identifiers)),
                AnyOperation(UpdateOrganizationalUnit(store: store)),
                AnyOperation(DeleteOrganizationalUnit(store: store)),
                AnyOperation(MoveAccount(store: store)),
                AnyOperation(CreatePolicy(store: store, identifiers: identifiers)),
                AnyOperation(UpdatePolicy(store: store)),
                AnyOperation(DescribePolicy()),
                AnyOperation(DeletePolicy(store: store)),
                AnyOperation(ListPolicies()),
                AnyOperation(ListPoliciesForTarget()),
                AnyOperation(ListTargetsForPolicy()),
                AnyOperation(AttachPolicy(store: store)),
                AnyOperation(DetachPolicy(store: store)),
                AnyOperation(EnablePolicyType(store: store)),
                AnyOperation(DisablePolicyType(store: store)),
                AnyOperation(DescribeEffectivePolicy()),
                AnyOperation(DescribeResourcePolicy()),
                AnyOperation(TagResource(store: store)),
                AnyOperation(UntagResource(store: store)),
                AnyOperation(ListTagsForResource()),
            ],
            resource: { arn, directory in ResourceFacts(tags: tags(of: arn, in: directory)) },
            refusal: { _, _ in .organizationsAccessDenied })
    }

    /// The tags of what an ARN names, `arn:aws:organizations::…:ou/o-…/ou-…`.
    private static func tags(of arn: String, in directory: Directory) -> [Tag] {
        guard let arn = ARN(arn), let id = arn.resource.split(separator: "/").last,
            let organization = directory.organizations.unordered.first(where: { $0.managementAccount == arn.account })
        else { return [] }
        return organization[tagsOf: String(id)]
    }
}
