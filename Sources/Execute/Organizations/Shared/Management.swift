import AWSTypes
import Directory
import IAMPolicy
import ServiceModel

extension Directory {
    /// The organization that an account manages.
    ///
    /// Only the management account may use most of the service (Organizations User Guide, "Delegated administrator"; delegation is not
    /// offered here), whatever its policies allow.
    func organization(managedBy account: String) throws(AWSError) -> Organization {
        guard let organization = organization(of: account) else { throw .notInUse }
        guard organization.managementAccount == account else { throw .organizationsAccessDenied }
        return organization
    }
}

extension DirectoryStore {
    /// Changes the organization that the caller manages, by one whole step.
    func changeOrganization<Result>(
        in context: OperationContext, _ change: (inout Organization) throws -> Result
    ) throws -> Result {
        try update { directory in
            var organization = try directory.organization(managedBy: context.account)
            let result = try change(&organization)
            directory.organizations[organization.id] = organization
            return result
        }
    }
}

extension OperationContext {
    func organization() throws(AWSError) -> Organization { try directory.organization(managedBy: account) }

    /// The questions of one action: one for each resource, or one for everything.
    ///
    /// They are asked in the caller's account, though the organization is its management account's: no policy of that account
    /// lets a member do what a member may.
    ///
    /// - Parameter policyType: `organizations:PolicyType`, for the actions about policies (Service Authorization Reference).
    func questions(_ action: String, on resources: [String] = [], policyType: String? = nil) -> [AuthorizationRequest] {
        let context: any ConditionKeyValues =
            policyType.map { FixedConditionKeys(["organizations:PolicyType": .single($0)]) } ?? NoConditionKeys()
        return (resources.isEmpty ? ["*"] : resources).map { resource in
            AuthorizationRequest(
                action: "organizations:\(action)", resource: resource, resourceAccount: account, hasResourceType: resource != "*",
                context: context)
        }
    }

    /// The ARN of a root, unit or account, whether it is there or not.
    func arn(ofTarget id: String) -> String {
        (directory.organization(of: account) ?? Organization(id: "o-unknown", managementAccount: account, root: "r-unknown")).arn(of: id)
    }

    /// The questions of an action about one policy, and perhaps a target.
    ///
    /// The ARN of a policy that is not there has the type of an SCP, for its own is not known.
    func questions(_ action: String, onPolicy id: String, target: String? = nil) -> [AuthorizationRequest] {
        let organization = directory.organization(of: account)
        let policy = organization?.policies[id]
        let place = "\(organization?.managementAccount ?? account):policy/\(organization?.id ?? "o-unknown")"
        let arn = policy?.arn ?? "arn:aws:organizations::\(place)/service_control_policy/\(id)"
        return questions(action, on: [arn] + (target.map { [self.arn(ofTarget: $0)] } ?? []), policyType: policy?.type.rawValue)
    }
}
