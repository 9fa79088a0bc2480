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
            ],
            refusal: { _, _ in .organizationsAccessDenied })
    }
}
